import { emit, errorDetail, type FactDetails } from './events.js';
import type { Lazy } from './lazy.js';

/**
 * Passes a part to `use`, synchronously if it is loaded. A failure is dispatched from `host` as `openim-error`, and is what
 * this resolves to.
 */
export async function usePart<Part>(
  host: EventTarget,
  part: Lazy<Part>,
  use: (part: Part) => Promise<void> | void,
): Promise<FactDetails['openim-error'] | undefined> {
  try {
    await use(part.value ?? (await part.load()));
    return undefined;
  } catch (error) {
    const failure = errorDetail(error);
    emit(host, 'openim-error', failure);
    return failure;
  }
}
