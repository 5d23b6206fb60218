import { deleteDB, openDB, type IDBPObjectStore, type IDBPTransaction } from 'idb';
import { migrate, SCHEMA_VERSION, type CacheDatabase, type CacheSchema, type StoreName } from './schema.js';
import { StorageError } from './storage-error.js';
import { intact } from './stored-shapes.js';
import {
  entriesOf,
  TABLES,
  type Changes,
  type MessageRange,
  type MessageRow,
  type Segment,
  type Store,
  type Tables,
} from './store.js';

/** The cache in IndexedDB. After any failure, do not rely on this object any more; FallbackStore handles that. */
export class IndexedDBStore implements Store {
  readonly kind = 'indexeddb';
  readonly losses = 0;
  readonly #database: CacheDatabase;

  private constructor(database: CacheDatabase) {
    this.#database = database;
  }

  /**
   * Opens the database, and creates or upgrades it if necessary.
   * @param onBlocked called if another tab has to close the database first; opening continues when it does
   */
  static async open(name: string, onBlocked: () => void): Promise<IndexedDBStore> {
    const database = await openDatabase(name, onBlocked);
    if (isComplete(database)) return new IndexedDBStore(database);
    // Object stores are missing, as after a browser ran out of space while creating them: create the database again.
    database.close();
    await deleteDB(name);
    return new IndexedDBStore(await openDatabase(name, onBlocked));
  }

  async getAll<Name extends StoreName>(table: Name): Promise<Tables[Name][]> {
    return intact<unknown>(table, await this.#reading(table).getAll()) as Tables[Name][];
  }

  async get<Name extends StoreName>(table: Name, keys: readonly string[]): Promise<(Tables[Name] | undefined)[]> {
    const store = this.#reading(table);
    const records = await Promise.all(keys.map((key) => heard(store.get(key))));
    return intact<object | undefined>(table, records, keys).map(
      (record) => record && fromStored(record),
    ) as Tables[Name][];
  }

  async getOutboxIDs(): Promise<string[]> {
    return this.#reading('outbox').getAllKeys();
  }

  async getMessages(range: MessageRange): Promise<MessageRow[]> {
    // IDBKeyRange throws an error for an empty range.
    if ((range.from ?? -Infinity) >= (range.before ?? Infinity)) return [];
    const { limit } = range;
    if (range.oldest && limit !== undefined) return this.#oldestMessages(range, limit);
    const newestFirst = await this.#reading('messages').index('timeline').getAll(rangeOf(range), limit);
    return intact('messages', newestFirst).reverse().map(fromStored);
  }

  /** Reads the oldest messages of a range. The index is ordered newest first, and only a cursor can read it backwards. */
  async #oldestMessages(range: MessageRange, limit: number): Promise<MessageRow[]> {
    const index = this.#reading('messages').index('timeline');
    const rows: MessageRow[] = [];
    let cursor = await index.openCursor(rangeOf(range), 'prev');
    while (cursor && rows.length < limit) {
      rows.push(fromStored(cursor.value));
      cursor = await cursor.continue();
    }
    return intact('messages', rows);
  }

  async commit(changes: Changes): Promise<void> {
    const tables = tablesOf(changes);
    if (tables.length === 0) return;
    // The cache can be downloaded again, but unsent messages exist only here and must be flushed to disk.
    const durability = changes.outbox || changes.deleted?.outbox ? 'strict' : 'relaxed';
    const transaction = this.#database.transaction(tables, 'readwrite', { durability });
    const requests: Promise<unknown>[] = [heard(transaction.done)];
    try {
      const discarded = changes.isDiscarded ? TABLES.filter((table) => table !== 'outbox') : [];
      for (const table of discarded) requests.push(heard(transaction.objectStore(table).clear()));
      requests.push(...(await requestClears(transaction, changes.clearedConversations ?? [])));
      for (const table of tables) {
        const store = transaction.objectStore(table);
        for (const key of changes.deleted?.[table] ?? []) requests.push(store.delete(key));
        for (const [key, record] of entriesOf(changes, table))
          requests.push(store.put(withAge(record), table === 'settings' ? key : undefined));
      }
      // Otherwise it would be committed once the page has heard of all requests, and lost with a page that is being left.
      transaction.commit();
    } catch (error) {
      // If a request cannot even be made (an exception from put), the earlier ones must not be committed either.
      abort(transaction);
      await Promise.allSettled(requests);
      throw error;
    }
    await Promise.all(requests).catch(async (error: unknown) => {
      // The requests only report AbortError; the transaction has the reason.
      const reason: unknown = await transaction.done.catch((cause: unknown) => cause);
      throw reason instanceof Error && reason.name === 'QuotaExceededError' ? reason : error;
    });
  }

