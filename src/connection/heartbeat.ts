import type { Clock, TimerHandle } from '../util/clock.js';

/** Silence after which the other side is asked for a sign of life. */
export const SILENCE_MS = 10_000;
/** How long it may take to give one. Together: a half-open connection is found within 35 s. */
export const ANSWER_MS = 25_000;
/** The same after the device slept, when the connection is more likely dead than slow. */
export const ANSWER_AFTER_WAKE_MS = 5_000;

/**
 * Finds out that a connection is dead although nobody closed it. Lives on real traffic: while frames arrive nothing is
 * sent. Counts in timers, not in times of day, so that a clock that is set does not confuse it.
 */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #ask: () => void;
  readonly #onDead: () => void;
  #timer: TimerHandle;

  /**
   * @param ask sends something the other side answers
   * @param onDead is called once, when no answer came; the heartbeat has stopped then
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

  /** Something came: all is well for now. */
  heard(): void {
    if (this.#timer !== undefined) this.start();
  }

  /** Asks at once; whatever comes counts as the answer. */
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
