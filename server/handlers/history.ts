import {
  conversationIDOf,
  ErrorCode,
  MAX_HISTORY_PAGE,
  OpenIMError,
  targetOfConversation,
  toJson,
  type ConversationTarget,
} from '../../src/protocol/index.js';
import type { Call, Handlers } from '../call.js';
import type { ConversationState } from '../db/conversations.js';
import { messageItem } from '../db/messages.js';
import type { Input } from '../schemas/index.js';

/** Protocol 7.4, domain rules 6. */
export const historyHandlers: Pick<Handlers, 'getHistoryMessageList'> = {
  getHistoryMessageList: (call, input) => {
    const conversation = call.store.conversations.find(call.userID, conversationIDOf(targetOf(input)));
    const beforeMs = anchorTimeMs(call, conversation, input.startClientMsgID);
    if (!conversation || input.count <= 0) return call.reply('[]');
    const page = call.store.messages.page(
      conversation.conversationPk,
      conversation.clearedTimeMs,
      beforeMs,
      Math.min(input.count, MAX_HISTORY_PAGE),
    );
    return call.reply(toJson(page.reverse().map((row) => messageItem(row, call.userID))));
  },
};

function targetOf({ conversationID, userID, groupID }: Input<'getHistoryMessageList'>): ConversationTarget {
  if (conversationID !== '') {
    const target = targetOfConversation(conversationID);
    if (target) return target;
  } else if (userID !== '') return { userID };
  else if (groupID !== '') return { groupID };
  throw new OpenIMError(ErrorCode.BadArguments, 'no conversation');
}

/** Where the page ends, exclusive. The start message may have been deleted or revoked since. */
function anchorTimeMs(call: Call, conversation: ConversationState | undefined, startClientMsgID: string): number {
  if (startClientMsgID === '') return Number.MAX_SAFE_INTEGER;
  const start = call.store.messages.find(startClientMsgID);
  const held = start && call.store.conversations.holding(call.userID, start);
  if (!held) throw new OpenIMError(ErrorCode.RecordMissing, 'unknown startClientMsgID');
  if (held.conversation.conversationPk !== conversation?.conversationPk) {
    throw new OpenIMError(ErrorCode.BadArguments, 'the start message belongs to another conversation');
  }
  return held.copy.send_time_ms;
}
