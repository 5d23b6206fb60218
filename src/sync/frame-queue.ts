import type { EventFrame } from '../protocol/index.js';
import { Deferred } from '../util/deferred.js';

type Item = {
  readonly run: () => Promise<void>;
  /** Whom it is to be told that it will not be run; nobody waits for frames. */
  readonly reject?: (reason: unknown) => void;
};

/**
 * Everything that changes the cache, one after another in the order it came: event frames, and tasks such as applying
 * an answer. Frames that wait behind the same thing are handed over together, so a burst is one transaction.
 */
export class FrameQueue {
  readonly #apply: (frames: readonly EventFrame[]) => Promise<void>;
  readonly #items: Item[] = [];
  /** Frames that wait, while nothing has come behind them. */
  #frames: EventFrame[] | undefined;
  #isRunning = false;
  #closedBy: Error | undefined;

  /** @param apply takes frames in order; must not reject */
  constructor(apply: (frames: readonly EventFrame[]) => Promise<void>) {
    this.#apply = apply;
  }

  addFrame(frame: EventFrame): void {
    if (this.#frames) {
      this.#frames.push(frame);
      return;
    }
    const frames = [frame];
    this.#add({
      run: () => {
        if (this.#frames === frames) this.#frames = undefined;
        return this.#apply(frames);
      },
    });
    this.#frames = frames;
  }

  /** Runs `task` when its turn comes; what it resolves to or throws is the caller's. */
  run<T>(task: () => Promise<T> | T): Promise<T> {
    const { promise, resolve, reject } = new Deferred<T>();
    const run = async () => {
      try {
        resolve(await task());
      } catch (error) {
        reject(error);
      }
    };
    this.#add({ run, reject });
    return promise;
  }

  /** Drops what has not begun: tasks that wait, and all that come, are rejected with `error`. */
  close(error: Error): void {
    this.#closedBy = error;
    for (const { reject } of this.#items.splice(0)) reject?.(error);
  }

  #add(item: Item): void {
    this.#frames = undefined;
    if (this.#closedBy) {
      item.reject?.(this.#closedBy);
      return;
    }
    this.#items.push(item);
    if (this.#isRunning) return;
    this.#isRunning = true;
    // In a microtask: frames that one socket message brings stand together.
    queueMicrotask(() => void this.#runAll());
  }

  async #runAll(): Promise<void> {
    for (let item = this.#items.shift(); item; item = this.#items.shift()) await item.run();
    this.#isRunning = false;
  }
}
