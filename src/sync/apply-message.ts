/** How a message becomes a row of the cache, whatever way it was seen. */
import {
  advancedRevokedQuote,
  blankElements,
  completeMessage,
  ContentType,
  contentWithoutQuoted,
  conversationIDOfMessage,
  elementsOfContent,
  MessageStatus,
  readJson,
  revokedQuote,
  textMember,
  toJson,
  type Author,
  type ConversationItem,
  type MessageItem,
  type RevokedQuote,
  type RevokeInfo,
} from '../protocol/index.js';
import { toMessageRow } from '../storage/message-row.js';
import { type MessageRow, type Segment } from '../storage/store.js';
import type { CacheDraft } from './cache-draft.js';
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

/** Those that are messages. */
export function readMessages(values: readonly unknown[]): MessageItem[] {
  return values.map(readMessage).filter((message) => message !== undefined);
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
  const revoked = revokedBy(message);
  if (revoked) {
    const isNews = !(await draft.row(clientMsgID));
    await removeRevoked(draft, revoked.clientMsgID);
    if (isNews) await redactQuotes(draft, conversationID, row.sortKey, revoked);
  }
  if (draft.cache.isFollowing || !draft.author(message.sendID)) noteSender(draft, message);
  await draft.putRow(row);
  return row;
}

