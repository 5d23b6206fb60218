/** How a message from any source (event, history, reply, conversation record) becomes a row of the cache. */
import {
  advancedRevokedQuote,
  completeMessage,
  ContentType,
  contentWithoutQuoted,
  conversationIDOfMessage,
  MessageStatus,
  readJson,
  revokedIDOf,
  revokedQuote,
  toJson,
  withContent,
  type Author,
  type ConversationItem,
  type MessageItem,
  type RevokedQuote,
  type RevokeInfo,
} from '../protocol/index.js';
import { toMessageRow } from '../storage/message-row.js';
import { UNSENT_SORT_KEY, type MessageRow } from '../storage/store.js';
import type { CacheDraft } from './cache-draft.js';
import { addArrival, isCovered } from './segments.js';

/** Types that arrive as messages but are not stored: typing indicators, receipts and online-only messages. */
const NO_ROW: ReadonlySet<number> = new Set<number>([
  ContentType.Typing,
  ContentType.SingleReadReceipt,
  ContentType.GroupReadReceipt,
  ContentType.CustomOnlineOnly,
]);

/** Reads a message from parsed JSON; returns undefined if it is not a message that a timeline can show. */
export function readMessage(value: unknown): MessageItem | undefined {
  const message = completeMessage(value);
  if (!message?.clientMsgID || NO_ROW.has(message.contentType)) return undefined;
  return message.status >= MessageStatus.Deleted ? undefined : message;
}

/** Reads messages from parsed JSON, leaving out what a timeline cannot show. */
export function readMessages(values: readonly unknown[]): MessageItem[] {
  return values.map(readMessage).filter((message) => message !== undefined);
}

/**
 * Stores a message from the gateway, in one row for each clientMsgID. If the message is in the outbox, it is removed from
 * there, because the gateway evidently has it.
 *
 * @returns the row; undefined if there is none: the gateway does not have the message as sent, so it stays in the outbox, or
 *   it was revoked
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
    draft.arrived.add(clientMsgID);
  }
  // The reply to a repeated send may be about a message that was revoked in the meantime.
  if (draft.cache.revokedPlaces.has(clientMsgID)) return undefined;
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

/** Stores a message that has just arrived, as the newest of its conversation. */
export async function putArrival(draft: CacheDraft, message: MessageItem, conversationID: string): Promise<void> {
  const isKnown = (await draft.row(message.clientMsgID)) !== undefined;
  const row = await putMessage(draft, message, conversationID);
  if (!row) return;
  noteSender(draft, message);
  if (!isKnown) draft.arrived.add(message.clientMsgID);
  await advanceTip(draft, conversationID, message);
}

/**
 * Stores the latest message of a conversation's record, unless messages may be missing between it and the known history.
 * The connection that revokes a message receives the notice in this way.
 */
export async function putLatest(
  draft: CacheDraft,
  { conversationID, latestMsg }: ConversationItem,
): Promise<void> {
  const message = readMessage(readJson(latestMsg));
  if (!message) return;
  if (draft.cache.isFollowing) return followLatest(draft, message, conversationID);
  const { sendTime } = message;
  const { tips } = draft.cache;
  const segments = await draft.segments(conversationID);
  const tip = tips.get(conversationID);
  if (isCovered(segments, sendTime)) {
    await putMessage(draft, message, conversationID);
    // The previous newest message may have been deleted on another device, so the newest page must be fetched again.
    if (tip !== undefined && sendTime < tip) draft.cache.fetched.delete(conversationID);
    tips.set(conversationID, sendTime);
  } else if (tip === 0 || (tip !== undefined && (segments[0]?.newestSendTime ?? -1) >= tip && sendTime > tip)) {
    if (await putMessage(draft, message, conversationID)) await advanceTip(draft, conversationID, message);
  } else {
    tips.set(conversationID, sendTime);
  }
}

/** Like {@link putLatest}, on a connection that reports every change, on which newer messages also arrive as events. */
async function followLatest(draft: CacheDraft, message: MessageItem, conversationID: string): Promise<void> {
  const { tips } = draft.cache;
  if (message.seq > (draft.cursor?.seq ?? 0)) await follow(draft, message);
  else await putChanged(draft, message, conversationID);
  tips.set(conversationID, Math.max(tips.get(conversationID) ?? 0, message.sendTime));
}

