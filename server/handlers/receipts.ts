import {
  ContentType,
  conversationIDOf,
  ErrorCode,
  FIRST_NOTIFICATION_TYPE,
  MessageFrom,
  OpenIMError,
  SessionType,
  toJson,
  type ReadReceiptItem,
} from '../../src/protocol/index.js';
import type { Call, Handlers, Replied } from '../call.js';
import { announceConversations, announceTotalUnread } from '../conversation-events.js';
import type { HeldCopy } from '../db/conversations.js';
import { newID, pushOnline } from '../delivery.js';

/** Read receipts (domain rules 8) and typing (9). */
export const receiptHandlers: Pick<
  Handlers,
  'markC2CMessageAsRead' | 'markGroupMessageHasRead' | 'typingStatusUpdate'
> = {
  markC2CMessageAsRead: (call, { userID, msgIDList }) =>
    msgIDList.length === 0 ? clearUnread(call, conversationIDOf({ userID })) : markRead(call, userID, msgIDList),

  markGroupMessageHasRead: (call, groupID) => clearUnread(call, conversationIDOf({ groupID })),

  typingStatusUpdate: (call, { recvID, msgTip }) => {
    if (recvID === '') throw new OpenIMError(ErrorCode.NotAllowedNow, 'recvID is empty');
    if (call.store.friends.isBlack(recvID, call.userID)) {
      throw new OpenIMError(ErrorCode.Blacklisted, 'blacklisted by the receiver');
    }
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

/** An unknown conversation is no error, and nothing to tell of. */
function clearUnread(
  call: Call<'markC2CMessageAsRead' | 'markGroupMessageHasRead'>,
  conversationID: string,
): Replied {
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

/** Marks both sides' copies and tells the author; the unread count stays (domain rules 8.1). */
function markRead(call: Call<'markC2CMessageAsRead'>, peerID: string, clientMsgIDs: readonly string[]): Replied {
  const { conversations, messages } = call.store;
  const unread = [...new Set(clientMsgIDs)]
    .map((clientMsgID) => messages.find(clientMsgID))
    .filter((message) => message !== undefined && message.send_id === peerID && message.group_id === '')
    .map((message) => message && conversations.holding(call.userID, message))
    .filter((held) => held !== undefined && isUnread(held, call.userID));
  const readIDs: string[] = [];
  const touched = { reader: false, peer: false };
  for (const held of unread) {
    if (!held) continue;
    messages.markCopyRead(held.copy, call.nowMs);
    readIDs.push(held.copy.client_msg_id);
    touched.reader ||= held.conversation.latestMessagePk === held.copy.message_pk;
    const sent = conversations.holding(peerID, held.copy);
    if (!sent) continue;
    messages.markCopyRead(sent.copy, call.nowMs);
    touched.peer ||= sent.conversation.latestMessagePk === sent.copy.message_pk;
  }
  if (readIDs.length === 0) throw new OpenIMError(ErrorCode.NotAllowedNow, 'nothing to mark as read');

  const replied = call.reply('');
  const receipt = toJson([receiptOf(call, readIDs)]);
  call.toUser(peerID, 'OnRecvC2CReadReceipt', receipt);
  call.toOthers('OnRecvC2CReadReceipt', receipt);
  if (touched.peer) announceConversations(call, peerID, [conversationIDOf({ userID: call.userID })]);
  if (touched.reader) announceConversations(call, call.userID, [conversationIDOf({ userID: peerID })]);
  return replied;
}

/** A message of the peer's that came and was not read: neither one's own, a notification, nor a local insert. */
function isUnread({ copy }: HeldCopy, readerID: string): boolean {
  return (
    copy.is_read === 0 && copy.seq > 0 && copy.send_id !== readerID && copy.content_type < FIRST_NOTIFICATION_TYPE
  );
}

function receiptOf(call: Call, msgIDList: string[]): ReadReceiptItem {
  return {
    userID: call.userID,
    uid: call.userID,
    groupID: '',
    msgIDList,
    readTime: call.nowMs,
    msgFrom: MessageFrom.User,
    contentType: ContentType.SingleReadReceipt,
    sessionType: SessionType.Single,
  };
}
