import type { Clock, TimerHandle } from '../../util/clock.js';

/** The interval between pings to the leader while nothing arrives from it. */
export const PING_INTERVAL_MS = 400;
/**
 * After this many unanswered pings the leader counts as gone. Pings are counted instead of measuring time, because while
 * the device sleeps, time passes in which the leader cannot answer.
 */
export const MISSED_PINGS = 3;

export type LeaderWatchHost = {
  readonly clock: Clock;
  /** Whether this tab currently needs a leader that answers. */
  readonly isNeeded: () => boolean;
  readonly ping: () => void;
  readonly onSilence: () => void;
};

/**
 * Detects a leader that still holds the lock but does not answer: its page hangs, or the browser has suspended it without
 * an event. If the leader is closed or crashes, the lock is released.
 */
export class LeaderWatch {
  readonly #host: LeaderWatchHost;
  #timer: TimerHandle;
  #missed = 0;

  constructor(host: LeaderWatchHost) {
    this.#host = host;
  }

  /** Starts watching, if that is needed and has not started yet. */
  start(): void {
    if (this.#timer !== undefined || !this.#host.isNeeded()) return;
    this.#missed = 0;
    this.#schedule();
  }

  /** To be called for every message from the leader. */
  hear(): void {
    this.#missed = 0;
  }

  stop(): void {
    this.#host.clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(): void {
    this.#timer = this.#host.clock.setTimeout(() => this.#tick(), PING_INTERVAL_MS);
  }

  #tick(): void {
    const { isNeeded, ping, onSilence } = this.#host;
    this.stop();
    if (!isNeeded()) return;
    this.#schedule();
    if (this.#missed < MISSED_PINGS) ping();
    else onSilence();
    this.#missed = this.#missed < MISSED_PINGS ? this.#missed + 1 : 0;
  }
}
