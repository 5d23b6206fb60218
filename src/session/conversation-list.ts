import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
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

/** What this page knows better than the gateway's record does yet. */
type LocalState = { readonly draft?: { readonly text: string; readonly timeMs: number } };

/** The conversations as lists show them: the records of the cache, with what is on its way laid over. */
export class ConversationList {
  readonly #items = new Map<string, ConversationItem>();
  readonly #local = new Map<string, LocalState>();
  /** By conversation, by clientMsgID. */
  readonly #unsent = new Map<string, Map<string, CachedMessage>>();
  readonly #byID = signal<ReadonlyMap<string, Conversation>>(new Map());
  readonly #sorted = signal<readonly Conversation[]>([]);

  /** Visible ones, in the order of lists. */
  readonly sorted: ReadonlySignal<readonly Conversation[]> = this.#sorted;
  /** All, hidden ones too. */
  readonly byID: ReadonlySignal<ReadonlyMap<string, Conversation>> = this.#byID;
  readonly totalUnread = computed(() =>
    this.#sorted.value.reduce(
      (total, { unreadCount, recvMsgOpt }) => (recvMsgOpt === OptType.WithoutNotify ? total : total + unreadCount),
      0,
    ),
  );

  /** Everything anew, but for drafts. */
  load(items: readonly ConversationItem[], unsent: readonly CachedMessage[]): void {
    const shown = [...this.#items.keys()];
    this.#items.clear();
    this.#unsent.clear();
    for (const item of items) this.#items.set(item.conversationID, item);
    for (const message of unsent) this.#noteUnsent(message);
    this.#show([...shown, ...this.#items.keys()]);
  }

  clear(): void {
    this.#items.clear();
    this.#unsent.clear();
    this.#local.clear();
    this.#byID.value = new Map();
    this.#sorted.value = [];
  }

  /** Follows a change of the cache; call it within a batch. */
  apply(change: CacheChange): void {
    const changed = new Set<string>();
    for (const conversationID of change.deletedConversations) {
      this.#items.delete(conversationID);
      changed.add(conversationID);
    }
    for (const conversationID of change.clearedConversations) {
      // What is in the outbox stays; what failed in another client went with the rest.
      this.#unsent.get(conversationID)?.forEach(({ sortKey }, clientMsgID, unsent) => {
        if (sortKey < UNSENT_SORT_KEY) unsent.delete(clientMsgID);
      });
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
      if (this.#unsent.get(conversationID)?.delete(clientMsgID)) changed.add(conversationID);
    }
    if (changed.size > 0) this.#show([...changed]);
  }

  /** Shows a draft at once; undefined leaves it to the record again. */
  setLocalDraft(conversationID: string, draft: LocalState['draft']): void {
    if (draft) this.#local.set(conversationID, { draft });
    else this.#local.delete(conversationID);
    this.#show([conversationID]);
  }

  /** Returns whether it matters to the list. */
  #noteUnsent(message: CachedMessage): boolean {
    const { conversationID, delivery } = message;
    const { clientMsgID } = message.message;
    const unsent = this.#unsent.get(conversationID) ?? new Map<string, CachedMessage>();
    if (delivery.kind === 'sent') return unsent.delete(clientMsgID);
    this.#unsent.set(conversationID, unsent.set(clientMsgID, message));
    return true;
  }

  #show(conversationIDs: readonly string[]): void {
    const byID = new Map(this.#byID.value);
    const changed = new Set(conversationIDs);
    const sorted = this.#sorted.value.filter(({ conversationID }) => !changed.has(conversationID));
    for (const conversationID of changed) {
      const item = this.#items.get(conversationID);
      byID.delete(conversationID);
      if (!item) continue;
      const conversation = this.#conversationOf(item, this.#byID.value.get(conversationID));
      byID.set(conversationID, conversation);
      if (isHiddenConversation(conversation)) continue;
      sorted.splice(indexInSorted(sorted, conversation, compareConversations), 0, conversation);
    }
    this.#byID.value = byID;
    this.#sorted.value = sorted;
  }

  #conversationOf(item: ConversationItem, shown: Conversation | undefined): Conversation {
    const { latestMsg, ...record } = item;
    const latest = readLatest(latestMsg, shown);
    const unsent = [...(this.#unsent.get(item.conversationID)?.values() ?? [])]
      .sort((a, b) => a.sortKey - b.sortKey)
      .at(-1);
    const { draft } = this.#local.get(item.conversationID) ?? {};
    const conversation: Conversation = {
      ...record,
      ...(draft ? { draftText: draft.text, draftTextTime: draft.text ? draft.timeMs : 0 } : {}),
      latestMessage: latest,
      latestDelivery: undefined,
    };
    // A message that failed is the latest only until something newer comes; one on its way will be.
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

/** The record's latest message; the very object that is shown already where it says the same. */
function readLatest(latestMsg: string, shown: Conversation | undefined): MessageItem | undefined {
  if (!latestMsg) return undefined;
  const present = shown?.latestDelivery ? undefined : shown?.latestMessage;
  const message = completeMessage(readJson(latestMsg));
  return present && JSON.stringify(present) === JSON.stringify(message) ? present : message;
}
