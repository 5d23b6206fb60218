/** The shape of the database, and every shape it ever had. */
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';
import type { Author, ConversationItem, GroupItem } from '../protocol/index.js';
import type { MessageRow, OutboxEntry, Segment, Settings } from './store.js';

/**
 * `age` is the negative sortKey: getAll takes the first so many of a range, and the newest are the first when the index
 * runs backwards in time. A reverse cursor does the same, one event per row, in three times the time.
 */
export type StoredMessage = MessageRow & { age: number };

export interface CacheSchema extends DBSchema {
  conversations: { key: string; value: ConversationItem };
  messages: { key: string; value: StoredMessage; indexes: { timeline: [conversationID: string, age: number] } };
  segments: { key: string; value: { conversationID: string; segments: readonly Segment[] } };
  groups: { key: string; value: GroupItem };
  authors: { key: string; value: Author };
  outbox: { key: string; value: OutboxEntry };
  settings: { key: string; value: Settings[keyof Settings] };
}

export type StoreName = StoreNames<CacheSchema>;
export type CacheDatabase = IDBPDatabase<CacheSchema>;
type UpgradeTransaction = IDBPTransaction<CacheSchema, StoreName[], 'versionchange'>;
type Migration = (database: CacheDatabase, transaction: UpgradeTransaction) => void;

/** FUNCTIONS SHOULD ONLY BE APPENDED: the number of them run on a database is its version. */
const migrations: readonly Migration[] = [createStores, addAuthors];

export const SCHEMA_VERSION = migrations.length;

export const STORE_NAMES: readonly StoreName[] = [
  'conversations',
  'messages',
  'segments',
  'groups',
  'authors',
  'outbox',
  'settings',
];

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
