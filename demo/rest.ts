/** The two REST calls a site's back end makes: it holds the secret, pages never do. */

/** Creates a user. One who exists already is fine. */
export async function registerUser(
  gatewayURL: string,
  secret: string,
  userID: string,
  nickname: string,
): Promise<void> {
  await post(gatewayURL, '/auth/user_register', { secret, platform: 5, userID, nickname, operationID: 'demo' });
}

/** A token with which `userID` can log in. */
export async function fetchToken(gatewayURL: string, secret: string, userID: string): Promise<string> {
  const body = { secret, platform: 5, userID, operationID: 'demo' };
  const { data } = (await post(gatewayURL, '/auth/user_token', body)) as { data?: { token?: string } };
  if (!data?.token) throw new Error(`the gateway gave no token for ${userID}`);
  return data.token;
}

async function post(gatewayURL: string, path: string, body: unknown): Promise<unknown> {
  const response = await fetch(new URL(path, gatewayURL), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}
