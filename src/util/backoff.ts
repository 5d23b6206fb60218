/** The shortest and the longest wait before a retry. */
export const BACKOFF_MIN_MS = 500;
export const BACKOFF_MAX_MS = 30_000;

/**
 * Returns how long to wait before retry number `attempt` (from 1): full jitter over a range that doubles with each
 * attempt, so that clients disconnected at the same time do not all reconnect at the same time. At least the minimum.
 *
 * @param random a number in [0, 1), for tests
 */
export function backoffDelayMs(attempt: number, random = Math.random()): number {
  const ceilingMs = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** Math.min(attempt, 16));
  return BACKOFF_MIN_MS + Math.floor(random * (ceilingMs - BACKOFF_MIN_MS));
}
