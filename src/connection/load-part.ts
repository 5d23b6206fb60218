import { ErrorCode, OpenIMError } from '../protocol/index.js';

/**
 * Loads a part of the client that is a chunk of its own, fetched when first needed. A failure has the code of an
 * unreachable gateway, because the next try may succeed.
 *
 * @throws {OpenIMError} 112 the chunk cannot be loaded
 */
export async function loadPart<Part>(load: () => Promise<Part>): Promise<Part> {
  try {
    return await load();
  } catch {
    throw new OpenIMError(ErrorCode.NoSocket, 'part of the client did not load');
  }
}
