/**
 * What the cache keeps for one user on one server, and the only way to change it. Two implementations: IndexedDB, and
 * memory for when that is absent, refused or broken. The cache is disposable: losing it costs a download, never a
 * message that was not sent.
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
 * Where messages in the outbox stand: behind everything that was sent, in the order of sending. No sendTime comes near
 * it, so one number orders a timeline.
 */
export const UNSENT_SORT_KEY = 2 ** 52;

/**
 * A message as stored: without the elements, which are derived from `content` again when read, and with where it
 * stands. `sortKey` is its place in the timeline: sendTime, but for a revoke notice the sendTime of the message it
 * replaces, and for a message in the outbox {@link UNSENT_SORT_KEY} plus its position.
 */
export type MessageRow = Omit<MessageItem, keyof MessageElements | 'attachedInfoElem'> & {
  conversationID: string;
  sortKey: number;
  /** Of `attachedInfoElem`, which `attachedInfo` does not have until somebody read the message. */
  groupMemberCount?: number;
};

/**
 * A stretch of a conversation's history without holes, in terms of the gateway's sendTime, both ends included. History
 * is never shown across a gap between two of them without filling it first.
 */
export type Segment = {
  oldestSendTime: number;
  /** The message to page on from. */
  oldestClientMsgID: string;
  newestSendTime: number;
  /** Whether nothing older exists. */
  reachesStart: boolean;
};

/** By which method a message is sent; they differ in what they say about media without a URL. */
export type SendMethod = 'sendMessage' | 'sendMessageNotOss';

/** A file as its bytes, which nothing has to be asked for again: WebKit stores no Blob in a private window. */
export type StoredFile = { readonly bytes: ArrayBuffer; readonly name: string; readonly type: string };

/** A message on its way out. Its row stands in the messages as well; both are written in one transaction. */
export type OutboxEntry = {
  clientMsgID: string;
  conversationID: string;
  recvID: string;
  groupID: string;
  /** The message to send, as JSON. */
  message: string;
  /**
   * What the message carries and is not uploaded yet: its URL is then missing in `message`. Before version 3 of the database
   * it was stored as it is.
   */
  file?: StoredFile | Blob;
  offlinePushInfo: OfflinePush | undefined;
  method: SendMethod;
  /** Order of sending within the user's outbox; about the time it was written, in milliseconds. */
  position: number;
  state:
    | { kind: 'queued' }
    /** A send may have reached the gateway: resend the same clientMsgID, or look first. */
    | { kind: 'sending' }
    | { kind: 'failed'; errCode: number; errMsg: string };
};

/** Single values. */
export type Settings = {
  self: FullUserItem;
  /** How far the cache is true to the gateway's data, whatever came in beyond. */
  cursor: InboxCursor;
};

/** What is kept, by table. */
export type Tables = {
  conversations: ConversationItem;
  messages: MessageRow;
  /** What is known of a conversation's history, newest segment first. */
  segments: { conversationID: string; segments: readonly Segment[] };
  groups: GroupItem;
  /** Names and faces of who wrote the messages, which rows have only as they were then. */
  authors: Author;
  outbox: OutboxEntry;
  /** By name. */
  settings: Settings[keyof Settings];
};

export type Table = keyof Tables;

/** The member of a record that is its key; settings have theirs beside them. */
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
 * Everything one event or action changes, written in one transaction or not at all: records to put, by table, and what
 * goes. What goes, goes first: a message may be among the new ones of a conversation that is cleared.
 */
export type Changes = {
  /** Everything goes but for the outbox and its messages: what was cached is not this server's. */
  readonly isDiscarded?: boolean;
  /** Conversations all of whose messages go, but for those in the outbox. */
  readonly clearedConversations?: readonly string[];
  /** Keys of records that go. */
  readonly deleted?: { readonly [Name in Table]?: readonly string[] };
  readonly settings?: Partial<Settings>;
} & { readonly [Name in Exclude<Table, 'settings'>]?: readonly Tables[Name][] };

/** What is put into a table, each record with its key. */
export function entriesOf<Name extends Table>(changes: Changes, table: Name): [string, Tables[Name]][] {
  const records = (changes[table] ?? []) as readonly Tables[Name][] | Readonly<Record<string, Tables[Name]>>;
  if (!isList(records)) return Object.entries(records);
  return records.map((record) => [(record as Record<string, string>)[KEYS[table]] ?? '', record]);
}

function isList<Item>(value: readonly Item[] | object): value is readonly Item[] {
  return Array.isArray(value);
}

/** A stretch of rows of one conversation, by sortKey. */
export type MessageRange = {
  conversationID: string;
  /** Only rows at or after it. */
  from?: number;
  /** Only rows before it. */
  before?: number;
  /** At most so many, the newest of the range; all when absent. */
  limit?: number;
  /** The oldest of the range instead; only with a limit. */
  oldest?: boolean;
};

export interface Store {
  /** `memory` when nothing outlives the page. */
  readonly kind: 'indexeddb' | 'memory';
  /** Counts how often everything stored was lost: what was read before relies on what is no more. */
  readonly losses: number;

  /** All records of a table, in no particular order. */
  getAll<Name extends 'conversations' | 'groups' | 'authors'>(table: Name): Promise<Tables[Name][]>;
  /** What is in the outbox. Its entries may hold large files: only those that are needed are read. */
  getOutboxIDs(): Promise<string[]>;
  /** In the order asked for, undefined where there is none. */
  get<Name extends 'messages' | 'segments' | 'settings' | 'outbox'>(
    table: Name,
    keys: readonly string[],
  ): Promise<(Tables[Name] | undefined)[]>;
  /** Ascending by sortKey, then clientMsgID. */
  getMessages(range: MessageRange): Promise<MessageRow[]>;

  /** Applies all of `changes` in one transaction. */
  commit(changes: Changes): Promise<void>;

  close(): void;
  /** Closes and deletes everything. */
  destroy(): Promise<void>;
}
