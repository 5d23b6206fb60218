/** Exact records of groups as tests expect them. */
import { parse, type GroupItem, type GroupMemberItem, type MessageItem } from '../../src/protocol/index.js';

/** When a ManualClock starts. */
export const NOW_S = 1_700_000_000;

/** Ann's new group. */
export function groupItem(groupID: string, members: Partial<GroupItem> = {}): GroupItem {
  return {
    groupID,
    groupName: 'G',
    notification: '',
    introduction: '',
    faceURL: '',
    createTime: NOW_S,
    status: 0,
    creatorUserID: 'ann',
    groupType: 0,
    ownerUserID: 'ann',
    memberCount: 1,
    ex: '',
    attachedInfo: '',
    needVerification: 0,
    lookMemberInfo: 0,
    applyMemberFriend: 0,
    notificationUpdateTime: 0,
    notificationUserID: '',
    ...members,
  };
}

/** A member from the start, whom Ann put there. */
export function memberItem(
  groupID: string,
  userID: string,
  members: Partial<GroupMemberItem> = {},
): GroupMemberItem {
  return {
    groupID,
    userID,
    nickname: userID.toUpperCase(),
    faceURL: '',
    roleLevel: 1,
    joinTime: NOW_S,
    joinSource: 0,
    operatorUserID: 'ann',
    ex: '',
    attachedInfo: '',
    inviterUserID: '',
    muteEndTime: 0,
    ...members,
  };
}

/** A member as notifications tell of them. */
export function personItem(groupID: string, userID: string, members: Partial<GroupMemberItem> = {}) {
  return { ...memberItem(groupID, userID, members), appMangerLevel: 1 };
}

/** The `jsonDetail` of a notification. */
export function detailOf(message: MessageItem): Record<string, unknown> {
  const { jsonDetail } = parse<{ jsonDetail: string }>(message.content);
  if (jsonDetail !== message.notificationElem.detail) throw new Error('the element is not its content');
  return parse<Record<string, unknown>>(jsonDetail);
}
