/**
 * The rules that policies are made of. Each tells whether the caller may do what the input says. `true`: it is carried
 * out. `false`: the caller sees nothing of it, and the answer is an empty list. A rule that forbids it throws the code.
 */
import {
  ErrorCode,
  GroupRole,
  GroupStatus,
  MessageFrom,
  OpenIMError,
  SessionType,
  type GroupMemberItem,
} from '../../src/protocol/index.js';
import type { Call } from '../call.js';
import type { HeldCopy } from '../db/conversations.js';
import type { MessageRow } from '../db/message-rows.js';
import type { NewMessage } from '../db/new-message.js';
import type { Store } from '../db/store.js';
import { callerAsAdmin, isAbove, memberAsked, openGroup } from './group-access.js';

/** Reaches only the caller's own records: they are found by the caller's ID, whatever the input says. */
export function ownRecords(): boolean {
  return true;
}

/** Nothing is read or stored: the reply is built from the input. */
export function nothingKept(): boolean {
  return true;
}

/** Profiles are public to all who know a user's ID. The handler leaves out users that the caller may not know of. */
export function publicProfiles(): boolean {
  return true;
}

/** Anybody may ask any user to become a friend. @throws {OpenIMError} 802 if the caller may not know of the user */
export function anyUser(call: Call, { toUserID }: { toUserID: string }): boolean {
  return visibleUser(call, toUserID);
}

/** Any user except those who are hidden from the caller. @throws {OpenIMError} 802 for those */
export function visibleUser(call: Call, otherID: string): boolean {
  if (isHiddenUser(call, otherID)) throw new OpenIMError(ErrorCode.RecordMissing, 'no such user');
  return true;
}

/** Returns whether a user is hidden from the caller, as if they did not exist: guests are, outside their group. */
export function isHiddenUser({ store, userID }: Call, otherID: string): boolean {
  if (otherID === userID || !store.users.isGuest(otherID)) return false;
  const groupID = store.support.latestOf(otherID)?.groupID;
  return groupID === undefined || !store.groups.isMember(groupID, userID);
}

/** Refuses guests. @throws {OpenIMError} 801 */
export function refused(): never {
  throw new OpenIMError(ErrorCode.NoPermission, 'not for guests');
}

/** Groups are public, so that they can be found, but a support chat is only for its members. @throws {OpenIMError} 802 */
function visibleGroup(call: Call, groupID: string): boolean {
  if (isHidden(call, groupID)) throw new OpenIMError(ErrorCode.RecordMissing, 'no such group');
  return true;
}

/** Groups are public, as for {@link visibleGroup}. The handler leaves out those that the caller may not know of. */
export function publicGroups(): boolean {
  return true;
}

/** Returns whether a group is hidden from the caller, as if it did not exist. */
export function isHidden({ store, userID }: Call, groupID: string): boolean {
  return store.support.has(groupID) && !store.groups.isMember(groupID, userID);
}

/** Everybody who may know of a group may apply to it. @throws {OpenIMError} 802 if the caller may not know of it */
export function entrant(call: Call, { groupID }: { groupID: string }): boolean {
  return visibleGroup(call, groupID);
}

/** Members see the group's members; others see none. */
export function memberSees({ store, userID }: Call, { groupID }: { groupID: string }): boolean {
  return store.groups.isMember(groupID, userID);
}

/** Only members. @throws {OpenIMError} 802 for others */
export function member({ store, userID }: Call, groupID: string): boolean {
  if (store.groups.isMember(groupID, userID)) return true;
  throw new OpenIMError(ErrorCode.RecordMissing, 'not a member');
}

/** Anybody may create groups, of anybody but guests. @throws {OpenIMError} 801 if there is a guest among them */
export function noGuests({ store }: Call, { memberList }: { memberList: readonly { userID: string }[] }): boolean {
  return stayOut(store, memberList);
}

function stayOut(store: Store, others: readonly { userID: string }[]): boolean {
  if (!others.some(({ userID }) => store.users.isGuest(userID))) return true;
  throw new OpenIMError(ErrorCode.NoPermission, 'guests stay in their own group');
}

/** Any member may invite anybody but guests, who stay in their own group. @throws {OpenIMError} 802, 804, 801 */
export function inviter(call: Call, { groupID, userIDList }: { groupID: string; userIDList: string[] }): boolean {
  const { store, userID } = call;
  openGroup(store, groupID);
  if (!store.groups.isMember(groupID, userID)) throw new OpenIMError(ErrorCode.NoPermission, 'not a member');
  return stayOut(
    store,
    userIDList.map((invitedID) => ({ userID: invitedID })),
  );
}

