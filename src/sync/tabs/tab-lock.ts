import { Deferred } from '../../util/deferred.js';

export type TabLockEvents = {
  /** This tab holds the lock now. */
  readonly onGained: () => void;
  /** This tab held the lock, and another tab has taken it. */
  readonly onLost: () => void;
};

/**
 * A Web Lock that one tab holds while others wait for it. When the holder is closed or crashes, the browser gives the lock
 * to the next tab in the queue.
 */
export class TabLock {
  readonly #name: string;
  readonly #events: TabLockEvents;
  /** Stops waiting for the lock, or releases it. */
  #giveUp: (() => void) | undefined;

  constructor(name: string, events: TabLockEvents) {
    this.#name = name;
    this.#events = events;
  }

  /** Waits for the lock in the queue. */
  queue(): void {
    this.#request(false);
  }

  /** Takes the lock from the tab that holds it. */
  take(): void {
    this.#request(true);
  }

  /** Leaves the queue, or releases the lock. */
  giveUp(): void {
    this.#giveUp?.();
  }

  #request(isForced: boolean): void {
    this.giveUp();
    const waiting = new AbortController();
    const { promise: held, resolve: release } = new Deferred<void>();
    const giveUp = () => {
      this.#giveUp = undefined;
      waiting.abort();
      release();
    };
    this.#giveUp = giveUp;
    const hold = () => {
      if (this.#giveUp === giveUp) this.#events.onGained();
      return held;
    };
    // `steal` and `signal` cannot be combined.
    const options = isForced ? { steal: true } : { signal: waiting.signal };
    navigator.locks.request(this.#name, options, hold).catch((error: unknown) => {
      if (this.#giveUp !== giveUp) return;
      this.#giveUp = undefined;
      // AbortError: another tab has stolen the lock. Other errors: locks are not allowed here, so this tab works alone.
      if ((error as Error).name === 'AbortError') this.#events.onLost();
      else this.#events.onGained();
    });
  }
}
