import type { MethodName } from '../../src/protocol/index.js';
import type { Call } from '../call.js';
import type { Input } from '../schemas/index.js';
import * as rules from './rules.js';

/** See rules.ts. */
type Rule<Argument> = (call: Call, input: Argument) => boolean;

type Policy<Argument> = {
  /** The rule for everybody. */
  readonly user: Rule<Argument>;
  /** One more rule, which guests must pass first. */
  readonly guest: Rule<Argument>;
};

/** Guests may do the same as others. */
function all<Argument>(rule: Rule<Argument>): Policy<Argument> {
  return { user: rule, guest: () => true };
}

/** Guests may not do it at all. */
function users<Argument>(rule: Rule<Argument>): Policy<Argument> {
  return { user: rule, guest: rules.refused };
}

/** Guests may do less than others. */
function both<Argument>(rule: Rule<Argument>, guest: Rule<Argument>): Policy<Argument> {
  return { user: rule, guest };
}

const own = all(rules.ownRecords);
const nothingKept = all(rules.nothingKept);
const send = both(rules.writer, rules.guestWriter);
const openConversation = both(rules.visibleSource, rules.guestSource);

/**
 * Who may do what: one policy for each method of the table. No method is carried out without one (a missing one does not
 * compile, and fails a test). The dispatcher asks it before the handler, inside the same unit of work; handlers do not
 * check again. Two things are decided elsewhere: {@link rules.refusalOf} says whether the receiver refuses a message,
 * because its author keeps a refused message; and the token says who may log in.
 */
export const policies: { readonly [Name in MethodName]: Policy<Input<Name>> } = {
  login: own,
  logout: own,
  getLoginStatus: own,
  getLoginUser: own,

  // The handler leaves out users that the caller may not know of, with {@link rules.isHiddenUser}.
  getUsersInfo: both(rules.publicProfiles, rules.ownAgents),
  getSelfUserInfo: own,
  setSelfInfo: users(rules.ownRecords),
  setGlobalRecvMessageOpt: own,

  createTextMessage: nothingKept,
  createTextAtMessage: nothingKept,
  createAdvancedTextMessage: nothingKept,
  createImageMessage: nothingKept,
  createSoundMessage: nothingKept,
  createVideoMessage: nothingKept,
  createFileMessage: nothingKept,
  createMergerMessage: nothingKept,
  createForwardMessage: nothingKept,
  createLocationMessage: nothingKept,
  createCardMessage: nothingKept,
  createCustomMessage: nothingKept,
  createQuoteMessage: nothingKept,
  createAdvancedQuoteMessage: nothingKept,
  createFaceMessage: nothingKept,

  sendMessage: send,
  sendMessageNotOss: send,
  getHistoryMessageList: own,
  getHistoryMessageListReverse: own,
  getAdvancedHistoryMessageList: own,
  searchLocalMessages: own,
  findMessageList: own,
  getInboxChanges: own,
  revokeMessage: all(rules.author),
  newRevokeMessage: all(rules.authorOrAbove),
  markC2CMessageAsRead: own,
  markGroupMessageHasRead: own,
  markGroupMessageAsRead: own,
  markMessageAsReadByConID: own,
  typingStatusUpdate: both(rules.typist, rules.guestTypist),

  deleteMessageFromLocalStorage: own,
  deleteMessageFromLocalAndSvr: own,
  insertSingleMessageToLocalStorage: users(rules.ownRecords),
  insertGroupMessageToLocalStorage: users(rules.ownRecords),
  clearC2CHistoryMessage: own,
  clearGroupHistoryMessage: own,
  clearC2CHistoryMessageFromLocalAndSvr: own,
  clearGroupHistoryMessageFromLocalAndSvr: own,
  deleteAllMsgFromLocal: own,
  deleteAllMsgFromLocalAndSvr: own,

  getAllConversationList: own,
  getConversationListSplit: own,
  getOneConversation: openConversation,
  getConversationIDBySessionType: openConversation,
  getMultipleConversation: own,
  deleteConversation: own,
  deleteConversationFromLocalAndSvr: own,
  deleteAllConversationFromLocal: own,
  setConversationDraft: own,
  pinConversation: own,
  setOneConversationPrivateChat: own,
  resetConversationGroupAtType: own,
  getConversationRecvMessageOpt: own,
  setConversationRecvMessageOpt: own,
  getTotalUnreadMsgCount: own,

  getFriendList: own,
  getDesignatedFriendsInfo: own,
  searchFriends: own,
  setFriendRemark: users(rules.ownRecords),
  checkFriend: own,
  deleteFriend: users(rules.ownRecords),
  addFriend: users(rules.anyUser),
  getRecvFriendApplicationList: own,
  getSendFriendApplicationList: own,
  acceptFriendApplication: users(rules.ownRecords),
  refuseFriendApplication: users(rules.ownRecords),
  addBlack: users(rules.visibleUser),
  removeBlack: users(rules.ownRecords),
  getBlackList: own,

  createGroup: users(rules.noGuests),
  // The handler leaves out groups that the caller may not know of, with {@link rules.isHidden}.
  getGroupsInfo: both(rules.publicGroups, rules.ownGroups),
  setGroupInfo: users(rules.admin),
  getJoinedGroupList: own,
  searchGroups: own,
  getGroupMemberList: all(rules.memberSees),
  getGroupMembersInfo: all(rules.memberSees),
  searchGroupMembers: all(rules.memberSees),
  getGroupMemberListByJoinTimeFilter: all(rules.memberSees),
  joinGroup: users(rules.entrant),
  getRecvGroupApplicationList: own,
  getSendGroupApplicationList: own,
  acceptGroupApplication: users(rules.admin),
  refuseGroupApplication: users(rules.admin),
  inviteUserToGroup: users(rules.inviter),
  kickGroupMember: users(rules.admin),
  quitGroup: users(rules.member),
  transferGroupOwner: users(rules.ownerOf),
  dismissGroup: users(rules.owner),
  changeGroupMute: users(rules.admin),
  changeGroupMemberMute: users(rules.adminAbove),
  setGroupMemberNickname: users(rules.selfOrAbove),
  setGroupMemberRoleLevel: users(rules.ownerOf),
  setGroupVerification: users(rules.admin),
  setGroupLookMemberInfo: users(rules.admin),
  setGroupApplyMemberFriend: users(rules.admin),
};

/**
 * Returns whether the caller may do it. False means that the caller sees nothing of it: the answer is an empty list.
 *
 * @throws {OpenIMError} if it is forbidden, with the code of the rule
 */
export function isAuthorized<Name extends MethodName>(call: Call<Name>, input: Input<Name>): boolean {
  const { user, guest }: Policy<Input<Name>> = policies[call.method];
  return (!call.session.isGuest || guest(call, input)) && user(call, input);
}
