import { backoffDelayMs } from '../util/backoff.js';
import type { Clock, TimerHandle } from '../util/clock.js';

export type LaneHost<Work> = {
  readonly clock: Clock;
  /** Whether anything can be done at all. Whoever makes that true calls {@link Lane.hurry}. */
  readonly isOpen: () => boolean;
  /** What is next, or how many milliseconds it has to wait for something else; undefined when there is nothing. */
  readonly next: () => Work | number | undefined;
  /** Does it. */
  readonly carryOut: (work: Work) => Promise<void>;
  /** It could not be done. Resolves to whether it can be later by itself; otherwise the next has its turn. */
  readonly handleFailure: (work: Work, cause: unknown) => Promise<boolean>;
  /** It was done, or given up. */
  readonly onDone: () => void;
};

/** Work that is done one piece after the other; what fails for now is tried again after longer and longer waits. */
export class Lane<Work extends object> {
  readonly #host: LaneHost<Work>;
  #isBusy = false;
  /** Failures in a row that are worth waiting after. */
  #failures = 0;
  #timer: TimerHandle;

  constructor(host: LaneHost<Work>) {
    this.#host = host;
  }

  /** Goes on with what is next, unless it waits after a failure. */
  advance(): void {
    if (this.#failures === 0) this.hurry();
  }

  /** Goes on with what is next, whatever it waits for. */
  hurry(): void {
    const { clock, isOpen, next } = this.#host;
    if (this.#isBusy || !isOpen()) return;
    clock.clearTimeout(this.#timer);
    const work = next();
    if (typeof work === 'number') this.#wait(work);
    else if (work) void this.#run(work);
  }

  /** Ends the waiting, not what is being done. */
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
      // What could not even be noted is tried again like anything else.
      const isWaiting = await handleFailure(work, error).catch(() => true);
      this.#failures = isWaiting ? this.#failures + 1 : 0;
    }
    this.#isBusy = false;
    if (this.#failures === 0) onDone();
    else if (isOpen()) this.#wait(backoffDelayMs(this.#failures, Math.random()));
  }

  #wait(delayMs: number): void {
    this.#timer = this.#host.clock.setTimeout(() => {
      this.hurry();
    }, delayMs);
  }
}