/** Only the owner or an administrator. @throws {OpenIMError} 802, 804, 801 */
export function admin(call: Call, { groupID }: { groupID: string }): boolean {
  openGroup(call.store, groupID);
  callerAsAdmin(call, groupID);
  return true;
}

/** Only the owner. @throws {OpenIMError} 802, 804, 801 */
export function owner(call: Call, groupID: string): boolean {
  const { ownerUserID } = openGroup(call.store, groupID);
  if (ownerUserID === call.userID) return true;
  throw new OpenIMError(ErrorCode.NoPermission, 'not the owner');
}

/** Only the owner, where the group is a member of the input. @throws {OpenIMError} 802, 804, 801 */
export function ownerOf(call: Call, { groupID }: { groupID: string }): boolean {
  return owner(call, groupID);
}

type OfMember = { groupID: string; userID: string };

/** Only the owner or an administrator, if they stand above the member. @throws {OpenIMError} 802, 804, 801 */
export function adminAbove(call: Call, { groupID, userID }: OfMember): boolean {
  admin(call, { groupID });
  return above(callerAsAdmin(call, groupID), memberAsked(call, groupID, userID));
}

/** Only the member themself, or somebody above them. @throws {OpenIMError} 802, 804, 801 */
export function selfOrAbove(call: Call, { groupID, userID }: OfMember): boolean {
  openGroup(call.store, groupID);
  const operator = call.store.groups.member(groupID, call.userID);
  if (!operator) throw new OpenIMError(ErrorCode.NoPermission, 'not a member');
  const asked = memberAsked(call, groupID, userID);
  return userID === call.userID || above(operator, asked);
}

function above(operator: GroupMemberItem, asked: GroupMemberItem): boolean {
  if (isAbove(operator, asked)) return true;
  throw new OpenIMError(ErrorCode.NoPermission, 'not above the member');
}

type Address = { recvID: string; groupID: string };

/**
 * People may write to every user, and into groups to which they belong (domain rules 4.5, step 2).
 *
 * @throws {OpenIMError} 301 unknown receiver; 202 unknown or dismissed group; 208 not in the group
 */
export function writer(call: Call, { recvID, groupID }: Address): boolean {
  const { store, userID } = call;
  if (recvID !== '') {
    if (store.users.exists(recvID) && !isHiddenUser(call, recvID)) return true;
    throw new OpenIMError(ErrorCode.ReceiverOrUploadFailed, 'unknown receiver');
  }
  // The handler refuses a message without any address, with another code.
  if (groupID === '') return true;
  const status = store.groups.statusOf(groupID);
  if (status === undefined || status === GroupStatus.Dismissed) {
    throw new OpenIMError(ErrorCode.MessageRefused, 'unknown or dismissed group');
  }
  if (store.groups.isMember(groupID, userID)) return true;
  throw new OpenIMError(ErrorCode.NotInGroup, 'not in the group');
}

export type Refusal = { readonly code: number; readonly message: string };

const BLACKLISTED: Refusal = { code: ErrorCode.Blacklisted, message: 'blacklisted by the receiver' };

/**
 * Returns why a message is refused although its author may write there, if it is (domain rules 4.5, steps 7 and 8). The
 * refusal is not thrown, because the author keeps a refused message.
 */
export function refusalOf(
  call: Call,
  message: Pick<NewMessage, 'sendID' | 'recvID' | 'groupID'>,
): Refusal | undefined {
  const { friends, groups } = call.store;
  const { sendID, recvID, groupID } = message;
  if (groupID !== '') {
    const sender = groups.member(groupID, sendID);
    if (sender && sender.muteEndTime * 1000 > call.nowMs && sender.roleLevel !== GroupRole.Owner) {
      return { code: ErrorCode.MemberMuted, message: 'muted in the group' };
    }
    if (groups.statusOf(groupID) === GroupStatus.Muted && sender?.roleLevel === GroupRole.Member) {
      return { code: ErrorCode.GroupMuted, message: 'the group is muted' };
    }
    return undefined;
  }
  if (recvID === sendID) return undefined;
  if (friends.isBlack(recvID, sendID)) return BLACKLISTED;
  if (call.settings.friendCheck && !friends.isFriend(recvID, sendID)) {
    return { code: ErrorCode.NotFriend, message: "not the receiver's friend" };
  }
  return undefined;
}

/**
 * Those whose messages the receiver would get may type to them.
 *
 * @throws {OpenIMError} 201 no receiver; 600 the receiver is hidden from the caller; the code of a {@link refusalOf}
 */
export function typist(call: Call, { recvID }: { recvID: string }): boolean {
  if (recvID === '') throw new OpenIMError(ErrorCode.NotAllowedNow, 'recvID is empty');
  const refusal = isHiddenUser(call, recvID)
    ? BLACKLISTED
    : refusalOf(call, { sendID: call.userID, recvID, groupID: '' });
  if (!refusal) return true;
  throw new OpenIMError(refusal.code, refusal.message);
}

