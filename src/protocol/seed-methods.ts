import {
  type BlackItem,
  type ConversationItem,
  type FriendApplicationItem,
  type FriendRelationItem,
  type FullUserItem,
  type GroupActionResult,
  type GroupApplicationItem,
  type GroupItem,
  type GroupMemberItem,
  type TotalUserStruct,
  type PartialUserItem,
} from './entities.js';
import type { Json } from './json.js';
import type { MessageItem } from './message-entities.js';
import {
  json,
  none,
  object,
  tableOf,
  type TableSource,
  text,
  type Method,
  type Nothing,
  type QuotedNothing,
} from './method-types.js';
import type {
  AccessFriendParams,
  AccessGroupParams,
  AddFriendParams,
  AtMsgParams,
  CreateGroupParams,
  CustomMsgParams,
  FileMsgParams,
  GetGroupMemberParams,
  GetHistoryMsgParams,
  GetOneCveParams,
  GroupInfoParams,
  GroupMembersParams,
  ImageMsgParams,
  InitConfig,
  InsertGroupMsgParams,
  InsertSingleMsgParams,
  InviteGroupParams,
  isRecvParams,
  JoinGroupParams,
  LocationMsgParams,
  MarkC2CParams,
  MergerMsgParams,
  PinCveParams,
  QuoteMsgParams,
  RemarkFriendParams,
  SendMsgParams,
  SetDraftParams,
  SoundMsgParams,
  SplitParams,
  TransferGroupParams,
  TypingUpdateParams,
  VideoMsgParams,
} from './parameters.js';

/**
 * Every method of the seed (protocol 6): the single definition of each method's name, arguments, result, events and
 * errors. The SDK's API, the gateway's dispatcher and the reference are derived from it.
 *
 * Besides the codes listed, every method can fail with 100 and 1001 (frame or arguments of the wrong type), 1003 (not
 * logged in), 706 and 701 (kicked, expired), 803 (an argument's value), 810 (too many requests), 812 (internal) and, in
 * the client, 111–114 (connection).
 */
export interface SeedMethods {
  // ── Session ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Opens the connection and logs in. Resolves when the gateway has accepted the token; from then on, the SDK
   * reconnects by itself.
   * @fires OnConnecting, OnConnectSuccess, OnSyncServerStart, OnSyncServerFinish; OnConnectFailed or
   * OnUserTokenExpired
   * @throws 701–706 the token was refused; 1001 the token belongs to another user; 111, 112, 113 no connection
   */
  login: Method<'Login', [config: InitConfig], Nothing>;
  /** Logs out and closes this connection; other connections of the user stay open. Deletes the user's cache. */
  logout: Method<'Logout', [], Nothing>;
  /** The login status as decimal text: `101` logged in, `102` logging in, `103` failed, `201` logged out or kicked. */
  getLoginStatus: Method<'GetLoginStatus', [], string>;
  /** The logged-in user's ID, as plain text. */
  getLoginUser: Method<'GetLoginUser', [], string>;

  // ── Users ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Records of users, in the order requested; unknown IDs are omitted and duplicates collapse. `publicInfo` is set,
   * and `friendInfo` and `blackInfo` if the caller has such a record.
   * @throws 803 more than 1000 IDs
   */
  getUsersInfo: Method<'GetUsersInfo', [userIDList: string[]], Json<TotalUserStruct[]>>;
  /** The caller's own full record. */
  getSelfUserInfo: Method<'GetSelfUserInfo', [], Json<FullUserItem>>;
  /**
   * Changes the caller's record. Omitted members are unchanged; `''` and 0 are set, except that an empty nickname is
   * ignored.
   * @fires OnSelfInfoUpdated to the caller; OnFriendInfoChanged, OnConversationChanged and OnGroupMemberInfoChanged to
   * everyone who shows the name or avatar
   * @throws 803 a member is too long or of the wrong type
   */
  setSelfInfo: Method<'SetSelfInfo', [info: PartialUserItem], QuotedNothing>;

  // ── Message creation: builds a message, stores and sends nothing ─────────────────────────────────────────────────

