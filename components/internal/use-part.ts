import { emit, errorDetail } from './events.js';
import type { Lazy } from './lazy.js';

/**
 * Does something with a part, at once where it is here. What fails is told to the page as `host`'s; resolves to whether
 * all went well.
 */
export async function usePart<Part>(
  host: EventTarget,
  part: Lazy<Part>,
  use: (part: Part) => Promise<void> | void,
): Promise<boolean> {
  try {
    await use(part.value ?? (await part.load()));
    return true;
  } catch (error) {
    emit(host, 'openim-error', errorDetail(error));
    return false;
  }
}
