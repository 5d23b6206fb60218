import { isHiddenConversation, type ConversationItem } from '../protocol/index.js';
import { putLatest } from './apply-message.js';
import type { CacheDraft } from './cache-draft.js';
import { EMPTY_HISTORY } from './segments.js';

/** Puts a conversation's record as the gateway has it now. One without a latest message has none at all: it was cleared. */
export async function putConversation(draft: CacheDraft, item: ConversationItem): Promise<void> {
  const { conversationID, latestMsg } = item;
  const present = draft.conversation(conversationID);
  draft.putConversation(item);
  if (latestMsg) {
    if (latestMsg !== present?.latestMsg) return putLatest(draft, item);
    draft.cache.tips.set(conversationID, item.latestMsgSendTime);
    return;
  }
  draft.cache.tips.set(conversationID, 0);
  const [newest] = await draft.segments(conversationID);
  if (newest?.newestSendTime === 0) return;
  draft.clear(conversationID);
  draft.setSegments(conversationID, EMPTY_HISTORY);
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
