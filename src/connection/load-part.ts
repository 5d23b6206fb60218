import { ErrorCode, OpenIMError } from '../protocol/index.js';

/**
 * A part of the client that is fetched when it is first needed. Failing to fetch it counts as a gateway that cannot be
 * reached: the next try may succeed.
 *
 * @throws {OpenIMError} 112 it cannot be fetched
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch {
    throw new OpenIMError(ErrorCode.NoSocket, 'part of the client did not load');
  }
}
