import type { OptType } from './constants.js';
import type { GroupItem, GroupMemberItem } from './entities.js';
import type { MessageItem } from './message-entities.js';
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
  type Method,
  type Nothing,
  tableOf,
  type TableSource,
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
 * Methods that the published clients have beyond the seed's 69 and that belong to a chat; the others are in
 * unsupported.ts. The codes that every method can fail with are listed at {@link SeedMethods}.
 */
export interface ExtraMethods {
  // ── Message creation: builds a message, stores and sends nothing ─────────────────────────────────────────────────

  /** A text with formatting (117); offsets and lengths in UTF-16 units. */
  createAdvancedTextMessage: Method<'CreateAdvancedTextMessage', [params: AdvancedMsgParams], Json<MessageItem>>;
  /**
   * A formatted text that quotes another message (114). Quoting a quote embeds its text only.
   * @throws 803 `message` is not a message
   */
  createAdvancedQuoteMessage: Method<
    'CreateAdvancedQuoteMessage',
    [params: AdvancedQuoteMsgParams],
    Json<MessageItem>
  >;
  /** A sticker (115): `index` in a set known to both sides, or application-defined `data`. */
  createFaceMessage: Method<'CreateFaceMessage', [params: FaceMessageParams], Json<MessageItem>>;

  // ── Sending and history: pages and search ─────────────────────────────────────────────────────────────────────────

  /**
   * A page of a conversation's history in the other direction, oldest first: the first `count` messages newer than
   * `startClientMsgID`, or the oldest ones if it is `''`.
   * @throws 802 unknown startClientMsgID; 803 no conversation given, or the start message belongs to another
   */
  getHistoryMessageListReverse: Method<
    'GetHistoryMessageListReverse',
    [params: GetHistoryMsgParams],
    Json<MessageItem[]>
  >;
  /**
   * Like getHistoryMessageList, and says whether there are older messages. For a `conversationID` that the caller does
   * not have, the answer contains errCode 100.
   * @throws 802 unknown startClientMsgID; 803 no conversation given, or the start message belongs to another
   */
  getAdvancedHistoryMessageList: Method<
    'GetAdvancedHistoryMessageList',
    [params: GetAdvancedHistoryMsgParams],
    Json<AdvancedHistory>
  >;
  /**
   * Messages by ID, grouped by conversation, in the order requested; messages that the caller cannot see are omitted.
   */
  findMessageList: Method<'FindMessageList', [params: FindMessageParams[]], Json<FoundMessages>>;
  /**
   * Searches the caller's messages, newest first: by keywords (any or all of them; case-insensitive substrings) in
   * texts, mentions and file names, or all messages of some types. Within one conversation the result is paged,
   * otherwise it covers all conversations at once. Times are in seconds: a window of `searchTimePeriod` (0:
   * everything) before `searchTimePosition` (0: now). Counts include all matches up to 10,000; outside a single
   * conversation, the newest matches are listed, 1,000 at most.
   * @throws 201 neither keywords nor types, or within a conversation a pageIndex or count that is not positive; 803
   * invalid match type
   */
  searchLocalMessages: Method<'SearchLocalMessages', [params: SearchLocalParams], Json<SearchedMessages>>;

  /**
   * Everything that has happened to the caller's data since a cursor, page by page, with up to `count` messages and as
   * many changes (1,000 at most): new messages, those read or deleted, cleared conversations, names, and changed
   * conversation records. This is an extension of this project, see protocol-extensions.md; the SDK uses it to keep its
   * cache correct. With the epoch `''` it only answers the current cursor.
   * @throws 803 count not positive
   */
  getInboxChanges: Method<'GetInboxChanges', [params: GetInboxChangesParams], Json<InboxChanges>>;

  // ── Sending and history: taking back, deleting, reading ───────────────────────────────────────────────────────────

