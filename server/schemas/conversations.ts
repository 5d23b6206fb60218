import * as v from 'valibot';
import { MAX_CONTENT_LENGTH, SessionType } from '../../src/protocol/index.js';
import { idList, integer, nothing, oneOf, textUpTo } from './common.js';

const source = v.object({
  sourceID: v.string(),
  sessionType: oneOf([SessionType.Single, SessionType.Group]),
});

export const conversationSchemas = {
  getAllConversationList: nothing,
  getConversationListSplit: v.object({
    offset: v.pipe(integer, v.minValue(0)),
    count: v.pipe(integer, v.minValue(1)),
  }),
  getOneConversation: source,
  getConversationIDBySessionType: source,
  getMultipleConversation: idList,
  deleteConversation: v.string(),
  setConversationDraft: v.object({ conversationID: v.string(), draftText: textUpTo(MAX_CONTENT_LENGTH) }),
  pinConversation: v.object({ conversationID: v.string(), isPinned: v.boolean() }),
  markGroupMessageHasRead: v.string(),
  setConversationRecvMessageOpt: v.object({ conversationIDList: idList, opt: oneOf([0, 1, 2]) }),
  getTotalUnreadMsgCount: nothing,

  deleteConversationFromLocalAndSvr: v.string(),
  deleteAllConversationFromLocal: nothing,
  // Clients send isPrivate; the 2.0 gateway took privateChat.
  setOneConversationPrivateChat: v.object({
    conversationID: v.string(),
    isPrivate: v.optional(v.boolean()),
    privateChat: v.optional(v.boolean()),
  }),
  resetConversationGroupAtType: v.string(),
  // The clients send the list, the original gateways took an object with it.
  getConversationRecvMessageOpt: v.pipe(
    v.union([idList, v.object({ conversationIDList: idList })]),
    v.transform((value) => (Array.isArray(value) ? value : value.conversationIDList)),
  ),
};
