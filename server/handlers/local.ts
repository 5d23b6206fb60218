import {
  conversationIDOf,
  ErrorCode,
  MessageStatus,
  OpenIMError,
  type MessageItem,
} from '../../src/protocol/index.js';
import type { Call, Handlers, Replied } from '../call.js';
import { announceConversations, announceTotalUnread } from '../conversation-events.js';
import { insertLocally } from '../delivery.js';
import { announceChanges, announceCleared } from '../inbox-changes.js';
import { checkLength } from '../message-length.js';
import { newID } from '../new-id.js';
import { partsOf } from '../parts.js';

type ClearMethod =
  | 'clearC2CHistoryMessage'
  | 'clearGroupHistoryMessage'
  | 'clearC2CHistoryMessageFromLocalAndSvr'
  | 'clearGroupHistoryMessageFromLocalAndSvr';
type LocalMethod =
  | ClearMethod
  | 'deleteMessageFromLocalStorage'
  | 'deleteMessageFromLocalAndSvr'
  | 'deleteAllMsgFromLocal'
  | 'deleteAllMsgFromLocalAndSvr'
  | 'insertSingleMessageToLocalStorage'
  | 'insertGroupMessageToLocalStorage';

/**
 * Methods that change only the caller's own store (domain rules 10). That store is the gateway's, so "from local" and
 * "from local and server" are the same.
 */
export const localHandlers: Pick<Handlers, LocalMethod> = {
  deleteMessageFromLocalStorage: deleteMessage,
  deleteMessageFromLocalAndSvr: deleteMessage,

  insertSingleMessageToLocalStorage: (call, { message, recvID, sendID }) => {
    if (recvID === '' || sendID === '') throw new OpenIMError(ErrorCode.NotInGroup, 'sendID or recvID is empty');
    return insert(call, message, { sendID, recvID, groupID: '' });
  },

  insertGroupMessageToLocalStorage: (call, { message, groupID, sendID }) => {
    if (groupID === '' || sendID === '') throw new OpenIMError(ErrorCode.NotInGroup, 'sendID or groupID is empty');
    return insert(call, message, { sendID, recvID: '', groupID });
  },

  clearC2CHistoryMessage: (call, userID) => clear(call, conversationIDOf({ userID })),
  clearGroupHistoryMessage: (call, groupID) => clear(call, conversationIDOf({ groupID })),
  clearC2CHistoryMessageFromLocalAndSvr: (call, userID) => clear(call, conversationIDOf({ userID })),
  clearGroupHistoryMessageFromLocalAndSvr: (call, groupID) => clear(call, conversationIDOf({ groupID })),
  deleteAllMsgFromLocal: clearAll,
  deleteAllMsgFromLocalAndSvr: clearAll,
};

function deleteMessage(
  call: Call<'deleteMessageFromLocalStorage' | 'deleteMessageFromLocalAndSvr'>,
  clientMsgID: string,
): Replied {
  const { conversations, messages } = call.store;
  const message = messages.find(clientMsgID);
  const held = message && conversations.holding(call.userID, message);
  if (!held || held.copy.copy_status === MessageStatus.Deleted) {
    throw new OpenIMError(ErrorCode.RecordMissing, 'unknown message');
  }
  const { conversation, copy } = held;
  messages.deleteCopy(copy);
  const wasLatest = conversation.latestMessagePk === copy.message_pk;
  if (wasLatest) conversations.resetLatest([conversation.conversationPk]);
  const replied = call.reply('');
  if (wasLatest) announceConversations(call, call.userID, [held.conversationID]);
  announceChanges(call, call.userID, [{ kind: 'message', messagePk: copy.message_pk }], 'untold');
  return replied;
}

/** Records in one event, of which there may be many. */
const RECORDS_PER_EVENT = 200;

function clearAll(call: Call<'deleteAllMsgFromLocal' | 'deleteAllMsgFromLocalAndSvr'>): Replied {
  const { store, userID } = call;
  const { conversations } = store;
  const keys = conversations.keysOf(userID);
  conversations.clear(keys);
  const replied = call.reply('');
  const listed = conversations.listedIDs(userID);
  call.inPortions(
    `cleared ${userID}`,
    partsOf(listed, RECORDS_PER_EVENT),
    (conversationIDs, events) => {
      announceConversations({ store, events }, userID, conversationIDs);
    },
    (events) => {
      events.toUser(userID, 'OnTotalUnreadMessageCountChanged', () => String(conversations.totalUnread(userID)));
    },
  );
  announceCleared(call, userID, keys);
  return replied;
}

function insert(
  call: Call<'insertSingleMessageToLocalStorage' | 'insertGroupMessageToLocalStorage'>,
  message: MessageItem,
  address: { sendID: string; recvID: string; groupID: string },
): Replied {
  const { content, ex, attachedInfo } = message;
  checkLength({ content, ex, attachedInfo, offlinePush: '' });
  const inserted = insertLocally(
    call.store,
    call.userID,
    {
      ...address,
      clientMsgID: newID(),
      contentType: message.contentType,
      content,
      msgFrom: message.msgFrom,
      platformID: message.platformID,
      createTimeMs: call.nowMs,
      attachedInfo,
      ex,
      offlinePush: '',
      sourceSendTimeMs: null,
    },
    call.nowMs,
  );
  const replied = call.reply(inserted.senderData());
  inserted.announceConversationToSender(call.events);
  announceChanges(call, call.userID, [{ kind: 'message', messagePk: inserted.messagePk }], 'untold');
  return replied;
}

function clear(call: Call<ClearMethod>, conversationID: string): Replied {
  const { conversations } = call.store;
  const conversation = conversations.find(call.userID, conversationID);
  if (!conversation) throw new OpenIMError(ErrorCode.RecordMissing, 'no such conversation');
  const totalBefore = conversations.totalUnread(call.userID);
  conversations.clear([conversation.conversationPk]);
  const replied = call.reply('');
  announceConversations(call, call.userID, [conversationID]);
  if (conversations.totalUnread(call.userID) !== totalBefore) announceTotalUnread(call);
  announceCleared(call, call.userID, [conversation.conversationPk]);
  return replied;
}
