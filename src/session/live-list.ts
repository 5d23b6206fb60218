import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
import { ErrorCode, OpenIMError } from '../protocol/index.js';
import type { Sync } from '../sync/types.js';
import type { SessionContext } from './session-context.js';
import type { LoadState } from './types.js';

/** Records from the gateway, requested when they are first read and kept up to date by events from then on. */
export interface LiveRecords<Value> {
  /** Loads when it is read within an effect, as elements do while rendering. */
  readonly value: ReadonlySignal<Value>;
  /** `failed` until the connection is back, or `reload` is called. */
  readonly state: ReadonlySignal<LoadState>;
  reload(): void;
}

type Held<Value> = { readonly value: Value; readonly state: LoadState };

/**
 * A value from the gateway. It is requested when it is first watched. After a loss of connection, events may have been
 * missed, so it is requested again, as soon as it is watched.
 */
export class Live<Value> implements LiveRecords<Value> {
  readonly #context: SessionContext;
  readonly #fetch: (sync: Sync) => Promise<Value>;
  readonly #held;
  readonly value: ReadonlySignal<Value>;
  readonly state: ReadonlySignal<LoadState>;
  #isWatched = false;
  /** Whether the value must be requested again, because it may differ from the gateway's. */
  #isStale = true;
  #isLoading = false;
  /** Changes by events that arrived during a request; they are applied to its result as well. */
  #missed: ((value: Value) => Value)[] = [];

  constructor(context: SessionContext, initial: Value, fetch: (sync: Sync) => Promise<Value>) {
    this.#context = context;
    this.#fetch = fetch;
    this.#held = signal<Held<Value>>(
      { value: initial, state: { kind: 'loading' } },
      {
        watched: () => {
          this.#isWatched = true;
          // Deferred: the effect that reads the signal is still running, and would not be notified of a change.
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

  /** To be called when the connection is online again, or was lost or closed. */
  handleConnection(isOnline: boolean): void {
    if (isOnline) this.reload();
    else if (this.#isStale && !this.#isLoading && this.state.peek().kind === 'loading') {
      this.#hold({ state: { kind: 'failed', error: new OpenIMError(ErrorCode.NoSocket, 'not connected') } });
    }
  }

  /** Applies a change reported by an event; during a request, it is also applied to the request's result. */
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
      // `reload` may have been called during the request.
      this.#loadIfWanted();
    }
  }
}

/** Returns the list with `item` replacing the one with the same key, or added at `place` if there is none. */
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

/** Returns the list without the item with this key; the same list if there is none. */
export function withoutKey<Item>(
  items: readonly Item[],
  key: string,
  keyOf: (item: Item) => string,
): readonly Item[] {
  return items.some((item) => keyOf(item) === key) ? items.filter((item) => keyOf(item) !== key) : items;
}