/** Puts a message that came by itself, as the newest of its conversation. */
export async function putArrival(draft: CacheDraft, message: MessageItem, conversationID: string): Promise<void> {
  const isKnown = (await draft.row(message.clientMsgID)) !== undefined;
  const row = await putMessage(draft, message, conversationID);
  if (!row) return;
  noteSender(draft, message);
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
  if (draft.cache.isFollowing) return followLatest(draft, message, conversationID, segments);
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

/** As {@link putLatest} where the connection tells of everything: what is newer than all that is here comes by itself. */
async function followLatest(
  draft: CacheDraft,
  message: MessageItem,
  conversationID: string,
  segments: readonly Segment[],
): Promise<void> {
  const { tips } = draft.cache;
  const { seq, sendTime } = message;
  if (seq > (draft.cursor?.seq ?? 0)) await follow(draft, message);
  else if (isCovered(segments, sendTime)) await putMessage(draft, message, conversationID);
  // Of the user's own making, as one that was refused is: outside the inbox.
  else if (seq === 0 && sendTime > (segments[0]?.newestSendTime ?? 0)) {
    await putArrival(draft, message, conversationID);
  }
  tips.set(conversationID, Math.max(tips.get(conversationID) ?? 0, sendTime));
}

/**
 * Takes a message that came by itself where the connection tells of everything: it is put once all before it in the inbox
 * are, which a gap in their seqs shows.
 */
export async function follow(draft: CacheDraft, message: MessageItem): Promise<void> {
  const { held } = draft.cache;
  const { seq } = message;
  const isOld = draft.cursor !== undefined && seq <= draft.cursor.seq;
  if (isOld && !draft.isUnsent(message.clientMsgID)) return;
  if (!isOld) held.set(seq, message);
  else await putArrival(draft, message, conversationOf(draft, message));
  await putHeld(draft);
}

/** Puts what was held back and now follows on from what is there. */
export async function putHeld(draft: CacheDraft): Promise<void> {
  const { held } = draft.cache;
  const { cursor } = draft;
  if (!cursor) return;
  for (const seq of held.keys()) if (seq <= cursor.seq) held.delete(seq);
  let { seq } = cursor;
  for (let next = held.get(seq + 1); next; next = held.get(seq + 1)) {
    seq++;
    held.delete(seq);
    await putArrival(draft, next, conversationOf(draft, next));
  }
  if (seq > cursor.seq) draft.setCursor({ ...cursor, seq });
}

/** One's own message with the gateway's answer: shown as sent at once, whatever else is still to come. */
export async function putSent(draft: CacheDraft, message: MessageItem, conversationID: string): Promise<void> {
  const { isFollowing, tips } = draft.cache;
  const isTipKnown = tips.has(conversationID);
  await putArrival(draft, message, conversationID);
  if (isFollowing) {
    if (message.seq > 0) await follow(draft, message);
  }
  // The answer to a send that was repeated can be of a message that others have come after.
  else if (!isTipKnown) tips.delete(conversationID);
}

/** Who wrote it is called what it says. */
function noteSender(draft: CacheDraft, { sendID, senderNickname, senderFaceUrl }: MessageItem): void {
  noteAuthor(draft, { userID: sendID, nickname: senderNickname, faceURL: senderFaceUrl });
}

/** The author is called so on all their messages. */
export function noteAuthor(draft: CacheDraft, { userID, nickname, faceURL }: Author): void {
  // Notifications of the oldest gateways have no names.
  if (userID === '' || nickname === '') return;
  const known = draft.author(userID);
  if (known?.nickname === nickname && known.faceURL === faceURL) return;
  draft.putAuthor({ userID, nickname, faceURL });
  if (!known) return;
  for (const { conversationID } of draft.conversations()) {
    editLatest(draft, conversationID, (latest) =>
      latest.sendID === userID ? { ...latest, senderNickname: nickname, senderFaceUrl: faceURL } : undefined,
    );
  }
}

/** Puts what `edit` makes of it in the place of the message that a conversation's record shows; nothing leaves it. */
export function editLatest(
  draft: CacheDraft,
  conversationID: string,
  edit: (latest: MessageItem) => MessageItem | undefined,
): void {
  const conversation = draft.conversation(conversationID);
  const latest = conversation && readMessage(readJson(conversation.latestMsg));
  const edited = latest && edit(latest);
  if (edited) draft.putConversation({ ...conversation, latestMsg: toJson(edited) });
}

/** A message that one's own client asked to be taken back, or that the gateway says is revoked: its text goes everywhere. */
export async function removeRevoked(draft: CacheDraft, clientMsgID: string): Promise<void> {
  dropHeld(draft, clientMsgID);
  const row = await draft.row(clientMsgID);
  if (!row) return;
  draft.cache.revokedPlaces.set(clientMsgID, row.sortKey);
  await draft.deleteRow(clientMsgID);
  await redactQuotes(draft, row.conversationID, row.sortKey, revokedQuote(clientMsgID));
  // Until the gateway says what its latest message is now, it is the notice that it will be about.
  const notice = { contentType: ContentType.RevokeNotice, content: clientMsgID };
  editLatest(draft, row.conversationID, (latest) =>
    latest.clientMsgID === clientMsgID ? { ...latest, ...blankElements(), ...notice } : undefined,
  );
}

/**
 * A message that was taken back in its place (118). The event does not say the notice's own ID, so until the notice itself
 * is seen it stands under the ID of the message it is about; then that row goes, see {@link putMessage}. Quotes of the
 * message lose its text too.
 */
export async function replaceRevoked(draft: CacheDraft, info: RevokeInfo): Promise<void> {
  dropHeld(draft, info.clientMsgID);
  const row = await draft.row(info.clientMsgID);
  if (!row || row.contentType === ContentType.AdvancedRevokeNotice) return;
  const { revokerID: sendID, revokerNickname: senderNickname } = info;
  const content = toJson(info);
  const notice = { contentType: ContentType.AdvancedRevokeNotice, content, sendID, senderNickname };
  await draft.putRow({ ...row, ...notice, senderFaceUrl: '', attachedInfo: '', ex: '' });
  await redactQuotes(draft, row.conversationID, row.sortKey, advancedRevokedQuote(info));
  editLatest(draft, row.conversationID, (latest) =>
    latest.clientMsgID === info.clientMsgID ? { ...latest, ...blankElements(), ...notice } : undefined,
  );
}

/** What is held back may say what is no longer so: then it is fetched as it is now. */
export function dropHeld(draft: CacheDraft, clientMsgID: string): void {
  const { held } = draft.cache;
  for (const [seq, message] of held) {
    if (message.clientMsgID !== clientMsgID) continue;
    held.delete(seq);
    draft.cache.hasGap = true;
  }
}

/** Quotes come after what they quote, in the same conversation. */
async function redactQuotes(
  draft: CacheDraft,
  conversationID: string,
  from: number,
  revoked: RevokedQuote,
): Promise<void> {
  for (const row of await draft.rowsOf(conversationID, from)) {
    if (!row.content.includes(revoked.clientMsgID)) continue;
    const content = contentWithoutQuoted(row.contentType, row.content, revoked);
    if (content !== undefined) await draft.putRow({ ...row, content });
  }
  editLatest(draft, conversationID, (latest) => {
    const content = contentWithoutQuoted(latest.contentType, latest.content, revoked);
    if (content === undefined) return undefined;
    return { ...latest, content, ...elementsOfContent(latest.contentType, content, draft.cache.userID) };
  });
}

/** conversationID under which the user has the message. */
export function conversationOf(draft: CacheDraft, message: MessageItem): string {
  return conversationIDOfMessage(message, draft.cache.userID);
}

async function advanceTip(draft: CacheDraft, conversationID: string, message: MessageItem): Promise<void> {
  const { cursor } = draft;
  const { isFollowing, tips } = draft.cache;
  const { seq, sendTime } = message;
  const tip = tips.get(conversationID);
  tips.set(conversationID, Math.max(tip ?? 0, sendTime));
  // The answer to a send that was repeated can be of a message the cache has gone past: what came after it is not here.
  if (cursor ? seq > 0 && seq <= cursor.seq : isFollowing) return;
  const before = await draft.segments(conversationID);
  // Where the connection tells of everything, nothing is missing in between, or it is about to be fetched.
  const known = isFollowing ? before[0]?.newestSendTime : tip;
  const after = addArrival(before, message, known);
  draft.setSegments(conversationID, after);
  if (before.length > 0 && after.length > before.length) draft.markDetached(conversationID);
}

/** What a notice says is revoked, as quotes of it are to show it. */
function revokedBy({ contentType, content }: MessageItem): RevokedQuote | undefined {
  if (contentType === ContentType.RevokeNotice) return revokedQuote(content);
  if (contentType !== ContentType.AdvancedRevokeNotice) return undefined;
  const clientMsgID = textMember(content, 'clientMsgID');
  return clientMsgID === undefined ? undefined : { clientMsgID, contentType, content };
}

/** Where the message stands: a notice where the message stood, as far as anybody knows; everything else by its time. */
async function placeOf(draft: CacheDraft, message: MessageItem): Promise<number> {
  if (message.sourceMessageSendTime) return message.sourceMessageSendTime;
  if (message.contentType !== ContentType.RevokeNotice) return message.sendTime;
  const present = await draft.row(message.clientMsgID);
  const revoked = await draft.row(message.content);
  return (
    present?.sortKey ?? revoked?.sortKey ?? draft.cache.revokedPlaces.get(message.content) ?? message.sendTime
  );
}
