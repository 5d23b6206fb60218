import {
  ContentType,
  conversationIDOf,
  ErrorCode,
  FIRST_NOTIFICATION_TYPE,
  MessageFrom,
  OpenIMError,
  SessionType,
  targetOfConversation,
  toJson,
  type ReadReceiptItem,
} from '../../src/protocol/index.js';
import type { Call, Handlers, Replied } from '../call.js';
import { announceConversations, announceTotalUnread } from '../conversation-events.js';
import type { HeldCopy } from '../db/conversations.js';
import type { Change } from '../db/changes.js';
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

/** Marks the copies of both sides as read and tells the author; the unread count does not change (domain rules 8.1). */
function markRead(call: Call<MarkMethod>, peerID: string, clientMsgIDs: readonly string[]): Replied {
  const { conversations, messages } = call.store;
  const unread = unreadOf(call, clientMsgIDs).filter(
    ({ copy }) => copy.send_id === peerID && copy.group_id === '',
  );
  const readIDs: string[] = [];
  const changes: Change[] = unread.map(({ copy }) => ({ kind: 'message', messagePk: copy.message_pk }));
  const touched = { reader: false, peer: false };
  for (const held of unread) {
    messages.markCopyRead(held.copy, call.nowMs);
    readIDs.push(held.copy.client_msg_id);
    touched.reader ||= held.conversation.latestMessagePk === held.copy.message_pk;
    const sent = conversations.holding(peerID, held.copy);
    if (!sent) continue;
    messages.markCopyRead(sent.copy, call.nowMs);
    touched.peer ||= sent.conversation.latestMessagePk === sent.copy.message_pk;
  }
  if (readIDs.length === 0) throw nothingToMark();

  const replied = call.reply('');
  const receipt = toJson([receiptOf(call, '', readIDs)]);
  call.toUser(peerID, 'OnRecvC2CReadReceipt', receipt);
  call.toOthers('OnRecvC2CReadReceipt', receipt);
  if (touched.peer) announceConversations(call, peerID, [conversationIDOf({ userID: call.userID })]);
  if (touched.reader) announceConversations(call, call.userID, [conversationIDOf({ userID: peerID })]);
  announceChanges(call, peerID, changes, 'told');
  announceChanges(call, call.userID, changes, 'untold');
  return replied;
}

/** Marks the copies of the reader and the senders as read, and tells each sender who has read them (domain rules 8.3). */
function markGroupRead(call: Call<MarkMethod>, groupID: string, clientMsgIDs: readonly string[]): Replied {
  const { conversations, messages } = call.store;
  const unread = unreadOf(call, clientMsgIDs).filter(
    ({ copy }) => copy.group_id !== '' && copy.group_id === groupID,
  );
  if (unread.length === 0) throw nothingToMark();
  const readIDsOf = new Map<string, string[]>();
  const changesOf = new Map<string, Change[]>();
  const shownBy = new Set<string>();
  for (const { conversation, copy } of unread) {
    messages.markCopyRead(copy, 0);
    messages.addReader(copy.message_pk, call.userID, call.nowMs);
    readIDsOf.set(copy.send_id, [...(readIDsOf.get(copy.send_id) ?? []), copy.client_msg_id]);
    const change: Change = { kind: 'message', messagePk: copy.message_pk };
    for (const userID of [call.userID, copy.send_id])
      changesOf.set(userID, [...(changesOf.get(userID) ?? []), change]);
    if (conversation.latestMessagePk === copy.message_pk) shownBy.add(call.userID);
    const sent = conversations.holding(copy.send_id, copy);
    if (!sent) continue;
    messages.markCopyRead(sent.copy, 0);
    if (sent.conversation.latestMessagePk === copy.message_pk) shownBy.add(copy.send_id);
  }

  const replied = call.reply('');
  for (const [senderID, readIDs] of readIDsOf) {
    call.toUser(senderID, 'OnRecvGroupReadReceipt', () => toJson([receiptOf(call, groupID, readIDs)]));
  }
  for (const userID of shownBy) announceConversations(call, userID, [conversationIDOf({ groupID })]);
  for (const [userID, changes] of changesOf) {
    announceChanges(call, userID, changes, userID === call.userID ? 'untold' : 'told');
  }
  return replied;
}

/** Returns the caller's own copies of those messages that are unread. */
function unreadOf(call: Call, clientMsgIDs: readonly string[]): HeldCopy[] {
  return [...new Set(clientMsgIDs)]
    .map((clientMsgID) => call.store.messages.find(clientMsgID))
    .map((message) => message && call.store.conversations.holding(call.userID, message))
    .filter((held) => held !== undefined)
    .filter((held) => isUnread(held, call.userID));
}

/** Returns whether this is an unread message from somebody else, and neither a notification nor inserted locally. */
function isUnread({ copy }: HeldCopy, readerID: string): boolean {
  return (
    copy.is_read === 0 && copy.seq > 0 && copy.send_id !== readerID && copy.content_type < FIRST_NOTIFICATION_TYPE
  );
}

function nothingToMark(): OpenIMError {
  return new OpenIMError(ErrorCode.NotAllowedNow, 'nothing to mark as read');
}

/** Builds the caller's read receipt. @param groupID `''` for single chats */
function receiptOf(call: Call, groupID: string, msgIDList: string[]): ReadReceiptItem {
  const inGroup = groupID !== '';
  return {
    userID: call.userID,
    uid: call.userID,
    groupID,
    msgIDList,
    readTime: call.nowMs,
    msgFrom: MessageFrom.User,
    contentType: inGroup ? ContentType.GroupReadReceipt : ContentType.SingleReadReceipt,
    sessionType: inGroup ? SessionType.Group : SessionType.Single,
  };
}
