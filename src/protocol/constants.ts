/** The kind of chat: `sessionType` of a message, `conversationType` of a conversation. */
export const SessionType = { Single: 1, Group: 2 } as const;
export type SessionType = (typeof SessionType)[keyof typeof SessionType];

/** Who created a message: a user, or the system on behalf of a user (notifications). */
export const MessageFrom = { User: 100, System: 200 } as const;
export type MessageFrom = (typeof MessageFrom)[keyof typeof MessageFrom];

/** The state of one user's copy of a message. Copies with the status `Deleted` or higher are never listed. */
export const MessageStatus = { Sending: 1, Sent: 2, Failed: 3, Deleted: 4, Revoked: 5, Filtered: 6 } as const;
export type MessageStatus = (typeof MessageStatus)[keyof typeof MessageStatus];

/** `contentType` of a message. The seed's "108 forward" is an error: 108 is the card. */
export const ContentType = {
  Text: 101,
  Picture: 102,
  Sound: 103,
  Video: 104,
  File: 105,
  At: 106,
  Merger: 107,
  Card: 108,
  Location: 109,
  Custom: 110,
  /** A stored notice that a message was revoked; `content` is the revoked message's clientMsgID. */
  RevokeNotice: 111,
  SingleReadReceipt: 112,
  Typing: 113,
  Quote: 114,
  Face: 115,
  GroupReadReceipt: 116,
  AdvancedText: 117,
  AdvancedRevokeNotice: 118,
  CustomWithoutConversation: 119,
  CustomOnlineOnly: 120,
} as const;
export type ContentType = (typeof ContentType)[keyof typeof ContentType];

/** contentTypes of notifications, which are stored as messages from the system. */
export const NotificationType = {
  FriendApplicationApproved: 1201,
  FriendApplicationRejected: 1202,
  FriendApplicationAdded: 1203,
  FriendAdded: 1204,
  FriendDeleted: 1205,
  FriendRemarkSet: 1206,
  BlackAdded: 1207,
  BlackDeleted: 1208,
  SelfInfoUpdated: 1303,
  GroupCreated: 1501,
  GroupInfoSet: 1502,
  JoinGroupApplication: 1503,
  MemberQuit: 1504,
  GroupApplicationAccepted: 1505,
  GroupApplicationRejected: 1506,
  GroupOwnerTransferred: 1507,
  MemberKicked: 1508,
  MemberInvited: 1509,
  MemberEntered: 1510,
  GroupDismissed: 1511,
  GroupMemberMuted: 1512,
  GroupMemberUnmuted: 1513,
  GroupMuted: 1514,
  GroupUnmuted: 1515,
  GroupMemberInfoSet: 1516,
} as const;
export type NotificationType = (typeof NotificationType)[keyof typeof NotificationType];

/** contentTypes from this value on are notifications, never a person's message; read receipts leave them out. */
export const FIRST_NOTIFICATION_TYPE = 1000;

/** How a user receives a conversation's messages: `recvMsgOpt`. */
export const OptType = {
  /** Receive and notify. */
  Normal: 0,
  /** Do not receive: the messages are discarded, not kept for later. */
  Mute: 1,
  /** Receive without notification; not included in the total unread count. */
  WithoutNotify: 2,
} as const;
export type OptType = (typeof OptType)[keyof typeof OptType];

/** Whether an unread message of a group mentions the viewer, everybody or both, or is a new announcement. */
export const GroupAtType = { None: 0, Me: 1, All: 2, AllAndMe: 3, GroupNotice: 4 } as const;
export type GroupAtType = (typeof GroupAtType)[keyof typeof GroupAtType];

export const GroupRole = { Member: 1, Owner: 2, Admin: 3 } as const;
export type GroupRole = (typeof GroupRole)[keyof typeof GroupRole];

export const GroupStatus = { Normal: 0, Banned: 1, Dismissed: 2, Muted: 3 } as const;
export type GroupStatus = (typeof GroupStatus)[keyof typeof GroupStatus];

/** What joining a group requires. */
export const GroupVerification = { ApplyNeedsInviteNot: 0, AllNeed: 1, NothingNeeds: 2 } as const;
export type GroupVerification = (typeof GroupVerification)[keyof typeof GroupVerification];

export const GroupJoinSource = { Unknown: 0, Invitation: 2, Search: 3, QrCode: 4 } as const;
export type GroupJoinSource = (typeof GroupJoinSource)[keyof typeof GroupJoinSource];

/** `filter` of getGroupMemberList. */
export const GroupMemberFilter = { All: 0, Members: 1, Owner: 2, Admins: 3, AdminsAndMembers: 4 } as const;
export type GroupMemberFilter = (typeof GroupMemberFilter)[keyof typeof GroupMemberFilter];

/** `handleResult` of friend and group applications. */
export const HandleResult = { Refused: -1, Pending: 0, Accepted: 1 } as const;
export type HandleResult = (typeof HandleResult)[keyof typeof HandleResult];

/** The seed contradicts itself here; these are the values that real clients and servers use. */
export const Gender = { Unknown: 0, Male: 1, Female: 2 } as const;
export type Gender = (typeof Gender)[keyof typeof Gender];

export const Platform = {
  iOS: 1,
  Android: 2,
  Windows: 3,
  MacOSX: 4,
  Web: 5,
  MiniProgram: 6,
  Linux: 7,
  Admin: 8,
} as const;
export type Platform = (typeof Platform)[keyof typeof Platform];

/** The values that getLoginStatus returns, as decimal text. */
export const LoginStatus = { LoggedIn: '101', LoggingIn: '102', Failed: '103', LoggedOut: '201' } as const;
export type LoginStatus = (typeof LoginStatus)[keyof typeof LoginStatus];

/** The ID in `atUserList` that means everybody in the group. */
export const AT_ALL_TAG = 'AtAllTag';

/** The `msgTip` that ends a typing indicator at once; any other text starts or prolongs it (domain rules 9). */
export const TYPING_STOPPED_TIP = 'no';
