import type { Clock } from '../../src/util/clock.js';

/**
 * Real time, run faster: what waits half a minute is over in a second and a half, in the same order. For faults that go
 * through real sockets and processes, where time cannot stand still.
 */
export class FastClock implements Clock {
  readonly #factor: number;
  readonly #startMs = Date.now();

  constructor(factor: number) {
    this.#factor = factor;
  }

  now(): number {
    return Math.round(this.#startMs + (Date.now() - this.#startMs) * this.#factor);
  }

  setTimeout(callback: () => void, delayMs: number): unknown {
    return setTimeout(callback, delayMs / this.#factor);
  }

  clearTimeout(handle: unknown): void {
    clearTimeout(handle as NodeJS.Timeout);
  }
}
