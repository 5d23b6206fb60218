/** What the site's back end gives a page about its user. */
export type DemoAccount = { userID: string; nickname: string; token: string };

export type DemoSite = { url: string; people: DemoAccount[]; agents: string[] };

/** The demo's accounts and the gateway they log in to. */
export async function fetchAccounts(): Promise<DemoSite> {
  const response = await fetch('/people.json');
  return (await response.json()) as DemoSite;
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
