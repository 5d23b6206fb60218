import type { IndexedDBStore } from './indexeddb-store.js';
import { MemoryStore } from './memory-store.js';
import { StorageError } from './storage-error.js';
import type { Changes, MessageRange, MessageRow, Store } from './store.js';

export type FallbackOptions = {
  /** What is in memory anyway and shall be kept, messages in the outbox above all. */
  readonly rescue: () => Changes;
  /** Something was damaged: all is gone but what was rescued, and what waits to be sent. */
  readonly onRepair: (error: StorageError) => void;
  /** After the move, once. */
  readonly onFallback: (error: StorageError) => void;
};

/**
 * A store that helps itself when the one underneath fails: nothing above it has to know that browsers lose their storage.
 * Where there is no room, the oldest history goes; where something is damaged, all that can be downloaded again; and when
 * that does not help, it goes on in memory. The operation that failed is done again.
 */
export class FallbackStore implements Store {
  readonly #primary: IndexedDBStore;
  readonly #options: FallbackOptions;
  #store: Store;
  #losses = 0;
  /** Nobody wants it any more: what is still written to it is no loss. */
  #isLetGo = false;
  #repairing: Promise<void> | undefined;

  constructor(primary: IndexedDBStore, options: FallbackOptions) {
    this.#primary = primary;
    this.#options = options;
    this.#store = primary;
  }

  get losses(): number {
    return this.#losses;
  }

  get kind(): Store['kind'] {
    return this.#store.kind;
  }

  readonly getAll: Store['getAll'] = (table) => this.#attempt((store) => store.getAll(table));

  readonly getOutboxIDs: Store['getOutboxIDs'] = () => this.#attempt((store) => store.getOutboxIDs());

  readonly get: Store['get'] = (table, keys) => this.#attempt((store) => store.get(table, keys));

  getMessages(range: MessageRange): Promise<MessageRow[]> {
    return this.#attempt((store) => store.getMessages(range));
  }

  async commit(changes: Changes): Promise<void> {
    const { losses } = this;
    await this.#attempt(async (store) => {
      try {
        await store.commit(this.#losses === losses ? changes : withoutHistory(changes));
      } catch (error) {
        if (StorageError.from(error).fault !== 'full') throw error;
        // What is being written relies on what is there of its conversations.
        const concerned = [...(changes.messages ?? []), ...(changes.segments ?? [])];
        const keptIDs = new Set(concerned.map(({ conversationID }) => conversationID));
        if ((await this.#primary.makeRoom(keptIDs)) === 0) throw error;
        await store.commit(changes);
      }
    });
  }

  close(): void {
    this.#isLetGo = true;
    this.#primary.close();
  }

  async destroy(): Promise<void> {
    this.#isLetGo = true;
    // What is still written must not stay behind in a database that has been emptied. WebKit does not delete it at once either
    // while something goes on in it.
    this.#store = new MemoryStore();
    await this.#primary.destroy();
  }

  async #attempt<T>(operation: (store: Store) => Promise<T>): Promise<T> {
    const store = this.#store;
    try {
      return await operation(store);
    } catch (cause) {
      if (store !== this.#primary) throw cause;
      let error = StorageError.from(cause);
      if (error.fault === 'damaged') {
        try {
          await this.#repair(error);
          return await operation(store);
        } catch (another) {
          error = StorageError.from(another);
        }
      }
      await this.#fallBack(error);
      return operation(this.#store);
    }
  }

  /** Begins anew with what is in memory and what waits to be sent. Several operations may find the damage; one is enough. */
  #repair(error: StorageError): Promise<void> {
    this.#repairing ??= this.#primary
      .commit({ ...this.#options.rescue(), isDiscarded: true })
      .then(() => {
        this.#losses++;
        this.#options.onRepair(error);
      })
      .finally(() => {
        this.#repairing = undefined;
      });
    return this.#repairing;
  }

  /** Several operations may fail at once; the first one moves, for all. */
  async #fallBack(error: StorageError): Promise<void> {
    if (this.#store !== this.#primary) return;
    const memory = new MemoryStore();
    this.#store = memory;
    this.#losses++;
    this.#primary.close();
    await memory.commit(this.#options.rescue());
    if (!this.#isLetGo) this.#options.onFallback(error);
  }
}

/** Changes for a store that has lost what they join on to: of no conversation it is known what stands around a message. */
export function withoutHistory(changes: Changes): Changes {
  const { segments } = changes;
  if (!segments) return changes;
  return { ...changes, segments: segments.map(({ conversationID }) => ({ conversationID, segments: [] })) };
}
