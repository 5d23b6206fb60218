import {
  conversationIDOf,
  ErrorCode,
  OpenIMError,
  toJson,
  type FriendItem,
  type TotalUserStruct,
} from '../../src/protocol/index.js';
import type { Call, Handlers } from '../call.js';
import { announceConversations } from '../conversation-events.js';
import type { Store } from '../db/store.js';

type FriendMethod =
  | 'getFriendList'
  | 'getDesignatedFriendsInfo'
  | 'setFriendRemark'
  | 'checkFriend'
  | 'deleteFriend'
  | 'addBlack'
  | 'removeBlack'
  | 'getBlackList';

/** Friends and blacklist (domain rules 11.2 and 11.3). Every row is one owner's own view of the other user. */
export const friendHandlers: Pick<Handlers, FriendMethod> = {
  getFriendList(call) {
    const blacks = new Map(call.store.friends.listBlacks(call.userID).map((black) => [black.userID, black]));
    const friends = call.store.friends.list(call.userID);
    return call.reply(toJson(friends.map((friend) => friendRecord(friend, blacks.get(friend.userID) ?? null))));
  },

  getDesignatedFriendsInfo(call, userIDList) {
    const records = [...new Set(userIDList)].flatMap((userID) => {
      const friend = call.store.friends.get(call.userID, userID);
      return friend ? [friendRecord(friend, call.store.friends.getBlack(call.userID, userID) ?? null)] : [];
    });
    return call.reply(toJson(records));
  },

  setFriendRemark(call, { toUserID, remark }) {
    friendOf(call, toUserID);
    call.store.friends.setRemark(call.userID, toUserID, remark);
    call.toSelf('OnFriendInfoChanged', () => toJson(friendOf(call, toUserID)));
    announceName(call, toUserID);
    return call.reply('""');
  },

  checkFriend(call, userIDList) {
    return call.reply(
      toJson(
        userIDList.map((userID) => ({ userID, result: isOpenFriend(call.store, call.userID, userID) ? 1 : 0 })),
      ),
    );
  },

  /** One-sided: the other user keeps the caller as a friend and is not told. */
  deleteFriend(call, userID) {
    const friend = friendOf(call, userID);
    call.store.friends.remove(call.userID, userID);
    call.toSelf('OnFriendDeleted', toJson(friend));
    // The remark, which named the conversation, is gone with the friendship.
    if (friend.remark !== '') announceName(call, userID);
    return call.reply('""');
  },

  addBlack(call, userID) {
    const { store } = call;
    if (userID === call.userID) throw new OpenIMError(ErrorCode.BadArguments, 'you cannot blacklist yourself');
    if (!store.users.exists(userID)) throw new OpenIMError(ErrorCode.RecordMissing, 'no such user');
    if (store.friends.isBlack(call.userID, userID)) {
      throw new OpenIMError(ErrorCode.RecordMissing, 'already on the blacklist');
    }
    store.friends.addBlack(call.userID, userID, call.nowMs);
    const black = store.friends.getBlack(call.userID, userID);
    if (!black) throw new Error('the record just stored is not there');
    call.toSelf('OnBlackAdded', toJson(black));
    return call.reply('""');
  },

  removeBlack(call, userID) {
    const black = call.store.friends.getBlack(call.userID, userID);
    if (black) {
      call.store.friends.removeBlack(call.userID, userID);
      call.toSelf('OnBlackDeleted', toJson(black));
    }
    return call.reply('""');
  },

  getBlackList(call) {
    return call.reply(toJson(call.store.friends.listBlacks(call.userID)));
  },
};

/** Returns a friend's record with those members that the seed fills in (protocol 7). */
function friendRecord(friend: FriendItem, black: TotalUserStruct['blackInfo']): TotalUserStruct {
  return { publicInfo: null, friendInfo: friend, blackInfo: black };
}

function isOpenFriend(store: Store, ownerID: string, userID: string): boolean {
  return store.friends.isFriend(ownerID, userID) && !store.friends.isBlack(ownerID, userID);
}

function friendOf(call: Call, userID: string): FriendItem {
  const friend = call.store.friends.get(call.userID, userID);
  if (!friend) throw new OpenIMError(ErrorCode.RecordMissing, 'not a friend');
  return friend;
}

/** Announces the caller's conversation with the user, whose name may have changed (domain rules 3.4). */
function announceName(call: Call, userID: string): void {
  announceConversations(call, call.userID, [conversationIDOf({ userID })]);
}
