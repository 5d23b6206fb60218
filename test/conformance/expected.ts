/** Exact records as the scenario expects them. Everybody's nickname is their ID in capitals. */
import {
  blankAttachedInfo,
  blankMessage,
  type BlackItem,
  type ConversationItem,
  type FriendApplicationItem,
  type FriendItem,
  type FullUserItem,
  type GroupApplicationItem,
  type GroupItem,
  type GroupMemberItem,
  type MessageItem,
  type PublicUserItem,
} from '../../src/index.js';
import { anyID, anySeq, type Predicate } from './match.js';

/** A record some of whose members only a predicate can tell. */
export type Expected<T> = { [Member in keyof T]: T[Member] | Predicate };
/** What differs from a new record. */
export type Differences<T> = Partial<Expected<T>>;

export function user(
  userID: string,
  createTime: number,
  members: Differences<FullUserItem> = {},
): Expected<FullUserItem> {
  return {
    userID,
    nickname: userID.toUpperCase(),
    faceURL: '',
    gender: 0,
    phoneNumber: '',
    birth: 0,
    email: '',
    createTime,
    ex: '',
    attachedInfo: '',
    globalRecvMsgOpt: 0,
    ...members,
  };
}

export function publicUser(userID: string, members: Differences<PublicUserItem> = {}): Expected<PublicUserItem> {
  return { userID, nickname: userID.toUpperCase(), faceURL: '', gender: 0, ex: '', ...members };
}

export function friend(
  ownerUserID: string,
  userID: string,
  members: Differences<FriendItem> = {},
): Expected<FriendItem> {
  return {
    ownerUserID,
    userID,
    remark: '',
    createTime: 0,
    addSource: 0,
    operatorUserID: '',
    nickname: userID.toUpperCase(),
    faceURL: '',
    gender: 0,
    phoneNumber: '',
    birth: 0,
    email: '',
    ex: '',
    attachedInfo: '',
    ...members,
  };
}

export function black(ownerUserID: string, userID: string, createTime: number): Expected<BlackItem> {
  return {
    ownerUserID,
    userID,
    nickname: userID.toUpperCase(),
    faceURL: '',
    gender: 0,
    createTime,
    addSource: 0,
    operatorUserID: ownerUserID,
    ex: '',
    attachedInfo: '',
  };
}

export function friendApplication(
  fromUserID: string,
  toUserID: string,
  members: Differences<FriendApplicationItem> = {},
): Expected<FriendApplicationItem> {
  return {
    fromUserID,
    fromNickname: fromUserID.toUpperCase(),
    fromFaceURL: '',
    fromGender: 0,
    toUserID,
    toNickname: toUserID.toUpperCase(),
    toFaceURL: '',
    toGender: 0,
    handleResult: 0,
    reqMsg: '',
    createTime: 0,
    handlerUserID: '',
    handleMsg: '',
    handleTime: 0,
    ex: '',
    attachedInfo: '',
    ...members,
  };
}

export function group(members: Differences<GroupItem> & { ownerUserID: string }): Expected<GroupItem> {
  return {
    groupID: '',
    groupName: '',
    notification: '',
    introduction: '',
    faceURL: '',
    createTime: 0,
    status: 0,
    creatorUserID: members.ownerUserID,
    groupType: 0,
    memberCount: 1,
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

export function member(
  { groupID, creatorUserID, createTime }: Pick<GroupItem, 'groupID' | 'creatorUserID' | 'createTime'>,
  userID: string,
  members: Differences<GroupMemberItem> = {},
): Expected<GroupMemberItem> {
  return {
    groupID,
    userID,
    nickname: userID.toUpperCase(),
    faceURL: '',
    roleLevel: 1,
    joinTime: createTime,
    joinSource: 0,
    operatorUserID: creatorUserID,
    ex: '',
    attachedInfo: '',
    inviterUserID: '',
    muteEndTime: 0,
    ...members,
  };
}

export function groupApplication(
  of: GroupItem,
  userID: string,
  members: Differences<GroupApplicationItem> = {},
): Expected<GroupApplicationItem> {
  return {
    groupID: of.groupID,
    groupName: of.groupName,
    notification: of.notification,
    introduction: of.introduction,
    groupFaceURL: of.faceURL,
    createTime: of.createTime,
    status: of.status,
    creatorUserID: of.creatorUserID,
    groupType: of.groupType,
    ownerUserID: of.ownerUserID,
    memberCount: of.memberCount,
    userID,
    nickname: userID.toUpperCase(),
    userFaceURL: '',
    gender: 0,
    handleResult: 0,
    reqMsg: '',
    handledMsg: '',
    reqTime: 0,
    handleUserID: '',
    handledTime: 0,
    ex: '',
    attachedInfo: '',
    joinSource: 3,
    inviterUserID: '',
    ...members,
  };
}

/** A message as a create method makes it. */
export function createdMessage(
  sendID: string,
  nowMs: number,
  members: Differences<MessageItem>,
): Expected<MessageItem> {
  return {
    ...blankMessage(),
    clientMsgID: anyID,
    createTime: nowMs,
    sendTime: nowMs,
    sendID,
    senderNickname: sendID.toUpperCase(),
    platformID: 5,
    ...members,
  };
}

/** A created message as its sender gets it back from sending. */
export function sentMessage(
  created: MessageItem,
  target: { recvID: string } | { groupID: string; memberCount: number },
  nowMs: number,
): Expected<MessageItem> {
  const inGroup = 'groupID' in target;
  const attachedInfoElem = blankAttachedInfo();
  if (inGroup) attachedInfoElem.groupHasReadInfo.groupMemberCount = target.memberCount;
  return {
    ...created,
    serverMsgID: anyID,
    sendTime: soonAfter(nowMs),
    sessionType: inGroup ? 2 : 1,
    recvID: inGroup ? created.sendID : target.recvID,
    groupID: inGroup ? target.groupID : '',
    seq: anySeq,
    status: 2,
    attachedInfoElem,
  };
}

/** Send times are now, or just after the last of the chat where several are sent at the same time. */
function soonAfter(nowMs: number): Predicate {
  return (actual) => typeof actual === 'number' && actual >= nowMs && actual < nowMs + 100;
}

/** A message as another of its viewers has it. */
export function seenBy(
  viewerID: string,
  message: MessageItem,
  members: Differences<MessageItem> = {},
): Expected<MessageItem> {
  return {
    ...message,
    seq: message.seq === 0 ? 0 : anySeq,
    recvID: message.sessionType === 2 ? viewerID : message.recvID,
    ...members,
  };
}

/** A conversation record whose latest message has been parsed. */
export type ParsedConversation = Omit<ConversationItem, 'latestMsg'> & { latestMsg: MessageItem | '' };

/** The viewer's conversation in which `latest` is the latest message. */
export function conversation(
  viewerID: string,
  latest: MessageItem,
  members: Differences<ParsedConversation> = {},
): Record<string, unknown> {
  const inGroup = latest.sessionType === 2;
  const peerID = latest.sendID === viewerID ? latest.recvID : latest.sendID;
  return {
    conversationID: inGroup ? `group_${latest.groupID}` : `single_${peerID}`,
    conversationType: latest.sessionType,
    userID: inGroup ? '' : peerID,
    groupID: latest.groupID,
    showName: inGroup ? '' : peerID.toUpperCase(),
    faceURL: '',
    recvMsgOpt: 0,
    unreadCount: 0,
    groupAtType: 0,
    latestMsg: seenBy(viewerID, latest),
    latestMsgSendTime: latest.sendTime,
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
