/**
 * The user's cache: the store, the tables of it that are also held in memory, and knowledge that is only valid for the
 * present connection. It is only changed through {@link CacheDraft}s.
 */
import {
  MessageStatus,
  type Author,
  type ConversationItem,
  type FullUserItem,
  type GroupItem,
  type MessageItem,
} from '../protocol/index.js';
import { toMessageItem } from '../storage/message-row.js';
import {
  entriesOf,
  type CacheCursor,
  type Changes,
  type KeptDraft,
  type MessageRow,
  type Segment,
  type Settings,
  type Store,
  type Tables,
} from '../storage/store.js';
import type { CachedMessage, Delivery } from './types.js';

/** The delivery of a message whose status on the gateway is failed, without an error code received by this client. */
const FAILED_ELSEWHERE: Delivery = { kind: 'failed', errCode: 302, errMsg: 'not sent' };
const SENT: Delivery = { kind: 'sent' };

/** The parts of the outbox that the cache needs. */
export interface UnsentMessages {
  /** Returns the delivery state of a message in the outbox; undefined if it is not there. */
  deliveryOf(clientMsgID: string): Delivery | undefined;
  /** Returns the file of a message in the outbox that is not uploaded yet. */
  fileOf(clientMsgID: string): Blob | undefined;
  /** Returns the rows of unsent messages, of one conversation or of all, in the order of sending. */
  rows(conversationID?: string): MessageRow[];
  /** Returns the data to carry over if the storage is lost. */
  rescue(): Changes;
}

/** Tables of which all records are held in memory. */
export const HELD_TABLES = ['conversations', 'groups', 'authors', 'settings'] as const;
export type HeldTable = (typeof HELD_TABLES)[number];
export type HeldRecords = { readonly [Name in HeldTable]: Map<string, Tables[Name]> };

export class Cache implements HeldRecords {
  readonly userID: string;
  readonly conversations = new Map<string, ConversationItem>();
  readonly groups = new Map<string, GroupItem>();
  readonly authors = new Map<string, Author>();
  readonly settings = new Map<string, Settings[keyof Settings]>();
  /** Drafts that the gateway does not have yet, by conversationID; undefined once it has. Stored with every change. */
  readonly drafts: Record<string, KeptDraft | undefined> = {};

  /** Whether the connection reports every change since {@link cursor}, so that nothing has to be fetched. */
  isFollowing = false;
  /** Messages that arrived before others with a lower seq, by seq: they are stored once those have arrived. */
  readonly held = new Map<number, MessageItem>();
  /** Whether an event arrived that does not continue from the cursor, so that changes in between are missing. */
  hasGap = false;

  /**
   * sendTime of the gateway's newest message by conversation, 0 if it has none, as far as received since connecting: the
   * next message to arrive joins a history that is known up to that time.
   */
  readonly tips = new Map<string, number>();
  /** Conversations whose newest page was fetched since connecting. */
  readonly fetched = new Set<string>();
  /**
   * Sort keys of revoked messages, for notices that do not say which place they take; undefined for those that were not known
   * to be sent.
   */
  readonly revokedPlaces = new Map<string, number | undefined>();

  // Both are assigned right after construction, because opening the store requires rescue() of this object.
  store!: Store;
  unsent!: UnsentMessages;

  constructor(userID: string) {
    this.userID = userID;
  }

  get self(): FullUserItem | undefined {
    return this.settings.get('self') as FullUserItem | undefined;
  }

  /** The stored point up to which the cache agrees with the inbox; after it, messages may be missing. */
  get cursor(): CacheCursor | undefined {
    return this.settings.get('cursor') as CacheCursor | undefined;
  }

  /** Whether the connection also reports which conversation records changed, so that the list has not to be fetched. */
  get followsList(): boolean | undefined {
    return this.isFollowing && this.cursor?.hasList;
  }

  /** Reads the tables that are held in memory. */
  async load(): Promise<void> {
    const { store } = this;
    const { losses } = store;
    const names = ['self', 'cursor', 'drafts'];
    const [conversations, groups, authors, values] = await Promise.all([
      store.getAll('conversations'),
      store.getAll('groups'),
      store.getAll('authors'),
      store.get('settings', names),
    ]);
    const settings: Partial<Settings> = Object.fromEntries(names.map((name, i) => [name, values[i]]));
    // If a table was damaged, the store has lost all of them, and those read before it do not count as stored.
    if (store.losses !== losses) delete settings.cursor;
    this.take({ conversations, groups, authors, settings });
    Object.assign(this.drafts, settings.drafts);
  }

  /** Updates the tables held in memory with changes that were written to the store. */
  take(changes: Changes): void {
    for (const table of HELD_TABLES) {
      const held: Map<string, unknown> = this[table];
      for (const [key, record] of entriesOf(changes, table)) held.set(key, record);
    }
  }

  /** Returns the known segments of a conversation's history, newest first. */
  async segments(conversationID: string): Promise<readonly Segment[]> {
    const [known] = await this.store.get('segments', [conversationID]);
    return known?.segments ?? [];
  }

  /**
   * Forgets what was only valid for the previous connection, because changes may have been missed since it ended.
   * @param isFollowing whether the new connection reports every change
   */
  forgetConnection(isFollowing: boolean): void {
    this.isFollowing = isFollowing;
    this.tips.clear();
    this.fetched.clear();
    this.held.clear();
    this.hasGap = false;
  }

  /** Clears everything except the outbox and `held`, because the store has lost its data. */
  discard(): void {
    for (const table of HELD_TABLES) this[table].clear();
    this.revokedPlaces.clear();
    // `held` stays: its messages came over the present connection, and the ones before them may still arrive.
    this.tips.clear();
    this.fetched.clear();
  }

  /** Returns the data held in memory, for a store that starts empty. */
  rescue(): Changes {
    return {
      conversations: [...this.conversations.values()],
      groups: [...this.groups.values()],
      authors: [...this.authors.values()],
      settings: { drafts: { ...this.drafts }, ...(this.self && { self: this.self }) },
      ...this.unsent.rescue(),
    };
  }

  /** Restores a message from its row, with its delivery state and its author's present name and avatar. */
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
    return row.status === MessageStatus.Sending ? { kind: 'sending' } : SENT;
  }
}
