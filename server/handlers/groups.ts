import {
  conversationIDOf,
  ErrorCode,
  GroupJoinSource,
  GroupRole,
  OpenIMError,
  toJson,
  type GroupItem,
} from '../../src/protocol/index.js';
import type { Call, Handlers } from '../call.js';
import { announceConversations } from '../conversation-events.js';
import type { GroupTexts } from '../db/groups.js';
import { notify } from '../delivery.js';
import { newGroupID } from '../new-id.js';
import { groupCreated, groupInfoSet, ownerTransferred } from '../notifications.js';
import type { Input } from '../schemas/index.js';
import { groupOf, memberOf } from '../policies/group-access.js';
import { isHidden } from '../policies/rules.js';

type GroupMethod =
  | 'createGroup'
  | 'getGroupsInfo'
  | 'setGroupInfo'
  | 'getJoinedGroupList'
  | 'getGroupMemberList'
  | 'getGroupMembersInfo'
  | 'transferGroupOwner';

/** The name of a group that was created without one. */
const DEFAULT_GROUP_NAME = 'Group Chat';

/** Groups themselves (domain rules 13); group-membership.ts has how members come and go. */
export const groupHandlers: Pick<Handlers, GroupMethod> = {
  createGroup(call, { groupBaseInfo, memberList }) {
    const { store, userID } = call;
    const groupID = newGroupID((id) => store.groups.exists(id));
    const groupName = groupBaseInfo.groupName || DEFAULT_GROUP_NAME;
    const { groupType } = groupBaseInfo;
    store.groups.create({ groupID, groupName, ownerUserID: userID, groupType }, call.nowMs);
    const { changed } = newTexts(groupOf(store, groupID), groupBaseInfo);
    if (changed) store.groups.setTexts(groupID, changed);
    const roles = new Map<string, GroupRole>([[userID, GroupRole.Owner], ...initialRoles(call, memberList)]);
    for (const [memberID, roleLevel] of roles) {
      const joinSource = GroupJoinSource.Unknown;
      store.groups.addMember(
        { groupID, userID: memberID, roleLevel, joinSource, operatorUserID: userID, inviterUserID: '' },
        call.nowMs,
      );
    }

    const group = groupOf(store, groupID);
    const memberIDs = [...roles.keys()];
    call.toUsers(memberIDs, 'OnJoinedGroupAdded', toJson(group));
    const replied = call.reply(toJson(group));
    const [creator, ...others] = memberIDs.map((memberID) => memberOf(store, groupID, memberID));
    if (!creator) throw new Error('a group without its creator');
    notify(store, call.events, groupCreated(group, creator, others, call.nowMs), memberIDs, call.nowMs);
    return replied;
  },

  getGroupsInfo(call, groupIDList) {
    const groups = [...new Set(groupIDList)]
      .filter((groupID) => !isHidden(call, groupID))
      .map((groupID) => call.store.groups.get(groupID));
    return call.reply(toJson(groups.filter((group) => group !== undefined)));
  },

  setGroupInfo(call, { groupID, groupInfo }) {
    const { store } = call;
    const before = groupOf(store, groupID);
    const operator = memberOf(store, groupID, call.userID);
    const { changed, notificationChanged } = newTexts(before, groupInfo);
    if (!changed) return call.reply('""');
    store.groups.setTexts(groupID, changed);
    if (notificationChanged) store.groups.markNoticeChanged(groupID, call.userID, call.nowMs);

    const group = groupOf(store, groupID);
    const memberIDs = store.groups.memberIDs(groupID);
    call.toUsers(memberIDs, 'OnGroupInfoChanged', toJson(group));
    const replied = call.reply('""');
    // The notification announces the changed conversation to those it reaches. Members who muted the group and former
    // members, whom it does not reach, get only the event about the conversation.
    const showsMore =
      notificationChanged || group.groupName !== before.groupName || group.faceURL !== before.faceURL;
    if (showsMore) {
      const silentIDs = store.groups.notReceiving(groupID).filter((silentID) => silentID !== call.userID);
      for (const silentID of silentIDs) announceConversations(call, silentID, [conversationIDOf({ groupID })]);
    }
    notify(store, call.events, groupInfoSet(group, operator), memberIDs, call.nowMs);
    return replied;
  },

  getJoinedGroupList(call) {
    return call.reply(toJson(call.store.groups.joinedBy(call.userID)));
  },

  getGroupMemberList(call, { groupID, filter, offset, count }) {
    if (count <= 0) return call.reply('[]');
    return call.reply(toJson(call.store.groups.listMembers(groupID, filter, offset, count)));
  },

  getGroupMembersInfo(call, { groupID, userIDList }) {
    const members = [...new Set(userIDList)].map((userID) => call.store.groups.member(groupID, userID));
    return call.reply(toJson(members.filter((member) => member !== undefined)));
  },

  transferGroupOwner(call, { groupID, newOwnerUserID }) {
    const { store, userID } = call;
    if (newOwnerUserID === userID) throw new OpenIMError(ErrorCode.BadArguments, 'already the owner');
    if (!store.groups.isMember(groupID, newOwnerUserID)) {
      throw new OpenIMError(ErrorCode.RecordMissing, 'the new owner is not a member');
    }
    store.groups.setOwner(groupID, newOwnerUserID);
    store.groups.setRole(groupID, userID, GroupRole.Member);
    store.groups.setRole(groupID, newOwnerUserID, GroupRole.Owner);

    const group = groupOf(store, groupID);
    const [oldOwner, newOwner] = [memberOf(store, groupID, userID), memberOf(store, groupID, newOwnerUserID)];
    const memberIDs = store.groups.memberIDs(groupID);
    call.toUsers(memberIDs, 'OnGroupMemberInfoChanged', toJson(oldOwner));
    call.toUsers(memberIDs, 'OnGroupMemberInfoChanged', toJson(newOwner));
    call.toUsers(memberIDs, 'OnGroupInfoChanged', toJson(group));
    const replied = call.reply('""');
    notify(store, call.events, ownerTransferred(group, oldOwner, newOwner, call.nowMs), memberIDs, call.nowMs);
    return replied;
  },
};

/**
 * Returns the members of a new group besides its creator. The first entry of each user counts; unknown users and
 * would-be owners are skipped (domain rules 13.2).
 */
function initialRoles(call: Call, memberList: Input<'createGroup'>['memberList']): Map<string, GroupRole> {
  const roles = new Map<string, GroupRole>();
  for (const { userID, roleLevel } of memberList) {
    const skipped = userID === call.userID || roleLevel === GroupRole.Owner || roles.has(userID);
    if (skipped || !call.store.users.exists(userID)) continue;
    roles.set(userID, roleLevel === GroupRole.Admin ? GroupRole.Admin : GroupRole.Member);
  }
  return roles;
}

/** Merges the given texts into the group's: `''` clears one, except the name. `changed` is undefined if nothing changes. */
function newTexts(
  group: GroupItem,
  given: { [Name in keyof GroupTexts]?: string | undefined },
): { changed: GroupTexts | undefined; notificationChanged: boolean } {
  const texts: GroupTexts = {
    groupName: given.groupName || group.groupName,
    notification: given.notification ?? group.notification,
    introduction: given.introduction ?? group.introduction,
    faceURL: given.faceURL ?? group.faceURL,
    ex: given.ex ?? group.ex,
  };
  const names = Object.keys(texts) as (keyof GroupTexts)[];
  return {
    changed: names.some((name) => texts[name] !== group[name]) ? texts : undefined,
    notificationChanged: texts.notification !== group.notification,
  };
}