  /**
   * Deletes the segments of history with the oldest messages, those of pinned conversations last, to make room.
   * @param keptConversationIDs conversations whose messages are not deleted
   * @returns the number of deleted messages; 0 if there is nothing to delete
   */
  async makeRoom(keptConversationIDs: ReadonlySet<string>): Promise<number> {
    const transaction = this.#database.transaction(['conversations', 'segments', 'messages'], 'readwrite');
    void heard(transaction.done);
    try {
      const freed = await forgetOldest(transaction, keptConversationIDs);
      await transaction.done;
      return freed;
    } catch (error) {
      // Messages must not be deleted without the segments that say they are present.
      abort(transaction);
      throw error;
    }
  }

  /** Returns an object store in a new read-only transaction. */
  #reading<Name extends StoreName>(name: Name): IDBPObjectStore<CacheSchema, [Name], Name> {
    const transaction = this.#database.transaction(name);
    void heard(transaction.done);
    return transaction.store;
  }

  close(): void {
    this.#database.close();
  }

  async destroy(): Promise<void> {
    // Emptied first: another tab can delay the deletion of the database, but not of its records.
    await emptyStores(this.#database).catch(() => undefined);
    this.#database.close();
    await deleteDatabase(this.#database.name);
  }
}

/** Deletes a database. Resolves when it is deleted, or will be as soon as other tabs close it. Never rejects. */
export async function deleteDatabase(name: string): Promise<void> {
  const deleted = new Promise<unknown>((resolve) => {
    deleteDB(name, { blocked: resolve }).then(resolve, resolve);
  });
  // Without IndexedDB there is nothing to delete.
  await deleted.catch(() => undefined);
}

/** The share of all messages that is deleted if there is no room: enough not to run out of room again soon. */
const FREED_SHARE = 0.25;

type RoomTransaction = IDBPTransaction<CacheSchema, ('conversations' | 'segments' | 'messages')[], 'readwrite'>;

/** Deletes the oldest segments with their messages. @returns the number of deleted messages */
async function forgetOldest(
  transaction: RoomTransaction,
  keptConversationIDs: ReadonlySet<string>,
): Promise<number> {
  const messages = transaction.objectStore('messages');
  const [conversations, lists, count] = await Promise.all([
    transaction.objectStore('conversations').getAll(),
    transaction.objectStore('segments').getAll(),
    messages.count(),
  ]);
  const pinnedIDs = new Set(conversations.filter(({ isPinned }) => isPinned).map((item) => item.conversationID));
  const left = new Map(lists.map(({ conversationID, segments }) => [conversationID, segments]));
  const evictable = lists.filter(({ conversationID }) => !keptConversationIDs.has(conversationID));
  let freed = 0;
  for (const { conversationID, segment } of inOrderOfLeaving(evictable, pinnedIDs)) {
    if (freed >= Math.max(1, count * FREED_SHARE)) break;
    const range = { conversationID, from: segment.oldestSendTime, before: segment.newestSendTime + 1 };
    const keys = await messages.index('timeline').getAllKeys(rangeOf(range));
    const segments = (left.get(conversationID) ?? []).filter((other) => other !== segment);
    left.set(conversationID, segments);
    await Promise.all([
      ...keys.map((key) => heard(messages.delete(key))),
      transaction.objectStore('segments').put({ conversationID, segments }),
    ]);
    freed += keys.length;
  }
  return freed;
}

type Stretch = { readonly conversationID: string; readonly segment: Segment };

/** Sorts segments in the order of deletion: the oldest first, those of pinned conversations after all others. */
function inOrderOfLeaving(
  lists: readonly { readonly conversationID: string; readonly segments: readonly Segment[] }[],
  pinnedIDs: ReadonlySet<string>,
): Stretch[] {
  const isPinned = ({ conversationID }: Stretch): number => Number(pinnedIDs.has(conversationID));
  return lists
    .flatMap(({ conversationID, segments }) => segments.map((segment) => ({ conversationID, segment })))
    .sort((a, b) => isPinned(a) - isPinned(b) || a.segment.newestSendTime - b.segment.newestSendTime);
}

async function openDatabase(name: string, onBlocked: () => void): Promise<CacheDatabase> {
  const { indexedDB } = globalThis as { indexedDB?: IDBFactory | null };
  if (!indexedDB) throw new StorageError('absent', 'IndexedDB is not available');
  const opening = openDB(name, SCHEMA_VERSION, {
    upgrade: (database, oldVersion, _newVersion, transaction) => {
      void heard(transaction.done);
      migrate(database as CacheDatabase, oldVersion, transaction as never);
    },
    blocked: onBlocked,
    // Another tab upgrades the database or logs out, and waits until it is closed here. The next operation then fails.
    blocking: (_currentVersion, _blockedVersion, event) => (event.target as IDBDatabase).close(),
  });
  return (await opening) as unknown as CacheDatabase;
}

function isComplete(database: CacheDatabase): boolean {
  return TABLES.every((name) => database.objectStoreNames.contains(name));
}

async function emptyStores(database: CacheDatabase): Promise<void> {
  const transaction = database.transaction(TABLES, 'readwrite');
  void heard(transaction.done);
  await Promise.all(TABLES.map((name) => heard(transaction.objectStore(name).clear())));
  await transaction.done;
}

function tablesOf({ isDiscarded, clearedConversations, deleted, ...puts }: Changes): StoreName[] {
  return TABLES.filter(
    (table) => isDiscarded || puts[table] || deleted?.[table] || (clearedConversations && table === 'messages'),
  );
}

type WriteTransaction = IDBPTransaction<CacheSchema, StoreName[], 'readwrite'>;

async function requestClears(
  transaction: WriteTransaction,
  conversationIDs: readonly string[],
): Promise<Promise<unknown>[]> {
  if (conversationIDs.length === 0) return [];
  const messages = transaction.objectStore('messages');
  const keys = await Promise.all(
    conversationIDs.map((conversationID) =>
      heard(messages.index('timeline').getAllKeys(rangeOf({ conversationID }))),
    ),
  );
  return keys.flat().map((key) => heard(messages.delete(key)));
}

function rangeOf({ conversationID, from = -Infinity, before = Infinity }: MessageRange): IDBKeyRange {
  return IDBKeyRange.bound([conversationID, -before], [conversationID, -from], before !== Infinity, false);
}

/**
 * Returns the promise, and keeps its rejection from being reported as unhandled. A failed request aborts its transaction,
 * and an aborted transaction rejects its requests, so every failure also reaches a promise that is awaited.
 */
function heard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // The transaction had already ended.
  }
}

/** Returns a record as it is stored: messages also have their `age`. */
function withAge<Name extends StoreName>(record: Tables[Name]): CacheSchema[Name]['value'] {
  return (
    'sortKey' in record ? { ...record, age: -(record as MessageRow).sortKey } : record
  ) as CacheSchema[Name]['value'];
}

/** Returns a stored record without `age`. */
function fromStored<Stored extends object>(stored: Stored): Omit<Stored, 'age'> {
  const { age: _, ...record } = stored as Stored & { readonly age?: number };
  return record;
}
