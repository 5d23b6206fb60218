import type { OptType } from './constants.js';
import type { GroupItem, GroupMemberItem, MessageItem } from './entities.js';
import type {
  AdvancedHistory,
  ConversationRecvOpt,
  FoundFriendItem,
  FoundMessages,
  InboxChanges,
  SearchedMessages,
} from './extra-entities.js';
import type { Json } from './json.js';
import {
  json,
  none,
  object,
  text,
  type ArgumentEncoding,
  type Method,
  type Nothing,
  tableOf,
  type QuotedNothing,
} from './method-types.js';
import type {
  AdvancedMsgParams,
  AdvancedQuoteMsgParams,
  ChangeGroupMemberMuteParams,
  ChangeGroupMuteParams,
  FaceMessageParams,
  FindMessageParams,
  GetAdvancedHistoryMsgParams,
  GetGroupMemberByTimeParams,
  GetHistoryMsgParams,
  GetInboxChangesParams,
  GroupMsgReadParams,
  MarkNotiParams,
  MemberNameParams,
  SearchFriendParams,
  SearchGroupMemberParams,
  SearchGroupParams,
  SearchLocalParams,
  SetGroupRoleParams,
  SetGroupVerificationParams,
  SetMemberAuthParams,
  setPrvParams,
} from './parameters.js';

/**
 * Methods the published clients have beyond the seed's 69 (protocol section 8), as far as they belong to a chat; what
 * does not is in unsupported.ts. The codes every method can fail with stand at the seed's methods.
 */
export interface ExtraMethods {
  // ── Message creation: builds a message, stores and sends nothing ─────────────────────────────────────────────────

  /** A text with formatted stretches (117); offsets and lengths in UTF-16 units. */
  createAdvancedTextMessage: Method<'CreateAdvancedTextMessage', [params: AdvancedMsgParams], Json<MessageItem>>;
  /**
   * A formatted text that answers another message (114). Quoting a quote embeds its text only.
   * @throws 803 `message` is no message
   */
  createAdvancedQuoteMessage: Method<
    'CreateAdvancedQuoteMessage',
    [params: AdvancedQuoteMsgParams],
    Json<MessageItem>
  >;
  /** A sticker (115): `index` in a set both sides know, or `data` of the application's own. */
  createFaceMessage: Method<'CreateFaceMessage', [params: FaceMessageParams], Json<MessageItem>>;

  // ── Sending and history: pages and search ─────────────────────────────────────────────────────────────────────────

  /**
   * A page of a conversation's history in the other direction, oldest first: the first `count` messages newer than
   * `startClientMsgID`, or the oldest ones when it is `''`.
   * @throws 802 unknown startClientMsgID; 803 no conversation, or the start message belongs to another
   */
  getHistoryMessageListReverse: Method<
    'GetHistoryMessageListReverse',
    [params: GetHistoryMsgParams],
    Json<MessageItem[]>
  >;
  /**
   * As getHistoryMessageList, with whether there is anything older. A `conversationID` the caller does not have is told
   * by errCode 100 inside the answer.
   * @throws 802 unknown startClientMsgID; 803 no conversation, or the start message belongs to another
   */
  getAdvancedHistoryMessageList: Method<
    'GetAdvancedHistoryMessageList',
    [params: GetAdvancedHistoryMsgParams],
    Json<AdvancedHistory>
  >;
  /** Messages by ID, by conversation, in the order asked for; what the caller does not see is left out. */
  findMessageList: Method<'FindMessageList', [params: FindMessageParams[]], Json<FoundMessages>>;
  /**
   * Searches the caller's messages, newest first: by keywords (any, or all of them; substrings, whatever their case) in
   * texts, mentions and file names, or all messages of some types. In one conversation page by page, otherwise in all of
   * them at once. Times in seconds: a window of `searchTimePeriod` (0: everything) before `searchTimePosition` (0: now).
   * The counts are of all matches up to 10,000; of those not in one conversation the newest are listed, 1,000 at most.
   * @throws 201 neither keywords nor types, or in a conversation pageIndex or count not positive; 803 another match
   *   type
   */
  searchLocalMessages: Method<'SearchLocalMessages', [params: SearchLocalParams], Json<SearchedMessages>>;

