/**
 * The user's cache as sync works on it: the store, what of it is held in memory, and what is known only while the
 * connection lasts. It changes through {@link CacheDraft}s alone.
 */
import {
  MessageStatus,
  type Author,
  type ConversationItem,
  type FullUserItem,
  type GroupItem,
  type InboxCursor,
  type MessageItem,
} from '../protocol/index.js';
import { toMessageItem } from '../storage/message-row.js';
import {
  entriesOf,
  type Changes,
  type MessageRow,
  type Segment,
  type Settings,
  type Store,
  type Tables,
} from '../storage/store.js';
import type { CachedMessage, Delivery } from './types.js';

/** Why a message counts as failed when the gateway alone says so, not an answer to this client. */
const FAILED_ELSEWHERE: Delivery = { kind: 'failed', errCode: 302, errMsg: 'not sent' };
const SENT: Delivery = { kind: 'sent' };
const SENDING: Delivery = { kind: 'sending' };

/** What the cache has to know of the outbox. */
export interface UnsentMessages {
  /** How far a message in the outbox is; undefined when it is not there. */
  deliveryOf(clientMsgID: string): Delivery | undefined;
  /** The file of a message in the outbox that is not uploaded yet. */
  fileOf(clientMsgID: string): Blob | undefined;
  /** The rows of a conversation's unsent messages, or of all, in the order of sending. */
  rows(conversationID?: string): MessageRow[];
  /** What must survive the loss of the storage. */
  rescue(): Changes;
}

/** Tables that are in memory as a whole. */
export const HELD_TABLES = ['conversations', 'groups', 'authors', 'settings'] as const;
export type HeldTable = (typeof HELD_TABLES)[number];
export type HeldRecords = { readonly [Name in HeldTable]: Map<string, Tables[Name]> };

export class Cache implements HeldRecords {
  readonly userID: string;
  readonly conversations = new Map<string, ConversationItem>();
  readonly groups = new Map<string, GroupItem>();
  readonly authors = new Map<string, Author>();
  readonly settings = new Map<string, Settings[keyof Settings]>();

  /** Whether the connection tells of everything since {@link cursor}: then nothing else has to be asked. */
  isFollowing = false;
  /** Messages by seq that came before others of the inbox: they are put once those are there. */
  readonly held = new Map<number, MessageItem>();
  /** Whether something was told that does not go on from where the cache is. */
  hasGap = false;

  /**
   * sendTime of the gateway's newest message by conversation, 0 when it has none, as heard since connecting: what
   * arrives next joins on to a history that reaches up to there.
   */
  readonly tips = new Map<string, number>();
  /** Conversations whose newest page was fetched since connecting. */
  readonly fetched = new Set<string>();
  /** Places of messages that were revoked, for notices that do not say where they belong. */
  readonly revokedPlaces = new Map<string, number>();

  // Both are given right after construction; the store needs the rescue() of this very object.
  store!: Store;
  unsent!: UnsentMessages;

  constructor(userID: string) {
    this.userID = userID;
  }

  get self(): FullUserItem | undefined {
    return this.settings.get('self') as FullUserItem | undefined;
  }

  /** How far the cache is true to the inbox, as stored; beyond it, messages may be missing. */
  get cursor(): InboxCursor | undefined {
    return this.settings.get('cursor') as InboxCursor | undefined;
  }

  /** Reads what is held in memory. */
  async load(): Promise<void> {
    const { store } = this;
    const names = ['self', 'cursor'];
    const [conversations, groups, authors, values] = await Promise.all([
      store.getAll('conversations'),
      store.getAll('groups'),
      store.getAll('authors'),
      store.get('settings', names),
    ]);
    const settings: Partial<Settings> = Object.fromEntries(names.map((name, i) => [name, values[i]]));
    this.take({ conversations, groups, authors, settings });
  }

  /** Holds what was put into the store, as far as it is held at all. */
  take(changes: Changes): void {
    for (const table of HELD_TABLES) {
      const held: Map<string, unknown> = this[table];
      for (const [key, record] of entriesOf(changes, table)) held.set(key, record);
    }
  }

  /** The known stretches of a conversation's history, newest first. */
  async segments(conversationID: string): Promise<readonly Segment[]> {
    const [known] = await this.store.get('segments', [conversationID]);
    return known?.segments ?? [];
  }

  /**
   * There is another connection, or none: until somebody listens again, anything may happen unheard.
   * @param isFollowing whether the new one tells of everything
   */
  forgetConnection(isFollowing: boolean): void {
    this.isFollowing = isFollowing;
    this.tips.clear();
    this.fetched.clear();
    this.held.clear();
    this.hasGap = false;
  }

  /** Everything but the outbox and what is held is gone. */
  discard(): void {
    for (const table of HELD_TABLES) this[table].clear();
    this.revokedPlaces.clear();
    // What is held is of this connection, and may still wait for what comes before it.
    this.tips.clear();
    this.fetched.clear();
  }

  /** What is in memory anyway, for a store that begins empty. */
  rescue(): Changes {
    return {
      conversations: [...this.conversations.values()],
      groups: [...this.groups.values()],
      authors: [...this.authors.values()],
      ...(this.self ? { settings: { self: this.self } } : {}),
      ...this.unsent.rescue(),
    };
  }

  toCached(row: MessageRow): CachedMessage {
    const file = this.unsent.fileOf(row.clientMsgID);
    const author = this.authors.get(row.sendID);
    const message = toMessageItem(row, this.userID);
    if (author) {
      message.senderNickname = author.nickname;
      message.senderFaceUrl = author.faceURL;
    }
    return {
      conversationID: row.conversationID,
      sortKey: row.sortKey,
      delivery: this.#deliveryOf(row),
      message,
      ...(file ? { file } : {}),
    };
  }

  #deliveryOf(row: MessageRow): Delivery {
    const delivery = this.unsent.deliveryOf(row.clientMsgID);
    if (delivery) return delivery;
    if (row.sendID !== this.userID) return SENT;
    if (row.status === MessageStatus.Failed) return FAILED_ELSEWHERE;
    return row.status === MessageStatus.Sending ? SENDING : SENT;
  }
}
