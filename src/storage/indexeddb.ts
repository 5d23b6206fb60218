/** What IndexedDB answers with events, as promises, and its stores with the types of what is in ours. */
import type { CacheSchema, StoreName } from './schema.js';

/** What a request results in. @throws {DOMException} */
export function answer<T>(request: IDBRequest<T>): Promise<T> {
  return heard(
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(errorOf(request));
    }),
  );
}

/** Resolves when all of a transaction is on the disk. To be asked for before its end. @throws {DOMException} why it is not */
export function completion(transaction: IDBTransaction): Promise<void> {
  return heard(
    new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(errorOf(transaction));
    }),
  );
}

function errorOf({ error }: { readonly error: DOMException | null }): DOMException {
  return error ?? new DOMException('aborted', 'AbortError');
}

/**
 * The same promise. That it failed is known without it: a request takes its transaction along, and a transaction the
 * requests that are awaited. It may fail before or although nobody awaits it, since one after it could not be made.
 */
function heard<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/**
 * Opens a database, or makes it; `upgrade` brings the stores of an older version to this one, and is done when it returns.
 * @param onBlocked another tab has to close it first; opening goes on when that happens
 * @throws {DOMException}
 */
export async function openDatabase(
  name: string,
  version: number,
  upgrade: (database: IDBDatabase, oldVersion: number) => void,
  onBlocked: () => void,
): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = ({ oldVersion }) => upgrade(request.result, oldVersion);
  request.onblocked = onBlocked;
  const database = await answer(request);
  // A newer version or a logout in another tab waits for this one: let go. The next use of the store fails.
  database.onversionchange = () => database.close();
  return database;
}

/** Deletes a database, opened or not; resolves when that is done or only waits for other tabs to let go of it. */
export async function deleteDatabase(name: string): Promise<void> {
  try {
    const request = indexedDB.deleteDatabase(name);
    await Promise.race([answer(request), new Promise((resolve) => (request.onblocked = resolve))]);
  } catch {
    // Without IndexedDB there is nothing to delete.
  }
}

/** One of our stores within a transaction. */
export interface CacheStore<Name extends StoreName> extends Queries<CacheSchema[Name]> {
  get(key: string): IDBRequest<CacheSchema[Name] | undefined>;
  put(value: CacheSchema[Name], key?: string): IDBRequest<IDBValidKey>;
  delete(key: string): IDBRequest<undefined>;
  clear(): IDBRequest<undefined>;
  count(): IDBRequest<number>;
  index(name: Name extends 'messages' ? 'timeline' : never): Queries<CacheSchema[Name]>;
}

interface Queries<Value> {
  getAll(range?: IDBKeyRange, limit?: number): IDBRequest<Value[]>;
  openCursor(range: IDBKeyRange, direction: IDBCursorDirection): IDBRequest<Cursor<Value> | null>;
  /** Of the store, also when an index is asked. */
  getAllKeys(range?: IDBKeyRange): IDBRequest<string[]>;
}

type Cursor<Value> = { readonly value: Value; continue(): void };

export function storeOf<Name extends StoreName>(transaction: IDBTransaction, name: Name): CacheStore<Name> {
  return transaction.objectStore(name) as unknown as CacheStore<Name>;
}
