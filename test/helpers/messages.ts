import {
  blankMessage,
  MessageStatus,
  SessionType,
  toJson,
  type ConversationItem,
  type FullUserItem,
  type GroupItem,
  type MessageItem,
} from '../../src/protocol/index.js';
import type { MessageRow, OutboxEntry } from '../../src/storage/store.js';
import { toMessageRow } from '../../src/storage/message-row.js';

/** 32 hex digits out of something short, so that tests can say which message they mean. */
export function idOf(short: string | number): string {
  return String(short).padStart(32, '0');
}

/** A text from bob to alice. */
function makeMessage(members: Partial<MessageItem> = {}): MessageItem {
  return {
    ...blankMessage(),
    clientMsgID: idOf(1),
    sendID: 'bob',
    recvID: 'alice',
    sessionType: SessionType.Single,
    status: MessageStatus.Sent,
    content: 'hi',
    sendTime: 1000,
    createTime: 1000,
    ...members,
  };
}

export function makeRow(short: string | number, sortKey: number, members: Partial<MessageRow> = {}): MessageRow {
  const message = makeMessage({ clientMsgID: idOf(short), sendTime: sortKey });
  return { ...toMessageRow(message, 'single_bob', sortKey), ...members };
}

export function makeEntry(short: string | number, members: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    clientMsgID: idOf(short),
    conversationID: 'single_bob',
    recvID: 'bob',
    groupID: '',
    message: toJson(makeMessage({ clientMsgID: idOf(short), status: MessageStatus.Sending })),
    offlinePushInfo: undefined,
    method: 'sendMessageNotOss',
    position: 1,
    state: { kind: 'queued' },
    ...members,
  };
}

export function makeConversation(
  conversationID: string,
  members: Partial<ConversationItem> = {},
): ConversationItem {
  const [, kind, id = ''] = /^(single|group)_(.*)$/s.exec(conversationID) ?? [];
  return {
    conversationID,
    conversationType: kind === 'group' ? SessionType.Group : SessionType.Single,
    userID: kind === 'group' ? '' : id,
    groupID: kind === 'group' ? id : '',
    showName: id,
    faceURL: '',
    recvMsgOpt: 0,
    unreadCount: 0,
    groupAtType: 0,
    latestMsg: '',
    latestMsgSendTime: 0,
    draftText: '',
    draftTextTime: 0,
    isPinned: false,
    isPrivateChat: false,
    isNotInGroup: false,
    attachedInfo: '',
    ex: '',
    ...members,
  };
}

export function makeGroup(groupID: string, members: Partial<GroupItem> = {}): GroupItem {
  return {
    groupID,
    groupName: groupID,
    notification: '',
    introduction: '',
    faceURL: '',
    createTime: 1,
    status: 0,
    creatorUserID: 'alice',
    groupType: 0,
    ownerUserID: 'alice',
    memberCount: 2,
    ex: '',
    attachedInfo: '',
    needVerification: 0,
    lookMemberInfo: 0,
    applyMemberFriend: 0,
    notificationUpdateTime: 0,
    notificationUserID: '',
    ...members,
  };
}

export function makeSelf(userID: string): FullUserItem {
  return {
    userID,
    nickname: userID.toUpperCase(),
    faceURL: '',
    gender: 0,
    phoneNumber: '',
    birth: 0,
    email: '',
    createTime: 1,
    ex: '',
    attachedInfo: '',
    globalRecvMsgOpt: 0,
  };
}
