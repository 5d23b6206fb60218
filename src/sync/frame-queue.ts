import type { EventFrame } from '../protocol/index.js';
import { Deferred } from '../util/deferred.js';

type Item = {
  readonly run: () => Promise<void>;
  /** Rejects the promise of a task that will not be run. Frames have none. */
  readonly reject?: (reason: unknown) => void;
};

/**
 * The queue of everything that uses the cache: event frames, and tasks such as applying a reply, one after another in the
 * order of arrival. Consecutive frames that wait in the queue are applied together, so a burst is one transaction.
 */
export class FrameQueue {
  readonly #apply: (frames: readonly EventFrame[]) => Promise<void>;
  readonly #items: Item[] = [];
  /** The frames at the end of the queue, which further frames join; undefined if the last item is a task. */
  #frames: EventFrame[] | undefined;
  #isRunning = false;
  /** The error that {@link close} was given; undefined before. */
  closedBy: Error | undefined;

  /** @param apply applies frames in order; must not reject */
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

  /** Runs `task` in its turn; settles like the task. */
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

  /** Drops everything that has not started: waiting and later tasks are rejected with `error`. */
  close(error: Error): void {
    this.closedBy = error;
    for (const { reject } of this.#items.splice(0)) reject?.(error);
  }

  #add(item: Item): void {
    this.#frames = undefined;
    if (this.closedBy) {
      item.reject?.(this.closedBy);
      return;
    }
    this.#items.push(item);
    if (this.#isRunning) return;
    this.#isRunning = true;
    // In a microtask, so that frames that are added synchronously are applied together.
    queueMicrotask(() => void this.#runAll());
  }

  async #runAll(): Promise<void> {
    for (let item = this.#items.shift(); item; item = this.#items.shift()) await item.run();
    this.#isRunning = false;
  }
}
