import * as v from 'valibot';
import {
  GroupJoinSource,
  GroupMemberFilter,
  GroupRole,
  MAX_EX_LENGTH,
  MAX_GROUP_NAME_LENGTH,
  MAX_GROUP_TEXT_LENGTH,
  MAX_LIST_LENGTH,
  MAX_REQUEST_MESSAGE_LENGTH,
  MAX_URL_LENGTH,
} from '../../src/protocol/index.js';
import { idList, integer, nothing, textUpTo } from './common.js';

const groupTexts = {
  groupName: v.optional(textUpTo(MAX_GROUP_NAME_LENGTH)),
  introduction: v.optional(textUpTo(MAX_GROUP_TEXT_LENGTH)),
  notification: v.optional(textUpTo(MAX_GROUP_TEXT_LENGTH)),
  faceURL: v.optional(textUpTo(MAX_URL_LENGTH)),
  ex: v.optional(textUpTo(MAX_EX_LENGTH)),
};
/** A range of whole numbers: 803 for another number, 1001 for anything else. */
const between = <Value extends number>(lowest: Value, highest: Value) =>
  v.pipe(
    integer,
    v.minValue(lowest),
    v.maxValue(highest),
    v.transform((value) => value as Value),
  );
const joinSource = between<GroupJoinSource>(GroupJoinSource.Unknown, GroupJoinSource.QrCode);

const membersOf = { groupID: v.string(), userIDList: idList };
const reason = textUpTo(MAX_REQUEST_MESSAGE_LENGTH);
const answer = v.object({
  groupID: v.string(),
  fromUserID: v.string(),
  handleMsg: textUpTo(MAX_REQUEST_MESSAGE_LENGTH),
});

export const groupSchemas = {
  createGroup: v.object({
    groupBaseInfo: v.object({ ...groupTexts, groupType: v.optional(integer, 0) }),
    memberList: v.pipe(
      v.array(
        v.object({ userID: v.string(), roleLevel: v.optional(between<0 | GroupRole>(0, GroupRole.Admin), 0) }),
      ),
      v.maxLength(MAX_LIST_LENGTH),
    ),
  }),
  getGroupsInfo: idList,
  setGroupInfo: v.object({ groupID: v.string(), groupInfo: v.object(groupTexts) }),
  getJoinedGroupList: nothing,
  getGroupMemberList: v.object({
    groupID: v.string(),
    filter: between<GroupMemberFilter>(GroupMemberFilter.All, GroupMemberFilter.AdminsAndMembers),
    offset: v.pipe(integer, v.minValue(0)),
    count: integer,
  }),
  getGroupMembersInfo: v.object(membersOf),
  joinGroup: v.object({
    groupID: v.string(),
    reqMsg: textUpTo(MAX_REQUEST_MESSAGE_LENGTH),
    joinSource: v.optional(joinSource, GroupJoinSource.Search),
  }),
  getRecvGroupApplicationList: nothing,
  getSendGroupApplicationList: nothing,
  acceptGroupApplication: answer,
  refuseGroupApplication: answer,
  inviteUserToGroup: v.object({ ...membersOf, reason }),
  kickGroupMember: v.object({ ...membersOf, userIDList: v.pipe(idList, v.minLength(1)), reason }),
  quitGroup: v.string(),
  transferGroupOwner: v.object({ groupID: v.string(), newOwnerUserID: v.string() }),
};
