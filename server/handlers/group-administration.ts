import {
  ErrorCode,
  GroupRole,
  GroupStatus,
  OpenIMError,
  toJson,
  type GroupItem,
  type GroupMemberItem,
} from '../../src/protocol/index.js';
import type { Call, Handlers, Replied } from '../call.js';
import type { GroupRules } from '../db/groups.js';
import { seconds } from '../db/users.js';
import { notify } from '../delivery.js';
import { groupMuted, memberMuted } from '../notifications.js';
import { callerAsAdmin, groupOf, memberOf, openGroup } from './group-access.js';
import { dismiss } from './group-dismissal.js';

type GroupAdministrationMethod =
  | 'dismissGroup'
  | 'changeGroupMute'
  | 'changeGroupMemberMute'
  | 'setGroupMemberNickname'
  | 'setGroupMemberRoleLevel'
  | RuleMethod;
type RuleMethod = 'setGroupVerification' | 'setGroupLookMemberInfo' | 'setGroupApplyMemberFriend';

/** How groups are kept in order, protocol 8 and domain rules 13.1, 13.6, 13.9. What changes nothing tells nobody. */
export const groupAdministrationHandlers: Pick<Handlers, GroupAdministrationMethod> = {
  dismissGroup(call, groupID) {
    const group = openGroup(call.store, groupID);
    return dismiss(call, group, callerAsOwner(call, group));
  },

  changeGroupMute(call, { groupID, isMute }) {
    const { store } = call;
    const { status } = openGroup(store, groupID);
    const operator = callerAsAdmin(call, groupID);
    const wanted = isMute ? GroupStatus.Muted : GroupStatus.Normal;
    if (status === wanted) return call.reply('""');
    store.groups.setStatus(groupID, wanted);
    const memberIDs = announceGroup(call, groupID);
    const replied = call.reply('""');
    const notification = groupMuted(groupOf(store, groupID), operator, isMute, call.nowMs);
    notify(store, call.events, notification, memberIDs, call.nowMs);
    return replied;
  },

  changeGroupMemberMute(call, { groupID, userID, mutedSeconds }) {
    const { store } = call;
    openGroup(store, groupID);
    const operator = callerAsAdmin(call, groupID);
    const before = memberAsked(call, groupID, userID);
    if (!isAbove(operator, before)) throw new OpenIMError(ErrorCode.NoPermission, 'not above the member');
    const muteEndTime = mutedSeconds === 0 ? 0 : seconds(call.nowMs) + mutedSeconds;
    if (before.muteEndTime === muteEndTime) return call.reply('""');
    store.groups.setMuteEnd(groupID, userID, muteEndTime);
    const memberIDs = announceMember(call, groupID, userID);
    const replied = call.reply('""');
    const [group, muted] = [groupOf(store, groupID), memberOf(store, groupID, userID)];
    const notification = memberMuted(group, operator, muted, mutedSeconds, call.nowMs);
    notify(store, call.events, notification, memberIDs, call.nowMs);
    return replied;
  },

  setGroupMemberNickname(call, { groupID, userID, GroupMemberNickname: nickname }) {
    const { store } = call;
    openGroup(store, groupID);
    const operator = store.groups.member(groupID, call.userID);
    if (!operator) throw new OpenIMError(ErrorCode.NoPermission, 'not a member');
    const before = memberAsked(call, groupID, userID);
    if (userID !== call.userID && !isAbove(operator, before)) {
      throw new OpenIMError(ErrorCode.NoPermission, 'not above the member');
    }
    store.groups.setNickname(groupID, userID, nickname);
    if (memberOf(store, groupID, userID).nickname !== before.nickname) announceMember(call, groupID, userID);
    return call.reply('""');
  },

  setGroupMemberRoleLevel(call, { groupID, userID, roleLevel }) {
    const { store } = call;
    callerAsOwner(call, openGroup(store, groupID));
    const before = memberAsked(call, groupID, userID);
    if (before.roleLevel === GroupRole.Owner) {
      throw new OpenIMError(ErrorCode.BadArguments, 'a group keeps its owner');
    }
    if (before.roleLevel === roleLevel) return call.reply('""');
    store.groups.setRole(groupID, userID, roleLevel);
    announceMember(call, groupID, userID);
    return call.reply('""');
  },

  setGroupVerification: (call, { groupID, verification }) =>
    setRules(call, groupID, { needVerification: verification }),
  setGroupLookMemberInfo: (call, { groupID, rule }) => setRules(call, groupID, { lookMemberInfo: rule }),
  setGroupApplyMemberFriend: (call, { groupID, rule }) => setRules(call, groupID, { applyMemberFriend: rule }),
};

function setRules(call: Call<RuleMethod>, groupID: string, changed: Partial<GroupRules>): Replied {
  const before = openGroup(call.store, groupID);
  callerAsAdmin(call, groupID);
  const after = { ...before, ...changed };
  const names = Object.keys(changed) as (keyof GroupRules)[];
  if (names.every((name) => after[name] === before[name])) return call.reply('""');
  call.store.groups.setRules(groupID, after);
  announceGroup(call, groupID);
  return call.reply('""');
}

/** @throws {OpenIMError} 801 */
function callerAsOwner(call: Call, { groupID, ownerUserID }: GroupItem): GroupMemberItem {
  if (ownerUserID !== call.userID) throw new OpenIMError(ErrorCode.NoPermission, 'not the owner');
  return memberOf(call.store, groupID, call.userID);
}

/** @throws {OpenIMError} 802 */
function memberAsked(call: Call, groupID: string, userID: string): GroupMemberItem {
  const member = call.store.groups.member(groupID, userID);
  if (!member) throw new OpenIMError(ErrorCode.RecordMissing, 'not a member');
  return member;
}

/** The owner stands above all others, administrators above ordinary members (domain rules 13.1). */
function isAbove(operator: GroupMemberItem, member: GroupMemberItem): boolean {
  if (operator.roleLevel === GroupRole.Owner) return member.roleLevel !== GroupRole.Owner;
  return operator.roleLevel === GroupRole.Admin && member.roleLevel === GroupRole.Member;
}

/** To the members, who are returned: the group's new record. */
function announceGroup(call: Call, groupID: string): string[] {
  const memberIDs = call.store.groups.memberIDs(groupID);
  call.toUsers(memberIDs, 'OnGroupInfoChanged', () => toJson(groupOf(call.store, groupID)));
  return memberIDs;
}

/** To the members, who are returned: a member's new record. */
function announceMember(call: Call, groupID: string, userID: string): string[] {
  const memberIDs = call.store.groups.memberIDs(groupID);
  call.toUsers(memberIDs, 'OnGroupMemberInfoChanged', () => toJson(memberOf(call.store, groupID, userID)));
  return memberIDs;
}
