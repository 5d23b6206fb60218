import { ContentType, isHiddenConversation, type ConversationItem } from '../protocol/index.js';
import { putLatest } from './apply-message.js';
import type { CacheDraft } from './cache-draft.js';
import { emptyUpTo } from './segments.js';

/**
 * Stores a conversation's record as the gateway has it now. A record without a latest message means that the conversation
 * was cleared, unless the connection follows the inbox, which reports that separately: a list may be too long to include
 * the latest message of every conversation, and one that is cached is still the latest if the record's time is unchanged.
 */
export async function putConversation(draft: CacheDraft, item: ConversationItem): Promise<void> {
  const { conversationID, latestMsgSendTime } = item;
  const { isFollowing, tips } = draft.cache;
  if (!conversationID) return;
  const present = draft.conversation(conversationID);
  if (isFollowing && present?.latestMsgSendTime === latestMsgSendTime) item.latestMsg ||= present.latestMsg;
  const { latestMsg } = item;
  draft.putConversation(item);
  if (latestMsg && latestMsg !== present?.latestMsg) return putLatest(draft, item);
  tips.set(conversationID, latestMsg || isFollowing ? latestMsgSendTime : 0);
  if (latestMsg || isFollowing) return;
  const [newest] = await draft.segments(conversationID);
  const rows = await draft.rowsOf(conversationID, 0);
  // The conversation may consist only of messages of the type that no record shows.
  const areUnlisted = rows.every(({ contentType }) => contentType === ContentType.CustomWithoutConversation);
  if (newest?.newestSendTime === 0 || (rows.length > 0 && areUnlisted)) return;
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
  const { cursor } = draft;
  if (cursor?.records) draft.putSetting('cursor', { ...cursor, hasList: true });
}
