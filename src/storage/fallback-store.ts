import type { Logger } from '../util/logger.js';
import type { IndexedDBStore } from './indexeddb-store.js';
import { MemoryStore } from './memory-store.js';
import { StorageError } from './storage-error.js';
import type { Changes, MessageRange, MessageRow, Store } from './store.js';

export type FallbackOptions = {
  readonly logger: Logger;
  /** Returns the data held in memory that is to be kept, above all the messages in the outbox. */
  readonly rescue: () => Changes;
  /** Called once, after the store has moved to memory. */
  readonly onFallback: () => void;
};

/**
 * A store that recovers from failures of IndexedDB, so that the code above it need not handle them. If the quota is used
 * up, it deletes the oldest history; if a record is damaged, everything that can be downloaded again; and if that does not
 * help, it continues in memory. The failed operation is then repeated.
 */
export class FallbackStore implements Store {
  readonly #primary: IndexedDBStore;
  readonly #options: FallbackOptions;
  #store: Store;
  #losses = 0;
  /** Whether the store was closed or destroyed; failures are no longer reported. */
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

  async commit(changes: Changes, losses = this.#losses): Promise<void> {
    await this.#attempt(async (store) => {
      const valid = this.#losses === losses ? changes : withoutHistory(changes);
      try {
        await store.commit(valid);
      } catch (error) {
        if (StorageError.from(error).fault !== 'full') throw error;
        // Keeps the history of the conversations being written, because the new segments rely on it.
        const concerned = [...(changes.messages ?? []), ...(changes.segments ?? [])];
        const keptIDs = new Set(concerned.map(({ conversationID }) => conversationID));
        if ((await this.#primary.makeRoom(keptIDs)) === 0) throw error;
        await store.commit(valid);
      }
    });
  }

  close(): void {
    this.#isLetGo = true;
    this.#primary.close();
  }

  async destroy(): Promise<void> {
    this.#isLetGo = true;
    // Later writes go to memory, because they must not leave data in the emptied database. WebKit also delays deleting a
    // database while a transaction is running in it.
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

  /**
   * Deletes everything except the data held in memory and the outbox. Operations that find the damage at the same time
   * share one repair.
   */
  #repair(error: StorageError): Promise<void> {
    this.#repairing ??= this.#primary
      .commit({ ...this.#options.rescue(), isDiscarded: true })
      .then(() => {
        this.#losses++;
        this.#options.logger.warn('the cache was damaged', error);
      })
      .finally(() => {
        this.#repairing = undefined;
      });
    return this.#repairing;
  }

  /** Moves to memory. If several operations fail at the same time, the first one does it for all. */
  async #fallBack(error: StorageError): Promise<void> {
    if (this.#store !== this.#primary) return;
    const memory = new MemoryStore();
    this.#store = memory;
    this.#losses++;
    this.#primary.close();
    await memory.commit(this.#options.rescue());
    if (this.#isLetGo) return;
    warnOfMemory(this.#options.logger, error);
    this.#options.onFallback();
  }
}

export function warnOfMemory(logger: Logger, error: StorageError): void {
  logger.warn('continuing without storage', error);
}

/**
 * Returns the changes without known history, for a store that has lost the data they were based on: it is no longer known
 * which messages surround the ones being written.
 */
function withoutHistory(changes: Changes): Changes {
  const { segments } = changes;
  if (!segments) return changes;
  return { ...changes, segments: segments.map(({ conversationID }) => ({ conversationID, segments: [] })) };
}
