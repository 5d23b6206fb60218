import type { Clock } from './clock.js';

/** Resolves once the promise has settled in any way, but after `patienceMs` at the latest. */
export function settledWithin(promise: Promise<unknown>, patienceMs: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.setTimeout(resolve, patienceMs);
    const end = (): void => {
      clock.clearTimeout(timer);
      resolve();
    };
    promise.then(end, end);
  });
}
