/** What several group handlers ask before they act (domain rules 13.1), and how they tell of it. */
import {
  ErrorCode,
  GroupRole,
  GroupStatus,
  OpenIMError,
  type GroupItem,
  type GroupMemberItem,
} from '../../src/protocol/index.js';
import type { Call } from '../call.js';
import type { Store } from '../db/store.js';

/** The group, which is not dismissed. @throws {OpenIMError} 802 unknown; 804 dismissed */
export function openGroup(store: Store, groupID: string): GroupItem {
  const group = store.groups.get(groupID);
  if (!group) throw new OpenIMError(ErrorCode.RecordMissing, 'no such group');
  if (group.status === GroupStatus.Dismissed)
    throw new OpenIMError(ErrorCode.StateAbnormal, 'the group is dismissed');
  return group;
}

/** The caller's own record, as owner or administrator. @throws {OpenIMError} 801 */
export function callerAsAdmin(call: Call, groupID: string): GroupMemberItem {
  const member = call.store.groups.member(groupID, call.userID);
  if (!member || !isAdmin(member))
    throw new OpenIMError(ErrorCode.NoPermission, 'neither owner nor administrator');
  return member;
}

/** Owner or administrator. */
export function isAdmin(member: GroupMemberItem): boolean {
  return member.roleLevel === GroupRole.Owner || member.roleLevel === GroupRole.Admin;
}

/** @throws {OpenIMError} 802 not a member */
export function memberAsked(call: Call, groupID: string, userID: string): GroupMemberItem {
  const member = call.store.groups.member(groupID, userID);
  if (!member) throw new OpenIMError(ErrorCode.RecordMissing, 'not a member');
  return member;
}

/** The owner stands above all others, administrators above ordinary members (domain rules 13.1). */
export function isAbove(operator: GroupMemberItem, member: GroupMemberItem): boolean {
  if (operator.roleLevel === GroupRole.Owner) return member.roleLevel !== GroupRole.Owner;
  return operator.roleLevel === GroupRole.Admin && member.roleLevel === GroupRole.Member;
}

/** A group that is known to be there. */
export function groupOf(store: Store, groupID: string): GroupItem {
  const group = store.groups.get(groupID);
  if (!group) throw new Error('the group is not there');
  return group;
}

/** A member who is known to be there. */
export function memberOf(store: Store, groupID: string, userID: string): GroupMemberItem {
  const member = store.groups.member(groupID, userID);
  if (!member) throw new Error('the member is not there');
  return member;
}

/** Those of the users who are online: what goes to all members several times asks only once who is there. */
export function onlineOf(call: Call, userIDs: readonly string[]): string[] {
  return userIDs.filter((userID) => call.events.isOnline(userID));
}