/**
 * Stores a message that the cursor covers if it belongs to a segment that is cached. The user's own messages without a seq,
 * such as refused or inserted ones, are not in the inbox: they may be new.
 */
export async function putChanged(draft: CacheDraft, message: MessageItem, conversationID: string): Promise<void> {
  const { clientMsgID, seq, sendTime } = message;
  const segments = await draft.segments(conversationID);
  const isNew = seq === 0 && sendTime > (segments[0]?.newestSendTime ?? 0);
  if (isNew) await putArrival(draft, message, conversationID);
  else if (isCovered(segments, sendTime) || (await draft.row(clientMsgID))) {
    await putMessage(draft, message, conversationID);
  }
}

/**
 * Handles a message that arrived on a connection that reports every change. It is stored when all messages with lower seqs
 * are; until then it is held back.
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

/** Stores the messages that were held back and now continue from the cursor without a gap. */
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
  if (seq > cursor.seq) draft.putSetting('cursor', { ...cursor, seq });
}

/** Stores the user's own message from the gateway's reply. It is shown as sent even if messages before it are missing. */
export async function putSent(draft: CacheDraft, message: MessageItem, conversationID: string): Promise<void> {
  const { isFollowing, tips } = draft.cache;
  const isTipKnown = tips.has(conversationID);
  await putArrival(draft, message, conversationID);
  if (isFollowing) {
    if (message.seq > 0) await follow(draft, message);
  }
  // The reply to a repeated send may be about a message that is no longer the newest, so it does not define the tip.
  else if (!isTipKnown) tips.delete(conversationID);
}

/** Notes the name and avatar of a message's sender, as the message has them. */
function noteSender(draft: CacheDraft, { sendID, senderNickname, senderFaceUrl }: MessageItem): void {
  noteAuthor(draft, { userID: sendID, nickname: senderNickname, faceURL: senderFaceUrl });
}

/**
 * Stores the name and avatar of an author, which are then shown with all their messages.
 *
 * @param isChange whether they are reported as changed: then records may have others, also if a message had these before
 */
export function noteAuthor(draft: CacheDraft, { userID, nickname, faceURL }: Author, isChange = false): void {
  // Notifications from the oldest gateways have no sender or no name.
  if (userID === '' || nickname === '') return;
  const known = draft.author(userID);
  if (!isChange && known?.nickname === nickname && known.faceURL === faceURL) return;
  draft.putAuthor({ userID, nickname, faceURL });
  if (!isChange && !known) return;
  for (const { conversationID } of draft.conversations()) {
    editLatest(draft, conversationID, (latest) =>
      latest.sendID === userID ? { ...latest, senderNickname: nickname, senderFaceUrl: faceURL } : undefined,
    );
  }
}

/**
 * Replaces the latest message in a conversation's record with what `edit` returns: `null` removes it, undefined leaves it
 * as it is.
 */
export function editLatest(
  draft: CacheDraft,
  conversationID: string,
  edit: (latest: MessageItem) => MessageItem | null | undefined,
): void {
  const conversation = draft.conversation(conversationID);
  const latest = conversation && readMessage(readJson(conversation.latestMsg));
  const edited = latest && edit(latest);
  if (!conversation || edited === undefined) return;
  draft.putConversation({ ...conversation, latestMsg: edited ? toJson(edited) : '' });
}

/** Removes a revoked message and its text from quotes, after the user's own call or an event of the gateway. */
export async function removeRevoked(draft: CacheDraft, clientMsgID: string): Promise<void> {
  dropHeld(draft, clientMsgID);
  const row = await draft.row(clientMsgID);
  if (!row) return;
  draft.cache.revokedPlaces.set(clientMsgID, placeOfRow(row));
  await draft.deleteRow(clientMsgID);
  // It was sent, although its answer was lost.
  if (draft.isUnsent(clientMsgID)) draft.deleteOutbox(clientMsgID);
  const revoked = revokedQuote(clientMsgID);
  await redactQuotes(draft, row.conversationID, placeOfRow(row) ?? 0, revoked);
  // Until the gateway sends the record with its new latest message, show the notice that will replace the message.
  editLatest(draft, row.conversationID, (latest) =>
    latest.clientMsgID === clientMsgID ? withContent(latest, revoked, draft.cache.userID) : undefined,
  );
}