  /**
   * Revokes a sent message, given as its JSON string; only its clientMsgID is used. A notice (118) takes the message's
   * place in the history of everyone who sees it, and quotes no longer show its text. In a group, the owner may revoke
   * any message, and an administrator those of ordinary members.
   * @fires OnNewRecvMessageRevoked to everybody, including the caller; OnConversationChanged if it was the latest
   * message
   * @throws 802 unknown message; 201 not sent, or not the caller's to revoke; 208 the caller is no longer in the group
   */
  newRevokeMessage: Method<'NewRevokeMessage', [message: string], Nothing>;
  /**
   * Deletes the caller's own copy of a message. The same as deleteMessageFromLocalStorage, because the gateway is the
   * store.
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
   * @throws 802 there is neither a conversation nor messages
   */
  clearC2CHistoryMessageFromLocalAndSvr: Method<
    'ClearC2CHistoryMessageFromLocalAndSvr',
    [userID: string],
    Nothing
  >;
  /**
   * The same as clearGroupHistoryMessage.
   * @fires OnConversationChanged, OnTotalUnreadMessageCountChanged if the total changed
   * @throws 802 there is neither a conversation nor messages
   */
  clearGroupHistoryMessageFromLocalAndSvr: Method<
    'ClearGroupHistoryMessageFromLocalAndSvr',
    [groupID: string],
    Nothing
  >;
  /**
   * Deletes the caller's copies of all messages in all conversations, which stay in the list.
   * @fires OnConversationChanged with all of them, OnTotalUnreadMessageCountChanged
   */
  deleteAllMsgFromLocal: Method<'DeleteAllMsgFromLocal', [], Nothing>;
  /**
   * The same as deleteAllMsgFromLocal.
   * @fires OnConversationChanged with all of them, OnTotalUnreadMessageCountChanged
   */
  deleteAllMsgFromLocalAndSvr: Method<'DeleteAllMsgFromLocalAndSvr', [], Nothing>;
  /**
   * Like deleteConversation for every conversation: messages and list are empty, settings are kept.
   * @fires OnTotalUnreadMessageCountChanged
   */
  deleteAllConversationFromLocal: Method<'DeleteAllConversationFromLocal', [], Nothing>;
  /**
   * Sends read receipts for messages in a group to their senders; with an empty list, sets the conversation's unread
   * count to 0.
   * @fires OnRecvGroupReadReceipt to each sender, and OnConversationChanged if the latest message was among them; with
   * an empty list OnTotalUnreadMessageCountChanged and OnConversationChanged to the caller
   * @throws 201 none of the messages is an unread message from somebody else
   */
  markGroupMessageAsRead: Method<'MarkGroupMessageAsRead', [params: GroupMsgReadParams], Nothing>;
  /**
   * Like markC2CMessageAsRead or markGroupMessageAsRead, depending on the conversation.
   * @fires like those methods
   * @throws 201 nothing to mark
   */
  markMessageAsReadByConID: Method<'MarkMessageAsReadByConID', [params: MarkNotiParams], Nothing>;

  // ── Conversations ────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Marks a conversation as one whose messages should vanish once read. The setting is stored and synchronized;
   * removing messages is up to the application.
   * @fires OnConversationChanged
   * @throws 802 unknown conversation
   */
  setOneConversationPrivateChat: Method<'SetOneConversationPrivateChat', [params: setPrvParams], Nothing>;
  /**
   * How messages of conversations are received (see setConversationRecvMessageOpt), in the order requested; unknown
   * IDs are omitted.
   */
  getConversationRecvMessageOpt: Method<
    'GetConversationRecvMessageOpt',
    [conversationIDList: string[]],
    Json<ConversationRecvOpt[]>
  >;
  /**
   * Clears the mark that somebody mentioned the caller or that the announcement changed: `groupAtType` becomes 0.
   * @fires OnConversationChanged
   * @throws 802 unknown conversation; 201 it is already 0
   */
  resetConversationGroupAtType: Method<'ResetConversationGroupAtType', [conversationID: string], Nothing>;
  /**
   * Stores in the caller's record, as `globalRecvMsgOpt`, how they want to be notified of all conversations: 0, 1 or 2
   * as in setConversationRecvMessageOpt. Delivery still depends on each conversation's own option.
   * @fires OnSelfInfoUpdated if it has changed
   * @throws 803 invalid `opt`
   */
  setGlobalRecvMessageOpt: Method<'SetGlobalRecvMessageOpt', [params: { opt: OptType }], Nothing>;

  // ── Friends and blacklist ─────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Friends whose ID, name or remark contains the first keyword, case-insensitively; `relationship` is 1, or 0 if the
   * caller has blacklisted them.
   * @throws 201 no keyword, or no field to search in
   */
  searchFriends: Method<'SearchFriends', [params: SearchFriendParams], Json<FoundFriendItem[]>>;

