import { compareRows } from './message-row.js';
import {
  entriesOf,
  TABLES,
  type Changes,
  type MessageRange,
  type MessageRow,
  type Store,
  type Table,
  type Tables,
} from './store.js';

/** A store in memory, which is gone with the page. Records are not copied, because they are never modified in place. */
export class MemoryStore implements Store {
  readonly kind = 'memory';
  readonly losses = 0;
  readonly #tables = Object.fromEntries(TABLES.map((table) => [table, new Map()])) as unknown as {
    readonly [Name in Table]: Map<string, Tables[Name]>;
  };

  getAll<Name extends Table>(table: Name): Promise<Tables[Name][]> {
    return Promise.resolve([...this.#tables[table].values()]);
  }

  getOutboxIDs(): Promise<string[]> {
    return Promise.resolve([...this.#tables.outbox.keys()]);
  }

  get<Name extends Table>(table: Name, keys: readonly string[]): Promise<(Tables[Name] | undefined)[]> {
    return Promise.resolve(keys.map((key) => this.#tables[table].get(key)));
  }

  getMessages(range: MessageRange): Promise<MessageRow[]> {
    const { conversationID, from = -Infinity, before = Infinity, limit = Infinity, oldest = false } = range;
    const rows = [...this.#tables.messages.values()]
      .filter((row) => row.conversationID === conversationID && row.sortKey >= from && row.sortKey < before)
      .sort(compareRows);
    return Promise.resolve(oldest ? rows.slice(0, limit) : rows.slice(Math.max(0, rows.length - limit)));
  }

  commit(changes: Changes): Promise<void> {
    const { clearedConversations, deleted, isDiscarded } = changes;
    const discarded = isDiscarded ? TABLES.filter((table) => table !== 'outbox') : [];
    for (const table of discarded) this.#tables[table].clear();
    if (clearedConversations) this.#clear(new Set(clearedConversations));
    for (const table of TABLES) {
      const records: Map<string, unknown> = this.#tables[table];
      for (const key of deleted?.[table] ?? []) records.delete(key);
      for (const [key, record] of entriesOf(changes, table)) records.set(key, record);
    }
    return Promise.resolve();
  }

  close(): void {
    // Nothing to release.
  }

  destroy(): Promise<void> {
    for (const table of TABLES) this.#tables[table].clear();
    return Promise.resolve();
  }

  #clear(conversationIDs: ReadonlySet<string>): void {
    const { messages } = this.#tables;
    for (const [key, { conversationID }] of messages)
      if (conversationIDs.has(conversationID)) messages.delete(key);
  }
}
