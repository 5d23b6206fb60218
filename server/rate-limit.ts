import type { RateLimit } from './options.js';

/** A token bucket: `burst` at once, refilled with `perSecond`. */
export class RateLimiter {
  readonly #limit: RateLimit;
  #left: number;
  #refilledAtMs: number;

  constructor(limit: RateLimit, nowMs: number) {
    this.#limit = limit;
    this.#left = limit.burst;
    this.#refilledAtMs = nowMs;
  }

  /** Whether one more is allowed now. @param nowMs on the monotonic clock, as for all limiters */
  take(nowMs: number): boolean {
    const elapsedMs = nowMs - this.#refilledAtMs;
    this.#refilledAtMs = nowMs;
    this.#left = Math.min(this.#limit.burst, this.#left + (elapsedMs * this.#limit.perSecond) / 1000);
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