  /** A text message (101). */
  createTextMessage: Method<'CreateTextMessage', [text: string], Json<MessageItem>>;
  /**
   * A text that mentions people (106); `AtAllTag` among the IDs mentions everybody. It may quote another message.
   * @throws 803 `message` is given but is not a message
   */
  createTextAtMessage: Method<'CreateTextAtMessage', [params: AtMsgParams], Json<MessageItem>>;
  /**
   * A picture (102) that already has URLs; sizes in bytes, width and height in pixels. Send it with sendMessageNotOss.
   */
  createImageMessage: Method<'CreateImageMessageByURL', [params: ImageMsgParams], Json<MessageItem>>;
  /** A voice message (103) that already has a URL; `dataSize` in bytes, `duration` in seconds. */
  createSoundMessage: Method<'CreateSoundMessageByURL', [params: SoundMsgParams], Json<MessageItem>>;
  /** A video (104) that already has URLs; sizes in bytes, `duration` in seconds. */
  createVideoMessage: Method<'CreateVideoMessageByURL', [params: VideoMsgParams], Json<MessageItem>>;
  /** A file (105) that already has a URL; `fileSize` in bytes. */
  createFileMessage: Method<'CreateFileMessageByURL', [params: FileMsgParams], Json<MessageItem>>;
  /**
   * Several messages merged into one (107).
   * @throws 803 an element of `messageList` is not a message
   */
  createMergerMessage: Method<'CreateMergerMessage', [params: MergerMsgParams], Json<MessageItem>>;
  /**
   * A copy of a sent message, for forwarding: same type and content, new clientMsgID, the caller as sender.
   * @throws 803 `message` is not a message; 201 the message was never sent
   */
  createForwardMessage: Method<'CreateForwardMessage', [message: string], Json<MessageItem>>;
  /** A location (109), in degrees. */
  createLocationMessage: Method<'CreateLocationMessage', [params: LocationMsgParams], Json<MessageItem>>;
  /**
   * A user's or group's card (108). `content` is the given JSON text.
   * @throws 1001 `cardDesc` is not a JSON object
   */
  createCardMessage: Method<'CreateCardMessage', [cardDesc: string], Json<MessageItem>>;
  /** A message of an application-defined type (110). */
  createCustomMessage: Method<'CreateCustomMessage', [params: CustomMsgParams], Json<MessageItem>>;
  /**
   * A text that quotes another message (114). Quoting a quote embeds its text only.
   * @throws 803 `message` is not a message
   */
  createQuoteMessage: Method<'CreateQuoteMessage', [params: QuoteMsgParams], Json<MessageItem>>;

