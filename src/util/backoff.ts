/** Longest and shortest wait before a reconnect. */
export const BACKOFF_MIN_MS = 500;
export const BACKOFF_MAX_MS = 30_000;

/**
 * How long to wait before retry number `attempt` (from 1): full jitter over a doubling range, so that clients cut off
 * together do not come back together. Never less than the minimum.
 *
 * @param random a number in [0, 1)
 */
export function backoffDelayMs(attempt: number, random: number): number {
  const ceilingMs = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** Math.min(attempt, 16));
  return BACKOFF_MIN_MS + Math.floor(random * (ceilingMs - BACKOFF_MIN_MS));
}
