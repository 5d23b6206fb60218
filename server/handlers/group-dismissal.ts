import { toJson, type GroupItem, type GroupMemberItem } from '../../src/protocol/index.js';
import type { Call, Replied } from '../call.js';
import { notify } from '../delivery.js';
import { groupDismissed } from '../notifications.js';
import { groupOf } from '../policies/group-access.js';

/** Ends a group (domain rules 13.6): whoever was a member learns that it is gone, and has a last message to say so. */
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