  // ── Sending and history ──────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Sends a created message to a user or a group; `data` is the message as sent (status 2, server time and seq).
   * Sending the same message again is harmless: it succeeds with the first answer and is delivered once.
   * @fires OnProgress to the sender; OnRecvNewMessage, OnNewConversation or OnConversationChanged and
   * OnTotalUnreadMessageCountChanged to the receivers; OnConversationChanged to the sender
   * @throws 201 neither recvID nor groupID given; 301 unknown receiver, or media without a URL; 202 unknown or
   * dismissed group, type that cannot be sent, clientMsgID already used for another message; 208 not a member of the
   * group; 600 blacklisted by the receiver; 601 not the receiver's friend (if the gateway checks this); 224, 225
   * muted; 803 malformed or too large
   */
  sendMessage: Method<'SendMessage', [params: SendMsgParams], Json<MessageItem>>;
  /** Like sendMessage, for media that already have a URL; never uploads. */
  sendMessageNotOss: Method<'SendMessageNotOss', [params: SendMsgParams], Json<MessageItem>>;
  /**
   * A page of a conversation's history, oldest first: the newest `count` messages older than `startClientMsgID`.
   * @throws 802 unknown startClientMsgID; 803 no conversation given, or the start message belongs to another
   */
  getHistoryMessageList: Method<'GetHistoryMessageList', [params: GetHistoryMsgParams], Json<MessageItem[]>>;
  /**
   * Revokes a message that the caller has sent, given as its JSON string; only its clientMsgID is used. The message
   * disappears for everyone, and a notice (111) is stored.
   * @fires OnRecvMessageRevoked, OnRecvNewMessage (111) and OnConversationChanged to the others; OnConversationChanged
   * to the caller
   * @throws 802 unknown message; 201 not sent, or not the caller's; 208 the caller is no longer in the group
   */
  revokeMessage: Method<'RevokeMessage', [message: string], Nothing>;
  /**
   * Sends read receipts to a peer for their messages; with an empty list, sets the conversation's unread count to 0.
   * @fires OnRecvC2CReadReceipt to the peer, and OnConversationChanged if the latest message was among them; with an
   * empty list OnTotalUnreadMessageCountChanged and OnConversationChanged to the caller
   * @throws 201 none of the messages is an unread message from this peer
   */
  markC2CMessageAsRead: Method<'MarkC2CMessageAsRead', [params: MarkC2CParams], Nothing>;
  /**
   * Tells the peer that the caller is typing; the `msgTip` `no` tells them that the caller has stopped. Not stored.
   * @fires OnRecvNewMessage (113) to the peer, if online
   * @throws 201 recvID is empty; 600 blacklisted by the peer
   */
  typingStatusUpdate: Method<'TypingStatusUpdate', [params: TypingUpdateParams], Nothing>;
  /**
   * Deletes the caller's own copy of a message, given as its JSON string; only its clientMsgID is used.
   * @fires OnConversationChanged if it was the latest message
   * @throws 802 unknown message
   */
  deleteMessageFromLocalStorage: Method<'DeleteMessageFromLocalStorage', [message: string], Nothing>;
  /**
   * Stores a message in the caller's copy of a single chat without sending it; `data` is the message with a new
   * clientMsgID.
   * @fires OnNewConversation or OnConversationChanged
   * @throws 208 sendID or recvID is empty; 803 `message` is not a message
   */
  insertSingleMessageToLocalStorage: Method<
    'InsertSingleMessageToLocalStorage',
    [params: InsertSingleMsgParams],
    Json<MessageItem>
  >;
  /**
   * Stores a message in the caller's copy of a group chat without sending it; `data` is the message with a new
   * clientMsgID.
   * @fires OnNewConversation or OnConversationChanged
   * @throws 208 sendID or groupID is empty; 803 `message` is not a message
   */
  insertGroupMessageToLocalStorage: Method<
    'InsertGroupMessageToLocalStorage',
    [params: InsertGroupMsgParams],
    Json<MessageItem>
  >;
  /**
   * Deletes the caller's copies of all messages with a user; the conversation stays in the list.
   * @fires OnConversationChanged, OnTotalUnreadMessageCountChanged if the total changed
   * @throws 802 there is neither a conversation nor messages
   */
  clearC2CHistoryMessage: Method<'ClearC2CHistoryMessage', [userID: string], Nothing>;
  /**
   * Deletes the caller's copies of all messages of a group; the conversation stays in the list.
   * @fires OnConversationChanged, OnTotalUnreadMessageCountChanged if the total changed
   * @throws 802 there is neither a conversation nor messages
   */
  clearGroupHistoryMessage: Method<'ClearGroupHistoryMessage', [groupID: string], Nothing>;

  // ── Conversations ────────────────────────────────────────────────────────────────────────────────────────────────

  /** All conversations that have messages or a draft: pinned ones first, then by latest activity. */
  getAllConversationList: Method<'GetAllConversationList', [], Json<ConversationItem[]>>;
  /**
   * A slice of that list; empty beyond its end.
   * @throws 803 negative offset, or count not positive
   */
  getConversationListSplit: Method<'GetConversationListSplit', [params: SplitParams], Json<ConversationItem[]>>;
  /**
   * The conversation with a user or group. If there is none, it is created, hidden until it has a message.
   * @throws 802 unknown user or group; 803 unknown sessionType
   */
  getOneConversation: Method<'GetOneConversation', [params: GetOneCveParams], Json<ConversationItem>>;
  /** The same as getOneConversation: the seed documents both together, with a conversation as the result. */
  getConversationIDBySessionType: Method<
    'GetConversationIDBySessionType',
    [params: GetOneCveParams],
    Json<ConversationItem>
  >;
  /** Conversations by ID, in the order requested; unknown IDs are omitted. */
  getMultipleConversation: Method<
    'GetMultipleConversation',
    [conversationIDList: string[]],
    Json<ConversationItem[]>
  >;
  /**
   * Removes a conversation, with the caller's copies of its messages, from the list; its settings are kept.
   * @fires OnTotalUnreadMessageCountChanged
   * @throws 802 unknown conversation
   */
  deleteConversation: Method<'DeleteConversation', [conversationID: string], Nothing>;
  /**
   * Stores a draft in the conversation; `''` removes it.
   * @fires OnConversationChanged
   * @throws 802 unknown conversation; 803 longer than 65536 characters
   */
  setConversationDraft: Method<'SetConversationDraft', [params: SetDraftParams], Nothing>;
  /**
   * Pins a conversation to the top of the list, or unpins it.
   * @fires OnConversationChanged
   * @throws 802 unknown conversation
   */
  pinConversation: Method<'PinConversation', [params: PinCveParams], Nothing>;
  /**
   * Sets a group conversation's unread count to 0. An unknown group is not an error.
   * @fires OnTotalUnreadMessageCountChanged, OnConversationChanged
   */
  markGroupMessageHasRead: Method<'MarkGroupMessageHasRead', [groupID: string], Nothing>;
  /**
   * Sets how messages of conversations are received: 0 normally, 1 not at all (messages are lost), 2 without
   * notification. Unknown IDs are skipped.
   * @fires OnConversationChanged; OnTotalUnreadMessageCountChanged if the total changed
   * @throws 803 invalid `opt`
   */
  setConversationRecvMessageOpt: Method<'SetConversationRecvMessageOpt', [params: isRecvParams], Nothing>;
  /** The number of unread messages in all conversations that notify, as decimal text. */
  getTotalUnreadMsgCount: Method<'GetTotalUnreadMsgCount', [], string>;

