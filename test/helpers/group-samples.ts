/** Exact records of groups as tests expect them, and what no method of the seed can set. */
import { join } from 'node:path';
import { DATABASE_FILE, Database } from '../../server/db/database.js';
import { parse, type GroupItem, type GroupMemberItem, type MessageItem } from '../../src/protocol/index.js';
import type { GatewayFixture } from './gateway-fixture.js';

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

/** What entering the group needs: 0, 1 or 2. */
export function setVerification(gateway: GatewayFixture, groupID: string, needVerification: number): void {
  const database = new Database(join(gateway.dataDir, DATABASE_FILE));
  database.run('UPDATE groups SET need_verification = ? WHERE group_id = ?', needVerification, groupID);
  database.close();
}
