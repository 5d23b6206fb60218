/**
 * The data the protocol carries (protocol 7), under the seed's names. Every member is always present on the wire
 * of our gateway. Times: message and conversation times in milliseconds, all others in seconds (domain rules 1.2).
 */
import type {
  GroupAtType,
  GroupJoinSource,
  GroupRole,
  GroupStatus,
  GroupVerification,
  HandleResult,
  MessageStatus,
  OptType,
  SessionType,
} from './constants.js';
import type { Json } from './json.js';

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

// ── Messages ───────────────────────────────────────────────────────────────────────────────────────────────────────

export type Picture = { uuid: string; type: string; size: number; width: number; height: number; url: string };

export type PictureElem = {
  sourcePath: string;
  sourcePicture: Picture;
  bigPicture: Picture;
  snapshotPicture: Picture;
};

export type SoundElem = {
  uuid: string;
  soundPath: string;
  sourceUrl: string;
  /** Bytes. */
  dataSize: number;
  /** Seconds. */
  duration: number;
};

export type VideoElem = {
  videoPath: string;
  videoUUID: string;
  videoUrl: string;
  videoType: string;
  /** Bytes. */
  videoSize: number;
  /** Seconds. */
  duration: number;
  snapshotPath: string;
  snapshotUUID: string;
  /** Bytes. */
  snapshotSize: number;
  snapshotUrl: string;
  snapshotWidth: number;
  snapshotHeight: number;
};

export type FileElem = {
  filePath: string;
  uuid: string;
  sourceUrl: string;
  fileName: string;
  /** Bytes. */
  fileSize: number;
};

export type MergeElem = { title: string; abstractList: string[] | null; multiMessage: MessageItem[] | null };

export type AtElem = {
  text: string;
  atUserList: string[] | null;
  /** Whether the viewer is mentioned, by name or as part of everybody; computed for each viewer. */
  isAtSelf: boolean;
  /** The group nicknames of those mentioned, if the sender provided them. */
  atUsersInfo?: AtUsersInfoItem[] | null;
  /** The quoted message, if the sender provided one. */
  quoteMessage?: MessageItem | null;
};

export type AtUsersInfoItem = { atUserID: string; groupNickname: string };

export type FaceElem = { index: number; data: string };

export type LocationElem = { description: string; longitude: number; latitude: number };

export type CustomElem = { data: string; description: string; extension: string };

export type QuoteElem = {
  text: string;
  quoteMessage: MessageItem | null;
  /** Formatting of `text`, if the sender provided it. */
  messageEntityList?: MessageEntity[] | null;
};

/** A formatted range of a text, in UTF-16 units. The values of `type` are defined by the application. */
export type MessageEntity = { type: string; offset: number; length: number; url?: string; info?: string };

export type MessageEntityElem = { text: string; messageEntityList: MessageEntity[] | null };

export type NotificationElem = {
  /** JSON text whose members depend on the contentType. */
  detail: string;
  /** A short English sentence, for clients that do not support the type. */
  defaultTips: string;
};

export type OfflinePush = {
  title: string;
  desc: string;
  ex: string;
  iOSPushSound: string;
  iOSBadgeCount: boolean;
};

export type AttachedInfoElem = {
  groupHasReadInfo: { hasReadUserIDList: string[] | null; hasReadCount: number; groupMemberCount: number };
  /** When the peer read the message, Unix time in milliseconds; 0 if they have not. */
  hasReadTime: number;
};

/** The element members of a message; the one that matches the contentType is filled. */
export type MessageElements = {
  pictureElem: PictureElem;
  soundElem: SoundElem;
  videoElem: VideoElem;
  fileElem: FileElem;
  mergeElem: MergeElem;
  atElem: AtElem;
  faceElem: FaceElem;
  locationElem: LocationElem;
  customElem: CustomElem;
  quoteElem: QuoteElem;
  messageEntityElem: MessageEntityElem;
  notificationElem: NotificationElem;
};

export type MessageItem = MessageElements & {
  /** Chosen by the sender, 32 hex digits: identifies the message everywhere. */
  clientMsgID: string;
  serverMsgID: string;
  /** Unix time in milliseconds, by the sender's clock. */
  createTime: number;
  /** Unix time in milliseconds, by the gateway's clock, strictly increasing within a conversation. */
  sendTime: number;
  sessionType: SessionType | 0;
  sendID: string;
  /** The receiver of a single message; in group messages, the viewer. */
  recvID: string;
  msgFrom: number;
  /** See ContentType and NotificationType; a number, because newer servers have more. */
  contentType: number;
  platformID: number;
  senderNickname: string;
  senderFaceUrl: string;
  groupID: string;
  /** The raw text, or JSON of the element. */
  content: string;
  /** Position in the owner's inbox, 0 if not assigned. */
  seq: number;
  isRead: boolean;
  status: MessageStatus;
  offlinePush: OfflinePush;
  attachedInfo: string;
  ex: string;
  attachedInfoElem: AttachedInfoElem;
  /**
   * Added by our gateway to revoke notices (111): sendTime of the revoked message, so that the notice can take its
   * place. Absent in other messages and from other gateways.
   */
  sourceMessageSendTime?: number;
};

/** Who read which messages, in OnRecvC2CReadReceipt and OnRecvGroupReadReceipt. */
export type ReadReceiptItem = {
  /** The reader. `uid` is the same, under the name that 2.0 clients use. */
  userID: string;
  uid: string;
  /** `''` for single chats. */
  groupID: string;
  msgIDList: string[];
  /** Unix time in milliseconds. */
  readTime: number;
  msgFrom: number;
  /** 112 in single chats, 116 in groups. */
  contentType: number;
  sessionType: SessionType;
};

/** Upload or send progress of one message, 0–100. */
export type ProgressItem = { progress: number; clientMsgID: string };
