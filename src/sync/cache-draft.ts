import type { Author, ConversationItem, GroupItem } from '../protocol/index.js';
import { isSameRow, isSameValue } from '../storage/message-row.js';
import {
  UNSENT_SORT_KEY,
  type CacheCursor,
  type Changes,
  type MessageRow,
  type OutboxEntry,
  type Segment,
  type Settings,
  type Tables,
} from '../storage/store.js';
import type { Cache, HeldRecords, HeldTable } from './cache.js';
import type { CacheChange } from './types.js';

/** Access to the cache for the parts of sync, which use it one after another. */
export type CacheAccess = {
  readonly cache: Cache;
  /** Changes the cache; rejects if the cache was closed before the change was written. */
  readonly edit: (change: (draft: CacheDraft) => Promise<void> | void) => Promise<void>;
  readonly read: <T>(read: () => Promise<T>) => Promise<T>;
};

/** How much later the gateway may have received an earlier draft of this device; clocks may differ by as much. */
const SAME_TIME_MS = 30_000;

/**
 * A transaction on the cache. Reads see the draft's own changes; {@link commit} writes everything in one transaction and
 * returns the change to emit. Putting a record that is equal to the present one is not a change.
 */
export class CacheDraft {
  readonly cache: Cache;
  /** Rows that were read or put, undefined for missing or deleted ones. Each row is read from the store once. */
  readonly #rows = new Map<string, MessageRow | undefined>();
  readonly #changed = new Set<string>();
  /** Rows that are emitted as changed without being written. */
  readonly #touched = new Map<string, MessageRow>();
  /** conversationIDs of deleted rows, by clientMsgID. */
  readonly #deleted = new Map<string, string>();
  readonly #segments = new Map<string, readonly Segment[]>();
  /** Records that were put into the tables held in memory. */
  readonly #put: HeldRecords = {
    conversations: new Map(),
    groups: new Map(),
    authors: new Map(),
    settings: new Map(),
  };
  readonly #deletedConversations = new Set<string>();
  readonly #cleared = new Set<string>();
  readonly #outbox = new Map<string, OutboxEntry>();
  /** Messages that leave the outbox. */
  readonly leftOutbox = new Set<string>();
  /** Messages just received or sent, as opposed to loaded history. */
  readonly arrived = new Set<string>();
  /** Conversations in which messages are missing before the newest ones. */
  readonly detached = new Set<string>();
  #isDiscarded = false;

  /** The store's `losses` when the draft was created. */
  readonly #losses: number;

  constructor(cache: Cache) {
    this.cache = cache;
    this.#losses = cache.store.losses;
    // Put from the start, so that they stay when everything else is discarded.
    this.putSetting('drafts', { ...cache.drafts });
  }

  // ── Messages ─────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Reads rows with one request, for later calls of {@link row}. */
  async prefetch(clientMsgIDs: readonly string[]): Promise<void> {
    // An empty key would make the store fail, and the cache would move to memory.
    const missing = clientMsgIDs.filter((clientMsgID) => clientMsgID && !this.#rows.has(clientMsgID));
    if (missing.length === 0) return;
    const rows = await this.cache.store.get('messages', missing);
    missing.forEach((clientMsgID, i) => this.#rows.set(clientMsgID, rows[i]));
  }

  async row(clientMsgID: string): Promise<MessageRow | undefined> {
    await this.prefetch([clientMsgID]);
    const row = this.#rows.get(clientMsgID);
    return row && !this.#isGone(row) ? row : undefined;
  }

  /** Returns the rows of a conversation with a sortKey in [from, before), except those in the outbox. */
  async rowsOf(conversationID: string, from: number, before = UNSENT_SORT_KEY): Promise<MessageRow[]> {
    for (const row of await this.cache.store.getMessages({ conversationID, from, before })) {
      if (!this.#rows.has(row.clientMsgID)) this.#rows.set(row.clientMsgID, row);
    }
    return [...this.#rows.values()].filter(
      (row): row is MessageRow =>
        row?.conversationID === conversationID &&
        from <= row.sortKey &&
        row.sortKey < before &&
        !this.isUnsent(row.clientMsgID) &&
        !this.#isGone(row),
    );
  }

  /** Whether a row is deleted because the draft clears its conversation or discards the cache. */
  #isGone({ clientMsgID, conversationID }: MessageRow): boolean {
    const isCleared = this.#isDiscarded || this.#cleared.has(conversationID);
    return isCleared && !this.#changed.has(clientMsgID);
  }

  /** Returns the row if it was read or put in this draft. */
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

  /** Deletes a row. Emits the deletion even if another tab has already deleted the row from the store. */
  dropRow({ clientMsgID, conversationID }: MessageRow): void {
    this.#rows.set(clientMsgID, undefined);
    this.#changed.delete(clientMsgID);
    this.#deleted.set(clientMsgID, conversationID);
  }

  /** Emits the message as changed although its row is the same, because its delivery state has changed. */
  touch(row: MessageRow): void {
    this.#touched.set(row.clientMsgID, row);
  }

  // ── History ──────────────────────────────────────────────────────────────────────────────────────────────────────

  async segments(conversationID: string): Promise<readonly Segment[]> {
    const known = this.#segments.get(conversationID);
    if (known || this.#isDiscarded) return known ?? [];
    return this.cache.segments(conversationID);
  }

  setSegments(conversationID: string, segments: readonly Segment[]): void {
    this.#segments.set(conversationID, segments);
  }

  /** Deletes all messages of the conversation except those in the outbox. */
  clear(conversationID: string): void {
    this.#cleared.add(conversationID);
    this.#segments.set(conversationID, []);
    for (const [clientMsgID, row] of this.#rows) {
      if (row?.conversationID !== conversationID) continue;
      this.#rows.set(clientMsgID, undefined);
      this.#changed.delete(clientMsgID);
    }
    this.#keepUnsent(conversationID);
  }

  /** Puts the rows of the outbox again that the store deletes with the others. */
  #keepUnsent(conversationID?: string): void {
    for (const row of this.cache.unsent.rows(conversationID)) {
      const { clientMsgID } = row;
      if (!this.isUnsent(clientMsgID)) continue;
      this.#rows.set(clientMsgID, row);
      this.#changed.add(clientMsgID);
    }
  }

  // ── Everything else ──────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Deletes everything, because the cache belongs to another or a former database of the gateway. The outbox is kept, and
   * so are the records of conversations received over the present connection: a hidden one, such as a chat that has just
   * been opened, is in no list and would not be received again.
   */
  discard(): void {
    for (const [conversationID, item] of this.cache.conversations) {
      this.deleteConversation(conversationID);
      if (this.cache.tips.has(conversationID)) this.putConversation(item);
    }
    this.#segments.clear();
    this.#isDiscarded = true;
    this.#keepUnsent();
  }

  /** The point up to which the cache agrees with the inbox. */
  get cursor(): CacheCursor | undefined {
    return this.#record('settings', 'cursor') as CacheCursor | undefined;
  }

  putSetting<Name extends keyof Settings>(name: Name, value: Settings[Name]): void {
    this.#put.settings.set(name, value);
  }

  conversation(conversationID: string): ConversationItem | undefined {
    if (this.#deletedConversations.has(conversationID)) return undefined;
    return this.#record('conversations', conversationID);
  }

  conversations(): ConversationItem[] {
    const all = new Map([...this.cache.conversations, ...this.#put.conversations]);
    for (const conversationID of this.#deletedConversations) all.delete(conversationID);
    return [...all.values()];
  }

  /** Puts a record, with the newer of two drafts: its own, or one that the gateway does not have yet, and that if in doubt. */
  putConversation(item: ConversationItem): void {
    const { conversationID } = item;
    const { drafts } = this.cache;
    const { draftText, draftTextTime } = drafts[conversationID] ?? item;
    this.#deletedConversations.delete(conversationID);
    if (item.draftTextTime - draftTextTime > SAME_TIME_MS) drafts[conversationID] = undefined;
    else item = { ...item, draftText, draftTextTime: draftText ? draftTextTime : 0 };
    this.#put.conversations.set(conversationID, item);
  }

  deleteConversation(conversationID: string): void {
    this.removeConversation(conversationID);
    this.clear(conversationID);
  }

  /** Like {@link deleteConversation}, but keeps the conversation's messages. */
  removeConversation(conversationID: string): void {
    this.#put.conversations.delete(conversationID);
    this.#deletedConversations.add(conversationID);
  }

  putGroup(group: GroupItem): void {
    this.#put.groups.set(group.groupID, group);
  }

  author(userID: string): Author | undefined {
    return this.#record('authors', userID);
  }

  putAuthor(author: Author): void {
    this.#put.authors.set(author.userID, author);
  }

  isUnsent(clientMsgID: string): boolean {
    if (this.leftOutbox.has(clientMsgID)) return false;
    return this.#outbox.has(clientMsgID) || this.cache.unsent.deliveryOf(clientMsgID) !== undefined;
  }

  putOutbox(entry: OutboxEntry): void {
    this.#outbox.set(entry.clientMsgID, entry);
  }

  deleteOutbox(clientMsgID: string): void {
    this.#outbox.delete(clientMsgID);
    this.leftOutbox.add(clientMsgID);
  }

  // ── The end ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Writes all changes to the store, then to memory.
   * @param beforeTelling updates other state in memory that must be up to date before the change is emitted
   * @returns the change to emit; undefined if nothing visible has changed
   */
  async commit(beforeTelling: () => void): Promise<CacheChange | undefined> {
    const changes = this.#changes();
    if (Object.keys(changes).length > 0) await this.cache.store.commit(changes, this.#losses);
    if (this.#isDiscarded) this.cache.discard();
    this.cache.take(changes);
    for (const conversationID of this.#deletedConversations) this.cache.conversations.delete(conversationID);
    beforeTelling();
    return this.#told(changes);
  }

  #changes(): Changes {
    return present({
      isDiscarded: this.#isDiscarded,
      clearedConversations: [...this.#cleared],
      deleted: present({
        messages: [...this.#deleted.keys()],
        conversations: [...this.#deletedConversations],
        outbox: [...this.leftOutbox],
      }),
      messages: [...this.#changed].flatMap((clientMsgID) => this.#rows.get(clientMsgID) ?? []),
      segments: [...this.#segments].map(([conversationID, segments]) => ({ conversationID, segments })),
      conversations: [...this.#news('conversations').values()],
      groups: [...this.#news('groups').values()],
      authors: [...this.#news('authors').values()],
      settings: Object.fromEntries(this.#news('settings')),
      outbox: [...this.#outbox.values()],
    });
  }

  /** Returns the records that were put and differ from the present ones. Records with an empty key are left out. */
  #news<Name extends HeldTable>(table: Name): ReadonlyMap<string, Tables[Name]> {
    const held: HeldRecords = this.cache;
    const isNews = (key: string, record: Tables[Name]) =>
      this.#isDiscarded || !isSameValue(record, held[table].get(key));
    return new Map([...this.#put[table]].filter(([key, record]) => key && isNews(key, record)));
  }

  /** Returns a record with the draft's changes. */
  #record<Name extends HeldTable>(table: Name, key: string): Tables[Name] | undefined {
    const held: HeldRecords = this.cache;
    return this.#put[table].get(key) ?? (this.#isDiscarded ? undefined : held[table].get(key));
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
      arrived: [...this.arrived],
      detached: [...this.detached],
    };
    return Object.values(change).some((value) => !Array.isArray(value) || value.length > 0) ? change : undefined;
  }
}

/** Returns only the members that are not empty, because the transaction includes the tables of all members. */
function present<Members extends object>(members: Members): Partial<Members> {
  const entries = Object.entries<unknown>(members as Record<string, unknown>);
  return Object.fromEntries(
    entries.filter(([, value]) => value === true || Object.keys(value as object).length > 0),
  ) as Partial<Members>;
}
