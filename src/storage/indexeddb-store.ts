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

/** The cache in IndexedDB. After a failure, whatever it says, nothing more can be expected of it. */
export class IndexedDBStore implements Store {
  readonly kind = 'indexeddb';
  readonly losses = 0;
  readonly #database: CacheDatabase;

  private constructor(database: CacheDatabase) {
    this.#database = database;
  }

  /**
   * Opens or makes the database.
   * @param onBlocked another tab has to close it first; opening goes on when that happens
   */
  static async open(name: string, onBlocked: () => void): Promise<IndexedDBStore> {
    const database = await openDatabase(name, onBlocked);
    if (isComplete(database)) return new IndexedDBStore(database);
    // Half a database, as a browser that ran out of space while making it may leave behind: make it anew.
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
    // IndexedDB takes an empty range for a mistake.
    if ((range.from ?? -Infinity) >= (range.before ?? Infinity)) return [];
    const { limit } = range;
    if (range.oldest && limit !== undefined) return this.#oldestMessages(range, limit);
    const newestFirst = await this.#reading('messages').index('timeline').getAll(rangeOf(range), limit);
    return intact('messages', newestFirst).reverse().map(fromStored);
  }

  /** The index runs from the newest down, and only a cursor walks it the other way. */
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
    // The cache can be downloaded again; what somebody wrote and nobody has yet must be on the disk.
    const durability = changes.outbox || changes.deleted?.outbox ? 'strict' : 'relaxed';
    const transaction = this.#database.transaction(tables, 'readwrite', { durability });
    const requests: Promise<unknown>[] = [heard(transaction.done)];
    try {
      if (changes.isDiscarded) await discard(transaction);
      requests.push(...(await requestClears(transaction, changes.clearedConversations ?? [])));
      for (const table of tables) {
        const store = transaction.objectStore(table);
        for (const key of changes.deleted?.[table] ?? []) requests.push(store.delete(key));
        for (const [key, record] of entriesOf(changes, table))
          requests.push(store.put(withAge(record), table === 'settings' ? key : undefined));
      }
    } catch (error) {
      // A request that could not even be made must take those before it along.
      abort(transaction);
      await Promise.allSettled(requests);
      throw error;
    }
    await Promise.all(requests).catch(async (error: unknown) => {
      // The requests only say that they were aborted; the transaction knows why.
      const reason: unknown = await transaction.done.catch((cause: unknown) => cause);
      throw reason instanceof Error && reason.name === 'QuotaExceededError' ? reason : error;
    });
  }

  /**
   * Forgets the stretches of history that were not read for longest, those of pinned conversations last, to make room.
   * @param keptConversationIDs of which nothing goes
   * @returns how many messages went; 0 when there is nothing to forget
   */
  async makeRoom(keptConversationIDs: ReadonlySet<string>): Promise<number> {
    const transaction = this.#database.transaction(['conversations', 'segments', 'messages'], 'readwrite');
    void heard(transaction.done);
    try {
      const freed = await forgetOldest(transaction, keptConversationIDs);
      await transaction.done;
      return freed;
    } catch (error) {
      // Messages must not go without the segments that say they are there.
      abort(transaction);
      throw error;
    }
  }

  /** One store in a transaction of its own. */
  #reading<Name extends StoreName>(name: Name): IDBPObjectStore<CacheSchema, [Name], Name> {
    const transaction = this.#database.transaction(name);
    void heard(transaction.done);
    return transaction.store;
  }

  close(): void {
    this.#database.close();
  }

  async destroy(): Promise<void> {
    // Emptied first: another tab may keep the database from being deleted, but not from losing what is in it.
    await emptyStores(this.#database).catch(() => undefined);
    this.#database.close();
    await deleteDatabase(this.#database.name);
  }
}

/** Deletes a database, opened or not; resolves when that is done or only waits for other tabs to let go of it. */
export async function deleteDatabase(name: string): Promise<void> {
  const deleted = new Promise<unknown>((resolve) => {
    deleteDB(name, { blocked: resolve }).then(resolve, resolve);
  });
  // Without IndexedDB there is nothing to delete.
  await deleted.catch(() => undefined);
}

/** How much of the messages goes when there is no room: enough that the next message does not ask again. */
const FREED_SHARE = 0.25;

type RoomTransaction = IDBPTransaction<CacheSchema, ('conversations' | 'segments' | 'messages')[], 'readwrite'>;

/** How many messages went. */
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

/** The oldest stretches first, those of pinned conversations behind all others. */
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
    // A newer version or a logout in another tab waits for this one: let go. The next use of the store fails.
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
    (table) =>
      isDiscarded ||
      puts[table] ||
      deleted?.[table] ||
      (clearedConversations && (table === 'messages' || table === 'outbox')),
  );
}

type WriteTransaction = IDBPTransaction<CacheSchema, StoreName[], 'readwrite'>;

/** All but the outbox and its messages goes. */
async function discard(transaction: WriteTransaction): Promise<void> {
  const messages = transaction.objectStore('messages');
  const unsentIDs = await transaction.objectStore('outbox').getAllKeys();
  const unsent = await Promise.all(unsentIDs.map((clientMsgID) => heard(messages.get(clientMsgID))));
  const cleared = TABLES.filter((name) => name !== 'outbox').map((name) =>
    heard(transaction.objectStore(name).clear()),
  );
  await Promise.all([...cleared, ...unsent.map((row) => row && heard(messages.put(row)))]);
}

async function requestClears(
  transaction: WriteTransaction,
  conversationIDs: readonly string[],
): Promise<Promise<unknown>[]> {
  if (conversationIDs.length === 0) return [];
  const unsent = new Set(await transaction.objectStore('outbox').getAllKeys());
  const messages = transaction.objectStore('messages');
  const keys = await Promise.all(
    conversationIDs.map((conversationID) =>
      heard(messages.index('timeline').getAllKeys(rangeOf({ conversationID }))),
    ),
  );
  return keys.flat().flatMap((key) => (unsent.has(key) ? [] : heard(messages.delete(key))));
}

function rangeOf({ conversationID, from = -Infinity, before = Infinity }: MessageRange): IDBKeyRange {
  return IDBKeyRange.bound([conversationID, -before], [conversationID, -from], before !== Infinity, false);
}

/**
 * The same promise. That it failed is known without it: a request takes its transaction along, and a transaction the
 * requests that are awaited. It may fail before or although nobody awaits it, since one after it could not be made.
 */
function heard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It had ended by itself.
  }
}

/** A record as it is stored: a message's has its `age`. */
function withAge<Name extends StoreName>(record: Tables[Name]): CacheSchema[Name]['value'] {
  return ('sortKey' in record ? { ...record, age: -record.sortKey } : record) as CacheSchema[Name]['value'];
}

/** A record as it was put. */
function fromStored<Stored extends object>(stored: Stored): Omit<Stored, 'age'> {
  const { age: _, ...record } = stored as Stored & { readonly age?: number };
  return record;
}
