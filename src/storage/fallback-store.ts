import type { Author, ConversationItem, GroupItem } from '../protocol/index.js';
import { MemoryStore } from './memory-store.js';
import { StorageError } from './storage-error.js';
import type { Changes, MessageRange, MessageRow, OutboxEntry, Segment, Settings, Store } from './store.js';

export type FallbackOptions = {
  /** What is in memory anyway and shall be kept, messages in the outbox above all. */
  readonly rescue: () => Changes;
  /** After the move, once. */
  readonly onFallback: (error: StorageError) => void;
};

/**
 * A store that goes on in memory when the one underneath fails: nothing above it has to know that browsers lose their
 * storage. The operation that failed is done again in memory.
 */
export class FallbackStore implements Store {
  readonly #primary: Store;
  readonly #options: FallbackOptions;
  #store: Store;

  constructor(primary: Store, options: FallbackOptions) {
    this.#primary = primary;
    this.#options = options;
    this.#store = primary;
  }

  get kind(): Store['kind'] {
    return this.#store.kind;
  }

  getConversations(): Promise<ConversationItem[]> {
    return this.#attempt((store) => store.getConversations());
  }

  getMessages(range: MessageRange): Promise<MessageRow[]> {
    return this.#attempt((store) => store.getMessages(range));
  }

  getMessagesByID(clientMsgIDs: readonly string[]): Promise<(MessageRow | undefined)[]> {
    return this.#attempt((store) => store.getMessagesByID(clientMsgIDs));
  }

  getSegments(conversationID: string): Promise<Segment[]> {
    return this.#attempt((store) => store.getSegments(conversationID));
  }

  getGroups(): Promise<GroupItem[]> {
    return this.#attempt((store) => store.getGroups());
  }

  getAuthors(): Promise<Author[]> {
    return this.#attempt((store) => store.getAuthors());
  }

  getOutbox(): Promise<OutboxEntry[]> {
    return this.#attempt((store) => store.getOutbox());
  }

  getSetting<Name extends keyof Settings>(name: Name): Promise<Settings[Name] | undefined> {
    return this.#attempt((store) => store.getSetting(name));
  }

  commit(changes: Changes): Promise<void> {
    return this.#attempt((store) => store.commit(changes));
  }

  close(): void {
    this.#primary.close();
  }

  async destroy(): Promise<void> {
    await this.#store.destroy();
    if (this.#store !== this.#primary) await this.#primary.destroy();
  }

  async #attempt<T>(operation: (store: Store) => Promise<T>): Promise<T> {
    const store = this.#store;
    try {
      return await operation(store);
    } catch (error) {
      if (store !== this.#primary) throw error;
      await this.#fallBack(StorageError.from(error));
      return operation(this.#store);
    }
  }

  /** Several operations may fail at once; the first one moves, for all. */
  async #fallBack(error: StorageError): Promise<void> {
    if (this.#store !== this.#primary) return;
    const memory = new MemoryStore();
    this.#store = memory;
    this.#primary.close();
    await memory.commit(this.#options.rescue());
    this.#options.onFallback(error);
  }
}
