/** How a message becomes a row of the cache, whatever way it was seen. */
import {
  blankElements,
  completeMessage,
  ContentType,
  contentWithoutQuoted,
  conversationIDOfMessage,
  MessageStatus,
  toJson,
  type ConversationItem,
  type MessageItem,
  type RevokeInfo,
} from '../protocol/index.js';
import { toMessageRow } from '../storage/message-row.js';
import { UNSENT_SORT_KEY, type MessageRow } from '../storage/store.js';
import type { CacheDraft } from './cache-draft.js';
import { readJson, readMember } from './read-json.js';
import { addArrival, isCovered } from './segments.js';

/** Types that travel like messages and are none: signs of life, and what is stored nowhere. */
const NO_ROW: ReadonlySet<number> = new Set<number>([
  ContentType.Typing,
  ContentType.SingleReadReceipt,
  ContentType.GroupReadReceipt,
  ContentType.CustomOnlineOnly,
]);

/** A message out of JSON, undefined when it is none that a timeline can show. */
export function readMessage(value: unknown): MessageItem | undefined {
  const message = completeMessage(value);
  if (!message?.clientMsgID || NO_ROW.has(message.contentType)) return undefined;
  return message.status >= MessageStatus.Deleted ? undefined : message;
}

/**
 * Puts a message of the gateway's into the cache: one row for each clientMsgID. One's own message that was still in the
 * outbox leaves it, for here is the proof that the gateway has it.
 *
 * @returns its row, undefined when the outbox knows better
 */
export async function putMessage(
  draft: CacheDraft,
  message: MessageItem,
  conversationID: string,
): Promise<MessageRow | undefined> {
  const { clientMsgID } = message;
  if (draft.isUnsent(clientMsgID)) {
    if (message.status !== MessageStatus.Sent) return undefined;
    draft.deleteOutbox(clientMsgID);
    draft.markArrived(clientMsgID);
  }
  const row = toMessageRow(message, conversationID, await placeOf(draft, message));
  const revokedID = revokedMessageOf(message);
  if (revokedID) await removeRevoked(draft, revokedID);
  await draft.putRow(row);
  return row;
}

/** Puts a message that came by itself, as the newest of its conversation. */
export async function putArrival(draft: CacheDraft, message: MessageItem, conversationID: string): Promise<void> {
  const isKnown = (await draft.row(message.clientMsgID)) !== undefined;
  const row = await putMessage(draft, message, conversationID);
  if (!row) return;
  if (!isKnown) draft.markArrived(message.clientMsgID);
  await advanceTip(draft, conversationID, message);
}

/**
 * Puts the latest message of a conversation's record, unless messages may be missing between it and what is known. This
 * is how the connection that revokes learns of the notice.
 */
export async function putLatest(
  draft: CacheDraft,
  { conversationID, latestMsg }: ConversationItem,
): Promise<void> {
  const message = readMessage(readJson(latestMsg));
  if (!message) return;
  const { sendTime } = message;
  const { tips } = draft.cache;
  const segments = await draft.segments(conversationID);
  const tip = tips.get(conversationID);
  if (isCovered(segments, sendTime)) {
    await putMessage(draft, message, conversationID);
    // What was the newest may have been deleted elsewhere; only the history says.
    if (tip !== undefined && sendTime < tip) draft.cache.fetched.delete(conversationID);
    tips.set(conversationID, sendTime);
  } else if (tip === 0 || (tip !== undefined && (segments[0]?.newestSendTime ?? -1) >= tip && sendTime > tip)) {
    if (await putMessage(draft, message, conversationID)) await advanceTip(draft, conversationID, message);
  } else {
    tips.set(conversationID, sendTime);
  }
}

