import type { RateLimit } from './options.js';
import { RateLimiter } from './rate-limit.js';

/** A token bucket per key, such as a user or an address; a full bucket is forgotten. */
export class KeyedRateLimiter {
  readonly #limit: RateLimit;
  /** In the order of their last use, the oldest first. */
  readonly #buckets = new Map<string, { readonly limiter: RateLimiter; usedAtMs: number }>();

  constructor(limit: RateLimit) {
    this.#limit = limit;
  }

  /** Takes `weight` tokens from the key's bucket. Returns whether there were enough. */
  take(key: string, nowMs: number, weight = 1): boolean {
    this.#forgetFull(nowMs);
    const bucket = this.#buckets.get(key) ?? { limiter: new RateLimiter(this.#limit, nowMs), usedAtMs: nowMs };
    bucket.usedAtMs = nowMs;
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    return bucket.limiter.take(nowMs, weight);
  }

  #forgetFull(nowMs: number): void {
    const fullAfterMs = (this.#limit.burst / this.#limit.perSecond) * 1000;
    for (const [key, { usedAtMs }] of this.#buckets) {
      if (nowMs - usedAtMs < fullAfterMs) return;
      this.#buckets.delete(key);
    }
  }
}
