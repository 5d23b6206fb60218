import type { Author, ConversationItem, GroupItem } from '../protocol/index.js';
import { indexInSorted } from '../util/sorted.js';
import { compareRows } from './message-row.js';
import type { Changes, MessageRange, MessageRow, OutboxEntry, Segment, Settings, Store } from './store.js';

/** A store that lasts as long as the page. What is put in is shared, not copied: rows are never changed in place. */
export class MemoryStore implements Store {
  readonly kind = 'memory';
  readonly losses = 0;
  readonly #conversations = new Map<string, ConversationItem>();
  readonly #rows = new Map<string, MessageRow>();
  /** By conversation, each sorted. */
  readonly #timelines = new Map<string, MessageRow[]>();
  readonly #segments = new Map<string, readonly Segment[]>();
  readonly #groups = new Map<string, GroupItem>();
  readonly #authors = new Map<string, Author>();
  readonly #outbox = new Map<string, OutboxEntry>();
  #settings: Partial<Settings> = {};

  getConversations(): Promise<ConversationItem[]> {
    return Promise.resolve([...this.#conversations.values()]);
  }

  getMessages({
    conversationID,
    from = -Infinity,
    before = Infinity,
    limit,
    oldest = false,
  }: MessageRange): Promise<MessageRow[]> {
    const rows = (this.#timelines.get(conversationID) ?? []).filter(
      ({ sortKey }) => sortKey >= from && sortKey < before,
    );
    if (limit === undefined) return Promise.resolve(rows);
    return Promise.resolve(oldest ? rows.slice(0, limit) : rows.slice(Math.max(0, rows.length - limit)));
  }

  getMessagesByID(clientMsgIDs: readonly string[]): Promise<(MessageRow | undefined)[]> {
    return Promise.resolve(clientMsgIDs.map((clientMsgID) => this.#rows.get(clientMsgID)));
  }

  getSegments(conversationID: string): Promise<Segment[]> {
    return Promise.resolve([...(this.#segments.get(conversationID) ?? [])]);
  }

  getGroups(): Promise<GroupItem[]> {
    return Promise.resolve([...this.#groups.values()]);
  }

  getAuthors(): Promise<Author[]> {
    return Promise.resolve([...this.#authors.values()]);
  }

  getOutbox(): Promise<OutboxEntry[]> {
    return Promise.resolve([...this.#outbox.values()].sort((a, b) => a.position - b.position));
  }

  getSetting<Name extends keyof Settings>(name: Name): Promise<Settings[Name] | undefined> {
    return Promise.resolve(this.#settings[name]);
  }

  commit(changes: Changes): Promise<void> {
    if (changes.isDiscarded) this.#discard();
    for (const conversationID of changes.clearedConversations ?? []) this.#clear(conversationID);
    for (const clientMsgID of changes.deletedMessages ?? []) this.#deleteRow(clientMsgID);
    for (const clientMsgID of changes.deletedOutbox ?? []) this.#outbox.delete(clientMsgID);
    for (const conversationID of changes.deletedConversations ?? []) this.#conversations.delete(conversationID);
    for (const row of changes.messages ?? []) this.#putRow(row);
    for (const item of changes.conversations ?? []) this.#conversations.set(item.conversationID, item);
    for (const [conversationID, segments] of changes.segments ?? []) this.#segments.set(conversationID, segments);
    for (const group of changes.groups ?? []) this.#groups.set(group.groupID, group);
    for (const author of changes.authors ?? []) this.#authors.set(author.userID, author);
    for (const entry of changes.outbox ?? []) this.#outbox.set(entry.clientMsgID, entry);
    this.#settings = { ...this.#settings, ...changes.settings };
    return Promise.resolve();
  }

  makeRoom(): Promise<number> {
    return Promise.resolve(0);
  }

  close(): void {
    // What is left is the garbage collector's.
  }

  destroy(): Promise<void> {
    this.#outbox.clear();
    this.#discard();
    return Promise.resolve();
  }

  #discard(): void {
    const unsent = [...this.#outbox.keys()].flatMap((clientMsgID) => this.#rows.get(clientMsgID) ?? []);
    for (const map of [
      this.#conversations,
      this.#rows,
      this.#timelines,
      this.#segments,
      this.#groups,
      this.#authors,
    ]) {
      map.clear();
    }
    for (const row of unsent) this.#putRow(row);
    this.#settings = {};
  }

  #clear(conversationID: string): void {
    for (const { clientMsgID } of [...(this.#timelines.get(conversationID) ?? [])]) {
      if (!this.#outbox.has(clientMsgID)) this.#deleteRow(clientMsgID);
    }
  }

  #deleteRow(clientMsgID: string): void {
    const row = this.#rows.get(clientMsgID);
    const timeline = row && this.#timelines.get(row.conversationID);
    if (!timeline) return;
    this.#rows.delete(clientMsgID);
    timeline.splice(indexInSorted(timeline, row, compareRows), 1);
  }

  #putRow(row: MessageRow): void {
    this.#deleteRow(row.clientMsgID);
    this.#rows.set(row.clientMsgID, row);
    const timeline = this.#timelines.get(row.conversationID) ?? [];
    this.#timelines.set(row.conversationID, timeline);
    timeline.splice(indexInSorted(timeline, row, compareRows), 0, row);
  }
}
