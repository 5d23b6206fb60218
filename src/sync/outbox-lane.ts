import { backoffDelayMs } from '../util/backoff.js';
import type { Clock, TimerHandle } from '../util/clock.js';

export type LaneHost<Work> = {
  readonly clock: Clock;
  /** Whether work can be done at all, such as while online. When this becomes true, call {@link Lane.hurry}. */
  readonly isOpen: () => boolean;
  /** Returns the next piece of work, or how many milliseconds to wait for it; undefined if there is none. */
  readonly next: () => Work | number | undefined;
  /** Carries out a piece of work; rejects if that fails. */
  readonly carryOut: (work: Work) => Promise<void>;
  /** Handles a failure. Resolves to true if the same work is to be retried later, to false if it was given up. */
  readonly handleFailure: (work: Work, cause: unknown) => Promise<boolean>;
  /** Called when a piece of work was carried out or given up. */
  readonly onDone: () => void;
};

/** A queue that does one piece of work at a time, and retries after temporary failures with increasing delays. */
export class Lane<Work extends object> {
  readonly #host: LaneHost<Work>;
  #isBusy = false;
  /** Number of temporary failures in a row. */
  #failures = 0;
  #timer: TimerHandle;

  constructor(host: LaneHost<Work>) {
    this.#host = host;
  }

  /** Starts the next piece of work, unless the lane waits after a failure. */
  advance(): void {
    if (this.#failures === 0) this.hurry();
  }

  /** Starts the next piece of work now, even if the lane waits. */
  hurry(): void {
    const { clock, isOpen, next } = this.#host;
    if (this.#isBusy || !isOpen()) return;
    clock.clearTimeout(this.#timer);
    const work = next();
    if (typeof work === 'number') this.#wait(work);
    else if (work) void this.#run(work);
  }

  /** Stops the timer; work that is in progress continues. */
  close(): void {
    this.#host.clock.clearTimeout(this.#timer);
  }

  async #run(work: Work): Promise<void> {
    const { carryOut, handleFailure, isOpen, onDone } = this.#host;
    this.#isBusy = true;
    try {
      await carryOut(work);
      this.#failures = 0;
    } catch (error) {
      // If the failure could not be recorded either, the work is retried like after any temporary failure.
      const isWaiting = await handleFailure(work, error).catch(() => true);
      this.#failures = isWaiting ? this.#failures + 1 : 0;
    }
    this.#isBusy = false;
    if (this.#failures === 0) onDone();
    else if (isOpen()) this.#wait(backoffDelayMs(this.#failures));
  }

  #wait(delayMs: number): void {
    this.#timer = this.#host.clock.setTimeout(() => {
      this.hurry();
    }, delayMs);
  }
}