  /**
   * Everything that happened to the caller's data since a cursor, page by page, up to `count` messages and as many changes
   * at once (1,000 at most): new messages, those that were read or are gone, cleared conversations, and names. Of this
   * project's own making, see protocol-extensions.md; the SDK keeps its cache true with it. With the epoch `''` it
   * answers where things stand now and nothing else.
   * @throws 803 count not positive
   */
  getInboxChanges: Method<'GetInboxChanges', [params: GetInboxChangesParams], Json<InboxChanges>>;

  // ── Sending and history: taking back, deleting, reading ───────────────────────────────────────────────────────────

  /**
   * Takes back a sent message, given as its JSON string; only its clientMsgID counts. A notice (118) takes its place in
   * the history of everybody who sees it, and quotes of it say no longer what it said. In a group the owner may take back
   * everything, an administrator what ordinary members sent.
   * @fires OnNewRecvMessageRevoked to everybody, the caller included; OnConversationChanged where it was the latest
   * @throws 802 unknown message; 201 not sent, or not the caller's to take back
   */
  newRevokeMessage: Method<'NewRevokeMessage', [message: string], Nothing>;
  /**
   * Deletes the caller's own copy of a message: the same as deleteMessageFromLocalStorage, the gateway being the store.
   * @fires OnConversationChanged if it was the latest message
   * @throws 802 unknown message
   */
  deleteMessageFromLocalAndSvr: Method<'DeleteMessageFromLocalAndSvr', [message: string], Nothing>;
  /**
   * The same as deleteConversation.
   * @fires OnTotalUnreadMessageCountChanged
   * @throws 802 unknown conversation
   */
  deleteConversationFromLocalAndSvr: Method<
    'DeleteConversationFromLocalAndSvr',
    [conversationID: string],
    Nothing
  >;
  /**
   * The same as clearC2CHistoryMessage.
   * @fires OnConversationChanged, OnTotalUnreadMessageCountChanged if the total changed
   * @throws 802 neither conversation nor messages exist
   */
  clearC2CHistoryMessageFromLocalAndSvr: Method<
    'ClearC2CHistoryMessageFromLocalAndSvr',
    [userID: string],
    Nothing
  >;
  /**
   * The same as clearGroupHistoryMessage.
   * @fires OnConversationChanged, OnTotalUnreadMessageCountChanged if the total changed
   * @throws 802 neither conversation nor messages exist
   */
  clearGroupHistoryMessageFromLocalAndSvr: Method<
    'ClearGroupHistoryMessageFromLocalAndSvr',
    [groupID: string],
    Nothing
  >;
  /**
   * Deletes the caller's copies of all messages of all conversations, which stay listed.
   * @fires OnConversationChanged with all of them, OnTotalUnreadMessageCountChanged
   */
  deleteAllMsgFromLocal: Method<'DeleteAllMsgFromLocal', [], Nothing>;
  /**
   * The same as deleteAllMsgFromLocal.
   * @fires OnConversationChanged with all of them, OnTotalUnreadMessageCountChanged
   */
  deleteAllMsgFromLocalAndSvr: Method<'DeleteAllMsgFromLocalAndSvr', [], Nothing>;
  /**
   * As deleteConversation of each conversation: messages and list are empty, settings stay.
   * @fires OnTotalUnreadMessageCountChanged
   */
  deleteAllConversationFromLocal: Method<'DeleteAllConversationFromLocal', [], Nothing>;
  /**
   * Tells the senders in a group which of their messages were read; with an empty list sets the conversation's unread
   * count to 0.
   * @fires OnRecvGroupReadReceipt to each sender, and OnConversationChanged where the latest message was among them; with
   *   an empty list OnTotalUnreadMessageCountChanged and OnConversationChanged to the caller
   * @throws 201 none of the messages is an unread one of somebody else's
   */
  markGroupMessageAsRead: Method<'MarkGroupMessageAsRead', [params: GroupMsgReadParams], Nothing>;
  /**
   * As markC2CMessageAsRead or markGroupMessageAsRead, whichever the conversation is.
   * @fires as they do
   * @throws 201 nothing to mark
   */
  markMessageAsReadByConID: Method<'MarkMessageAsReadByConID', [params: MarkNotiParams], Nothing>;

