/**
 * The data the protocol carries (protocol 7), under the seed's names; message-entities.ts has the messages. Every member is
 * always present on the wire of our gateway. Times: conversation times in milliseconds, all others in seconds (domain
 * rules 1.2).
 */
import type {
  GroupAtType,
  GroupJoinSource,
  GroupRole,
  GroupStatus,
  GroupVerification,
  HandleResult,
  OptType,
  SessionType,
} from './constants.js';
import type { Json } from './json.js';
import type { MessageItem } from './message-entities.js';

// ── Users ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A user's own full record. */
export type FullUserItem = {
  userID: string;
  nickname: string;
  faceURL: string;
  /** 0 unknown, 1 male, 2 female. */
  gender: number;
  phoneNumber: string;
  /** Unix time in seconds. */
  birth: number;
  email: string;
  /** Unix time in seconds. */
  createTime: number;
  ex: string;
  attachedInfo: string;
  globalRecvMsgOpt: OptType;
};

/** The argument of setSelfInfo: omitted members are unchanged. `userID` is ignored; it always changes the caller. */
export type PartialUserItem = Partial<
  Omit<FullUserItem, 'userID' | 'createTime' | 'attachedInfo' | 'globalRecvMsgOpt'>
> & {
  userID?: string;
};

/** The part of a user's record that everybody may see. */
export type PublicUserItem = {
  userID: string;
  nickname: string;
  faceURL: string;
  gender: number;
  ex: string;
};

/** A friend in `ownerUserID`'s list. A friendship is two such records, one for each side. */
export type FriendItem = {
  ownerUserID: string;
  /** The friend. */
  userID: string;
  /** The owner's remark for the friend, `''` if none. */
  remark: string;
  /** Unix time in seconds. */
  createTime: number;
  addSource: number;
  operatorUserID: string;
  nickname: string;
  faceURL: string;
  gender: number;
  phoneNumber: string;
  birth: number;
  email: string;
  ex: string;
  attachedInfo: string;
};

/** A user on `ownerUserID`'s blacklist. */
export type BlackItem = {
  ownerUserID: string;
  userID: string;
  nickname: string;
  faceURL: string;
  gender: number;
  /** Unix time in seconds. */
  createTime: number;
  addSource: number;
  operatorUserID: string;
  ex: string;
  attachedInfo: string;
};

/** The records one user may have for the caller; which are set depends on the method. */
export type TotalUserStruct = {
  publicInfo: PublicUserItem | null;
  friendInfo: FriendItem | null;
  blackInfo: BlackItem | null;
};

/** The result of checkFriend for one user. */
export type FriendRelationItem = {
  userID: string;
  /** 1 if they are a friend and not blacklisted by the caller, otherwise 0. */
  result: number;
};

export type FriendApplicationItem = {
  fromUserID: string;
  fromNickname: string;
  fromFaceURL: string;
  fromGender: number;
  toUserID: string;
  toNickname: string;
  toFaceURL: string;
  toGender: number;
  handleResult: HandleResult;
  reqMsg: string;
  /** Unix time in seconds. */
  createTime: number;
  handlerUserID: string;
  handleMsg: string;
  /** Unix time in seconds, 0 while pending. */
  handleTime: number;
  ex: string;
  attachedInfo: string;
};

// ── Groups ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export type GroupItem = {
  groupID: string;
  groupName: string;
  notification: string;
  introduction: string;
  faceURL: string;
  /** Unix time in seconds. */
  createTime: number;
  status: GroupStatus;
  creatorUserID: string;
  groupType: number;
  ownerUserID: string;
  memberCount: number;
  ex: string;
  attachedInfo: string;
  needVerification: GroupVerification;
  lookMemberInfo: number;
  applyMemberFriend: number;
  /** Unix time in seconds. */
  notificationUpdateTime: number;
  notificationUserID: string;
};

export type GroupMemberItem = {
  groupID: string;
  userID: string;
  nickname: string;
  faceURL: string;
  roleLevel: GroupRole;
  /** Unix time in seconds. */
  joinTime: number;
  joinSource: GroupJoinSource;
  operatorUserID: string;
  ex: string;
  attachedInfo: string;
  inviterUserID: string;
  /** Unix time in seconds until which the member may not write. */
  muteEndTime: number;
};

export type GroupApplicationItem = {
  groupID: string;
  groupName: string;
  notification: string;
  introduction: string;
  groupFaceURL: string;
  /** When the group was created, Unix time in seconds. */
  createTime: number;
  /** Status of the group. */
  status: GroupStatus;
  creatorUserID: string;
  groupType: number;
  ownerUserID: string;
  memberCount: number;
  /** The applicant. */
  userID: string;
  nickname: string;
  userFaceURL: string;
  gender: number;
  handleResult: HandleResult;
  reqMsg: string;
  handledMsg: string;
  /** Unix time in seconds. */
  reqTime: number;
  handleUserID: string;
  /** Unix time in seconds, 0 while pending. */
  handledTime: number;
  ex: string;
  attachedInfo: string;
  joinSource: GroupJoinSource;
  inviterUserID: string;
};

/** The result of inviteUserToGroup and kickGroupMember for one user: 0 done, −1 not possible. */
export type GroupActionResult = { userID: string; result: number };

// ── Conversations ──────────────────────────────────────────────────────────────────────────────────────────────────

export type ConversationItem = {
  /** `single_<peer>` or `group_<groupID>`, private to its owner. */
  conversationID: string;
  conversationType: SessionType;
  /** The peer of a single chat, otherwise `''`. */
  userID: string;
  /** The group of a group chat, otherwise `''`. */
  groupID: string;
  showName: string;
  faceURL: string;
  recvMsgOpt: OptType;
  unreadCount: number;
  groupAtType: GroupAtType;
  /** JSON text of the newest message, `''` if there is none: a string inside the JSON, to be parsed again. */
  latestMsg: Json<MessageItem> | '';
  /** Unix time in milliseconds (the seed's "ns" is wrong); 0 hides the conversation from lists. */
  latestMsgSendTime: number;
  draftText: string;
  /** Unix time in milliseconds. */
  draftTextTime: number;
  isPinned: boolean;
  isPrivateChat: boolean;
  isNotInGroup: boolean;
  attachedInfo: string;
  ex: string;
};
