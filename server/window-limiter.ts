/** Allows each key a number of uses within any window of time: stricter than a token bucket, for what people rarely do. */
export class WindowLimiter {
  readonly #max: number;
  readonly #windowMs: number;
  /** The times of each key, oldest first; keys in the order of their last use. */
  readonly #times = new Map<string, number[]>();

  constructor(max: number, windowMs: number) {
    this.#max = max;
    this.#windowMs = windowMs;
  }

  /** Counts a use by the key. Returns whether it is allowed. */
  take(key: string, nowMs: number): boolean {
    this.#forgetOld(nowMs);
    const times = (this.#times.get(key) ?? []).filter((timeMs) => nowMs - timeMs < this.#windowMs);
    if (times.length >= this.#max) return false;
    times.push(nowMs);
    this.#times.delete(key);
    this.#times.set(key, times);
    return true;
  }

  #forgetOld(nowMs: number): void {
    for (const [key, times] of this.#times) {
      if (nowMs - (times.at(-1) ?? 0) < this.#windowMs) return;
      this.#times.delete(key);
    }
  }
}
