import type { Clock } from '../../src/util/clock.js';
import { flushMicrotasks } from './flush-microtasks.js';

interface Timer {
  dueAtMs: number;
  callback: () => void;
}

/**
 * Time that stands still until the test moves it. Timers run in the order they fall due, those due together in the order
 * they were set, and the microtasks each one starts settle before the next one runs.
 */
export class ManualClock implements Clock {
  #nowMs: number;
  /** How far the time of day was set ahead. */
  #setAheadMs = 0;
  #lastHandle = 0;
  /** By handle, so in the order they were set. */
  readonly #timers = new Map<number, Timer>();

  constructor(startMs = 1_700_000_000_000) {
    this.#nowMs = startMs;
  }

  now(): number {
    return this.#nowMs + this.#setAheadMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  /** Sets the time of day, as people and time servers do; no timer runs earlier or later for it. */
  setAhead(byMs: number): void {
    this.#setAheadMs += byMs;
  }

  setTimeout(callback: () => void, delayMs: number): number {
    const handle = ++this.#lastHandle;
    this.#timers.set(handle, { dueAtMs: this.#nowMs + Math.max(0, delayMs), callback });
    return handle;
  }

  clearTimeout(handle: unknown): void {
    this.#timers.delete(handle as number);
  }

  /** How many timers wait: 0 after everything was closed, or something leaks. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Milliseconds until the next timer falls due; undefined when none waits. */
  get nextDelayMs(): number | undefined {
    const next = this.#next();
    return next && next[1].dueAtMs - this.#nowMs;
  }

  /** Moves time on and runs everything that falls due on the way, also timers set meanwhile. */
  async advance(byMs: number): Promise<void> {
    const untilMs = this.#nowMs + byMs;
    await flushMicrotasks();
    for (let next = this.#next(); next && next[1].dueAtMs <= untilMs; next = this.#next()) {
      const [handle, { dueAtMs, callback }] = next;
      this.#timers.delete(handle);
      this.#nowMs = dueAtMs;
      callback();
      await flushMicrotasks();
    }
    this.#nowMs = untilMs;
  }

  /** Moves time to the next timer and runs it, with all that fall due at the same moment. */
  async advanceToNext(): Promise<void> {
    const delayMs = this.nextDelayMs;
    if (delayMs === undefined) throw new Error('No timer waits.');
    await this.advance(delayMs);
  }

  #next(): [number, Timer] | undefined {
    let first: [number, Timer] | undefined;
    for (const entry of this.#timers) {
      if (first === undefined || entry[1].dueAtMs < first[1].dueAtMs) first = entry;
    }
    return first;
  }
}
