import { computed, signal } from '@preact/signals-core';
import {
  compareConversations,
  completeMessage,
  isHiddenConversation,
  OptType,
  readJson,
  type ConversationItem,
  type MessageItem,
} from '../protocol/index.js';
import { UNSENT_SORT_KEY, type CacheChange, type CachedMessage } from '../sync/types.js';
import { indexInSorted } from '../util/sorted.js';
import type { Conversation } from './types.js';

type LocalDraft = Pick<ConversationItem, 'draftText' | 'draftTextTime'>;

/** The conversations as lists show them: the cached records, overlaid with local drafts and unsent messages. */
export class ConversationList {
  readonly #items = new Map<string, ConversationItem>();
  /** Drafts that replace those of the gateway's records until the gateway has them too. */
  readonly #drafts = new Map<string, LocalDraft | undefined>();
  readonly #isOpen: (conversationID: string) => boolean;
  /** Unsent messages by clientMsgID. */
  readonly #unsent = new Map<string, CachedMessage>();

  /** The visible conversations, in the order of lists. */
  readonly sorted = signal<readonly Conversation[]>([]);
  /** All conversations, including hidden ones. */
  readonly byID = signal<ReadonlyMap<string, Conversation>>(new Map());
  readonly totalUnread = computed(() =>
    this.sorted.value.reduce(
      (total, { conversationID, unreadCount }) => (this.isMuted(conversationID) ? total : total + unreadCount),
      0,
    ),
  );

  /** @param isOpen whether the user is in a conversation */
  constructor(isOpen: (conversationID: string) => boolean) {
    this.#isOpen = isOpen;
  }

  /** Replaces all records and unsent messages; keeps local drafts. */
  load(items: readonly ConversationItem[], unsent: readonly CachedMessage[]): void {
    const shown = [...this.#items.keys()];
    this.#items.clear();
    this.#unsent.clear();
    for (const item of items) this.#items.set(item.conversationID, item);
    for (const message of unsent) this.#noteUnsent(message);
    this.show([...shown, ...this.#items.keys()]);
  }

  clear(): void {
    this.#items.clear();
    this.#unsent.clear();
    this.#drafts.clear();
    this.byID.value = new Map();
    this.sorted.value = [];
  }

  /** Applies a change of the cache. Call it within a batch. */
  apply(change: CacheChange): void {
    const changed = new Set<string>();
    for (const conversationID of change.deletedConversations) {
      this.#items.delete(conversationID);
      changed.add(conversationID);
    }
    for (const conversationID of change.clearedConversations) {
      // Messages in this device's outbox stay; stored ones that failed in another client are deleted with the others.
      for (const [clientMsgID, unsent] of this.#unsent) {
        const isStored = unsent.sortKey < UNSENT_SORT_KEY;
        if (isStored && unsent.conversationID === conversationID) this.#unsent.delete(clientMsgID);
      }
      changed.add(conversationID);
    }
    for (const item of change.conversations) {
      this.#items.set(item.conversationID, item);
      changed.add(item.conversationID);
    }
    for (const message of change.messages) {
      if (this.#noteUnsent(message)) changed.add(message.conversationID);
    }
    for (const { conversationID, clientMsgID } of change.deletedMessages) {
      if (this.#unsent.delete(clientMsgID)) changed.add(conversationID);
    }
    if (changed.size > 0) this.show([...changed]);
  }

  /** Shows a draft before it is saved; undefined shows the draft of the record again. */
  setLocalDraft(conversationID: string, draft: LocalDraft | undefined): void {
    this.#drafts.set(conversationID, draft);
    this.show([conversationID]);
  }

  isMuted(conversationID: string): boolean {
    return this.#items.get(conversationID)?.recvMsgOpt === OptType.WithoutNotify;
  }

  /** Adds or removes a message in `#unsent`; returns whether the list has to show a change. */
  #noteUnsent(message: CachedMessage): boolean {
    const { clientMsgID } = message.message;
    if (message.delivery.kind === 'sent') return this.#unsent.delete(clientMsgID);
    this.#unsent.set(clientMsgID, message);
    return true;
  }

  /** Shows what has changed in conversations. */
  show(conversationIDs: readonly string[]): void {
    const byID = new Map(this.byID.peek());
    const changed = new Set(conversationIDs);
    const sorted = this.sorted.peek().filter(({ conversationID }) => !changed.has(conversationID));
    for (const conversationID of changed) {
      const item = this.#items.get(conversationID);
      byID.delete(conversationID);
      if (!item) continue;
      const conversation = this.#conversationOf(item, this.byID.peek().get(conversationID));
      byID.set(conversationID, conversation);
      if (isHiddenConversation(conversation)) continue;
      sorted.splice(indexInSorted(sorted, conversation, compareConversations), 0, conversation);
    }
    this.byID.value = byID;
    this.sorted.value = sorted;
  }

  #conversationOf(item: ConversationItem, shown: Conversation | undefined): Conversation {
    const { latestMsg, ...record } = item;
    const latest = readLatest(latestMsg, shown);
    const { conversationID } = item;
    const unsent = [...this.#unsent.values()]
      .filter((message) => message.conversationID === conversationID)
      .sort((a, b) => a.sortKey - b.sortKey)
      .at(-1);
    const conversation: Conversation = {
      ...record,
      ...this.#drafts.get(conversationID),
      // While the user is writing, the draft does not move the conversation: it goes to the top when they leave it.
      ...(shown && this.#isOpen(conversationID) && { draftTextTime: shown.draftTextTime }),
      latestMessage: latest,
      latestDelivery: undefined,
    };
    // A failed message is only the latest one until a newer one arrives. One that is still being sent always is, because
    // the gateway will give it a later time.
    if (!unsent || (unsent.delivery.kind === 'failed' && unsent.message.createTime < record.latestMsgSendTime)) {
      return conversation;
    }
    return {
      ...conversation,
      latestMsgSendTime: Math.max(record.latestMsgSendTime, unsent.message.createTime),
      latestMessage: unsent.message,
      latestDelivery: unsent.delivery,
    };
  }
}

/** Parses the record's latest message. Returns the object that is already shown if the content is the same. */
function readLatest(latestMsg: string, shown: Conversation | undefined): MessageItem | undefined {
  if (!latestMsg) return undefined;
  const present = shown?.latestDelivery ? undefined : shown?.latestMessage;
  const message = completeMessage(readJson(latestMsg));
  return present && JSON.stringify(present) === JSON.stringify(message) ? present : message;
}
