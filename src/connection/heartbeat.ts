import type { Clock, TimerHandle } from '../util/clock.js';

/** How long nothing may arrive before a ping is sent. */
export const SILENCE_MS = 10_000;
/** How long to wait for anything to arrive after a ping. Together: a half-open connection is detected within 35 s. */
export const ANSWER_MS = 25_000;
/** The same after the device woke up, when the connection is more likely dead than slow. */
export const ANSWER_AFTER_WAKE_MS = 5_000;

/**
 * Detects half-open connections: dead ones whose close event never arrives. Sends nothing while frames keep arriving.
 * Uses only timers, never the time of day, so changes of the system clock do not affect it.
 */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #ask: () => void;
  readonly #onDead: () => void;
  #timer: TimerHandle;

  /**
   * @param ask sends a request that the other side answers
   * @param onDead is called once, if nothing arrives in time; the heartbeat has already stopped then
   */
  constructor(clock: Clock, ask: () => void, onDead: () => void) {
    this.#clock = clock;
    this.#ask = ask;
    this.#onDead = onDead;
  }

  start(): void {
    this.#arm(SILENCE_MS, () => this.check(ANSWER_MS));
  }

  stop(): void {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** To be called for every frame that arrives: the connection is alive, and the silence starts anew. */
  heard(): void {
    if (this.#timer !== undefined) this.start();
  }

  /** Sends a ping now; any frame that arrives within `answerMs` counts as the answer. */
  check(answerMs: number): void {
    if (this.#timer === undefined) return;
    this.#arm(answerMs, () => {
      this.stop();
      this.#onDead();
    });
    this.#ask();
  }

  #arm(delayMs: number, callback: () => void): void {
    this.#clock.clearTimeout(this.#timer);
    this.#timer = this.#clock.setTimeout(callback, delayMs);
  }
}