  // ── Friends and blacklist ────────────────────────────────────────────────────────────────────────────────────────

  /** All friends, oldest first: `friendInfo` is set, and `blackInfo` if they are blacklisted. */
  getFriendList: Method<'GetFriendList', [], Json<TotalUserStruct[]>>;
  /** The friends among the given users, in the form of getFriendList. */
  getDesignatedFriendsInfo: Method<'GetDesignatedFriendsInfo', [userIDList: string[]], Json<TotalUserStruct[]>>;
  /**
   * Sets the caller's remark for a friend; `''` removes it.
   * @fires OnFriendInfoChanged; OnConversationChanged if there is a conversation
   * @throws 802 not a friend
   */
  setFriendRemark: Method<'SetFriendRemark', [params: RemarkFriendParams], QuotedNothing>;
  /** For each user, in the order requested, whether they are a friend and not blacklisted. */
  checkFriend: Method<'CheckFriend', [userIDList: string[]], Json<FriendRelationItem[]>>;
  /**
   * Ends the friendship on the caller's side only.
   * @fires OnFriendDeleted to the caller
   * @throws 802 not a friend
   */
  deleteFriend: Method<'DeleteFriend', [userID: string], QuotedNothing>;
  /**
   * Sends a friend application; it can be sent again.
   * @fires OnFriendApplicationAdded to both sides
   * @throws 802 unknown user; 803 the user is the caller
   */
  addFriend: Method<'AddFriend', [params: AddFriendParams], QuotedNothing>;
  /** The latest 1,000 friend applications received by the caller, in all states, newest first. */
  getRecvFriendApplicationList: Method<'GetRecvFriendApplicationList', [], Json<FriendApplicationItem[]>>;
  /** The latest 1,000 friend applications sent by the caller, in all states, newest first. */
  getSendFriendApplicationList: Method<'GetSendFriendApplicationList', [], Json<FriendApplicationItem[]>>;
  /**
   * Accepts an application: both become friends, and a message (1204) announces it.
   * @fires OnFriendApplicationAccepted and OnFriendAdded to both; OnRecvNewMessage (1204) and conversation events
   * @throws 802 no such application
   */
  acceptFriendApplication: Method<'AcceptFriendApplication', [params: AccessFriendParams], QuotedNothing>;
  /**
   * Refuses an application.
   * @fires OnFriendApplicationRejected to both sides
   * @throws 802 no such application
   */
  refuseFriendApplication: Method<'RefuseFriendApplication', [params: AccessFriendParams], QuotedNothing>;
  /**
   * Puts a user on the caller's blacklist: their messages are refused with 600.
   * @fires OnBlackAdded to the caller
   * @throws 802 unknown user, or already on the list; 803 the user is the caller
   */
  addBlack: Method<'AddBlack', [userID: string], QuotedNothing>;
  /**
   * Takes a user off the caller's blacklist. A user who is not on it is not an error.
   * @fires OnBlackDeleted to the caller
   */
  removeBlack: Method<'RemoveBlack', [userID: string], QuotedNothing>;
  /** The caller's blacklist, as plain records instead of TotalUserStruct. */
  getBlackList: Method<'GetBlackList', [], Json<BlackItem[]>>;

