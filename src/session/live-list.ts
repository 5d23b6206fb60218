import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
import { ErrorCode, OpenIMError } from '../protocol/index.js';
import type { Sync } from '../sync/types.js';
import type { SessionContext } from './session-context.js';
import type { LoadState } from './types.js';

/** Records of the gateway's, asked for when somebody first reads them and kept true by events from then on. */
export interface LiveRecords<Value> {
  /** Reading it within an effect, as elements do while rendering, is what loads it. */
  readonly value: ReadonlySignal<Value>;
  /** `failed` until the connection is back, or `reload` is called. */
  readonly state: ReadonlySignal<LoadState>;
  reload(): void;
}

type Held<Value> = { readonly value: Value; readonly state: LoadState };

/**
 * One thing the gateway is asked for. Nothing is asked until somebody reads it; after a connection was lost, events are
 * missing, so it is asked for again as soon as somebody reads it.
 */
export class Live<Value> implements LiveRecords<Value> {
  readonly #context: SessionContext;
  readonly #fetch: (sync: Sync) => Promise<Value>;
  readonly #held;
  readonly value: ReadonlySignal<Value>;
  readonly state: ReadonlySignal<LoadState>;
  #isWatched = false;
  /** Whether what is held is not what the gateway has. */
  #isStale = true;
  #isLoading = false;
  /** What events did to the value while it was on its way. */
  #missed: ((value: Value) => Value)[] = [];

  constructor(context: SessionContext, initial: Value, fetch: (sync: Sync) => Promise<Value>) {
    this.#context = context;
    this.#fetch = fetch;
    this.#held = signal<Held<Value>>(
      { value: initial, state: { kind: 'loading' } },
      {
        watched: () => {
          this.#isWatched = true;
          // An effect that is just running may not be told of a change.
          if (this.#isStale) queueMicrotask(() => this.#loadIfWanted());
        },
        unwatched: () => {
          this.#isWatched = false;
        },
      },
    );
    this.value = computed(() => this.#held.value.value);
    this.state = computed(() => this.#held.value.state);
  }

  reload(): void {
    this.#isStale = true;
    if (this.state.peek().kind === 'failed') this.#hold({ state: { kind: 'loading' } });
    this.#loadIfWanted();
  }

  /** The connection came back, went away, or ended. */
  handleConnection(isOnline: boolean): void {
    if (isOnline) this.reload();
    else if (this.#isStale && !this.#isLoading && this.state.peek().kind === 'loading') {
      this.#hold({ state: { kind: 'failed', error: new OpenIMError(ErrorCode.NoSocket, 'not connected') } });
    }
  }

  /** Applies what an event says. While the records are on their way it is applied to them too. */
  update(change: (value: Value) => Value): void {
    if (this.#isLoading) this.#missed.push(change);
    if (this.state.peek().kind === 'ready') this.#hold({ value: change(this.value.peek()) });
  }

  #hold(change: Partial<Held<Value>>): void {
    this.#held.value = { ...this.#held.peek(), ...change };
  }

  #loadIfWanted(): void {
    const sync = this.#context.online();
    if (!this.#isWatched || !this.#isStale || this.#isLoading) return;
    if (sync) this.#context.background(this.#load(sync));
    else if (this.#context.isDown()) this.handleConnection(false);
  }

  async #load(sync: Sync): Promise<void> {
    this.#isStale = false;
    this.#isLoading = true;
    this.#missed = [];
    try {
      const fetched = await this.#fetch(sync);
      const value = this.#missed.reduce<Value>((present, change) => change(present), fetched);
      this.#hold({ value, state: { kind: 'ready' } });
    } catch (error) {
      if (!(error instanceof OpenIMError)) throw error;
      if (this.state.peek().kind !== 'ready') this.#hold({ state: { kind: 'failed', error } });
    } finally {
      this.#isLoading = false;
      // It may have been asked for again meanwhile.
      this.#loadIfWanted();
    }
  }
}

/** A list with `item` in it, in place of the one with the same key; at the end, or at the front, when there was none. */
export function withItem<Item>(
  items: readonly Item[],
  item: Item,
  keyOf: (item: Item) => string,
  place: 'first' | 'last' = 'last',
): readonly Item[] {
  const key = keyOf(item);
  const index = items.findIndex((present) => keyOf(present) === key);
  if (index !== -1) return [...items.slice(0, index), item, ...items.slice(index + 1)];
  return place === 'first' ? [item, ...items] : [...items, item];
}

/** A list without the item of that key; the very list when there is none. */
export function withoutKey<Item>(
  items: readonly Item[],
  key: string,
  keyOf: (item: Item) => string,
): readonly Item[] {
  return items.some((item) => keyOf(item) === key) ? items.filter((item) => keyOf(item) !== key) : items;
}
