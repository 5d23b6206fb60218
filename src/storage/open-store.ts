import type { Clock } from '../util/clock.js';
import { FallbackStore, warnOfMemory, type FallbackOptions } from './fallback-store.js';
import { deleteDatabase, IndexedDBStore } from './indexeddb-store.js';
import { MemoryStore } from './memory-store.js';
import { StorageError, type StorageFault } from './storage-error.js';
import type { Store } from './store.js';

/** How long opening IndexedDB may take before memory is used instead. In some browsers, requests never complete. */
export const OPEN_TIMEOUT_MS = 3000;

export type OpenStoreOptions = FallbackOptions & {
  readonly url: string;
  readonly userID: string;
  readonly storage: 'auto' | 'memory';
  readonly clock: Clock;
};

/**
 * Opens the cache of a user on a server: in IndexedDB, or in memory if IndexedDB is absent, refused, broken or does not
 * answer. Never rejects. Logs a warning if it has to use memory although `storage` is `auto`.
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  if (options.storage === 'memory') return new MemoryStore();
  const name = databaseName(options.url, options.userID);
  try {
    return new FallbackStore(await openInTime(name, options.clock), options);
  } catch (error) {
    warnOfMemory(options.logger, StorageError.from(error));
    // The database that could not be opened may contain data of the user, which a logout must delete.
    return Object.assign(new MemoryStore(), { destroy: () => deleteDatabase(name) });
  }
}

/** Deletes the cache of a user, even if it is open, here or in another tab. */
export function deleteCache({ url, userID }: Pick<OpenStoreOptions, 'url' | 'userID'>): Promise<void> {
  return deleteDatabase(databaseName(url, userID));
}

/** Whether the user has a cache; true if the browser cannot list its databases. */
export async function hasCache({ url, userID }: Pick<OpenStoreOptions, 'url' | 'userID'>): Promise<boolean> {
  try {
    const databases = await indexedDB.databases();
    return databases.some(({ name }) => name === databaseName(url, userID));
  } catch {
    return true;
  }
}

/** Returns the name of the database of a user on a server. JSON keeps the two apart, whatever characters they contain. */
export function databaseName(url: string, userID: string): string {
  return `openim-chat ${JSON.stringify([serverOf(url), userID])}`;
}

/** Returns the server's URL without the parts that may differ between logins or are secret, such as the query. */
function serverOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { protocol, host, pathname } = new URL(url);
  return `${protocol.replace(/^http/, 'ws')}//${host}${pathname.replace(/\/+$/, '')}`;
}

function openInTime(name: string, clock: Clock): Promise<IndexedDBStore> {
  let fault: StorageFault = 'slow';
  const opening = IndexedDBStore.open(name, () => {
    fault = 'blocked';
  });
  return new Promise((resolve, reject) => {
    const timer = clock.setTimeout(() => {
      reject(new StorageError(fault, `IndexedDB did not open in ${String(OPEN_TIMEOUT_MS)} ms`));
      // If the database opens later after all, it is no longer needed.
      opening.then(
        (store) => store.close(),
        () => undefined,
      );
    }, OPEN_TIMEOUT_MS);
    void opening.then(resolve, reject).then(() => clock.clearTimeout(timer));
  });
}
