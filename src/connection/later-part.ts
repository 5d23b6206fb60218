import { ErrorCode, OpenIMError } from '../protocol/index.js';

/**
 * Returns a function that loads a part of the client that is a chunk of its own, when it is first called. It rejects with
 * the code of an unreachable gateway, 112, if the chunk cannot be loaded, because the next call may succeed.
 */
export function laterPart<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let loading: Promise<Part> | undefined;
  return () =>
    (loading ??= load().catch(() => {
      loading = undefined;
      throw new OpenIMError(ErrorCode.NoSocket, 'part of the client did not load');
    }));
}
