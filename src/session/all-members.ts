import { GroupMemberFilter, parse, type GroupMemberItem } from '../protocol/index.js';
import type { Sync } from '../sync/types.js';

/** How many members of a group one request asks for. */
const MEMBERS_PAGE = 500;

/** Fetches all members of a group, page by page, in the gateway's order. @throws {OpenIMError} as getGroupMemberList */
export async function allMembers(sync: Sync, groupID: string): Promise<readonly GroupMemberItem[]> {
  const members: GroupMemberItem[] = [];
  for (;;) {
    const params = { groupID, filter: GroupMemberFilter.All, offset: members.length, count: MEMBERS_PAGE };
    const page = parse(await sync.call('getGroupMemberList', [params]));
    members.push(...page);
    if (page.length < MEMBERS_PAGE) return members;
  }
}
