/** How changes reported by a gateway with the extension `inbox-changes` are applied (docs/protocol-extensions.md). */
import {
  type ChangedInbox,
  type ClearedConversation,
  type InboxChange,
  type InboxChanges,
  type MessageItem,
} from '../protocol/index.js';
import {
  conversationOf,
  dropHeld,
  editLatest,
  follow,
  noteAuthor,
  putArrival,
  putChanged,
  putHeld,
  readMessages,
} from './apply-message.js';
import { putConversation } from './apply-conversations.js';
import type { CacheDraft } from './cache-draft.js';
import { addStretch, emptyUpTo } from './segments.js';

/**
 * Applies a page of changes that was requested from `afterSeq` on. If the page does not continue from the cache's cursor,
 * the cache belongs to another database and is discarded.
 */
export async function applyInboxPage(draft: CacheDraft, afterSeq: number, page: InboxChanges): Promise<void> {
  const { conversations, cursor, isContinued } = page;
  const present = draft.cursor;
  if (isContinued && present?.epoch === cursor.epoch) {
    await applyChanges(draft, afterSeq, page, putArrival);
    // Messages that arrived during the request may have advanced the cursor further.
    const seq = Math.max(cursor.seq, draft.cursor?.seq ?? 0);
    const change = Math.max(cursor.change, present.change);
    draft.putSetting('cursor', { ...cursor, seq, change, hasList: conversations && present.hasList });
    for (const item of conversations ?? []) await putConversation(draft, item);
  } else {
    draft.discard();
    draft.putSetting('cursor', cursor);
  }
  await putHeld(draft);
}

/** Applies a change that the gateway reported live. */
export async function applyInboxChange(draft: CacheDraft, change: InboxChange): Promise<void> {
  const { cursor } = draft;
  // Before the first page, the cache has nothing that could change.
  if (!draft.cache.isFollowing || !cursor) return;
  await applyChanges(draft, cursor.seq, change, follow);
  if (change.change <= cursor.change) return;
  if (change.afterChange > cursor.change) draft.cache.hasGap = true;
  else draft.putSetting('cursor', { ...(draft.cursor ?? cursor), change: change.change });
}

/** @param arrive stores messages beyond `afterSeq` */
async function applyChanges(
  draft: CacheDraft,
  afterSeq: number,
  changes: ChangedInbox,
  arrive: typeof putArrival,
): Promise<void> {
  for (const cleared of changes.clearedConversations) await applyCleared(draft, cleared);
  for (const author of changes.authors) noteAuthor(draft, author, true);
  const messages = readMessages(changes.messages);
  await draft.prefetch(messages.map(({ clientMsgID }) => clientMsgID));
  for (const message of messages) {
    const conversationID = conversationOf(draft, message);
    if (message.seq > afterSeq) await arrive(draft, message, conversationID);
    else await applyChanged(draft, message, conversationID);
  }
  const deleted = changes.deletedMessages.filter((clientMsgID) => !draft.isUnsent(clientMsgID));
  for (const clientMsgID of changes.deletedMessages) dropHeld(draft, clientMsgID);
  for (const clientMsgID of deleted) await draft.deleteRow(clientMsgID);
  if (deleted.length === 0) return;
  for (const { conversationID } of draft.conversations())
    editLatest(draft, conversationID, ({ clientMsgID }) => (deleted.includes(clientMsgID) ? null : undefined));
}

/** Stores a changed message if it belongs to a segment that is cached. */
async function applyChanged(draft: CacheDraft, message: MessageItem, conversationID: string): Promise<void> {
  const { clientMsgID } = message;
  dropHeld(draft, clientMsgID);
  editLatest(draft, conversationID, (latest) => (latest.clientMsgID === clientMsgID ? message : undefined));
  await putChanged(draft, message, conversationID);
}

async function applyCleared(
  draft: CacheDraft,
  { conversationID, clearedTime, isHidden }: ClearedConversation,
): Promise<void> {
  const segments = await draft.segments(conversationID);
  const rows = await draft.rowsOf(conversationID, 0);
  draft.clear(conversationID);
  for (const row of rows) if (row.sendTime > clearedTime) await draft.putRow(row);
  editLatest(draft, conversationID, ({ sendTime }) => (sendTime <= clearedTime ? null : undefined));
  for (const message of draft.cache.held.values()) {
    const isGone = message.sendTime <= clearedTime && conversationOf(draft, message) === conversationID;
    if (isGone) dropHeld(draft, message.clientMsgID);
  }
  draft.setSegments(conversationID, addStretch(segments, emptyUpTo(clearedTime)));
  if (isHidden) draft.removeConversation(conversationID);
}
