import type { Clock, TimerHandle } from '../../util/clock.js';

/** How often the leader is asked for a sign of life while nothing is heard of it. */
export const PING_INTERVAL_MS = 400;
/** After so many in vain it is gone. Counted, not timed: a device that slept has not given it a chance to answer. */
export const MISSED_PINGS = 3;

export type LeaderWatchHost = {
  readonly clock: Clock;
  /** Whether it matters at the moment that there is a leader who answers. */
  readonly isNeeded: () => boolean;
  readonly ping: () => void;
  readonly onSilence: () => void;
};

/**
 * Finds out that the leader is there and does not answer: it hangs, or was put to sleep by a browser that tells no page
 * of it. That it closed or crashed is told by the lock.
 */
export class LeaderWatch {
  readonly #host: LeaderWatchHost;
  #timer: TimerHandle;
  #missed = 0;

  constructor(host: LeaderWatchHost) {
    this.#host = host;
  }

  /** Begins to watch, if it is needed and not done already. */
  start(): void {
    if (this.#timer !== undefined || !this.#host.isNeeded()) return;
    this.#missed = 0;
    this.#schedule();
  }

  /** Something was heard of the leader. */
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
