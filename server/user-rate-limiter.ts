import type { RateLimit } from './options.js';
import { RateLimiter } from './rate-limit.js';

/** A token bucket for each user, or for each address, forgotten once it is full again. */
export class UserRateLimiter {
  readonly #limit: RateLimit;
  /** In the order of their last use. */
  readonly #buckets = new Map<string, { readonly limiter: RateLimiter; usedAtMs: number }>();

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** Whether the user may do one more now. */
  take(userID: string, nowMs: number): boolean {
    this.#forgetFull(nowMs);
    const bucket = this.#buckets.get(userID) ?? { limiter: new RateLimiter(this.#limit, nowMs), usedAtMs: nowMs };
    bucket.usedAtMs = nowMs;
    this.#buckets.delete(userID);
    this.#buckets.set(userID, bucket);
    return bucket.limiter.take(nowMs);
  }

  #forgetFull(nowMs: number): void {
    const fullAfterMs = (this.#limit.burst / this.#limit.perSecond) * 1000;
    for (const [userID, { usedAtMs }] of this.#buckets) {
      if (nowMs - usedAtMs < fullAfterMs) return;
      this.#buckets.delete(userID);
    }
  }
}
