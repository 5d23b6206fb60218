import { Deferred } from '../../util/deferred.js';

export type TabLockEvents = {
  /** It is this tab's now. */
  readonly onGained: () => void;
  /** It was, and another tab has taken it. */
  readonly onLost: () => void;
};

/**
 * What one tab has and others wait for: a Web Lock. The browser gives it to the next in line when its holder closes or
 * crashes.
 */
export class TabLock {
  readonly #name: string;
  readonly #events: TabLockEvents;
  /** Ends the present wait or hold. */
  #giveUp: (() => void) | undefined;

  constructor(name: string, events: TabLockEvents) {
    this.#name = name;
    this.#events = events;
  }

  /** Stands in line for it. */
  queue(): void {
    this.#request(false);
  }

  /** Takes it at once, from whoever has it. */
  take(): void {
    this.#request(true);
  }

  /** Leaves the line, or lets go of it. */
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
    // The two options exclude each other.
    const options = isForced ? { steal: true } : { signal: waiting.signal };
    navigator.locks.request(this.#name, options, hold).catch((error: unknown) => {
      if (this.#giveUp !== giveUp) return;
      this.#giveUp = undefined;
      // A page that may not use locks after all shares with nobody.
      if ((error as Error).name === 'AbortError') this.#events.onLost();
      else this.#events.onGained();
    });
  }
}
