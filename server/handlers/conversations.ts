import {
  conversationIDOf,
  ErrorCode,
  OpenIMError,
  SessionType,
  toJson,
  type ConversationTarget,
} from '../../src/protocol/index.js';
import type { Call, Handlers, Replied } from '../call.js';
import { announceOwnSetting, announceTotalUnread } from '../conversation-events.js';
import type { ConversationState } from '../db/conversations.js';
import { announceCleared } from '../inbox-changes.js';
import type { Input } from '../schemas/index.js';

type ConversationMethod =
  | 'getAllConversationList'
  | 'getConversationListSplit'
  | 'getOneConversation'
  | 'getConversationIDBySessionType'
  | 'getMultipleConversation'
  | 'deleteConversation'
  | 'deleteConversationFromLocalAndSvr'
  | 'deleteAllConversationFromLocal'
  | 'setOneConversationPrivateChat'
  | 'resetConversationGroupAtType'
  | 'getConversationRecvMessageOpt'
  | 'setConversationDraft'
  | 'pinConversation'
  | 'setConversationRecvMessageOpt'
  | 'getTotalUnreadMsgCount';

/** Domain rules 5. */
export const conversationHandlers: Pick<Handlers, ConversationMethod> = {
  getAllConversationList: (call) => call.reply(toJson(call.store.conversations.list(call.userID))),

  getConversationListSplit: (call, { offset, count }) =>
    call.reply(toJson(call.store.conversations.list(call.userID, offset, count))),

  getOneConversation: findOrCreate,
  getConversationIDBySessionType: findOrCreate,

  getMultipleConversation: (call, conversationIDs) =>
    call.reply(toJson(call.store.conversations.items(call.userID, conversationIDs))),

  deleteConversation: remove,
  deleteConversationFromLocalAndSvr: remove,

  deleteAllConversationFromLocal: (call) => {
    const { conversations } = call.store;
    const keys = conversations.keysOf(call.userID);
    conversations.remove(keys);
    announceTotalUnread(call);
    const replied = call.reply('');
    announceCleared(call, call.userID, keys);
    return replied;
  },

  setConversationDraft: (call, { conversationID, draftText }) => {
    const { conversationPk } = known(call, conversationID);
    call.store.conversations.setDraft(conversationPk, draftText, call.nowMs);
    const replied = call.reply('');
    announceOwnSetting(call, [conversationID]);
    return replied;
  },

  pinConversation: (call, { conversationID, isPinned }) => {
    call.store.conversations.setPinned(known(call, conversationID).conversationPk, isPinned);
    const replied = call.reply('');
    announceOwnSetting(call, [conversationID]);
    return replied;
  },

  setOneConversationPrivateChat: (call, { conversationID, isPrivate, privateChat }) => {
    const { conversationPk } = known(call, conversationID);
    const wanted = isPrivate ?? privateChat;
    if (wanted === undefined) throw new OpenIMError(ErrorCode.BadRequest, 'key not in');
    call.store.conversations.setPrivateChat(conversationPk, wanted);
    const replied = call.reply('');
    announceOwnSetting(call, [conversationID]);
    return replied;
  },

  resetConversationGroupAtType: (call, conversationID) => {
    const { conversationPk, groupAtType } = known(call, conversationID);
    if (groupAtType === 0) throw new OpenIMError(ErrorCode.NotAllowedNow, 'nobody is mentioned');
    call.store.conversations.setGroupAtType(conversationPk, 0);
    const replied = call.reply('');
    announceOwnSetting(call, [conversationID]);
    return replied;
  },

  getConversationRecvMessageOpt: (call, conversationIDs) => {
    const found = [...new Set(conversationIDs)].flatMap((conversationID) => {
      const conversation = call.store.conversations.find(call.userID, conversationID);
      return conversation ? [{ conversationID, result: conversation.recvMsgOpt }] : [];
    });
    return call.reply(toJson(found));
  },

  setConversationRecvMessageOpt: (call, { conversationIDList, opt }) => {
    const { conversations } = call.store;
    const totalBefore = conversations.totalUnread(call.userID);
    const changed = [...new Set(conversationIDList)].filter((conversationID) => {
      const conversation = conversations.find(call.userID, conversationID);
      if (conversation) conversations.setRecvMsgOpt(conversation.conversationPk, opt);
      return conversation !== undefined;
    });
    const replied = call.reply('');
    announceOwnSetting(call, changed);
    if (conversations.totalUnread(call.userID) !== totalBefore) announceTotalUnread(call);
    return replied;
  },

  getTotalUnreadMsgCount: (call) => call.reply(String(call.store.conversations.totalUnread(call.userID))),
};

function remove(
  call: Call<'deleteConversation' | 'deleteConversationFromLocalAndSvr'>,
  conversationID: string,
): Replied {
  const { conversationPk } = known(call, conversationID);
  call.store.conversations.remove([conversationPk]);
  announceTotalUnread(call);
  const replied = call.reply('');
  announceCleared(call, call.userID, [conversationPk]);
  return replied;
}

function findOrCreate(
  call: Call<'getOneConversation' | 'getConversationIDBySessionType'>,
  { sourceID, sessionType }: Input<'getOneConversation'>,
): Replied {
  const { conversations, groups, users } = call.store;
  const target: ConversationTarget =
    sessionType === SessionType.Single ? { userID: sourceID } : { groupID: sourceID };
  const conversationID = conversationIDOf(target);
  if (!conversations.find(call.userID, conversationID)) {
    const exists = 'userID' in target ? users.exists(sourceID) : groups.get(sourceID) !== undefined;
    if (!exists) throw new OpenIMError(ErrorCode.RecordMissing, 'no such user or group');
    conversations.create(call.userID, target);
  }
  const item = conversations.item(call.userID, conversationID);
  if (!item) throw new Error('the conversation just found is not there');
  return call.reply(toJson(item));
}

/** Finds a conversation of the caller. @throws {OpenIMError} 802 if there is none */
function known(call: Call, conversationID: string): ConversationState {
  const conversation = call.store.conversations.find(call.userID, conversationID);
  if (!conversation) throw new OpenIMError(ErrorCode.RecordMissing, 'no such conversation');
  return conversation;
}
