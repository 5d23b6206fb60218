import type { RateLimit } from './options.js';

/** A token bucket: it holds `burst` tokens, and is refilled with `perSecond`. */
export class RateLimiter {
  readonly #limit: RateLimit;
  #left: number;
  #refilledAtMs: number;

  constructor(limit: RateLimit, nowMs: number) {
    this.#limit = limit;
    this.#left = limit.burst;
    this.#refilledAtMs = nowMs;
  }

  /**
   * Takes tokens for one request. Returns whether there were enough.
   *
   * @param nowMs on the monotonic clock, as for all limiters
   * @param weight how many requests it counts as, `burst` at most
   */
  take(nowMs: number, weight = 1): boolean {
    const elapsedMs = nowMs - this.#refilledAtMs;
    this.#refilledAtMs = nowMs;
    this.#left = Math.min(this.#limit.burst, this.#left + (elapsedMs * this.#limit.perSecond) / 1000);
    const cost = Math.min(weight, Math.max(1, this.#limit.burst));
    if (this.#left < cost) return false;
    this.#left -= cost;
    return true;
  }
}
