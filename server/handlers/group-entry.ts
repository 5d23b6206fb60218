/** The ways into a group: asking for it and being let in (domain rules 13.4 and 13.5). */
import {
  conversationIDOf,
  GroupRole,
  OptType,
  toJson,
  type GroupApplicationItem,
  type GroupItem,
  type GroupJoinSource,
  type GroupMemberItem,
} from '../../src/protocol/index.js';
import type { Call } from '../call.js';
import { announceConversations } from '../conversation-events.js';
import type { NewGroupApplication } from '../db/group-applications.js';
import type { Store } from '../db/store.js';
import { groupOf, memberOf, onlineOf } from '../policies/group-access.js';

export type Entry = {
  readonly groupID: string;
  readonly userIDs: readonly string[];
  readonly joinSource: GroupJoinSource;
  /** Who lets them in; the entrant themself where nobody has to. */
  readonly operatorUserID: string;
  /** `''` when nobody invited them. */
  readonly inviterUserID: string;
};

/** People who just became members. */
export type Admission = {
  /** With its new memberCount. */
  readonly group: GroupItem;
  readonly entrants: readonly GroupMemberItem[];
  /** Who was a member before. */
  readonly otherIDs: readonly string[];
};

/** Makes users members, who are none yet. */
export function admit(call: Call, { groupID, userIDs, ...entry }: Entry): Admission {
  const { groups } = call.store;
  const otherIDs = groups.memberIDs(groupID);
  for (const userID of userIDs) {
    groups.addMember({ groupID, userID, roleLevel: GroupRole.Member, ...entry }, call.nowMs);
  }
  return {
    group: groupOf(call.store, groupID),
    entrants: userIDs.map((userID) => memberOf(call.store, groupID, userID)),
    otherIDs,
  };
}

/** To the entrants: the group is theirs. */
export function announceToEntrants(call: Call, { group, entrants }: Admission): void {
  const entrantIDs = entrants.map(({ userID }) => userID);
  call.toUsers(entrantIDs, 'OnJoinedGroupAdded', () => toJson(group));
  // Who comes back and does not receive the group's messages hears only from this that they are in it again.
  const conversationID = conversationIDOf({ groupID: group.groupID });
  for (const userID of entrantIDs) {
    if (call.store.conversations.find(userID, conversationID)?.recvMsgOpt === OptType.Mute) {
      announceConversations(call, userID, [conversationID]);
    }
  }
}

/** To those who already were members: who came, one event each. {@link announceGroup} follows. */
export function announceEntrants(call: Call, { entrants, otherIDs }: Admission): void {
  const onlineIDs = onlineOf(call, otherIDs);
  for (const entrant of entrants) call.toUsers(onlineIDs, 'OnGroupMemberAdded', () => toJson(entrant));
}

/** To those who already were members: the group's new record, after the members it counts. */
export function announceGroup(call: Call, { group, otherIDs }: Admission): void {
  call.toUsers(otherIDs, 'OnGroupInfoChanged', () => toJson(group));
}

/** Asks for admission, anew where it was asked for before, and tells the applicant, the owner and administrators. */
export function apply(call: Call, application: NewGroupApplication): void {
  const { groupID, userID } = application;
  call.store.groupApplications.put(application, call.nowMs);
  const receivers = applicationWatchers(call.store, groupID, userID);
  call.toUsers(receivers, 'OnGroupApplicationAdded', () => toJson(applicationOf(call.store, groupID, userID)));
}

/** Who is told of an application: the applicant, and whoever can handle it, once each. */
export function applicationWatchers(store: Store, groupID: string, applicantID: string): Set<string> {
  return new Set([applicantID, ...store.groups.adminIDs(groupID)]);
}

/** An application that is known to be there. */
export function applicationOf(store: Store, groupID: string, userID: string): GroupApplicationItem {
  const application = store.groupApplications.get(groupID, userID);
  if (!application) throw new Error('the application is not there');
  return application;
}
