import type { Clock } from './clock.js';

const INTERVAL_MS = 60 * 60_000;

/**
 * Processes a few items, those behind `afterID` in the order of their IDs. Resolves to the ID of the last one, or to
 * undefined if there were no more. A step that removes everything it processes may resolve to any text instead of the ID.
 */
export type SweepStep = (afterID: string) => Promise<string | undefined>;

/** Processes all items every hour, in steps that are too short to delay requests. */
export class HourlySweep {
  readonly #clock: Clock;
  readonly #step: SweepStep;
  readonly #onError: (error: unknown) => void;
  #timer: unknown;
  #isStopped = false;

  constructor(clock: Clock, step: SweepStep, onError: (error: unknown) => void) {
    this.#clock = clock;
    this.#step = step;
    this.#onError = onError;
    this.#schedule();
  }

  stop(): void {
    this.#isStopped = true;
    this.#clock.clearTimeout(this.#timer);
  }

  #schedule(): void {
    this.#timer = this.#clock.setTimeout(() => {
      this.#sweep()
        .catch(this.#onError)
        .finally(() => {
          if (!this.#isStopped) this.#schedule();
        });
    }, INTERVAL_MS);
  }

  async #sweep(): Promise<void> {
    let lastID: string | undefined = '';
    while (lastID !== undefined && !this.#isStopped) lastID = await this.#step(lastID);
  }
}
