import * as v from 'valibot';
import { MAX_CONTENT_LENGTH, SessionType } from '../../src/protocol/index.js';
import { idList, integer, nothing, textUpTo } from './common.js';

/** 803 for another number, 1001 for no number. */
const oneOf = <const Values extends readonly number[]>(values: Values) =>
  v.pipe(
    v.number(),
    v.check((value) => values.includes(value)),
    v.transform((value) => value as Values[number]),
  );

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
};
