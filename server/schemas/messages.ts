import * as v from 'valibot';
import { MAX_CONTENT_LENGTH } from '../../src/protocol/index.js';
import { idList, integer, looseText, message, messageReference, textUpTo } from './common.js';

const offlinePush = v.object({
  title: looseText,
  desc: looseText,
  ex: looseText,
  iOSPushSound: looseText,
  iOSBadgeCount: v.fallback(v.optional(v.boolean(), false), false),
});

const send = v.object({
  recvID: v.string(),
  groupID: v.string(),
  message,
  offlinePushInfo: v.optional(v.union([v.literal(''), offlinePush]), ''),
});

export const messageSchemas = {
  sendMessage: send,
  sendMessageNotOss: send,
  getHistoryMessageList: v.object({
    userID: v.string(),
    groupID: v.string(),
    count: integer,
    startClientMsgID: v.string(),
    conversationID: v.optional(v.string(), ''),
  }),
  revokeMessage: messageReference,
  markC2CMessageAsRead: v.object({ userID: v.string(), msgIDList: idList }),
  typingStatusUpdate: v.object({ recvID: v.string(), msgTip: textUpTo(MAX_CONTENT_LENGTH) }),
  deleteMessageFromLocalStorage: messageReference,
  insertSingleMessageToLocalStorage: v.object({ message, recvID: v.string(), sendID: v.string() }),
  insertGroupMessageToLocalStorage: v.object({ message, groupID: v.string(), sendID: v.string() }),
  clearC2CHistoryMessage: v.string(),
  clearGroupHistoryMessage: v.string(),
};