/**
 * Only the author may revoke a message.
 *
 * @throws {OpenIMError} 802 the caller does not see it; 201 not revocable; 208 no longer in its group
 */
export function author(call: Call, clientMsgID: string): boolean {
  const { copy } = sentCopy(call, clientMsgID);
  if (copy.send_id === call.userID) return stillThere(call, copy);
  throw notRevocable();
}

/** The author, and those in the group who stand above them, may revoke it. @throws {OpenIMError} as {@link author} */
export function authorOrAbove(call: Call, clientMsgID: string): boolean {
  const { copy } = sentCopy(call, clientMsgID);
  revokerRole(call, copy);
  return stillThere(call, copy);
}

/** The notice that takes the message's place is sent like any other message (domain rules 4.5). */
function stillThere({ store, userID }: Call, { group_id }: Pick<MessageRow, 'group_id'>): boolean {
  if (group_id === '' || store.groups.isMember(group_id, userID)) return true;
  throw new OpenIMError(ErrorCode.NotInGroup, 'not in the group');
}

/** Returns the caller's copy of a message from a person. @throws {OpenIMError} 802 unknown; 201 not sent, revoked or deleted */
export function sentCopy(call: Call, clientMsgID: string): HeldCopy {
  const original = call.store.messages.find(clientMsgID);
  const held = original && call.store.conversations.holding(call.userID, original);
  if (!held) throw new OpenIMError(ErrorCode.RecordMissing, 'unknown message');
  const { copy } = held;
  const isSent = copy.seq > 0 && copy.revoked_at_ms === null && copy.copy_status === copy.status;
  if (!isSent || copy.msg_from !== MessageFrom.User) throw notRevocable();
  return held;
}

/** `revokerRole` of somebody who revokes their own message. */
const AS_SENDER = 0;

/** Returns the role in which the caller may revoke a message. @throws {OpenIMError} 201 if they may not */
export function revokerRole(call: Call, { send_id, group_id }: Pick<MessageRow, 'send_id' | 'group_id'>): number {
  if (send_id === call.userID) return AS_SENDER;
  const { groups } = call.store;
  const role = group_id === '' ? undefined : groups.member(group_id, call.userID)?.roleLevel;
  const isOrdinary = (groups.member(group_id, send_id)?.roleLevel ?? GroupRole.Member) === GroupRole.Member;
  if (role === GroupRole.Owner || (role === GroupRole.Admin && isOrdinary)) return role;
  throw notRevocable();
}

function notRevocable(): OpenIMError {
  return new OpenIMError(ErrorCode.NotAllowedNow, 'not revocable');
}

type Source = { sourceID: string; sessionType: SessionType };

/** Only conversations with people and groups that the caller may know of. @throws {OpenIMError} 802 */
export function visibleSource(call: Call, { sourceID, sessionType }: Source): boolean {
  return sessionType === SessionType.Single ? visibleUser(call, sourceID) : visibleGroup(call, sourceID);
}

/** For guests: only the group of their support chat. @throws {OpenIMError} 801 */
export function ownGroups({ store, userID }: Call, groupIDs: readonly string[]): boolean {
  const own = store.support.latestOf(userID)?.groupID;
  if (groupIDs.every((groupID) => groupID === own && store.groups.isMember(groupID, userID))) return true;
  throw new OpenIMError(ErrorCode.NoPermission, 'a guest has one group');
}

/** For guests: only people in their own group, and themselves. @throws {OpenIMError} 801 */
export function ownAgents({ store, userID }: Call, userIDs: readonly string[]): boolean {
  const groupID = store.support.latestOf(userID)?.groupID ?? '';
  if (userIDs.every((otherID) => otherID === userID || store.groups.isMember(groupID, otherID))) return true;
  throw new OpenIMError(ErrorCode.NoPermission, 'a guest knows the people of one group');
}

/** For guests: messages only into their own group. @throws {OpenIMError} 801 */
export function guestWriter(call: Call, { recvID, groupID }: Address): boolean {
  if (recvID !== '') return refused();
  return groupID === '' || ownGroups(call, [groupID]);
}

/** For guests: typing only to people in their own group. @throws {OpenIMError} 801 */
export function guestTypist(call: Call, { recvID }: { recvID: string }): boolean {
  return recvID === '' || ownAgents(call, [recvID]);
}

/** For guests: only the conversation of their own group. @throws {OpenIMError} 801 */
export function guestSource(call: Call, { sourceID, sessionType }: Source): boolean {
  return sessionType === SessionType.Group ? ownGroups(call, [sourceID]) : refused();
}
