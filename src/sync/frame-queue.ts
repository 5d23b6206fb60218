import type { EventFrame } from '../protocol/index.js';
import { Deferred } from '../util/deferred.js';

type Item =
  | { readonly kind: 'frame'; readonly frame: EventFrame }
  | { readonly kind: 'task'; readonly run: () => Promise<void>; readonly reject: (reason: unknown) => void };

/**
 * Everything that changes the cache, one after another in the order it came: event frames, and tasks such as applying
 * an answer. Frames that wait behind the same thing are handed over together, so a burst is one transaction.
 */
export class FrameQueue {
  readonly #apply: (frames: readonly EventFrame[]) => Promise<void>;
  readonly #items: Item[] = [];
  #isRunning = false;
  #closedBy: Error | undefined;

  /** @param apply takes frames in order; must not reject */
  constructor(apply: (frames: readonly EventFrame[]) => Promise<void>) {
    this.#apply = apply;
  }

  addFrame(frame: EventFrame): void {
    this.#add({ kind: 'frame', frame });
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
    this.#add({ kind: 'task', run, reject });
    return promise;
  }

  /** Drops what has not begun: tasks that wait, and all that come, are rejected with `error`. */
  close(error: Error): void {
    this.#closedBy = error;
    for (const item of this.#items.splice(0)) {
      if (item.kind === 'task') item.reject(error);
    }
  }

  #add(item: Item): void {
    if (this.#closedBy) {
      if (item.kind === 'task') item.reject(this.#closedBy);
      return;
    }
    this.#items.push(item);
    if (this.#isRunning) return;
    this.#isRunning = true;
    // In a microtask: frames that one socket message brings stand together.
    queueMicrotask(() => void this.#runAll());
  }

  async #runAll(): Promise<void> {
    for (let item = this.#items.shift(); item; item = this.#items.shift()) {
      if (item.kind === 'task') {
        await item.run();
        continue;
      }
      const frames = [item.frame];
      while (this.#items[0]?.kind === 'frame') frames.push((this.#items.shift() as typeof item).frame);
      await this.#apply(frames);
    }
    this.#isRunning = false;
  }
}
