import {
  ErrorCode,
  GroupJoinSource,
  GroupRole,
  GroupVerification,
  OpenIMError,
  toJson,
  type GroupItem,
  type GroupMemberItem,
} from '../../src/protocol/index.js';
import type { Call, Handlers } from '../call.js';
import { notify } from '../delivery.js';
import { memberQuit, membersInvited, membersKicked } from '../notifications.js';
import { groupOf, isAbove, isAdmin, memberOf } from '../policies/group-access.js';
import { dismiss } from './group-dismissal.js';
import { admit, announceEntrants, announceGroup, announceToEntrants, apply } from './group-entry.js';

type GroupMembershipMethod = 'inviteUserToGroup' | 'kickGroupMember' | 'quitGroup';

/** The `result` for each user of a list. */
const DONE = 0;
const NOT_POSSIBLE = -1;

/** How members are invited, are removed and leave (domain rules 13.5 and 13.6). */
export const groupMembershipHandlers: Pick<Handlers, GroupMembershipMethod> = {
  inviteUserToGroup(call, { groupID, userIDList }) {
    const { store } = call;
    const { needVerification } = groupOf(store, groupID);
    const inviter = memberOf(store, groupID, call.userID);
    const asked = [...new Set(userIDList)];
    const invitedIDs = asked.filter(
      (userID) => store.users.exists(userID) && !store.groups.isMember(groupID, userID),
    );
    const results = toJson(resultsOf(asked, invitedIDs));
    const origin = { joinSource: GroupJoinSource.Invitation, inviterUserID: call.userID };

    if (needVerification === GroupVerification.AllNeed && !isAdmin(inviter)) {
      for (const userID of invitedIDs) apply(call, { groupID, userID, reqMsg: '', ...origin });
      return call.reply(results);
    }
    if (invitedIDs.length === 0) return call.reply(results);
    const admission = admit(call, { groupID, userIDs: invitedIDs, operatorUserID: call.userID, ...origin });
    announceToEntrants(call, admission);
    announceEntrants(call, admission);
    announceGroup(call, admission);
    const replied = call.reply(results);
    const { group, entrants, otherIDs } = admission;
    const notification = membersInvited(group, inviter, entrants, call.nowMs);
    notify(store, call.events, notification, [...otherIDs, ...invitedIDs], call.nowMs);
    return replied;
  },

  kickGroupMember(call, { groupID, userIDList }) {
    const { store } = call;
    const before = groupOf(store, groupID);
    const operator = memberOf(store, groupID, call.userID);
    const asked = [...new Set(userIDList)];
    const kicked = asked.flatMap((userID) => {
      const member = store.groups.member(groupID, userID);
      return member && isAbove(operator, member) ? [member] : [];
    });
    const kickedIDs = kicked.map(({ userID }) => userID);
    const results = toJson(resultsOf(asked, kickedIDs));
    if (kicked.length === 0) return call.reply(results);
    for (const userID of kickedIDs) store.groups.removeMember(groupID, userID);

    const group = groupOf(store, groupID);
    const remainingIDs = store.groups.memberIDs(groupID);
    announceLeaving(call, before, group, kicked, remainingIDs);
    const replied = call.reply(results);
    const notification = membersKicked(group, operator, kicked, call.nowMs);
    notify(store, call.events, notification, [...remainingIDs, ...kickedIDs], call.nowMs);
    return replied;
  },

  quitGroup(call, groupID) {
    const { store } = call;
    const before = groupOf(store, groupID);
    const quitter = memberOf(store, groupID, call.userID);
    if (quitter.roleLevel === GroupRole.Owner) {
      if (before.memberCount > 1)
        throw new OpenIMError(ErrorCode.NoPermission, 'the owner cannot leave while others are members');
      return dismiss(call, before, quitter);
    }
    store.groups.removeMember(groupID, call.userID);

    const group = groupOf(store, groupID);
    const remainingIDs = store.groups.memberIDs(groupID);
    announceLeaving(call, before, group, [quitter], remainingIDs);
    const replied = call.reply('""');
    notify(store, call.events, memberQuit(group, quitter, call.nowMs), remainingIDs, call.nowMs);
    return replied;
  },
};

function resultsOf(asked: readonly string[], done: readonly string[]) {
  const doneIDs = new Set(done);
  return asked.map((userID) => ({ userID, result: doneIDs.has(userID) ? DONE : NOT_POSSIBLE }));
}

/** Sends the group as it was to those who left; sends who left, and then the group's new record, to those who remain. */
function announceLeaving(
  call: Call,
  before: GroupItem,
  group: GroupItem,
  left: readonly GroupMemberItem[],
  remainingIDs: readonly string[],
): void {
  call.toUsers(
    left.map(({ userID }) => userID),
    'OnJoinedGroupDeleted',
    () => toJson(before),
  );
  call.eachToUsers(remainingIDs, 'OnGroupMemberDeleted', () => left.map((member) => toJson(member)));
  call.toUsers(remainingIDs, 'OnGroupInfoChanged', () => toJson(group));
}
