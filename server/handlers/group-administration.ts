import { ErrorCode, GroupRole, GroupStatus, OpenIMError, toJson } from '../../src/protocol/index.js';
import type { Call, Handlers, Replied } from '../call.js';
import type { GroupRules } from '../db/groups.js';
import { seconds } from '../db/users.js';
import { notify } from '../delivery.js';
import { groupMuted, memberMuted } from '../notifications.js';
import { groupOf, memberAsked, memberOf } from '../policies/group-access.js';
import { dismiss } from './group-dismissal.js';

type GroupAdministrationMethod =
  | 'dismissGroup'
  | 'changeGroupMute'
  | 'changeGroupMemberMute'
  | 'setGroupMemberNickname'
  | 'setGroupMemberRoleLevel'
  | RuleMethod;
type RuleMethod = 'setGroupVerification' | 'setGroupLookMemberInfo' | 'setGroupApplyMemberFriend';

/** Administration of groups (domain rules 13.1, 13.6 and 13.7). A call that changes nothing sends no events. */
export const groupAdministrationHandlers: Pick<Handlers, GroupAdministrationMethod> = {
  dismissGroup(call, groupID) {
    return dismiss(call, groupOf(call.store, groupID), memberOf(call.store, groupID, call.userID));
  },

  changeGroupMute(call, { groupID, isMute }) {
    const { store } = call;
    const { status } = groupOf(store, groupID);
    const operator = memberOf(store, groupID, call.userID);
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
    const operator = memberOf(store, groupID, call.userID);
    const before = memberOf(store, groupID, userID);
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
    const before = memberOf(store, groupID, userID);
    store.groups.setNickname(groupID, userID, nickname);
    if (memberOf(store, groupID, userID).nickname !== before.nickname) announceMember(call, groupID, userID);
    return call.reply('""');
  },

  setGroupMemberRoleLevel(call, { groupID, userID, roleLevel }) {
    const { store } = call;
    const before = memberAsked(call, groupID, userID);
    if (before.roleLevel === GroupRole.Owner) {
      throw new OpenIMError(ErrorCode.BadArguments, 'the owner cannot be removed');
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
  const before = groupOf(call.store, groupID);
  const after = { ...before, ...changed };
  const names = Object.keys(changed) as (keyof GroupRules)[];
  if (names.every((name) => after[name] === before[name])) return call.reply('""');
  call.store.groups.setRules(groupID, after);
  announceGroup(call, groupID);
  return call.reply('""');
}

/** Sends the group's new record to its members, and returns their IDs. */
function announceGroup(call: Call, groupID: string): string[] {
  const memberIDs = call.store.groups.memberIDs(groupID);
  call.toUsers(memberIDs, 'OnGroupInfoChanged', () => toJson(groupOf(call.store, groupID)));
  return memberIDs;
}

/** Sends a member's new record to the group's members, and returns their IDs. */
function announceMember(call: Call, groupID: string, userID: string): string[] {
  const memberIDs = call.store.groups.memberIDs(groupID);
  call.toUsers(memberIDs, 'OnGroupMemberInfoChanged', () => toJson(memberOf(call.store, groupID, userID)));
  return memberIDs;
}
