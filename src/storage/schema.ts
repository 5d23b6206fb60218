/** The shape of the database, and every shape it ever had. */
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { MessageRow, Tables } from './store.js';

/**
 * `age` is the negative sortKey: getAll takes the first so many of a range, and the newest are the first when the index
 * runs backwards in time. A reverse cursor does the same, one event per row, in three times the time.
 */
export type StoredMessage = MessageRow & { age: number };

type Stored = {
  [Name in keyof Tables]: { key: string; value: Tables[Name] };
};

export interface CacheSchema extends DBSchema, Stored {
  messages: { key: string; value: StoredMessage; indexes: { timeline: [conversationID: string, age: number] } };
}

export type StoreName = StoreNames<CacheSchema>;
/** Without idb's shortcuts, which open a transaction for each request; the bundles leave them out. */
export type CacheDatabase = Pick<
  IDBPDatabase<CacheSchema>,
  'close' | 'createObjectStore' | 'name' | 'objectStoreNames' | 'transaction'
>;
type UpgradeTransaction = IDBPTransaction<CacheSchema, StoreName[], 'versionchange'>;
type Migration = (database: CacheDatabase, transaction: UpgradeTransaction) => void;

/** FUNCTIONS SHOULD ONLY BE APPENDED: the number of them run on a database is its version. */
const migrations: readonly Migration[] = [createStores, addAuthors, storeBytes];

export const SCHEMA_VERSION = migrations.length;

/** Brings a database from `oldVersion`, 0 when it is new, to the present one. */
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

/** What is there stays: an upgrade does not wait until a file is read. The version keeps those away who know no bytes. */
function storeBytes(): void {}
