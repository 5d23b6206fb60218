import { ErrorCode, OpenIMError } from '../protocol/index.js';

/**
 * Returns the way to a part of the client that is a chunk of its own, fetched when first needed. A failure has the code of
 * an unreachable gateway, because the next try may succeed.
 *
 * @throws {OpenIMError} 112 the chunk cannot be loaded
 */
export function laterPart<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let loading: Promise<Part> | undefined;
  return () =>
    (loading ??= load().catch(() => {
      loading = undefined;
      throw new OpenIMError(ErrorCode.NoSocket, 'part of the client did not load');
    }));
}
