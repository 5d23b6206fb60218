import { toJson, type GroupItem, type GroupMemberItem } from '../../src/protocol/index.js';
import type { Call, Replied } from '../call.js';
import { notify } from '../delivery.js';
import { groupDismissed } from '../notifications.js';
import { groupOf } from '../policies/group-access.js';

/** Dismisses a group (domain rules 13.6): its members are told that it is gone, and a last notification says so. */
export function dismiss(
  call: Call<'quitGroup' | 'dismissGroup'>,
  before: GroupItem,
  owner: GroupMemberItem,
): Replied {
  const { store } = call;
  const { groupID } = before;
  const memberIDs = store.groups.memberIDs(groupID);
  store.groups.dismiss(groupID);
  call.toUsers(memberIDs, 'OnJoinedGroupDeleted', () => toJson(before));
  const replied = call.reply('""');
  notify(store, call.events, groupDismissed(groupOf(store, groupID), owner, call.nowMs), memberIDs, call.nowMs);
  return replied;
}
