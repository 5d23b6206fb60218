import { conversationIDOf, ErrorCode, OpenIMError, toJson, type FullUserItem } from '../../src/protocol/index.js';
import type { Call, Handlers } from '../call.js';
import { announceConversations } from '../conversation-events.js';
import { publicUser, type Profile } from '../db/users.js';
import type { Store } from '../db/store.js';
import { announceAuthor } from '../inbox-changes.js';
import { isHiddenUser } from '../policies/rules.js';

type UserMethod = 'getUsersInfo' | 'getSelfUserInfo' | 'setSelfInfo' | 'setGlobalRecvMessageOpt';

/** Domain rules 3. */
export const userHandlers: Pick<Handlers, UserMethod> = {
  getUsersInfo: (call, userIDs) => {
    const { users, friends } = call.store;
    const found = [...new Set(userIDs)]
      .filter((userID) => !isHiddenUser(call, userID))
      .map((userID) => users.get(userID))
      .filter((user) => user !== undefined);
    return call.reply(
      toJson(
        found.map((user) => ({
          publicInfo: publicUser(user),
          friendInfo: friends.get(call.userID, user.userID) ?? null,
          blackInfo: friends.getBlack(call.userID, user.userID) ?? null,
        })),
      ),
    );
  },

  getSelfUserInfo: (call) => call.reply(toJson(selfOf(call.store, call.userID))),

  setSelfInfo: (call, input) => {
    const before = selfOf(call.store, call.userID);
    const { nickname, ...others } = input;
    const given = { ...others, ...(nickname ? { nickname } : {}) };
    const changed = (Object.keys(given) as (keyof Profile)[]).filter(
      (member) => given[member] !== undefined && given[member] !== before[member],
    );
    if (changed.length === 0) return call.reply('""');

    const after: FullUserItem = {
      ...before,
      ...Object.fromEntries(changed.map((member) => [member, given[member]])),
    };
    call.store.users.update(call.userID, after);
    if (changed.some((member) => member === 'nickname' || member === 'faceURL'))
      call.store.changes.noteAuthor(call.userID);
    call.toSelf('OnSelfInfoUpdated', toJson(selfOf(call.store, call.userID)));
    const replied = call.reply('""');
    announceProfile(call, { name: changed.includes('nickname'), face: changed.includes('faceURL') });
    return replied;
  },

  setGlobalRecvMessageOpt: (call, { opt }) => {
    if (selfOf(call.store, call.userID).globalRecvMsgOpt !== opt) {
      call.store.users.setGlobalRecvMsgOpt(call.userID, opt);
      call.toSelf('OnSelfInfoUpdated', () => toJson(selfOf(call.store, call.userID)));
    }
    return call.reply('');
  },
};

function selfOf(store: Store, userID: string): FullUserItem {
  const user = store.users.get(userID);
  if (!user) throw new OpenIMError(ErrorCode.RecordMissing, 'no such user');
  return user;
}

/** Tells everybody whose client shows the caller's record, name or face (domain rules 3.3). */
function announceProfile(call: Call, changed: { name: boolean; face: boolean }): void {
  const { store, userID } = call;
  for (const ownerID of store.friends.ownersOf(userID)) {
    if (!call.events.isOnline(ownerID)) continue;
    const friend = store.friends.get(ownerID, userID);
    if (friend) call.toUser(ownerID, 'OnFriendInfoChanged', toJson(friend));
  }
  if (!changed.name && !changed.face) return;

  for (const ownerID of store.conversations.ownersWith({ userID })) {
    announceConversations(call, ownerID, [conversationIDOf({ userID })]);
  }
  const acquaintances = new Set([userID, ...store.changes.acquaintancesIn({ userID })]);
  call.inPortions(
    // By name, because a change of the name alone does not go to all groups to which one of the face goes.
    `${changed.face ? 'face' : 'name'} of ${userID}`,
    store.groups.idsKnownTo(userID),
    (groupID, events) => {
      const isShown = changed.face || !store.groups.hasOwnNickname(groupID, userID);
      const member = isShown ? store.groups.member(groupID, userID) : undefined;
      if (member) events.toUsers(store.groups.memberIDs(groupID), 'OnGroupMemberInfoChanged', toJson(member));
      for (const ownerID of store.changes.acquaintancesIn({ groupID }))
        if (events.isOnline(ownerID)) acquaintances.add(ownerID);
    },
    (events) => {
      announceAuthor({ store, events }, userID, acquaintances);
    },
  );
}