  // ── Conversations ────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Marks a conversation as one whose messages are to vanish once read. Kept and told; vanishing is the application's.
   * @fires OnConversationChanged
   * @throws 802 unknown conversation
   */
  setOneConversationPrivateChat: Method<'SetOneConversationPrivateChat', [params: setPrvParams], Nothing>;
  /** How conversations receive (see setConversationRecvMessageOpt), in the order asked for; unknown IDs are left out. */
  getConversationRecvMessageOpt: Method<
    'GetConversationRecvMessageOpt',
    [conversationIDList: string[]],
    Json<ConversationRecvOpt[]>
  >;
  /**
   * Takes back that somebody mentioned the caller, or that the notice changed: `groupAtType` becomes 0.
   * @fires OnConversationChanged
   * @throws 802 unknown conversation; 201 it is 0 already
   */
  resetConversationGroupAtType: Method<'ResetConversationGroupAtType', [conversationID: string], Nothing>;
  /**
   * Keeps in the caller's record, as `globalRecvMsgOpt`, how they want to be notified of all conversations: 0, 1 or 2 as
   * in setConversationRecvMessageOpt. What is delivered stays each conversation's own option.
   * @fires OnSelfInfoUpdated if it is another than before
   * @throws 803 another `opt`
   */
  setGlobalRecvMessageOpt: Method<'SetGlobalRecvMessageOpt', [params: { opt: OptType }], Nothing>;

  // ── Friends and blacklist ─────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Friends whose ID, name or remark holds the first keyword, whatever its case; `relationship` is 1, or 0 where the
   * caller has blacklisted them.
   * @throws 201 no keyword, or nothing to search in
   */
  searchFriends: Method<'SearchFriends', [params: SearchFriendParams], Json<FoundFriendItem[]>>;

