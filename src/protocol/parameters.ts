/** Argument objects of the methods, under the names that the seed and the original client use. */
import type { GroupMemberFilter, GroupRole, GroupVerification, OptType, SessionType } from './constants.js';
import type {
  AtUsersInfoItem,
  FaceElem,
  FileElem,
  MessageEntity,
  MessageItem,
  OfflinePush,
  Picture,
  SoundElem,
  VideoElem,
} from './message-entities.js';
import type { InboxCursor } from './extra-entities.js';
import type { FileData } from './uploads.js';

export type InitConfig = {
  userID: string;
  /** From your own back end (REST `/auth/user_token`); never generate it in a page. */
  token: string;
  /** WebSocket URL of the gateway, such as `ws://localhost:30000`. */
  url: string;
  /** URL of the gateway's REST API, which also handles files. Default: the same host over http or https. */
  apiUrl?: string;
  /** 5 for web pages; see Platform. */
  platformID: number;
  /** Deliver messages as arrays in OnRecvNewMessages instead of one by one. */
  isBatch?: boolean;
  operationID?: string;
};

export type AtMsgParams = {
  text: string;
  atUserIDList: string[];
  /** The group nicknames of those mentioned. */
  atUsersInfo?: AtUsersInfoItem[];
  /** JSON string of the quoted message. */
  message?: string;
};
export type AdvancedMsgParams = { text: string; messageEntityList?: MessageEntity[] };
export type FaceMessageParams = FaceElem;

export type PicBaseInfo = Picture;
export type ImageMsgParams = { sourcePicture: PicBaseInfo; bigPicture: PicBaseInfo; snapshotPicture: PicBaseInfo };
export type SoundMsgParams = SoundElem;
export type VideoMsgParams = VideoElem;
export type FileMsgParams = FileElem;

/** Messages to merge, as objects or as the JSON strings that the create methods return; you can mix both. */
export type MergerMsgParams = { messageList: (MessageItem | string)[]; title: string; summaryList: string[] };
export type LocationMsgParams = { description: string; longitude: number; latitude: number };
export type CustomMsgParams = { data: string; extension: string; description: string };
export type QuoteMsgParams = {
  text: string;
  /** JSON string of the quoted message. */
  message: string;
};

export type AdvancedQuoteMsgParams = QuoteMsgParams & { messageEntityList: MessageEntity[] };

export type SendMsgParams = {
  /** The receiver of a single message; takes precedence over groupID. */
  recvID: string;
  groupID: string;
  /** JSON string of a message from a create method. */
  message: string;
  offlinePushInfo?: OfflinePush;
  /**
   * Not in the original client: a `File` or `Blob` to upload with the message, for `sendMessage` only. Create the
   * message as usual (createImageMessage, createSoundMessage, createVideoMessage, createFileMessage) with empty URLs.
   * The file is uploaded first, then the URL, size and, if missing, type and name are filled in. `OnProgress` reports
   * the progress. The file waits in the outbox with its message, so the upload restarts after a reload. Fails with 803
   * if the file is too large, and 301 if it cannot be read or uploaded.
   */
  file?: FileData;
};

export type GetHistoryMsgParams = {
  /** The peer of a single chat, otherwise `''`. */
  userID: string;
  groupID: string;
  count: number;
  /** The oldest message already loaded, which the page does not include. `''` starts from the newest. */
  startClientMsgID: string;
  /** Takes precedence over userID and groupID. */
  conversationID?: string;
};

export type MarkC2CParams = {
  userID: string;
  /** The messages that were read; an empty list sets the conversation's unread count to 0 instead. */
  msgIDList: string[];
};
export type TypingUpdateParams = { recvID: string; msgTip: string };
export type InsertSingleMsgParams = { message: string; recvID: string; sendID: string };
export type InsertGroupMsgParams = { message: string; groupID: string; sendID: string };

export type SplitParams = { offset: number; count: number };
export type GetOneCveParams = {
  /** userID or groupID, depending on sessionType. */
  sourceID: string;
  sessionType: SessionType;
};
export type SetDraftParams = { conversationID: string; draftText: string };
export type PinCveParams = { conversationID: string; isPinned: boolean };
export type isRecvParams = { conversationIDList: string[]; opt: OptType };

export type RemarkFriendParams = { toUserID: string; remark: string };
export type AddFriendParams = { toUserID: string; reqMsg: string };
export type AccessFriendParams = {
  /** The applicant. */
  toUserID: string;
  handleMsg: string;
};

