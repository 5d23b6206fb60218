/**
 * The storage of the cache of one user on one server. There are two implementations: IndexedDB, and memory if that is
 * absent, refused or broken. Everything but the outbox and unsaved drafts can be downloaded again.
 */
import type {
  Author,
  ConversationItem,
  FullUserItem,
  GroupItem,
  InboxCursor,
  MessageElements,
  MessageItem,
  OfflinePush,
} from '../protocol/index.js';

/**
 * The lowest sort key of messages in the outbox, which come after all sent messages, in the order of sending. It is larger
 * than any sendTime, so that a single number orders a timeline.
 */
export const UNSENT_SORT_KEY = 2 ** 52;

/**
 * A message as stored: without the elements, which are derived from `content` when it is read, and with its place.
 * `sortKey` is the place in the timeline: the sendTime; for a notice of a revocation, the sendTime of the message it
 * replaces; for a message in the outbox, {@link UNSENT_SORT_KEY} plus its position.
 */
export type MessageRow = Omit<MessageItem, keyof MessageElements | 'attachedInfoElem'> & {
  conversationID: string;
  sortKey: number;
  /** From `attachedInfoElem`; `attachedInfo` only has it once somebody has read the message. */
  groupMemberCount?: number;
};

/**
 * A range of a conversation's history without gaps, by the gateway's sendTime, both ends included. Before history from
 * two segments is shown together, the gap between them is filled.
 */
export type Segment = {
  oldestSendTime: number;
  /** The message from which to request the next older page. */
  oldestClientMsgID: string;
  newestSendTime: number;
  /** Whether nothing older exists. */
  reachesStart: boolean;
};

/** The method with which a message is sent; the two differ in the error for media without a URL. */
export type SendMethod = 'sendMessage' | 'sendMessageNotOss';

/** A file stored as bytes, because WebKit cannot store Blobs in private windows. */
export type StoredFile = { readonly bytes: ArrayBuffer; readonly name: string; readonly type: string };

/** A message in the outbox. Its row is in the table of messages as well; both are written in one transaction. */
export type OutboxEntry = {
  clientMsgID: string;
  conversationID: string;
  recvID: string;
  groupID: string;
  /** The message to send, as JSON. */
  message: string;
  /**
   * The message's file, until it is uploaded; `message` then lacks its URL. Before version 3 of the database, the Blob
   * itself was stored.
   */
  file?: StoredFile | Blob;
  offlinePushInfo: OfflinePush | undefined;
  method: SendMethod;
  /** Orders the user's outbox for sending; approximately the time the message was written, Unix time in milliseconds. */
  position: number;
  state:
    | { kind: 'queued' }
    /** The gateway may already have the message: resend it with the same clientMsgID, or check the history first. */
    | { kind: 'sending' }
    | { kind: 'failed'; errCode: number; errMsg: string };
};

/** `draftTextTime` is when it was written, in Unix time in milliseconds, even if it is empty. */
export type KeptDraft = { readonly draftText: string; readonly draftTextTime: number };

export type CacheCursor = InboxCursor & {
  /** Whether the cache has had the whole conversation list, so that it has every record as of `records`. */
  readonly hasList?: boolean | undefined;
};

/** The values in the table of settings. */
export type Settings = {
  self: FullUserItem;
  /** The point up to which the cache agrees with the gateway's data; it may contain later data too. */
  cursor: CacheCursor;
  /** Drafts that the gateway does not have yet, by conversationID. */
  drafts: Readonly<Record<string, KeptDraft | undefined>>;
};

/** The records of each table. */
export type Tables = {
  conversations: ConversationItem;
  messages: MessageRow;
  /** The known segments of a conversation's history, newest first. */
  segments: { conversationID: string; segments: readonly Segment[] };
  groups: GroupItem;
  /** The present names and avatars of authors; messages only have those from the time they were sent. */
  authors: Author;
  outbox: OutboxEntry;
  /** By name. */
  settings: Settings[keyof Settings];
};

export type Table = keyof Tables;

/** The member that is the key of a table's records; the keys of settings are outside of the records. */
const KEYS: Readonly<Record<Table, string>> = {
  conversations: 'conversationID',
  messages: 'clientMsgID',
  segments: 'conversationID',
  groups: 'groupID',
  authors: 'userID',
  outbox: 'clientMsgID',
  settings: '',
};

export const TABLES = Object.keys(KEYS) as readonly Table[];

/**
 * All changes by one event or action, written in one transaction: records to put, by table, and records to delete.
 * Deletions are carried out first, because a conversation may be cleared and get new messages in the same transaction.
 */
export type Changes = {
  /** Deletes everything except the outbox, because the cache belongs to another or a former database. */
  readonly isDiscarded?: boolean;
  /** Conversations whose messages are all deleted. */
  readonly clearedConversations?: readonly string[];
  /** Keys of records to delete. */
  readonly deleted?: { readonly [Name in Table]?: readonly string[] };
  readonly settings?: Partial<Settings>;
} & { readonly [Name in Exclude<Table, 'settings'>]?: readonly Tables[Name][] };

/** Returns the records to put into a table, each with its key. */
export function entriesOf<Name extends Table>(changes: Changes, table: Name): [string, Tables[Name]][] {
  const records = (changes[table] ?? []) as readonly Tables[Name][] | Readonly<Record<string, Tables[Name]>>;
  if (!isList(records)) return Object.entries(records);
  return records.map((record) => [(record as Record<string, string>)[KEYS[table]] ?? '', record]);
}

function isList<Item>(value: readonly Item[] | object): value is readonly Item[] {
  return Array.isArray(value);
}

/** A range of rows of one conversation, by sortKey. */
export type MessageRange = {
  conversationID: string;
  /** Only rows with this sortKey or a higher one. */
  from?: number;
  /** Only rows with a lower sortKey. */
  before?: number;
  /** The maximum number of rows, the newest of the range. Default: all. */
  limit?: number;
  /** Returns the oldest rows of the range instead; only with a limit. */
  oldest?: boolean;
};

export interface Store {
  /** `memory` if the data is gone with the page. */
  readonly kind: 'indexeddb' | 'memory';
  /** How often all stored data was lost. If it has changed, do not rely on anything that was read before. */
  readonly losses: number;

  /** Reads all records of a table, in no particular order. */
  getAll<Name extends 'conversations' | 'groups' | 'authors'>(table: Name): Promise<Tables[Name][]>;
  /** Reads the keys of the outbox. Its entries may contain large files, so only those that are needed are read. */
  getOutboxIDs(): Promise<string[]>;
  /** Reads records by key, in the order of `keys`, with undefined for missing ones. */
  get<Name extends 'messages' | 'segments' | 'settings' | 'outbox'>(
    table: Name,
    keys: readonly string[],
  ): Promise<(Tables[Name] | undefined)[]>;
  /** Reads messages of a conversation in the order of the timeline. */
  getMessages(range: MessageRange): Promise<MessageRow[]>;

  /**
   * Applies all of `changes` in one transaction; leaves out segments if data was lost on which they are based.
   * @param losses the value of {@link losses} when that data was read. Default: the present one
   */
  commit(changes: Changes, losses?: number): Promise<void>;

  close(): void;
  /** Closes the store and deletes all data. */
  destroy(): Promise<void>;
}
