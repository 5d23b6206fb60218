import { inParallel, type GatewayProcess } from './gateway-process.js';
import { LoadClient } from './load-client.js';

/** Registers users, and resolves to their tokens by userID. */
export async function makePeople(
  gateway: GatewayProcess,
  prefix: string,
  count: number,
): Promise<Map<string, string>> {
  const userIDs = Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  await gateway.register(userIDs);
  const tokens = await gateway.tokens(userIDs);
  return new Map(userIDs.map((userID, index) => [userID, tokens[index] ?? '']));
}

/** Resolves to a logged-in client for each. */
export function connectAll(gateway: GatewayProcess, people: ReadonlyMap<string, string>): Promise<LoadClient[]> {
  return inParallel([...people], 50, ([userID, token]) => LoadClient.connect(gateway.port, userID, token));
}

export async function closeAll(clients: readonly LoadClient[]): Promise<void> {
  await Promise.all(clients.map((client) => client.close()));
}
