/** The shape of the database, and every shape it ever had. */
import type { Author, ConversationItem, GroupItem } from '../protocol/index.js';
import type { MessageRow, OutboxEntry, Segment, Settings } from './store.js';

/**
 * `age` is the negative sortKey: getAll takes the first so many of a range, and the newest are the first when the index
 * runs backwards in time. A reverse cursor does the same, one event per row, in three times the time.
 */
export type StoredMessage = MessageRow & { age: number };

/** What the records of each store are. */
export type CacheSchema = {
  conversations: ConversationItem;
  messages: StoredMessage;
  segments: { conversationID: string; segments: readonly Segment[] };
  groups: GroupItem;
  authors: Author;
  outbox: OutboxEntry;
  settings: Settings[keyof Settings];
};

export type StoreName = keyof CacheSchema;
type Migration = (database: IDBDatabase) => void;

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
export function migrate(database: IDBDatabase, oldVersion: number): void {
  for (const migration of migrations.slice(oldVersion)) migration(database);
}

function createStores(database: IDBDatabase): void {
  database.createObjectStore('conversations', { keyPath: 'conversationID' });
  const messages = database.createObjectStore('messages', { keyPath: 'clientMsgID' });
  messages.createIndex('timeline', ['conversationID', 'age']);
  database.createObjectStore('segments', { keyPath: 'conversationID' });
  database.createObjectStore('groups', { keyPath: 'groupID' });
  database.createObjectStore('outbox', { keyPath: 'clientMsgID' });
  database.createObjectStore('settings');
}

function addAuthors(database: IDBDatabase): void {
  database.createObjectStore('authors', { keyPath: 'userID' });
}
