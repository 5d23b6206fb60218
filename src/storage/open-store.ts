import type { Clock } from '../util/clock.js';
import type { Logger } from '../util/logger.js';
import { FallbackStore } from './fallback-store.js';
import { deleteDatabase, IndexedDBStore } from './indexeddb-store.js';
import { MemoryStore } from './memory-store.js';
import { StorageError, type StorageFault } from './storage-error.js';
import type { Changes, Store } from './store.js';

/** How long opening may take before the chat goes on without. Some browsers never answer at all. */
export const OPEN_TIMEOUT_MS = 3000;

export type OpenStoreOptions = {
  readonly url: string;
  readonly userID: string;
  readonly storage: 'auto' | 'memory';
  readonly clock: Clock;
  readonly logger: Logger;
  /** What to keep when the storage fails during use. */
  readonly rescue: () => Changes;
  /** The storage failed during use: the store is in memory now. */
  readonly onFallback: () => void;
};

/**
 * The cache of a user on a server: in IndexedDB, or in memory where that is absent, refused, broken or does not answer.
 * Never fails; says once in the log when it is memory against one's wish.
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  if (options.storage === 'memory') return new MemoryStore();
  const name = databaseName(options.url, options.userID);
  try {
    const store = await openInTime(name, options.clock);
    return new FallbackStore(store, {
      rescue: options.rescue,
      onRepair: (error) => {
        options.logger.warn('the cache was damaged and is downloaded anew', error);
      },
      onFallback: (error) => {
        warn(options.logger, error);
        options.onFallback();
      },
    });
  } catch (error) {
    warn(options.logger, StorageError.from(error));
    // What could not be opened may hold something that a logout has to delete.
    return Object.assign(new MemoryStore(), { destroy: () => deleteDatabase(name) });
  }
}

/** Deletes the cache of a user, whoever has it open. */
export function deleteCache({ url, userID }: Pick<OpenStoreOptions, 'url' | 'userID'>): Promise<void> {
  return deleteDatabase(databaseName(url, userID));
}

/** Whether there is a cache of the user; taken for granted where the browser does not tell. */
export async function hasCache({ url, userID }: Pick<OpenStoreOptions, 'url' | 'userID'>): Promise<boolean> {
  try {
    const databases = await indexedDB.databases();
    return databases.some(({ name }) => name === databaseName(url, userID));
  } catch {
    return true;
  }
}

/** One database for each user on each server. JSON keeps the two apart whatever characters they hold. */
export function databaseName(url: string, userID: string): string {
  return `openim-chat ${JSON.stringify([serverOf(url), userID])}`;
}

/** Address of the server without what may differ between two logins, or must not be written down. */
function serverOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { protocol, host, pathname } = new URL(url);
  return `${protocol.replace(/^http/, 'ws')}//${host}${pathname.replace(/\/+$/, '')}`;
}

async function openInTime(name: string, clock: Clock): Promise<IndexedDBStore> {
  let fault: StorageFault = 'slow';
  const opening = IndexedDBStore.open(name, () => {
    fault = 'blocked';
  });
  let timer: unknown;
  const deadline = new Promise<never>((_, reject) => {
    timer = clock.setTimeout(() => {
      reject(new StorageError(fault, `IndexedDB did not open in ${String(OPEN_TIMEOUT_MS)} ms`));
      // Should it open after all, nobody wants it any more.
      opening.then(
        (store) => store.close(),
        () => undefined,
      );
    }, OPEN_TIMEOUT_MS);
  });
  try {
    return await Promise.race([opening, deadline]);
  } finally {
    clock.clearTimeout(timer);
  }
}

function warn(logger: Logger, error: StorageError): void {
  logger.warn('going on without storage', error);
}