  // ── Groups ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Creates a group with the caller as owner. Unknown users, duplicates and role 2 are skipped.
   * @fires OnJoinedGroupAdded to every member; OnRecvNewMessage (1501) and conversation events
   * @throws 803 a text is too long
   */
  createGroup: Method<'CreateGroup', [params: CreateGroupParams], Json<GroupItem>>;
  /** Groups by ID, including those the caller is not in; unknown IDs are omitted. */
  getGroupsInfo: Method<'GetGroupsInfo', [groupIDList: string[]], Json<GroupItem[]>>;
  /**
   * Changes a group's record. Omitted members are unchanged; `''` clears, except for the name.
   * @fires OnGroupInfoChanged to the members; OnRecvNewMessage (1502) and conversation events
   * @throws 801 neither owner nor administrator; 802 unknown group; 804 dismissed
   */
  setGroupInfo: Method<'SetGroupInfo', [params: GroupInfoParams], QuotedNothing>;
  /** The groups the caller is in, oldest first. */
  getJoinedGroupList: Method<'GetJoinedGroupList', [], Json<GroupItem[]>>;
  /** A slice of a group's members: owner, administrators, members, each by joining time. Empty for non-members. */
  getGroupMemberList: Method<'GetGroupMemberList', [params: GetGroupMemberParams], Json<GroupMemberItem[]>>;
  /** The members among the given users. */
  getGroupMembersInfo: Method<'GetGroupMembersInfo', [params: GroupMembersParams], Json<GroupMemberItem[]>>;
  /**
   * Applies to join a group, or joins it if the group requires no approval.
   * @fires OnGroupApplicationAdded to the caller, owner and administrators
   * @throws 802 unknown group; 803 already a member; 804 dismissed
   */
  joinGroup: Method<'JoinGroup', [params: JoinGroupParams], QuotedNothing>;
  /** The latest 1,000 applications to the groups the caller owns or administers, in all states, newest first. */
  getRecvGroupApplicationList: Method<'GetRecvGroupApplicationList', [], Json<GroupApplicationItem[]>>;
  /** The latest 1,000 of the caller's applications to groups, in all states, newest first. */
  getSendGroupApplicationList: Method<'GetSendGroupApplicationList', [], Json<GroupApplicationItem[]>>;
  /**
   * Accepts an applicant into the group.
   * @fires OnGroupApplicationAccepted, OnJoinedGroupAdded, OnGroupMemberAdded, OnGroupInfoChanged; OnRecvNewMessage
   * (1510)
   * @throws 801 neither owner nor administrator; 802 no such application; 804 already handled, or dismissed
   */
  acceptGroupApplication: Method<'AcceptGroupApplication', [params: AccessGroupParams], QuotedNothing>;
  /**
   * Refuses an applicant.
   * @fires OnGroupApplicationRejected to the applicant, owner and administrators
   * @throws 801 neither owner nor administrator; 802 no such application; 804 already handled, or dismissed
   */
  refuseGroupApplication: Method<'RefuseGroupApplication', [params: AccessGroupParams], QuotedNothing>;
  /**
   * Adds users to a group; each gets a result, 0 or −1.
   * @fires OnJoinedGroupAdded to the invited; OnGroupMemberAdded, OnGroupInfoChanged to the others; OnRecvNewMessage
   * (1509)
   * @throws 801 the caller is not a member; 802 unknown group; 804 dismissed
   */
  inviteUserToGroup: Method<'InviteUserToGroup', [params: InviteGroupParams], Json<GroupActionResult[]>>;
  /**
   * Removes members from a group; each gets a result, 0 or −1.
   * @fires OnJoinedGroupDeleted to the removed; OnGroupMemberDeleted, OnGroupInfoChanged to the others;
   * OnRecvNewMessage (1508)
   * @throws 801 neither owner nor administrator; 802 unknown group; 803 empty list; 804 dismissed
   */
  kickGroupMember: Method<'KickGroupMember', [params: InviteGroupParams], Json<GroupActionResult[]>>;
  /**
   * Leaves a group. An owner can only leave a group without other members, which dismisses it.
   * @fires OnJoinedGroupDeleted to the caller; OnGroupMemberDeleted, OnGroupInfoChanged to the others;
   * OnRecvNewMessage (1504)
   * @throws 802 not a member; 801 the caller owns the group, and others are in it
   */
  quitGroup: Method<'QuitGroup', [groupID: string], QuotedNothing>;
  /**
   * Transfers a group to another member.
   * @fires OnGroupMemberInfoChanged twice, OnGroupInfoChanged to the members; OnRecvNewMessage (1507)
   * @throws 801 not the owner; 802 the new owner is not a member; 803 the user is the caller; 804 dismissed
   */
  transferGroupOwner: Method<'TransferGroupOwner', [params: TransferGroupParams], QuotedNothing>;
}

