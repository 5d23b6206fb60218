import * as v from 'valibot';
import { MAX_CONTENT_LENGTH, MAX_LIST_LENGTH, SessionType } from '../../src/protocol/index.js';
import {
  idList,
  integer,
  looseText,
  message,
  messageReference,
  nothing,
  oneOf,
  sentMessage,
  textUpTo,
} from './common.js';

/** Limits of one search. Lengths are in UTF-16 code units. */
const MAX_KEYWORDS = 20;
const MAX_KEYWORD_LENGTH = 256;

const history = {
  userID: v.string(),
  groupID: v.string(),
  count: integer,
  startClientMsgID: v.string(),
  conversationID: v.optional(v.string(), ''),
};

/** A list that may be missing; the original's clients send null for an empty one. */
const optionalList = <Item>(list: v.GenericSchema<unknown, Item[]>) =>
  v.optional(
    v.pipe(
      v.nullable(list),
      v.transform((value) => value ?? []),
    ),
    null,
  );

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
  message: sentMessage,
  offlinePushInfo: v.optional(v.union([v.literal(''), offlinePush]), ''),
});

export const messageSchemas = {
  sendMessage: send,
  sendMessageNotOss: send,
  getHistoryMessageList: v.object(history),
  getHistoryMessageListReverse: v.object(history),
  getAdvancedHistoryMessageList: v.object({ ...history, lastMinSeq: v.optional(integer, 0) }),
  searchLocalMessages: v.object({
    conversationID: v.optional(v.string(), ''),
    sourceID: v.optional(v.string(), ''),
    sessionType: v.optional(oneOf([SessionType.Single, SessionType.Group])),
    keywordList: optionalList(v.pipe(v.array(textUpTo(MAX_KEYWORD_LENGTH)), v.maxLength(MAX_KEYWORDS))),
    keywordListMatchType: v.optional(oneOf([0, 1]), 0),
    senderUserIDList: optionalList(idList),
    messageTypeList: optionalList(v.pipe(v.array(integer), v.maxLength(MAX_LIST_LENGTH))),
    searchTimePosition: v.optional(v.pipe(integer, v.minValue(0)), 0),
    searchTimePeriod: v.optional(v.pipe(integer, v.minValue(0)), 0),
    pageIndex: v.optional(integer, 0),
    count: v.optional(integer, 0),
  }),
  findMessageList: v.pipe(
    v.array(v.object({ conversationID: v.string(), clientMsgIDList: idList })),
    v.check((items) => items.reduce((sum, item) => sum + item.clientMsgIDList.length, 0) <= MAX_LIST_LENGTH),
    v.maxLength(MAX_LIST_LENGTH),
  ),
  getInboxChanges: v.object({
    epoch: v.string(),
    seq: v.pipe(integer, v.minValue(0)),
    change: v.pipe(integer, v.minValue(0)),
    records: v.optional(v.object({ seq: v.pipe(integer, v.minValue(0)), change: v.pipe(integer, v.minValue(0)) })),
    count: integer,
  }),
  newRevokeMessage: messageReference,
  deleteMessageFromLocalAndSvr: messageReference,
  clearC2CHistoryMessageFromLocalAndSvr: v.string(),
  clearGroupHistoryMessageFromLocalAndSvr: v.string(),
  deleteAllMsgFromLocal: nothing,
  deleteAllMsgFromLocalAndSvr: nothing,
  markGroupMessageAsRead: v.object({ groupID: v.string(), msgIDList: idList }),
  markMessageAsReadByConID: v.object({ conversationID: v.string(), msgIDList: idList }),
  revokeMessage: messageReference,
  markC2CMessageAsRead: v.object({ userID: v.string(), msgIDList: idList }),
  typingStatusUpdate: v.object({ recvID: v.string(), msgTip: textUpTo(MAX_CONTENT_LENGTH) }),
  deleteMessageFromLocalStorage: messageReference,
  insertSingleMessageToLocalStorage: v.object({ message, recvID: v.string(), sendID: v.string() }),
  insertGroupMessageToLocalStorage: v.object({ message, groupID: v.string(), sendID: v.string() }),
  clearC2CHistoryMessage: v.string(),
  clearGroupHistoryMessage: v.string(),
};
