import type { Author, ConversationItem, FullUserItem, GroupItem, InboxCursor } from '../protocol/index.js';
import { withoutHistory } from '../storage/fallback-store.js';
import { isSameRow } from '../storage/message-row.js';
import type { Changes, MessageRow, OutboxEntry, Segment } from '../storage/store.js';
import type { Cache } from './cache.js';
import type { CacheChange } from './types.js';

/**
 * Changes in the making. Reading from it shows what was put in before; {@link commit} writes everything in one
 * transaction and answers what to tell. What is put in and says what is there already is no change.
 */
export class CacheDraft {
  readonly cache: Cache;
  /** Rows as the draft has them; undefined means gone. Rows read are kept too, so each is read once. */
  readonly #rows = new Map<string, MessageRow | undefined>();
  readonly #changed = new Set<string>();
  /** Rows that are told without being written. */
  readonly #touched = new Map<string, MessageRow>();
  /** Gone rows with the conversation they stood in. */
  readonly #deleted = new Map<string, string>();
  readonly #segments = new Map<string, readonly Segment[]>();
  readonly #conversations = new Map<string, ConversationItem>();
  readonly #deletedConversations = new Set<string>();
  readonly #cleared = new Set<string>();
  readonly #groups = new Map<string, GroupItem>();
  readonly #outbox = new Map<string, OutboxEntry>();
  readonly #deletedOutbox = new Set<string>();
  readonly #arrived = new Set<string>();
  readonly #detached = new Set<string>();
  readonly #authors = new Map<string, Author>();
  #isDiscarded = false;
  #cursor: InboxCursor | undefined;
  #self: FullUserItem | undefined;

  /** What the store had lost when it began. */
  readonly #losses: number;

  constructor(cache: Cache) {
    this.cache = cache;
    this.#losses = cache.store.losses;
  }