  // ── Groups ───────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Groups the caller is in whose ID or name contains the first keyword, case-insensitively.
   * @throws 201 no keyword, or no field to search in
   */
  searchGroups: Method<'SearchGroups', [params: SearchGroupParams], Json<GroupItem[]>>;
  /**
   * A slice of the members of one of the caller's groups whose ID or name contains the first keyword, in list order.
   * @throws 803 no keyword, no field to search in, or negative offset
   */
  searchGroupMembers: Method<'SearchGroupMembers', [params: SearchGroupMemberParams], Json<GroupMemberItem[]>>;
  /**
   * A slice of the members of one of the caller's groups by joining time, newest first. Times are in seconds and
   * inclusive; an end of 0 is now. Users in `filterUserIDList` are omitted.
   * @throws 803 negative offset
   */
  getGroupMemberListByJoinTimeFilter: Method<
    'GetGroupMemberListByJoinTimeFilter',
    [params: GetGroupMemberByTimeParams],
    Json<GroupMemberItem[]>
  >;
  /**
   * Dismisses a group: it has no members any more.
   * @fires OnJoinedGroupDeleted and OnRecvNewMessage (1511) to all who were members
   * @throws 801 not the owner; 802 unknown group; 804 already dismissed
   */
  dismissGroup: Method<'DismissGroup', [groupID: string], QuotedNothing>;
  /**
   * Allows only the owner and administrators to write in a group, or everybody again.
   * @fires OnGroupInfoChanged and OnRecvNewMessage (1514, 1515) to the members, if it has changed
   * @throws 801 neither owner nor administrator; 802 unknown group; 804 dismissed
   */
  changeGroupMute: Method<'ChangeGroupMute', [params: ChangeGroupMuteParams], QuotedNothing>;
  /**
   * Mutes a member in a group for a number of seconds; 0 unmutes them.
   * @fires OnGroupMemberInfoChanged and OnRecvNewMessage (1512, 1513) to the members
   * @throws 801 neither owner nor administrator, or not ranked above the member; 802 unknown group, not a member; 804
   * dismissed
   */
  changeGroupMemberMute: Method<'ChangeGroupMemberMute', [params: ChangeGroupMemberMuteParams], QuotedNothing>;
  /**
   * Sets a member's nickname in this group; `''` restores the name of the profile. Members can set their own; owners
   * and administrators also that of others.
   * @fires OnGroupMemberInfoChanged to the members, if it has changed
   * @throws 801 not in the group, or not ranked above the member; 802 unknown group, not a member; 803 too long; 804
   * dismissed
   */
  setGroupMemberNickname: Method<'SetGroupMemberNickname', [params: MemberNameParams], QuotedNothing>;
  /**
   * Makes a member an administrator (3), or an ordinary member again (1).
   * @fires OnGroupMemberInfoChanged to the members, if it has changed
   * @throws 801 not the owner; 802 unknown group, not a member; 803 another role, or the member is the owner; 804
   * dismissed
   */
  setGroupMemberRoleLevel: Method<'SetGroupMemberRoleLevel', [params: SetGroupRoleParams], QuotedNothing>;
  /**
   * Sets what joining a group requires, see GroupVerification.
   * @fires OnGroupInfoChanged to the members, if it has changed
   * @throws 801 neither owner nor administrator; 802 unknown group; 803 invalid value; 804 dismissed
   */
  setGroupVerification: Method<'SetGroupVerification', [params: SetGroupVerificationParams], QuotedNothing>;
  /**
   * Whether members may view each other's records: 0 yes, 1 no. The setting is stored and synchronized; enforcing it
   * is up to the application.
   * @fires OnGroupInfoChanged to the members, if it has changed
   * @throws 801 neither owner nor administrator; 802 unknown group; 803 invalid value; 804 dismissed
   */
  setGroupLookMemberInfo: Method<'SetGroupLookMemberInfo', [params: SetMemberAuthParams], QuotedNothing>;
  /**
   * Whether members may become friends through the group: 0 yes, 1 no. The setting is stored and synchronized;
   * enforcing it is up to the application.
   * @fires OnGroupInfoChanged to the members, if it has changed
   * @throws 801 neither owner nor administrator; 802 unknown group; 803 invalid value; 804 dismissed
   */
  setGroupApplyMemberFriend: Method<'SetGroupApplyMemberFriend', [params: SetMemberAuthParams], QuotedNothing>;
}

/** The methods whose argument is more than one text: all that a client has to know to encode arguments. */
export const composedExtraMethods = {
  createAdvancedTextMessage: { kind: 'object', jsonMembers: [], optionalJsonMembers: ['messageEntityList'] },
  createAdvancedQuoteMessage: object('message', 'messageEntityList'),

  markGroupMessageAsRead: object('msgIDList'),
  markMessageAsReadByConID: object('msgIDList'),

  searchGroupMembers: { kind: 'wrapped', member: 'searchParam' },
  getGroupMemberListByJoinTimeFilter: object('filterUserIDList'),
} satisfies Partial<TableSource<ExtraMethods>>;

/** The run-time side of {@link ExtraMethods}. */
export const extraMethodTable = /* @__PURE__ */ tableOf<ExtraMethods>({
  ...composedExtraMethods,

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

  setOneConversationPrivateChat: json,
  getConversationRecvMessageOpt: json,
  resetConversationGroupAtType: text,
  setGlobalRecvMessageOpt: json,

  searchFriends: json,

  searchGroups: json,
  dismissGroup: text,
  changeGroupMute: json,
  changeGroupMemberMute: json,
  setGroupMemberNickname: json,
  setGroupMemberRoleLevel: json,
  setGroupVerification: json,
  setGroupLookMemberInfo: json,
  setGroupApplyMemberFriend: json,
});
