import {
  ErrorCode,
  HandleResult,
  OpenIMError,
  toJson,
  type FriendApplicationItem,
  type FriendItem,
  type FullUserItem,
} from '../../src/protocol/index.js';
import type { Call, Handlers } from '../call.js';
import type { Store } from '../db/store.js';
import { notify } from '../delivery.js';
import { friendAdded } from '../notifications.js';

type FriendApplicationMethod =
  | 'addFriend'
  | 'getRecvFriendApplicationList'
  | 'getSendFriendApplicationList'
  | 'acceptFriendApplication'
  | 'refuseFriendApplication';

/** Friend applications and their answers (protocol 6.7, domain rules 11.1). */
export const friendApplicationHandlers: Pick<Handlers, FriendApplicationMethod> = {
  /** Allowed even for friends, and repeatedly: the new application replaces the earlier one. */
  addFriend(call, { toUserID, reqMsg }) {
    const { store, userID } = call;
    if (toUserID === userID) throw new OpenIMError(ErrorCode.BadArguments, 'nobody befriends themself');
    if (!store.users.exists(toUserID)) throw new OpenIMError(ErrorCode.RecordMissing, 'no such user');
    store.friendApplications.put(userID, toUserID, reqMsg, call.nowMs);
    call.toUsers([userID, toUserID], 'OnFriendApplicationAdded', () =>
      toJson(applicationOf(store, userID, toUserID)),
    );
    return call.reply('""');
  },

  getRecvFriendApplicationList(call) {
    return call.reply(toJson(call.store.friendApplications.listReceived(call.userID)));
  },

  getSendFriendApplicationList(call) {
    return call.reply(toJson(call.store.friendApplications.listSent(call.userID)));
  },

  /** Also accepts an application that was handled before; adds only those sides of the friendship that are missing. */
  acceptFriendApplication(call, { toUserID: applicantID, handleMsg }) {
    const { store, userID } = call;
    const application = answer(call, applicantID, HandleResult.Accepted, handleMsg);
    const newToCaller = store.friends.add(userID, applicantID, userID, call.nowMs);
    const newToApplicant = store.friends.add(applicantID, userID, userID, call.nowMs);

    call.toSelf('OnFriendApplicationAccepted', toJson(application));
    const replied = call.reply('""');
    if (newToCaller) call.toSelf('OnFriendAdded', () => toJson(friendOf(store, userID, applicantID)));
    call.toUser(applicantID, 'OnFriendApplicationAccepted', toJson(application));
    if (newToApplicant) {
      call.toUser(applicantID, 'OnFriendAdded', () => toJson(friendOf(store, applicantID, userID)));
    }
    if (newToCaller || newToApplicant) {
      const friend = friendOf(store, userID, applicantID);
      const notification = friendAdded(friend, userOf(store, userID), userOf(store, applicantID));
      notify(store, call.events, notification, [applicantID], call.nowMs);
    }
    return replied;
  },

  /** Does not end a friendship that an earlier answer created. */
  refuseFriendApplication(call, { toUserID: applicantID, handleMsg }) {
    const application = answer(call, applicantID, HandleResult.Refused, handleMsg);
    call.toUsers([call.userID, applicantID], 'OnFriendApplicationRejected', toJson(application));
    return call.reply('""');
  },
};

/** Stores the caller's answer and returns the application as it is afterwards. */
function answer(call: Call, applicantID: string, result: HandleResult, handleMsg: string): FriendApplicationItem {
  const { store, userID } = call;
  if (!store.friendApplications.get(applicantID, userID)) {
    throw new OpenIMError(ErrorCode.RecordMissing, 'no such application');
  }
  store.friendApplications.handle(applicantID, userID, result, handleMsg, call.nowMs);
  return applicationOf(store, applicantID, userID);
}

function applicationOf(store: Store, fromUserID: string, toUserID: string): FriendApplicationItem {
  const application = store.friendApplications.get(fromUserID, toUserID);
  if (!application) throw new Error('the application just stored is not there');
  return application;
}

function friendOf(store: Store, ownerID: string, userID: string): FriendItem {
  const friend = store.friends.get(ownerID, userID);
  if (!friend) throw new Error('the friend just stored is not there');
  return friend;
}

function userOf(store: Store, userID: string): FullUserItem {
  const user = store.users.get(userID);
  if (!user) throw new Error('a party of the friendship is not there');
  return user;
}