/**
 * The methods whose argument is more than one text, and those with a wire name of their own: all that a client has to know
 * to encode arguments.
 */
export const composedSeedMethods = {
  login: { kind: 'object', jsonMembers: [], picked: ['userID', 'token'] },

  createTextAtMessage: {
    kind: 'object',
    jsonMembers: ['atUserIDList'],
    optionalJsonMembers: ['atUsersInfo', 'message'],
  },
  createImageMessage: {
    wire: 'CreateImageMessageByURL',
    encoding: object('sourcePicture', 'bigPicture', 'snapshotPicture'),
  },
  createSoundMessage: { wire: 'CreateSoundMessageByURL', encoding: { kind: 'wrapped', member: 'soundBaseInfo' } },
  createVideoMessage: { wire: 'CreateVideoMessageByURL', encoding: { kind: 'wrapped', member: 'videoBaseInfo' } },
  createFileMessage: { wire: 'CreateFileMessageByURL', encoding: { kind: 'wrapped', member: 'fileBaseInfo' } },
  createMergerMessage: object('messageList', 'summaryList'),
  createQuoteMessage: object('message'),

  sendMessage: object('message', 'offlinePushInfo'),
  sendMessageNotOss: object('message', 'offlinePushInfo'),
  markC2CMessageAsRead: object('msgIDList'),
  insertSingleMessageToLocalStorage: object('message'),
  insertGroupMessageToLocalStorage: object('message'),

  setConversationRecvMessageOpt: object('conversationIDList'),

  createGroup: object('groupBaseInfo', 'memberList'),
  setGroupInfo: object('groupInfo'),
  getGroupMembersInfo: object('userIDList'),
  inviteUserToGroup: object('userIDList'),
  kickGroupMember: object('userIDList'),
} satisfies Partial<TableSource<SeedMethods>>;

/** The run-time side of {@link SeedMethods}. */
export const seedMethodTable = /* @__PURE__ */ tableOf<SeedMethods>({
  ...composedSeedMethods,

  logout: none,
  getLoginStatus: none,
  getLoginUser: none,

  getUsersInfo: json,
  getSelfUserInfo: none,
  setSelfInfo: json,

  createTextMessage: text,
  createForwardMessage: text,
  createLocationMessage: json,
  createCardMessage: text,
  createCustomMessage: json,

  getHistoryMessageList: json,
  revokeMessage: text,
  typingStatusUpdate: json,
  deleteMessageFromLocalStorage: text,
  clearC2CHistoryMessage: text,
  clearGroupHistoryMessage: text,

  getAllConversationList: none,
  getConversationListSplit: json,
  getOneConversation: json,
  getConversationIDBySessionType: json,
  getMultipleConversation: json,
  deleteConversation: text,
  setConversationDraft: json,
  pinConversation: json,
  markGroupMessageHasRead: text,
  getTotalUnreadMsgCount: none,

  getFriendList: none,
  getDesignatedFriendsInfo: json,
  setFriendRemark: json,
  checkFriend: json,
  deleteFriend: text,
  addFriend: json,
  getRecvFriendApplicationList: none,
  getSendFriendApplicationList: none,
  acceptFriendApplication: json,
  refuseFriendApplication: json,
  addBlack: text,
  removeBlack: text,
  getBlackList: none,

  getGroupsInfo: json,
  getJoinedGroupList: none,
  getGroupMemberList: json,
  joinGroup: json,
  getRecvGroupApplicationList: none,
  getSendGroupApplicationList: none,
  acceptGroupApplication: json,
  refuseGroupApplication: json,
  quitGroup: text,
  transferGroupOwner: json,
});
