/** A real gateway for a test in the browser; test/helpers/gateway-plugin.ts runs it. */
export interface TestGateway {
  /** Where a client connects: `ws://127.0.0.1:…`. */
  url: string;
  /** One for each of the users asked for. */
  tokens: Record<string, string>;
  /** Stops it: its sockets close, its data stays. */
  stop(): Promise<void>;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
}

/**
 * Registers the users and returns their tokens. Without a name all tests share one gateway, so user ids should be a
 * test's own ({@link uniqueID}); a test that stops its gateway takes a name of its own.
 */
export async function startGateway(users: string[], name = 'shared'): Promise<TestGateway> {
  const query = new URLSearchParams([['name', name], ...users.map((userID) => ['user', userID])]);
  const { url, tokens } = (await call('GET', `?${query}`)) as Pick<TestGateway, 'url' | 'tokens'>;
  const post = async (verb: string): Promise<void> => {
    await call('POST', `/${verb}?${new URLSearchParams({ name })}`);
  };
  return { url: url.replace(/^http/, 'ws'), tokens, stop: () => post('stop'), start: () => post('start') };
}

/** An id that no other test uses. */
export function uniqueID(prefix: string): string {
  return `${prefix}-${crypto.randomUUID()}`;
}

async function call(method: string, path: string): Promise<unknown> {
  const response = await fetch(`/__test/gateway${path}`, { method });
  if (!response.ok) throw new Error(`The test gateway answered ${response.status}: ${await response.text()}`);
  return response.json();
}
