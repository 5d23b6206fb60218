import * as v from 'valibot';
import { MAX_NICKNAME_LENGTH, MAX_REQUEST_MESSAGE_LENGTH } from '../../src/protocol/index.js';
import { idList, nothing, textUpTo } from './common.js';

const answer = v.object({ toUserID: v.string(), handleMsg: textUpTo(MAX_REQUEST_MESSAGE_LENGTH) });

export const friendSchemas = {
  getFriendList: nothing,
  getDesignatedFriendsInfo: idList,
  setFriendRemark: v.object({ toUserID: v.string(), remark: textUpTo(MAX_NICKNAME_LENGTH) }),
  checkFriend: idList,
  deleteFriend: v.string(),
  addFriend: v.object({ toUserID: v.string(), reqMsg: textUpTo(MAX_REQUEST_MESSAGE_LENGTH) }),
  getRecvFriendApplicationList: nothing,
  getSendFriendApplicationList: nothing,
  acceptFriendApplication: answer,
  refuseFriendApplication: answer,
  addBlack: v.string(),
  removeBlack: v.string(),
  getBlackList: nothing,
  searchFriends: v.object({
    keywordList: idList,
    isSearchUserID: v.optional(v.boolean(), false),
    isSearchNickname: v.optional(v.boolean(), false),
    isSearchRemark: v.optional(v.boolean(), false),
  }),
};
