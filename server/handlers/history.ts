import {
  conversationIDOf,
  ErrorCode,
  MAX_HISTORY_PAGE,
  OpenIMError,
  targetOfConversation,
  toJson,
  type ConversationTarget,
  type MessageItem,
} from '../../src/protocol/index.js';
import type { Call, Handlers } from '../call.js';
import type { ConversationState } from '../db/conversations.js';
import { messageItem } from '../db/message-item.js';
import { checkAnswer } from '../message-length.js';
import type { Input } from '../schemas/index.js';

type HistoryMethod = 'getHistoryMessageList' | 'getHistoryMessageListReverse' | 'getAdvancedHistoryMessageList';
type HistoryInput = Input<'getHistoryMessageList'>;

/** Protocol 7.4 and 8, domain rules 6. */
export const historyHandlers: Pick<Handlers, HistoryMethod> = {
  getHistoryMessageList: (call, input) => {
    const conversation = call.store.conversations.find(call.userID, conversationIDOf(targetOf(input)));
    const count = Math.min(input.count, MAX_HISTORY_PAGE);
    return call.reply(toJson(olderPage(call, conversation, { ...input, count })));
  },

  getHistoryMessageListReverse: (call, input) => {
    const conversation = call.store.conversations.find(call.userID, conversationIDOf(targetOf(input)));
    const afterMs = anchorTimeMs(call, conversation, input.startClientMsgID) ?? 0;
    if (!conversation || input.count <= 0) return call.reply('[]');
    const page = call.store.messages.pageAfter(
      conversation.conversationPk,
      conversation.clearedTimeMs,
      afterMs,
      Math.min(input.count, MAX_HISTORY_PAGE),
    );
    checkAnswer(page);
    return call.reply(toJson(page.map((row) => messageItem(row, call.userID))));
  },

  getAdvancedHistoryMessageList: (call, { lastMinSeq, ...input }) => {
    const conversation = findAsked(call, input);
    if (input.conversationID !== '' && !conversation) {
      const missing = { messageList: [], lastMinSeq, isEnd: true, errCode: NO_SUCH_CONVERSATION };
      return call.reply(toJson({ ...missing, errMsg: 'no such conversation' }));
    }
    const count = Math.max(0, Math.min(input.count, MAX_HISTORY_PAGE));
    // One more than asked for tells whether there is more.
    const page = olderPage(call, conversation, { ...input, count: count + 1 });
    const messageList = page.slice(Math.max(0, page.length - count), count === 0 ? 0 : undefined);
    const seqs = messageList.map(({ seq }) => seq).filter((seq) => seq > 0);
    return call.reply(
      toJson({
        messageList,
        lastMinSeq: seqs.length > 0 ? Math.min(...seqs) : lastMinSeq,
        isEnd: page.length <= count,
        errCode: 0,
        errMsg: '',
      }),
    );
  },
};

/** The errCode inside an answer of getAdvancedHistoryMessageList (protocol 8). */
const NO_SUCH_CONVERSATION = 100;

/** An ID that is none of ours is as unknown as one the caller does not have. */
function findAsked(call: Call, input: HistoryInput): ConversationState | undefined {
  const { conversationID } = input;
  if (conversationID !== '' && !targetOfConversation(conversationID)) return undefined;
  return call.store.conversations.find(call.userID, conversationIDOf(targetOf(input)));
}

/** The newest `count` messages older than the start message, oldest first. */
function olderPage(call: Call, conversation: ConversationState | undefined, input: HistoryInput): MessageItem[] {
  const beforeMs = anchorTimeMs(call, conversation, input.startClientMsgID) ?? Number.MAX_SAFE_INTEGER;
  if (!conversation || input.count <= 0) return [];
  const page = call.store.messages.page(
    conversation.conversationPk,
    conversation.clearedTimeMs,
    beforeMs,
    input.count,
  );
  checkAnswer(page);
  return page.reverse().map((row) => messageItem(row, call.userID));
}

function targetOf({ conversationID, userID, groupID }: HistoryInput): ConversationTarget {
  if (conversationID !== '') {
    const target = targetOfConversation(conversationID);
    if (target) return target;
  } else if (userID !== '') return { userID };
  else if (groupID !== '') return { groupID };
  throw new OpenIMError(ErrorCode.BadArguments, 'no conversation');
}

/** Where the page ends, exclusive; undefined without a start message. It may have been deleted or revoked since. */
function anchorTimeMs(
  call: Call,
  conversation: ConversationState | undefined,
  startClientMsgID: string,
): number | undefined {
  if (startClientMsgID === '') return undefined;
  const start = call.store.messages.find(startClientMsgID);
  const held = start && call.store.conversations.holding(call.userID, start);
  if (!held) throw new OpenIMError(ErrorCode.RecordMissing, 'unknown startClientMsgID');
  if (held.conversation.conversationPk !== conversation?.conversationPk) {
    throw new OpenIMError(ErrorCode.BadArguments, 'the start message belongs to another conversation');
  }
  return held.copy.send_time_ms;
}
