/** What several policies and handlers look up about groups and their members (domain rules 13.1). */
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

/** Returns the group. @throws {OpenIMError} 802 if it is unknown, 804 if it is dismissed */
export function openGroup(store: Store, groupID: string): GroupItem {
  const group = store.groups.get(groupID);
  if (!group) throw new OpenIMError(ErrorCode.RecordMissing, 'no such group');
  if (group.status === GroupStatus.Dismissed)
    throw new OpenIMError(ErrorCode.StateAbnormal, 'the group is dismissed');
  return group;
}

/** Returns the caller's own record. @throws {OpenIMError} 801 if they are neither owner nor administrator */
export function callerAsAdmin(call: Call, groupID: string): GroupMemberItem {
  const member = call.store.groups.member(groupID, call.userID);
  if (!member || !isAdmin(member))
    throw new OpenIMError(ErrorCode.NoPermission, 'neither owner nor administrator');
  return member;
}

/** Returns whether the member is the owner or an administrator. */
export function isAdmin(member: GroupMemberItem): boolean {
  return member.roleLevel === GroupRole.Owner || member.roleLevel === GroupRole.Admin;
}

/** Returns a member's record. @throws {OpenIMError} 802 if the user is not a member */
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

/** Returns a group that is known to exist. */
export function groupOf(store: Store, groupID: string): GroupItem {
  const group = store.groups.get(groupID);
  if (!group) throw new Error('the group is not there');
  return group;
}

/** Returns the record of a member who is known to exist. */
export function memberOf(store: Store, groupID: string, userID: string): GroupMemberItem {
  const member = store.groups.member(groupID, userID);
  if (!member) throw new Error('the member is not there');
  return member;
}
