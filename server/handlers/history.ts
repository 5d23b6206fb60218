import {
  conversationIDOf,
  ErrorCode,
  MAX_ANSWER_LENGTH,
  MAX_HISTORY_PAGE,
  OpenIMError,
  targetOfConversation,
  toJson,
  type ConversationTarget,
} from '../../src/protocol/index.js';
import type { Call, Handlers } from '../call.js';
import type { ConversationState } from '../db/conversations.js';
import type { StoredMessage } from '../db/message-rows.js';
import { withinLength } from '../db/within-answer.js';
import { messageList } from '../fresh-message.js';
import { checkAnswer } from '../message-length.js';
import type { Input } from '../schemas/index.js';
import { EscapedData, withMember } from '../shared-json.js';

type HistoryMethod = 'getHistoryMessageList' | 'getHistoryMessageListReverse' | 'getAdvancedHistoryMessageList';
type HistoryInput = Input<'getHistoryMessageList'>;

/** Domain rules 6. */
export const historyHandlers: Pick<Handlers, HistoryMethod> = {
  getHistoryMessageList: (call, input) => {
    const conversation = call.store.conversations.find(call.userID, conversationIDOf(targetOf(input)));
    const newestFirst = olderPage(call, conversation, input, Math.min(input.count, MAX_HISTORY_PAGE));
    checkAnswer(newestFirst);
    return call.reply(listOf(call, newestFirst.reverse()));
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
    return call.reply(listOf(call, page));
  },

  getAdvancedHistoryMessageList: (call, { lastMinSeq, ...input }) => {
    const conversation = findAsked(call, input);
    if (input.conversationID !== '' && !conversation) {
      const missing = { messageList: [], lastMinSeq, isEnd: true, errCode: NO_SUCH_CONVERSATION };
      return call.reply(toJson({ ...missing, errMsg: 'no such conversation' }));
    }
    const count = Math.max(0, Math.min(input.count, MAX_HISTORY_PAGE));
    // Reads one message more than asked for, to know whether there are more.
    const found = olderPage(call, conversation, input, count + 1);
    // The answer itself says whether it is the end, so a page that would be too long can simply be shorter.
    const newestFirst = withinLength(found.slice(0, count), MAX_ANSWER_LENGTH);
    const seqs = newestFirst.map(({ seq }) => seq).filter((seq) => seq > 0);
    const answer = {
      lastMinSeq: seqs.length > 0 ? Math.min(...seqs) : lastMinSeq,
      isEnd: newestFirst.length === found.length,
      errCode: 0,
      errMsg: '',
    };
    const list = messageList(newestFirst.reverse(), call.userID);
    return call.reply(new EscapedData(withMember(answer, 'messageList', list)));
  },
};

/** The errCode inside an answer of getAdvancedHistoryMessageList. */
const NO_SUCH_CONVERSATION = 100;

/** Finds the conversation asked for. A malformed ID is as unknown as one of a conversation that the caller does not have. */
function findAsked(call: Call, input: HistoryInput): ConversationState | undefined {
  const { conversationID } = input;
  if (conversationID !== '' && !targetOfConversation(conversationID)) return undefined;
  return call.store.conversations.find(call.userID, conversationIDOf(targetOf(input)));
}

/** Returns the newest `count` messages older than the start message, newest first. */
function olderPage(
  call: Call,
  conversation: ConversationState | undefined,
  { startClientMsgID }: HistoryInput,
  count: number,
): StoredMessage[] {
  const beforeMs = anchorTimeMs(call, conversation, startClientMsgID) ?? Number.MAX_SAFE_INTEGER;
  if (!conversation || count <= 0) return [];
  return call.store.messages.page(conversation.conversationPk, conversation.clearedTimeMs, beforeMs, count);
}

function listOf({ userID }: Call, rows: readonly StoredMessage[]): EscapedData {
  return new EscapedData(messageList(rows, userID));
}

function targetOf({ conversationID, userID, groupID }: HistoryInput): ConversationTarget {
  if (conversationID !== '') {
    const target = targetOfConversation(conversationID);
    if (target) return target;
  } else if (userID !== '') return { userID };
  else if (groupID !== '') return { groupID };
  throw new OpenIMError(ErrorCode.BadArguments, 'no conversation');
}

/** Returns the start message's time, where the page ends (exclusive), if any. It may since have been deleted or revoked. */
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
