/** What the site's back end gives a page about its user. */
export type DemoAccount = { userID: string; nickname: string; token: string };

/** The demo's accounts and the gateway they log in to. */
export async function fetchAccounts(): Promise<{ url: string; people: DemoAccount[] }> {
  const response = await fetch('/people.json');
  return (await response.json()) as { url: string; people: DemoAccount[] };
}

/** Logs each `<openim-provider data-person>` of the page in as that person. */
export async function logInProviders(): Promise<void> {
  const { url, people } = await fetchAccounts();
  for (const provider of document.querySelectorAll<HTMLElement>('openim-provider[data-person]')) {
    const person = people.find(({ userID }) => userID === provider.dataset['person']);
    if (!person) continue;
    provider.setAttribute('url', url);
    provider.setAttribute('user-id', person.userID);
    provider.setAttribute('token', person.token);
  }
}