export type GroupInitInfo = {
  /** Always 0. */
  groupType: number;
  groupName: string;
  introduction?: string;
  notification?: string;
  faceURL?: string;
  ex?: string;
};
export type GroupBaseInfo = Partial<Omit<GroupInitInfo, 'groupType'>>;
export type Member = {
  userID: string;
  /** 1 member, 3 administrator. */
  roleLevel: number;
};
export type CreateGroupParams = { groupBaseInfo: GroupInitInfo; memberList: Member[] };
export type GroupInfoParams = { groupID: string; groupInfo: GroupBaseInfo };
export type GetGroupMemberParams = { groupID: string; filter: GroupMemberFilter; offset: number; count: number };
export type GroupMembersParams = { groupID: string; userIDList: string[] };
export type InviteGroupParams = GroupMembersParams & { reason: string };
export type JoinGroupParams = { groupID: string; reqMsg: string; joinSource?: number };
export type AccessGroupParams = {
  groupID: string;
  /** The applicant. */
  fromUserID: string;
  handleMsg: string;
};
export type TransferGroupParams = { groupID: string; newOwnerUserID: string };

// ── Of the methods beyond the seed's ───────────────────────────────────────────────────────────────────────────────

export type GetAdvancedHistoryMsgParams = GetHistoryMsgParams & {
  /** `lastMinSeq` of the previous page, 0 for the first. */
  lastMinSeq: number;
};

export type GetInboxChangesParams = InboxCursor & {
  /** Maximum number of messages, of changes, and of conversations. */
  count: number;
};

export type SearchLocalParams = {
  /** Where to search; everywhere if omitted. */
  conversationID?: string;
  /** Where to search, in the form of 2.0 clients: userID or groupID, depending on sessionType. */
  sourceID?: string;
  sessionType?: SessionType;
  keywordList: string[];
  /** 0 any of the keywords, 1 all of them. */
  keywordListMatchType?: number;
  /** Only messages from these users; from everybody if empty. */
  senderUserIDList?: string[];
  /** Only messages of these types; of all searchable types if empty. */
  messageTypeList?: number[];
  /** End of the time window, Unix time in seconds; 0 is now. */
  searchTimePosition?: number;
  /** Length of the time window in seconds; 0 is everything. */
  searchTimePeriod?: number;
  /** Starts at 1; only within a conversation. */
  pageIndex?: number;
  count?: number;
};
export type FindMessageParams = { conversationID: string; clientMsgIDList: string[] };

export type GroupMsgReadParams = {
  groupID: string;
  /** The messages that were read; an empty list sets the conversation's unread count to 0 instead. */
  msgIDList: string[];
};
export type MarkNotiParams = { conversationID: string; msgIDList: string[] };
export type setPrvParams = { conversationID: string; isPrivate: boolean };

export type SearchFriendParams = {
  /** Only the first one is used. */
  keywordList: string[];
  isSearchUserID: boolean;
  isSearchNickname: boolean;
  isSearchRemark: boolean;
};

export type SearchGroupParams = {
  /** Only the first one is used. */
  keywordList: string[];
  isSearchGroupID: boolean;
  isSearchGroupName: boolean;
};
export type SearchGroupMemberParams = {
  groupID: string;
  /** Only the first one is used. */
  keywordList: string[];
  isSearchUserID: boolean;
  isSearchMemberNickname: boolean;
  offset: number;
  count: number;
};
export type GetGroupMemberByTimeParams = {
  groupID: string;
  /** Users to omit. */
  filterUserIDList: string[];
  offset: number;
  count: number;
  /** Unix time in seconds. */
  joinTimeBegin: number;
  /** Unix time in seconds; 0 is now. */
  joinTimeEnd: number;
};
export type ChangeGroupMuteParams = { groupID: string; isMute: boolean };
export type ChangeGroupMemberMuteParams = { groupID: string; userID: string; mutedSeconds: number };
export type MemberNameParams = { groupID: string; userID: string; GroupMemberNickname: string };
export type SetGroupRoleParams = { groupID: string; userID: string; roleLevel: GroupRole };
export type SetGroupVerificationParams = { groupID: string; verification: GroupVerification };
export type SetMemberAuthParams = {
  groupID: string;
  /** 0 allowed, 1 not allowed. */
  rule: number;
};
