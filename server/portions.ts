import type { Clock } from './clock.js';
import type { UnitOfWork } from './db/unit-of-work.js';
import type { Output } from './output.js';

/** How long a portion may take. Its last item may exceed this. */
const PORTION_MS = 10;

/** Work with many items that sends and does not write. It may be repeated from any item on, in whatever state the items are. */
export type LongWork<Item> = {
  /** Of works with the same name, the one being done is finished, and of the others only the last one is done after it. */
  readonly name: string;
  readonly items: readonly Item[];
  each(item: Item, output: Output): void;
  /** Called after the last item, in the same task. */
  end(output: Output): void;
};

type Rest = { readonly work: LongWork<unknown>; readonly first: number };

/**
 * Does long work in portions, one in each turn of the event loop, so that other requests are answered in between. What is
 * left when the gateway stops is not done: nobody is connected any more.
 */
export class Portions {
  readonly #clock: Clock;
  readonly #unitOfWork: UnitOfWork;
  readonly #onError: (error: unknown, name: string) => void;
  /** By name, in the order of their next portions. */
  readonly #rests = new Map<string, Rest>();
  /** By name, what is done after the work of that name in {@link #rests}. */
  readonly #waiting = new Map<string, Rest>();
  #isScheduled = false;

  constructor(clock: Clock, unitOfWork: UnitOfWork, onError: (error: unknown, name: string) => void) {
    this.#clock = clock;
    this.#unitOfWork = unitOfWork;
    this.#onError = onError;
  }

  /** Does the first portion now, which is all of the work if there is little. Must run inside a unit of work. */
  begin<Item>(work: LongWork<Item>, output: Output): void {
    const rest = this.#portion({ work: work, first: 0 }, output);
    output.afterFlush(() => {
      const { name } = work;
      if (!rest) {
        // All of it is done, as it is now: earlier work has nothing to add.
        this.#rests.delete(name);
        this.#waiting.delete(name);
      } else if (this.#rests.has(name) || this.#waiting.has(name)) this.#waiting.set(name, rest);
      else this.#add(rest);
    });
  }

  stop(): void {
    this.#rests.clear();
    this.#waiting.clear();
  }

  /** Does one portion, and returns what is left. */
  #portion({ work, first }: Rest, output: Output): Rest | undefined {
    const { items } = work;
    const startMs = this.#clock.monotonicMs();
    let next = first;
    while (next < items.length && this.#clock.monotonicMs() - startMs < PORTION_MS)
      work.each(items[next++], output);
    if (next < items.length) return { work, first: next };
    work.end(output);
    return undefined;
  }

  #add(rest: Rest): void {
    this.#rests.set(rest.work.name, rest);
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(this.#goOn);
  }

  /** Adds what is left of the work that was being done, or else the work that waits for it. */
  #continue(name: string, left: Rest | undefined): void {
    // Work with the same name may have begun while the portion was not committed yet.
    const next = this.#waiting.get(name) ?? this.#rests.get(name);
    this.#waiting.delete(name);
    if (left && next) this.#waiting.set(name, next);
    const rest = left ?? next;
    if (rest) this.#add(rest);
  }

  readonly #goOn = (): void => {
    this.#isScheduled = false;
    const [oldest] = this.#rests;
    if (!oldest) return;
    const [name, rest] = oldest;
    this.#rests.delete(name);
    this.#unitOfWork.perform({
      run: (output) => {
        const left = this.#portion(rest, output);
        output.afterFlush(() => {
          this.#continue(name, left);
        });
      },
      fail: (error) => {
        this.#onError(error, name);
        this.#continue(name, undefined);
      },
    });
    const [another] = this.#rests.values();
    if (another) this.#add(another);
  };
}
