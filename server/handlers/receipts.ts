import {
  ContentType,
  conversationIDOf,
  ErrorCode,
  MessageFrom,
  OpenIMError,
  SessionType,
  targetOfConversation,
  toJson,
  type ReadReceiptItem,
} from '../../src/protocol/index.js';
import type { Call, Handlers, Replied } from '../call.js';
import { announceConversations, announceTotalUnread } from '../conversation-events.js';
import type { Change } from '../db/changes.js';
import type { ConversationState } from '../db/conversations.js';
import type { UnreadCopy } from '../db/read-marks.js';
import { pushOnline } from '../delivery.js';
import { announceChanges } from '../inbox-changes.js';
import { newID } from '../new-id.js';

type MarkMethod =
  'markC2CMessageAsRead' | 'markGroupMessageHasRead' | 'markGroupMessageAsRead' | 'markMessageAsReadByConID';

/** Reading and typing, domain rules 8 and 9. */
export const receiptHandlers: Pick<Handlers, MarkMethod | 'typingStatusUpdate'> = {
  markC2CMessageAsRead: (call, { userID, msgIDList }) =>
    msgIDList.length === 0 ? clearUnread(call, conversationIDOf({ userID })) : markRead(call, userID, msgIDList),

  markGroupMessageHasRead: (call, groupID) => clearUnread(call, conversationIDOf({ groupID })),

  markGroupMessageAsRead: (call, { groupID, msgIDList }) =>
    msgIDList.length === 0
      ? clearUnread(call, conversationIDOf({ groupID }))
      : markGroupRead(call, groupID, msgIDList),

  markMessageAsReadByConID: (call, { conversationID, msgIDList }) => {
    if (msgIDList.length === 0) return clearUnread(call, conversationID);
    const target = targetOfConversation(conversationID);
    if (!target) throw nothingToMark();
    return 'userID' in target
      ? markRead(call, target.userID, msgIDList)
      : markGroupRead(call, target.groupID, msgIDList);
  },

  typingStatusUpdate: (call, { recvID, msgTip }) => {
    const hint = {
      clientMsgID: newID(),
      sendID: call.userID,
      recvID,
      groupID: '',
      contentType: ContentType.Typing,
      content: msgTip,
      msgFrom: MessageFrom.User,
      platformID: call.session.platformID,
      createTimeMs: call.nowMs,
      attachedInfo: '',
      ex: '',
      offlinePush: '',
      sourceSendTimeMs: null,
    };
    pushOnline(call.store, call.events, hint, [recvID], call.nowMs);
    return call.reply('');
  },
};

/** Clears a conversation's unread count. An unknown conversation is no error and causes no events. */
function clearUnread(call: Call<MarkMethod>, conversationID: string): Replied {
  const conversation = call.store.conversations.find(call.userID, conversationID);
  if (!conversation) return call.reply('');
  if (conversation.unreadCount > 0 || conversation.groupAtType !== 0) {
    call.store.conversations.setRead(conversation.conversationPk);
  }
  const replied = call.reply('');
  announceTotalUnread(call);
  announceConversations(call, call.userID, [conversationID]);
  return replied;
}

type Unread = { readonly conversation: ConversationState; readonly copies: readonly UnreadCopy[] };

/** Marks the copies of both sides as read and tells the author; the unread count does not change (domain rules 8.1). */
function markRead(call: Call<MarkMethod>, peerID: string, clientMsgIDs: readonly string[]): Replied {
  const [own, peers] = [conversationIDOf({ userID: peerID }), conversationIDOf({ userID: call.userID })];
  const { conversation, copies } = unreadIn(call, own, peers, clientMsgIDs);
  call.store.readMarks.mark(conversation.conversationPk, copies, call.nowMs);

  const replied = call.reply('');
  const receipt = toJson([receiptOf(call, '', copies)]);
  call.toUser(peerID, 'OnRecvC2CReadReceipt', receipt);
  call.toOthers('OnRecvC2CReadReceipt', receipt);
  if (copies.some(isAuthorsLatest)) announceConversations(call, peerID, [peers]);
  if (copies.some(({ messagePk }) => messagePk === conversation.latestMessagePk)) {
    announceConversations(call, call.userID, [own]);
  }
  announceChanges(call, peerID, copies.map(changeOf), 'told');
  announceChanges(call, call.userID, copies.map(changeOf), 'untold');
  return replied;
}

/** Marks the copies of the reader and the senders as read, and tells each sender who has read them (domain rules 8.3). */
function markGroupRead(call: Call<MarkMethod>, groupID: string, clientMsgIDs: readonly string[]): Replied {
  const conversationID = conversationIDOf({ groupID });
  const { conversation, copies } = unreadIn(call, conversationID, conversationID, clientMsgIDs);
  call.store.readMarks.mark(conversation.conversationPk, copies, 0);
  call.store.readMarks.addReader(copies, call.userID, call.nowMs);

  const copiesOf = new Map<string, UnreadCopy[]>();
  for (const copy of copies) {
    const others = copiesOf.get(copy.sendID);
    if (others) others.push(copy);
    else copiesOf.set(copy.sendID, [copy]);
  }
  const replied = call.reply('');
  for (const [senderID, read] of copiesOf) {
    call.toUser(senderID, 'OnRecvGroupReadReceipt', () => toJson([receiptOf(call, groupID, read)]));
  }
  const isLatest = copies.some(({ messagePk }) => messagePk === conversation.latestMessagePk);
  const shownBy = [
    ...(isLatest ? [call.userID] : []),
    ...copies.filter(isAuthorsLatest).map(({ sendID }) => sendID),
  ];
  for (const userID of new Set(shownBy)) announceConversations(call, userID, [conversationID]);
  announceChanges(call, call.userID, copies.map(changeOf), 'untold');
  for (const [senderID, read] of copiesOf) announceChanges(call, senderID, read.map(changeOf), 'told');
  return replied;
}

/** @throws {OpenIMError} 201 if none of the messages is unread in the caller's conversation */
function unreadIn(
  { store, userID }: Call,
  conversationID: string,
  authorsConversationID: string,
  clientMsgIDs: readonly string[],
): Unread {
  const conversation = store.conversations.find(userID, conversationID);
  const copies =
    conversation &&
    store.readMarks.unread(userID, conversation.conversationPk, authorsConversationID, clientMsgIDs);
  if (!copies || copies.length === 0) throw nothingToMark();
  return { conversation, copies };
}

function isAuthorsLatest({ messagePk, authorsLatestPk }: UnreadCopy): boolean {
  return messagePk === authorsLatestPk;
}

function changeOf({ messagePk }: UnreadCopy): Change {
  return { kind: 'message', messagePk };
}

function nothingToMark(): OpenIMError {
  return new OpenIMError(ErrorCode.NotAllowedNow, 'nothing to mark as read');
}

/** Builds the caller's read receipt. @param groupID `''` for single chats */
function receiptOf(call: Call, groupID: string, read: readonly UnreadCopy[]): ReadReceiptItem {
  const inGroup = groupID !== '';
  return {
    userID: call.userID,
    uid: call.userID,
    groupID,
    msgIDList: read.map(({ clientMsgID }) => clientMsgID),
    readTime: call.nowMs,
    msgFrom: MessageFrom.User,
    contentType: inGroup ? ContentType.GroupReadReceipt : ContentType.SingleReadReceipt,
    sessionType: inGroup ? SessionType.Group : SessionType.Single,
  };
}
