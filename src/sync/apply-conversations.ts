import { isHiddenConversation, type ConversationItem } from '../protocol/index.js';
import { putLatest } from './apply-message.js';
import type { CacheDraft } from './cache-draft.js';
import { emptyUpTo } from './segments.js';

/**
 * Puts a conversation's record as the gateway has it now. One without a latest message has none at all: it was cleared. A
 * connection that tells of everything tells of that by itself; there, a list may just have been too long to say it of all.
 */
export async function putConversation(draft: CacheDraft, item: ConversationItem): Promise<void> {
  const { conversationID, latestMsg, latestMsgSendTime } = item;
  const { isFollowing, tips } = draft.cache;
  const present = draft.conversation(conversationID);
  draft.putConversation(item);
  if (latestMsg && latestMsg !== present?.latestMsg) return putLatest(draft, item);
  const isEmpty = !latestMsg && !(isFollowing && latestMsgSendTime > 0);
  tips.set(conversationID, isEmpty ? 0 : latestMsgSendTime);
  if (!isEmpty) return;
  const [newest] = await draft.segments(conversationID);
  if (newest?.newestSendTime === 0) return;
  draft.clear(conversationID);
  draft.setSegments(conversationID, [emptyUpTo(0)]);
}

/**
 * Puts the whole list of visible conversations. Those that are missing were deleted elsewhere; a hidden one was never in
 * it.
 */
export async function putConversationList(draft: CacheDraft, items: readonly ConversationItem[]): Promise<void> {
  const listed = new Set(items.map(({ conversationID }) => conversationID));
  for (const present of draft.cache.conversations.values()) {
    if (!listed.has(present.conversationID) && !isHiddenConversation(present)) {
      draft.deleteConversation(present.conversationID);
    }
  }
  for (const item of items) await putConversation(draft, item);
}