  // ── Messages ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Reads rows in one go, for what comes. */
  async prefetch(clientMsgIDs: readonly string[]): Promise<void> {
    const missing = clientMsgIDs.filter((clientMsgID) => !this.#rows.has(clientMsgID));
    if (missing.length === 0) return;
    const rows = await this.cache.store.getMessagesByID(missing);
    missing.forEach((clientMsgID, i) => this.#rows.set(clientMsgID, rows[i]));
  }

  async row(clientMsgID: string): Promise<MessageRow | undefined> {
    await this.prefetch([clientMsgID]);
    const row = this.#rows.get(clientMsgID);
    if (this.#isDiscarded && !this.#changed.has(clientMsgID)) return this.isUnsent(clientMsgID) ? row : undefined;
    if (!row || !this.#cleared.has(row.conversationID) || this.#changed.has(clientMsgID)) return row;
    return this.isUnsent(clientMsgID) ? row : undefined;
  }

  /** The row as the draft has it, if it was read or put. */
  peek(clientMsgID: string): MessageRow | undefined {
    return this.#rows.get(clientMsgID) ?? this.#touched.get(clientMsgID);
  }

  async putRow(row: MessageRow): Promise<void> {
    const { clientMsgID } = row;
    const present = await this.row(clientMsgID);
    if (present && isSameRow(present, row)) return;
    this.#rows.set(clientMsgID, row);
    this.#changed.add(clientMsgID);
    this.#deleted.delete(clientMsgID);
  }

  async deleteRow(clientMsgID: string): Promise<void> {
    const row = await this.row(clientMsgID);
    if (row) this.dropRow(row);
  }

  /** The row goes; also when another tab has deleted it already, so that this one tells it. */
  dropRow({ clientMsgID, conversationID }: MessageRow): void {
    this.#rows.set(clientMsgID, undefined);
    this.#changed.delete(clientMsgID);
    this.#deleted.set(clientMsgID, conversationID);
  }

  /** Tells of the message although its row is the same: its delivery changed. */
  touch(row: MessageRow): void {
    this.#touched.set(row.clientMsgID, row);
  }

  /** Tells that the message has just come or gone out by itself. */
  markArrived(clientMsgID: string): void {
    this.#arrived.add(clientMsgID);
  }

  // ── History ──────────────────────────────────────────────────────────────────────────────────────────────────────

  async segments(conversationID: string): Promise<readonly Segment[]> {
    const known = this.#segments.get(conversationID);
    if (known || this.#isDiscarded) return known ?? [];
    return this.cache.store.getSegments(conversationID);
  }

  setSegments(conversationID: string, segments: readonly Segment[]): void {
    this.#segments.set(conversationID, segments);
  }

  /** Tells that there is a hole below the newest messages now. */
  markDetached(conversationID: string): void {
    this.#detached.add(conversationID);
  }

  /** All messages of the conversation go, but for those in the outbox. */
  clear(conversationID: string): void {
    this.#cleared.add(conversationID);
    this.#segments.set(conversationID, []);
    for (const [clientMsgID, row] of this.#rows) {
      if (row?.conversationID !== conversationID || this.isUnsent(clientMsgID)) continue;
      this.#rows.set(clientMsgID, undefined);
      this.#changed.delete(clientMsgID);
    }
  }

  // ── Everything else ──────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * What is cached is another server's, or of a database that is no more: all of it goes, but for the outbox and the
   * conversations' records that came over this very connection. A hidden one, such as a chat that has just been opened,
   * is on no list that would bring it back.
   */
  discard(): void {
    for (const [conversationID, item] of this.cache.conversations) {
      this.deleteConversation(conversationID);
      if (this.cache.tips.has(conversationID)) this.putConversation(item);
    }
    this.#segments.clear();
    this.#isDiscarded = true;
  }

  /** How far the cache is true to the inbox. */
  get cursor(): InboxCursor | undefined {
    return this.#cursor ?? (this.#isDiscarded ? undefined : this.cache.cursor);
  }

  setCursor(cursor: InboxCursor): void {
    this.#cursor = cursor;
  }

  conversation(conversationID: string): ConversationItem | undefined {
    if (this.#deletedConversations.has(conversationID)) return undefined;
    return this.#conversations.get(conversationID) ?? this.cache.conversations.get(conversationID);
  }

  conversations(): ConversationItem[] {
    const all = new Map([...this.cache.conversations, ...this.#conversations]);
    for (const conversationID of this.#deletedConversations) all.delete(conversationID);
    return [...all.values()];
  }

  putConversation(item: ConversationItem): void {
    this.#deletedConversations.delete(item.conversationID);
    this.#conversations.set(item.conversationID, item);
  }

  deleteConversation(conversationID: string): void {
    this.removeConversation(conversationID);
    this.clear(conversationID);
  }

  /** As {@link deleteConversation}, but messages of it that are left stay. */
  removeConversation(conversationID: string): void {
    this.#conversations.delete(conversationID);
    this.#deletedConversations.add(conversationID);
  }

  putGroup(group: GroupItem): void {
    this.#groups.set(group.groupID, group);
  }

  putSelf(self: FullUserItem): void {
    this.#self = self;
  }

  author(userID: string): Author | undefined {
    return this.#authors.get(userID) ?? (this.#isDiscarded ? undefined : this.cache.authors.get(userID));
  }

  putAuthor(author: Author): void {
    this.#authors.set(author.userID, author);
  }

  isUnsent(clientMsgID: string): boolean {
    if (this.#deletedOutbox.has(clientMsgID)) return false;
    return this.#outbox.has(clientMsgID) || this.cache.unsent.deliveryOf(clientMsgID) !== undefined;
  }

  putOutbox(entry: OutboxEntry): void {
    this.#outbox.set(entry.clientMsgID, entry);
  }

  deleteOutbox(clientMsgID: string): void {
    this.#outbox.delete(clientMsgID);
    this.#deletedOutbox.add(clientMsgID);
  }

  /** Messages that left the outbox in this draft. */
  get leftOutbox(): ReadonlySet<string> {
    return this.#deletedOutbox;
  }

  // ── The end ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Writes everything, then brings memory up to date.
   * @param beforeTelling what else is in memory and must be right when the change is told
   * @returns what to tell, undefined when nothing changed that anybody shows
   */
  async commit(beforeTelling: () => void): Promise<CacheChange | undefined> {
    const isCut = this.#losses !== this.cache.store.losses;
    const changes = isCut ? withoutHistory(this.#changes()) : this.#changes();
    if (Object.keys(changes).length > 0) await this.cache.store.commit(changes);
    if (this.#isDiscarded) this.cache.discard();
    for (const item of changes.conversations ?? []) this.cache.conversations.set(item.conversationID, item);
    for (const conversationID of this.#deletedConversations) this.cache.conversations.delete(conversationID);
    for (const group of changes.groups ?? []) this.cache.groups.set(group.groupID, group);
    for (const author of changes.authors ?? []) this.cache.authors.set(author.userID, author);
    if (changes.settings?.self) this.cache.self = changes.settings.self;
    if (changes.settings?.cursor) this.cache.cursor = changes.settings.cursor;
    beforeTelling();
    return this.#told(changes);
  }

  #changes(): Changes {
    const settings = {
      ...(this.#self && !isSameRecord(this.#self, this.cache.self) ? { self: this.#self } : {}),
      ...(this.#cursor && !isSameRecord(this.#cursor, this.cache.cursor) ? { cursor: this.#cursor } : {}),
    };
    const all = {
      isDiscarded: this.#isDiscarded || undefined,
      messages: [...this.#changed].flatMap((clientMsgID) => this.#rows.get(clientMsgID) ?? []),
      deletedMessages: [...this.#deleted.keys()],
      clearedConversations: [...this.#cleared],
      conversations: [...this.#conversations.values()].filter(
        (item) => this.#isDiscarded || !isSameRecord(item, this.cache.conversations.get(item.conversationID)),
      ),
      deletedConversations: [...this.#deletedConversations],
      segments: this.#segments,
      groups: [...this.#groups.values()].filter(
        (group) => this.#isDiscarded || !isSameRecord(group, this.cache.groups.get(group.groupID)),
      ),
      authors: [...this.#authors.values()].filter(
        (author) => this.#isDiscarded || !isSameRecord(author, this.cache.authors.get(author.userID)),
      ),
      outbox: [...this.#outbox.values()],
      deletedOutbox: [...this.#deletedOutbox],
      settings: Object.keys(settings).length > 0 ? settings : undefined,
    };
    // Only what there is: each member costs the transaction a store.
    const present = Object.entries(all).filter(([, value]) =>
      Array.isArray(value) ? value.length > 0 : value instanceof Map ? value.size > 0 : value !== undefined,
    );
    return Object.fromEntries(present);
  }

  #told(changes: Changes): CacheChange | undefined {
    const rows = new Map(this.#touched);
    for (const row of changes.messages ?? []) rows.set(row.clientMsgID, row);
    const change: CacheChange = {
      messages: [...rows.values()].map((row) => this.cache.toCached(row)),
      deletedMessages: [...this.#deleted].map(([clientMsgID, conversationID]) => ({
        conversationID,
        clientMsgID,
      })),
      clearedConversations: [...this.#cleared],
      conversations: changes.conversations ?? [],
      deletedConversations: [...this.#deletedConversations],
      groups: changes.groups ?? [],
      authors: changes.authors ?? [],
      ...(changes.settings?.self ? { self: changes.settings.self } : {}),
      arrived: [...this.#arrived],
      detached: [...this.#detached],
    };
    return Object.values(change).some((value) => !Array.isArray(value) || value.length > 0) ? change : undefined;
  }
}

/** Records come whole and with their members in one order. */
function isSameRecord(a: object, b: object | undefined): boolean {
  return b !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
