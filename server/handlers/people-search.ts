import { ErrorCode, GroupMemberFilter, OpenIMError, toJson } from '../../src/protocol/index.js';
import type { Handlers } from '../call.js';
import { seconds } from '../db/users.js';

type PeopleSearchMethod =
  'searchFriends' | 'searchGroups' | 'searchGroupMembers' | 'getGroupMemberListByJoinTimeFilter';

/**
 * Searches friends, groups and members for a keyword, which is a substring, in any case, of the names and IDs asked for.
 * Each list belongs to one person or one group, so it is scanned rather than indexed.
 */
export const peopleSearchHandlers: Pick<Handlers, PeopleSearchMethod> = {
  searchFriends: (call, { keywordList, isSearchUserID, isSearchNickname, isSearchRemark }) => {
    const matches = matcher(keywordList[0], ErrorCode.NotAllowedNow, [
      isSearchUserID,
      isSearchNickname,
      isSearchRemark,
    ]);
    const { friends } = call.store;
    const found = friends
      .list(call.userID)
      .filter((friend) => matches(friend.userID, friend.nickname, friend.remark));
    return call.reply(
      toJson(
        found.map((friend) => ({ ...friend, relationship: friends.isBlack(call.userID, friend.userID) ? 0 : 1 })),
      ),
    );
  },

  searchGroups: (call, { keywordList, isSearchGroupID, isSearchGroupName }) => {
    const matches = matcher(keywordList[0], ErrorCode.NotAllowedNow, [isSearchGroupID, isSearchGroupName]);
    const joined = call.store.groups.joinedBy(call.userID);
    return call.reply(toJson(joined.filter((group) => matches(group.groupID, group.groupName))));
  },

  searchGroupMembers: (call, input) => {
    const { groupID, keywordList, isSearchUserID, isSearchMemberNickname, offset, count } = input;
    const matches = matcher(keywordList[0], ErrorCode.BadArguments, [isSearchUserID, isSearchMemberNickname]);
    if (count <= 0) return call.reply('[]');
    const members = call.store.groups.listMembers(groupID, GroupMemberFilter.All);
    const found = members.filter((member) => matches(member.userID, member.nickname));
    return call.reply(toJson(found.slice(offset, offset + count)));
  },

  getGroupMemberListByJoinTimeFilter: (call, input) => {
    const { groupID, filterUserIDList, offset, count, joinTimeBegin, joinTimeEnd } = input;
    if (count <= 0) return call.reply('[]');
    const times = { begin: joinTimeBegin, end: joinTimeEnd === 0 ? seconds(call.nowMs) : joinTimeEnd };
    return call.reply(
      toJson(call.store.groups.listMembersByJoinTime(groupID, times, filterUserIDList, offset, count)),
    );
  },
};

/**
 * Returns a function that tells whether one of the texts to be searched contains the keyword.
 *
 * @param code of the error if there is no keyword, or no text is to be searched
 * @param searched for each text, in the order in which they are passed, whether it is to be searched
 */
function matcher(
  keyword: string | undefined,
  code: ErrorCode,
  searched: readonly boolean[],
): (...texts: string[]) => boolean {
  if (keyword === undefined) throw new OpenIMError(code, 'no keyword');
  if (!searched.includes(true)) throw new OpenIMError(code, 'nothing to search in');
  const wanted = keyword.toLowerCase();
  return (...texts) =>
    texts.some((text, index) => searched[index] === true && text.toLowerCase().includes(wanted));
}
