import { inParallel, type GatewayProcess } from './gateway-process.js';
import { LoadClient } from './load-client.js';

/** Registered users and their tokens; some hundred at once, which is what a gateway lets one address do. */
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

/** A logged-in client for each. */
export function connectAll(gateway: GatewayProcess, people: ReadonlyMap<string, string>): Promise<LoadClient[]> {
  return inParallel([...people], 50, ([userID, token]) => LoadClient.connect(gateway.port, userID, token));
}

export async function closeAll(clients: readonly LoadClient[]): Promise<void> {
  await Promise.all(clients.map((client) => client.close()));
}
