import type { Author, ConversationItem, GroupItem } from '../protocol/index.js';
import { answer, completion, deleteDatabase, openDatabase, storeOf, type CacheStore } from './indexeddb.js';
import {
  migrate,
  SCHEMA_VERSION,
  STORE_NAMES,
  type CacheSchema,
  type StoredMessage,
  type StoreName,
} from './schema.js';
import { StorageError } from './storage-error.js';
import { intact, intactSetting, isSendable } from './stored-shapes.js';
import type { Changes, MessageRange, MessageRow, OutboxEntry, Segment, Settings, Store } from './store.js';

/** The cache in IndexedDB. Every failure is a {@link StorageError}; after one, nothing more can be expected of it. */
export class IndexedDBStore implements Store {
  readonly kind = 'indexeddb';
  readonly losses = 0;
  readonly #database: IDBDatabase;

  private constructor(database: IDBDatabase) {
    this.#database = database;
  }

  /**
   * Opens or makes the database.
   * @param onBlocked another tab has to close it first; opening goes on when that happens
   * @throws {StorageError}
   */
  static async open(name: string, onBlocked: () => void): Promise<IndexedDBStore> {
    try {
      const database = await openCache(name, onBlocked);
      if (isComplete(database)) return new IndexedDBStore(database);
      // Half a database, as a browser that ran out of space while making it may leave behind: make it anew.
      database.close();
      await deleteDatabase(name);
      return new IndexedDBStore(await openCache(name, onBlocked));
    } catch (error) {
      throw StorageError.from(error);
    }
  }

  getConversations(): Promise<ConversationItem[]> {
    return this.#readAll('conversations');
  }