/** A message that one's own client asked to be taken back, or that the gateway says is revoked: its text goes everywhere. */
export async function removeRevoked(draft: CacheDraft, clientMsgID: string): Promise<void> {
  const row = await draft.row(clientMsgID);
  if (!row) return;
  draft.cache.rememberPlace(clientMsgID, row.sortKey);
  await draft.deleteRow(clientMsgID);
  const conversation = draft.conversation(row.conversationID);
  if (!conversation?.latestMsg.includes(clientMsgID)) return;
  const latest = readMessage(readJson(conversation.latestMsg));
  if (latest?.clientMsgID !== clientMsgID) return;
  // Until the gateway says what its latest message is now, it is the notice that it will be about.
  const notice = { ...latest, ...blankElements(), contentType: ContentType.RevokeNotice, content: clientMsgID };
  draft.putConversation({ ...conversation, latestMsg: toJson(notice) });
}

/**
 * A message that was taken back in its place (118). The event does not say the notice's own ID, so until the notice itself
 * is seen it stands under the ID of the message it is about; then that row goes, see {@link putMessage}. Quotes of the
 * message lose its text too.
 */
export async function replaceRevoked(draft: CacheDraft, info: RevokeInfo): Promise<void> {
  const row = await draft.row(info.clientMsgID);
  if (!row || row.contentType === ContentType.AdvancedRevokeNotice) return;
  const { revokerID: sendID, revokerNickname: senderNickname } = info;
  const content = toJson(info);
  const notice = { contentType: ContentType.AdvancedRevokeNotice, content, sendID, senderNickname };
  await draft.putRow({ ...row, ...notice, senderFaceUrl: '', attachedInfo: '', ex: '' });
  await redactQuotes(draft, row, info);
  const conversation = draft.conversation(row.conversationID);
  const latest = readMessage(readJson(conversation?.latestMsg ?? ''));
  if (!conversation || latest?.clientMsgID !== info.clientMsgID) return;
  draft.putConversation({ ...conversation, latestMsg: toJson({ ...latest, ...blankElements(), ...notice }) });
}

/** Quotes come after what they quote, in the same conversation. */
async function redactQuotes(draft: CacheDraft, revoked: MessageRow, info: RevokeInfo): Promise<void> {
  const { conversationID, sortKey: from } = revoked;
  const later = await draft.cache.store.getMessages({ conversationID, from, before: UNSENT_SORT_KEY });
  for (const { clientMsgID, content: stored } of later) {
    if (clientMsgID === info.clientMsgID || !stored.includes(info.clientMsgID)) continue;
    const row = await draft.row(clientMsgID);
    const content = row && contentWithoutQuoted(row.contentType, row.content, info);
    if (row && content !== undefined) await draft.putRow({ ...row, content });
  }
}

/** conversationID under which the user has the message. */
export function conversationOf(draft: CacheDraft, message: MessageItem): string {
  return conversationIDOfMessage(message, draft.cache.userID);
}

async function advanceTip(draft: CacheDraft, conversationID: string, message: MessageItem): Promise<void> {
  const { tips } = draft.cache;
  const tip = tips.get(conversationID);
  const before = await draft.segments(conversationID);
  const after = addArrival(before, message, tip);
  draft.setSegments(conversationID, after);
  if (before.length > 0 && after.length > before.length) draft.markDetached(conversationID);
  tips.set(conversationID, Math.max(tip ?? 0, message.sendTime));
}

/** The message that a notice says is revoked. */
function revokedMessageOf({ contentType, content }: MessageItem): string | undefined {
  if (contentType === ContentType.RevokeNotice) return content;
  return contentType === ContentType.AdvancedRevokeNotice ? readMember(content, 'clientMsgID') : undefined;
}

/** Where the message stands: a notice where the message stood, as far as anybody knows; everything else by its time. */
async function placeOf(draft: CacheDraft, message: MessageItem): Promise<number> {
  if (message.sourceMessageSendTime) return message.sourceMessageSendTime;
  if (message.contentType !== ContentType.RevokeNotice) return message.sendTime;
  const present = await draft.row(message.clientMsgID);
  const revoked = await draft.row(message.content);
  return present?.sortKey ?? revoked?.sortKey ?? draft.cache.placeOfRevoked(message.content) ?? message.sendTime;
}