/**
 * Replaces a revoked message with a notice in the same place (118), and removes its text from quotes. The event does not
 * have the notice's ID, so the notice is stored under the ID of the revoked message until the notice itself arrives;
 * {@link putMessage} then removes that row.
 */
export async function replaceRevoked(draft: CacheDraft, info: RevokeInfo): Promise<void> {
  dropHeld(draft, info.clientMsgID);
  const row = await draft.row(info.clientMsgID);
  if (!row || row.contentType === ContentType.AdvancedRevokeNotice) return;
  // What is in the outbox has no place yet that the notice could take.
  if (draft.isUnsent(info.clientMsgID)) return removeRevoked(draft, info.clientMsgID);
  const revoker = { sendID: info.revokerID, senderNickname: info.revokerNickname };
  const revoked = advancedRevokedQuote(info);
  await draft.putRow({ ...row, ...revoked, ...revoker, senderFaceUrl: '', attachedInfo: '', ex: '' });
  await redactQuotes(draft, row.conversationID, row.sortKey, revoked);
  editLatest(draft, row.conversationID, (latest) =>
    latest.clientMsgID === info.clientMsgID
      ? withContent({ ...latest, ...revoker }, revoked, draft.cache.userID)
      : undefined,
  );
}

/** Drops a message that was held back and has changed since; the resulting gap makes it be fetched in its present state. */
export function dropHeld(draft: CacheDraft, clientMsgID: string): void {
  const { held } = draft.cache;
  for (const [seq, message] of held) {
    if (message.clientMsgID !== clientMsgID) continue;
    held.delete(seq);
    draft.cache.hasGap = true;
  }
}

/** Removes the text of a revoked message from quotes. They are in the same conversation and after the message. */
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
    return content === undefined ? undefined : withContent(latest, { ...latest, content }, draft.cache.userID);
  });
}

/** Returns the ID of the conversation in which the user sees the message. */
export function conversationOf(draft: CacheDraft, message: MessageItem): string {
  return conversationIDOfMessage(message, draft.cache.userID);
}

async function advanceTip(draft: CacheDraft, conversationID: string, message: MessageItem): Promise<void> {
  const { cursor } = draft;
  const { isFollowing, tips } = draft.cache;
  const { seq, sendTime } = message;
  const tip = tips.get(conversationID);
  tips.set(conversationID, Math.max(tip ?? 0, sendTime));
  // The reply to a repeated send may be about a message before the cursor, which does not extend the known history.
  if (cursor ? seq > 0 && seq <= cursor.seq : isFollowing) return;
  const before = await draft.segments(conversationID);
  // On a connection that reports every change, nothing is missing in between, or it is about to be fetched.
  const known = isFollowing ? before[0]?.newestSendTime : tip;
  const after = addArrival(before, message, known);
  draft.setSegments(conversationID, after);
  if (before.length > 0 && after.length > before.length) draft.detached.add(conversationID);
}

/** Returns what is to replace the revoked message in quotes, if `message` is the notice of a revocation. */
function revokedBy(message: MessageItem): RevokedQuote | undefined {
  const { contentType, content } = message;
  const clientMsgID = revokedIDOf(message);
  return clientMsgID === undefined ? undefined : { clientMsgID, contentType, content };
}

/** Returns the sort key of a message: its time; for a notice, the place of the revoked message as far as it is known. */
async function placeOf(draft: CacheDraft, message: MessageItem): Promise<number> {
  if (message.sourceMessageSendTime) return message.sourceMessageSendTime;
  if (message.contentType !== ContentType.RevokeNotice) return message.sendTime;
  const present = await draft.row(message.clientMsgID);
  const revoked = await draft.row(message.content);
  const { revokedPlaces } = draft.cache;
  return placeOfRow(present) ?? placeOfRow(revoked) ?? revokedPlaces.get(message.content) ?? message.sendTime;
}

/** Returns the place of a message; undefined while it is in the outbox, behind all places. */
function placeOfRow(row: MessageRow | undefined): number | undefined {
  return row && row.sortKey < UNSENT_SORT_KEY ? row.sortKey : undefined;
}