  getMessages(range: MessageRange): Promise<MessageRow[]> {
    // IndexedDB takes an empty range for a mistake.
    if ((range.from ?? -Infinity) >= (range.before ?? Infinity)) return Promise.resolve([]);
    const { limit } = range;
    if (range.oldest && limit !== undefined) return coded(() => this.#oldestMessages(range, limit));
    return coded(async () => {
      const newestFirst = await answer(this.#read('messages').index('timeline').getAll(rangeOf(range), limit));
      return intact('messages', newestFirst).reverse().map(withoutAge);
    });
  }

  /** The index runs from the newest down, and only a cursor walks it the other way. */
  async #oldestMessages(range: MessageRange, limit: number): Promise<MessageRow[]> {
    const request = this.#read('messages').index('timeline').openCursor(rangeOf(range), 'prev');
    const rows: MessageRow[] = [];
    for (let cursor = await answer(request); cursor && rows.length < limit; cursor = await answer(request)) {
      rows.push(withoutAge(cursor.value));
      cursor.continue();
    }
    return intact('messages', rows);
  }

  getMessagesByID(clientMsgIDs: readonly string[]): Promise<(MessageRow | undefined)[]> {
    return coded(async () => {
      const messages = this.#read('messages');
      const rows = await Promise.all(clientMsgIDs.map((clientMsgID) => answer(messages.get(clientMsgID))));
      return intact('messages', rows).map((row) => row && withoutAge(row));
    });
  }

  getSegments(conversationID: string): Promise<Segment[]> {
    return coded(async () => {
      const record = await answer(this.#read('segments').get(conversationID));
      return record ? intact('segments', [record]).flatMap(({ segments }) => segments) : [];
    });
  }

  getGroups(): Promise<GroupItem[]> {
    return this.#readAll('groups');
  }

  getAuthors(): Promise<Author[]> {
    return this.#readAll('authors');
  }

  getOutbox(): Promise<OutboxEntry[]> {
    return coded(async () => {
      const entries = (await answer(this.#read('outbox').getAll())).filter(isSendable);
      return entries.sort((a, b) => a.position - b.position);
    });
  }

  getSetting<Name extends keyof Settings>(name: Name): Promise<Settings[Name] | undefined> {
    return coded(async () => {
      const value = (await answer(this.#read('settings').get(name))) as Settings[Name] | undefined;
      return intactSetting(name, value);
    });
  }

  #read<Name extends StoreName>(name: Name): CacheStore<Name> {
    return storeOf(this.#database.transaction(name), name);
  }

  #readAll<Name extends StoreName>(name: Name): Promise<CacheSchema[Name][]> {
    return coded(async () => intact(name, await answer(this.#read(name).getAll())));
  }

  commit(changes: Changes): Promise<void> {
    return coded(async () => {
      const stores = storesOf(changes);
      if (stores.length === 0) return;
      // The cache can be downloaded again; what somebody wrote and nobody has yet must be on the disk.
      const durability = changes.outbox || changes.deletedOutbox ? 'strict' : 'relaxed';
      const transaction = this.#database.transaction(stores, 'readwrite', { durability });
      const done = completion(transaction);
      const requests: Promise<unknown>[] = [done];
      try {
        if (changes.isDiscarded) await discard(transaction);
        requests.push(...(await requestClears(transaction, changes.clearedConversations ?? [])));
        requestDeletes(transaction, changes, requests);
        requestPuts(transaction, changes, requests);
      } catch (error) {
        // A request that could not even be made must take those before it along.
        abort(transaction);
        await Promise.allSettled(requests);
        throw error;
      }
      await Promise.all(requests).catch(async (error: unknown) => {
        // The requests only say that they were aborted; the transaction knows why.
        const reason: unknown = await done.catch((cause: unknown) => cause);
        throw reason instanceof Error && reason.name === 'QuotaExceededError' ? reason : error;
      });
    });
  }

  makeRoom(keptConversationIDs: ReadonlySet<string>): Promise<number> {
    return coded(async () => {
      const transaction = this.#database.transaction(['conversations', 'segments', 'messages'], 'readwrite');
      const done = completion(transaction);
      try {
        const freed = await forgetOldest(transaction, keptConversationIDs);
        await done;
        return freed;
      } catch (error) {
        // Messages must not go without the segments that say they are there.
        abort(transaction);
        throw error;
      }
    });
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

/** How much of the messages goes when there is no room: enough that the next message does not ask again. */
const FREED_SHARE = 0.25;

/** How many messages went. */
async function forgetOldest(
  transaction: IDBTransaction,
  keptConversationIDs: ReadonlySet<string>,
): Promise<number> {
  const messages = storeOf(transaction, 'messages');
  const [conversations, lists, count] = await Promise.all([
    answer(storeOf(transaction, 'conversations').getAll()),
    answer(storeOf(transaction, 'segments').getAll()),
    answer(messages.count()),
  ]);
  const pinnedIDs = new Set(conversations.filter(({ isPinned }) => isPinned).map((item) => item.conversationID));
  const left = new Map(lists.map(({ conversationID, segments }) => [conversationID, segments]));
  const evictable = lists.filter(({ conversationID }) => !keptConversationIDs.has(conversationID));
  let freed = 0;
  for (const { conversationID, segment } of inOrderOfLeaving(evictable, pinnedIDs)) {
    if (freed >= Math.max(1, count * FREED_SHARE)) break;
    const range = { conversationID, from: segment.oldestSendTime, before: segment.newestSendTime + 1 };
    const keys = await answer(messages.index('timeline').getAllKeys(rangeOf(range)));
    const segments = (left.get(conversationID) ?? []).filter((other) => other !== segment);
    left.set(conversationID, segments);
    await Promise.all([
      ...keys.map((key) => answer(messages.delete(key))),
      answer(storeOf(transaction, 'segments').put({ conversationID, segments })),
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

async function openCache(name: string, onBlocked: () => void): Promise<IDBDatabase> {
  if (!(globalThis as { indexedDB?: IDBFactory | null }).indexedDB) {
    throw new StorageError('absent', 'there is no IndexedDB here');
  }
  return openDatabase(name, SCHEMA_VERSION, migrate, onBlocked);
}

function isComplete(database: IDBDatabase): boolean {
  return STORE_NAMES.every((name) => database.objectStoreNames.contains(name));
}

async function emptyStores(database: IDBDatabase): Promise<void> {
  const transaction = database.transaction(STORE_NAMES, 'readwrite');
  const done = completion(transaction);
  for (const name of STORE_NAMES) storeOf(transaction, name).clear();
  await done;
}

function storesOf(changes: Changes): StoreName[] {
  if (changes.isDiscarded) return [...STORE_NAMES];
  const stores = new Set<StoreName>();
  if (changes.messages || changes.deletedMessages) stores.add('messages');
  if (changes.clearedConversations) stores.add('messages').add('outbox');
  if (changes.conversations || changes.deletedConversations) stores.add('conversations');
  if (changes.segments) stores.add('segments');
  if (changes.groups) stores.add('groups');
  if (changes.authors) stores.add('authors');
  if (changes.outbox || changes.deletedOutbox) stores.add('outbox');
  if (changes.settings) stores.add('settings');
  return [...stores];
}

/** All but the outbox and its messages goes. */
async function discard(transaction: IDBTransaction): Promise<void> {
  const messages = storeOf(transaction, 'messages');
  const unsentIDs = await answer(storeOf(transaction, 'outbox').getAllKeys());
  const unsent = await Promise.all(unsentIDs.map((clientMsgID) => answer(messages.get(clientMsgID))));
  const cleared = STORE_NAMES.filter((name) => name !== 'outbox').map((name) =>
    answer(storeOf(transaction, name).clear()),
  );
  await Promise.all([...cleared, ...unsent.map((row) => row && answer(messages.put(row)))]);
}

async function requestClears(
  transaction: IDBTransaction,
  conversationIDs: readonly string[],
): Promise<Promise<unknown>[]> {
  if (conversationIDs.length === 0) return [];
  const unsent = new Set(await answer(storeOf(transaction, 'outbox').getAllKeys()));
  const messages = storeOf(transaction, 'messages');
  const keys = await Promise.all(
    conversationIDs.map((conversationID) =>
      answer(messages.index('timeline').getAllKeys(rangeOf({ conversationID }))),
    ),
  );
  return keys.flat().flatMap((key) => (unsent.has(key) ? [] : answer(messages.delete(key))));
}

function requestDeletes(transaction: IDBTransaction, changes: Changes, requests: Promise<unknown>[]): void {
  const deletions = {
    messages: changes.deletedMessages,
    outbox: changes.deletedOutbox,
    conversations: changes.deletedConversations,
  };
  for (const store of ['messages', 'outbox', 'conversations'] as const) {
    for (const key of deletions[store] ?? []) requests.push(answer(storeOf(transaction, store).delete(key)));
  }
}

function requestPuts(transaction: IDBTransaction, changes: Changes, requests: Promise<unknown>[]): void {
  const put = <Name extends StoreName>(store: Name, value: CacheSchema[Name], key?: string) =>
    requests.push(answer(storeOf(transaction, store).put(value, key)));
  for (const row of changes.messages ?? []) put('messages', { ...row, age: -row.sortKey });
  for (const item of changes.conversations ?? []) put('conversations', item);
  for (const [conversationID, segments] of changes.segments ?? []) put('segments', { conversationID, segments });
  for (const group of changes.groups ?? []) put('groups', group);
  for (const author of changes.authors ?? []) put('authors', author);
  for (const entry of changes.outbox ?? []) put('outbox', entry);
  for (const [name, value] of Object.entries(changes.settings ?? {})) put('settings', value, name);
}

function rangeOf({ conversationID, from = -Infinity, before = Infinity }: MessageRange): IDBKeyRange {
  return IDBKeyRange.bound([conversationID, -before], [conversationID, -from], before !== Infinity, false);
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It had ended by itself.
  }
}

function withoutAge({ age: _, ...row }: StoredMessage): MessageRow {
  return row;
}

/** `operation` with its failures as StorageErrors, those thrown at once included. */
async function coded<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    throw StorageError.from(error);
  }
}
