/**
 * The user's cache as sync works on it: the store, what of it is held in memory, and what is known only while the
 * connection lasts. It changes through {@link CacheDraft}s alone.
 */
import type { ConversationItem, FullUserItem, GroupItem } from '../protocol/index.js';
import { MessageStatus } from '../protocol/index.js';
import { toMessageItem } from '../storage/message-row.js';
import type { Changes, MessageRow, Store } from '../storage/store.js';
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

export class Cache {
  readonly userID: string;
  readonly conversations = new Map<string, ConversationItem>();
  readonly groups = new Map<string, GroupItem>();
  self: FullUserItem | undefined;

  /**
   * sendTime of the gateway's newest message by conversation, 0 when it has none, as heard since connecting: what
   * arrives next joins on to a history that reaches up to there.
   */
  readonly tips = new Map<string, number>();
  /** Conversations whose newest page was fetched since connecting. */
  readonly fetched = new Set<string>();
  /** Places of messages that were revoked, for notices that do not say where they belong. */
  readonly #revokedPlaces = new Map<string, number>();

  // Both are given right after construction; the store needs the rescue() of this very object.
  store!: Store;
  unsent!: UnsentMessages;

  constructor(userID: string) {
    this.userID = userID;
  }

  /** Reads what is held in memory. */
  async load(): Promise<void> {
    const { store } = this;
    const [conversations, groups, self] = await Promise.all([
      store.getConversations(),
      store.getGroups(),
      store.getSetting('self'),
    ]);
    for (const item of conversations) this.conversations.set(item.conversationID, item);
    for (const group of groups) this.groups.set(group.groupID, group);
    this.self = self;
  }

  /** The connection was lost: from now on anything may happen unheard. */
  forgetConnection(): void {
    this.tips.clear();
    this.fetched.clear();
  }

  /** Notes where a message stood that is being revoked. */
  rememberPlace(clientMsgID: string, sortKey: number): void {
    this.#revokedPlaces.set(clientMsgID, sortKey);
  }

  placeOfRevoked(clientMsgID: string): number | undefined {
    return this.#revokedPlaces.get(clientMsgID);
  }

  /** What is in memory anyway, for a store that begins empty. */
  rescue(): Changes {
    return {
      conversations: [...this.conversations.values()],
      groups: [...this.groups.values()],
      ...(this.self ? { settings: { self: this.self } } : {}),
      ...this.unsent.rescue(),
    };
  }

  toCached(row: MessageRow): CachedMessage {
    const file = this.unsent.fileOf(row.clientMsgID);
    return {
      conversationID: row.conversationID,
      sortKey: row.sortKey,
      delivery: this.#deliveryOf(row),
      message: toMessageItem(row, this.userID),
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