  // ── Groups ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Groups the caller is in whose ID or name holds the first keyword, whatever its case.
   * @throws 201 no keyword, or nothing to search in
   */
  searchGroups: Method<'SearchGroups', [params: SearchGroupParams], Json<GroupItem[]>>;
  /**
   * Members of a group of the caller's whose ID or name holds the first keyword, in list order; of them a window.
   * @throws 803 no keyword, nothing to search in, negative offset
   */
  searchGroupMembers: Method<'SearchGroupMembers', [params: SearchGroupMemberParams], Json<GroupMemberItem[]>>;
  /**
   * Members of a group of the caller's by when they joined, the last first; of them a window. Times in seconds, both
   * ends included; an end of 0 is now. `filterUserIDList` is left out.
   * @throws 803 negative offset
   */
  getGroupMemberListByJoinTimeFilter: Method<
    'GetGroupMemberListByJoinTimeFilter',
    [params: GetGroupMemberByTimeParams],
    Json<GroupMemberItem[]>
  >;
  /**
   * Ends a group: nobody is a member any more.
   * @fires OnJoinedGroupDeleted and OnRecvNewMessage (1511) to all who were members
   * @throws 801 not the owner; 802 unknown group; 804 already dismissed
   */
  dismissGroup: Method<'DismissGroup', [groupID: string], QuotedNothing>;
  /**
   * Lets only the owner and administrators write in a group, or everybody again.
   * @fires OnGroupInfoChanged and OnRecvNewMessage (1514, 1515) to the members, if it is another than before
   * @throws 801 neither owner nor administrator; 802 unknown group; 804 dismissed
   */
  changeGroupMute: Method<'ChangeGroupMute', [params: ChangeGroupMuteParams], QuotedNothing>;
  /**
   * Keeps a member from writing in a group for some seconds; 0 ends it.
   * @fires OnGroupMemberInfoChanged and OnRecvNewMessage (1512, 1513) to the members
   * @throws 801 neither owner nor administrator, or not above the member; 802 unknown group, not a member; 804 dismissed
   */
  changeGroupMemberMute: Method<'ChangeGroupMemberMute', [params: ChangeGroupMemberMuteParams], QuotedNothing>;
  /**
   * Gives a member a name for this group; `''` shows the profile's again. One's own, or as owner or administrator that of
   * others.
   * @fires OnGroupMemberInfoChanged to the members, if it is another than before
   * @throws 801 not in the group, or not above the member; 802 unknown group, not a member; 803 too long; 804 dismissed
   */
  setGroupMemberNickname: Method<'SetGroupMemberNickname', [params: MemberNameParams], QuotedNothing>;
  /**
   * Makes a member an administrator (3), or an ordinary member again (1).
   * @fires OnGroupMemberInfoChanged to the members, if it is another than before
   * @throws 801 not the owner; 802 unknown group, not a member; 803 another role, or the owner themself; 804 dismissed
   */
  setGroupMemberRoleLevel: Method<'SetGroupMemberRoleLevel', [params: SetGroupRoleParams], QuotedNothing>;
  /**
   * Says what entering a group needs, see GroupVerification.
   * @fires OnGroupInfoChanged to the members, if it is another than before
   * @throws 801 neither owner nor administrator; 802 unknown group; 803 another value; 804 dismissed
   */
  setGroupVerification: Method<'SetGroupVerification', [params: SetGroupVerificationParams], QuotedNothing>;
  /**
   * Whether members may look at each other's records: 0 yes, 1 no. Kept and told; holding to it is the application's.
   * @fires OnGroupInfoChanged to the members, if it is another than before
   * @throws 801 neither owner nor administrator; 802 unknown group; 803 another value; 804 dismissed
   */
  setGroupLookMemberInfo: Method<'SetGroupLookMemberInfo', [params: SetMemberAuthParams], QuotedNothing>;
  /**
   * Whether members may become friends through the group: 0 yes, 1 no. Kept and told; holding to it is the application's.
   * @fires OnGroupInfoChanged to the members, if it is another than before
   * @throws 801 neither owner nor administrator; 802 unknown group; 803 another value; 804 dismissed
   */
  setGroupApplyMemberFriend: Method<'SetGroupApplyMemberFriend', [params: SetMemberAuthParams], QuotedNothing>;
}

const optionalJson = (
  jsonMembers: readonly string[],
  optionalJsonMembers: readonly string[],
): ArgumentEncoding => ({
  kind: 'object',
  jsonMembers,
  optionalJsonMembers,
});

/** The run-time side of {@link ExtraMethods}. */
export const extraMethodTable = tableOf<ExtraMethods>({
  createAdvancedTextMessage: optionalJson([], ['messageEntityList']),
  createAdvancedQuoteMessage: object('message', 'messageEntityList'),
  createFaceMessage: json,

  getHistoryMessageListReverse: json,
  getAdvancedHistoryMessageList: json,
  findMessageList: json,
  searchLocalMessages: json,
  getInboxChanges: json,

  newRevokeMessage: text,
  deleteMessageFromLocalAndSvr: text,
  deleteConversationFromLocalAndSvr: text,
  clearC2CHistoryMessageFromLocalAndSvr: text,
  clearGroupHistoryMessageFromLocalAndSvr: text,
  deleteAllMsgFromLocal: none,
  deleteAllMsgFromLocalAndSvr: none,
  deleteAllConversationFromLocal: none,
  markGroupMessageAsRead: object('msgIDList'),
  markMessageAsReadByConID: object('msgIDList'),

  setOneConversationPrivateChat: json,
  getConversationRecvMessageOpt: json,
  resetConversationGroupAtType: text,
  setGlobalRecvMessageOpt: json,

  searchFriends: json,

  searchGroups: json,
  searchGroupMembers: { kind: 'wrapped', member: 'searchParam' },
  getGroupMemberListByJoinTimeFilter: object('filterUserIDList'),
  dismissGroup: text,
  changeGroupMute: json,
  changeGroupMemberMute: json,
  setGroupMemberNickname: json,
  setGroupMemberRoleLevel: json,
  setGroupVerification: json,
  setGroupLookMemberInfo: json,
  setGroupApplyMemberFriend: json,
});
