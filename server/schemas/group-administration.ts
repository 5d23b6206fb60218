import * as v from 'valibot';
import { GroupRole, GroupVerification, MAX_NICKNAME_LENGTH } from '../../src/protocol/index.js';
import { idList, integer, oneOf, textUpTo } from './common.js';

/** A hundred years, so that the end of a mute is a time that all clients can represent. */
const MAX_MUTED_SECONDS = 100 * 365 * 24 * 60 * 60;

const flag = v.optional(v.boolean(), false);
const rule = v.object({ groupID: v.string(), rule: oneOf([0, 1]) });
const window = { offset: v.pipe(integer, v.minValue(0)), count: integer };

export const groupAdministrationSchemas = {
  searchGroups: v.object({ keywordList: idList, isSearchGroupID: flag, isSearchGroupName: flag }),
  searchGroupMembers: v.object({
    groupID: v.string(),
    keywordList: idList,
    isSearchUserID: flag,
    isSearchMemberNickname: flag,
    ...window,
  }),
  getGroupMemberListByJoinTimeFilter: v.object({
    groupID: v.string(),
    filterUserIDList: idList,
    ...window,
    joinTimeBegin: integer,
    joinTimeEnd: integer,
  }),
  dismissGroup: v.string(),
  changeGroupMute: v.object({ groupID: v.string(), isMute: v.boolean() }),
  changeGroupMemberMute: v.object({
    groupID: v.string(),
    userID: v.string(),
    mutedSeconds: v.pipe(integer, v.minValue(0), v.maxValue(MAX_MUTED_SECONDS)),
  }),
  setGroupMemberNickname: v.object({
    groupID: v.string(),
    userID: v.string(),
    GroupMemberNickname: textUpTo(MAX_NICKNAME_LENGTH),
  }),
  setGroupMemberRoleLevel: v.object({
    groupID: v.string(),
    userID: v.string(),
    roleLevel: oneOf([GroupRole.Member, GroupRole.Admin]),
  }),
  setGroupVerification: v.object({
    groupID: v.string(),
    verification: oneOf([
      GroupVerification.ApplyNeedsInviteNot,
      GroupVerification.AllNeed,
      GroupVerification.NothingNeeds,
    ]),
  }),
  setGroupLookMemberInfo: rule,
  setGroupApplyMemberFriend: rule,
};
