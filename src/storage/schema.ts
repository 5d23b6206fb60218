/** The schema of the database, with the migrations from every earlier version. */
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { MessageRow, Tables } from './store.js';

/**
 * `age` is the negative sortKey, so that the index is ordered newest first and getAll with a limit returns the newest
 * messages of a range. A reverse cursor could do that too, but takes three times as long, with one event per row.
 */
export type StoredMessage = MessageRow & { age: number };

type Stored = {
  [Name in keyof Tables]: { key: string; value: Tables[Name] };
};

export interface CacheSchema extends DBSchema, Stored {
  messages: { key: string; value: StoredMessage; indexes: { timeline: [conversationID: string, age: number] } };
}

export type StoreName = StoreNames<CacheSchema>;
/** Without the shortcuts of idb that open a transaction for each request, which are left out of the bundles. */
export type CacheDatabase = Pick<
  IDBPDatabase<CacheSchema>,
  'close' | 'createObjectStore' | 'name' | 'objectStoreNames' | 'transaction'
>;
type UpgradeTransaction = IDBPTransaction<CacheSchema, StoreName[], 'versionchange'>;
type Migration = (database: CacheDatabase, transaction: UpgradeTransaction) => void;

/** ONLY APPEND FUNCTIONS: the version of a database is the number of functions that were run on it. */
const migrations: readonly Migration[] = [createStores, addAuthors, storeBytes];

export const SCHEMA_VERSION = migrations.length;

/** Migrates a database from `oldVersion`, 0 if it is new, to the present version. */
export function migrate(database: CacheDatabase, oldVersion: number, transaction: UpgradeTransaction): void {
  for (const migration of migrations.slice(oldVersion)) migration(database, transaction);
}

function createStores(database: CacheDatabase): void {
  database.createObjectStore('conversations', { keyPath: 'conversationID' });
  const messages = database.createObjectStore('messages', { keyPath: 'clientMsgID' });
  messages.createIndex('timeline', ['conversationID', 'age']);
  database.createObjectStore('segments', { keyPath: 'conversationID' });
  database.createObjectStore('groups', { keyPath: 'groupID' });
  database.createObjectStore('outbox', { keyPath: 'clientMsgID' });
  database.createObjectStore('settings');
}

function addAuthors(database: CacheDatabase): void {
  database.createObjectStore('authors', { keyPath: 'userID' });
}

/**
 * Changes nothing: files stored earlier stay Blobs, because an upgrade transaction cannot wait for their bytes. The new
 * version keeps code that does not know files as bytes from opening the database.
 */
function storeBytes(): void {}
