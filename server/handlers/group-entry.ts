/** The ways into a group: applying and being admitted (domain rules 13.4 and 13.5). */
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
import { groupOf, memberOf } from '../policies/group-access.js';

export type Entry = {
  readonly groupID: string;
  readonly userIDs: readonly string[];
  readonly joinSource: GroupJoinSource;
  /** Who admits them; the entrant themself if nobody has to. */
  readonly operatorUserID: string;
  /** `''` if nobody invited them. */
  readonly inviterUserID: string;
};

/** People who just became members. */
export type Admission = {
  /** With its new memberCount. */
  readonly group: GroupItem;
  readonly entrants: readonly GroupMemberItem[];
  /** Those who were members before. */
  readonly otherIDs: readonly string[];
};

/** Makes users members of a group to which they do not belong yet. */
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

/** Tells the entrants that they belong to the group. */
export function announceToEntrants(call: Call, { group, entrants }: Admission): void {
  const entrantIDs = entrants.map(({ userID }) => userID);
  call.toUsers(entrantIDs, 'OnJoinedGroupAdded', () => toJson(group));
  // Somebody who returns but has muted the group gets no message: only this tells them that they are in it again.
  const conversationID = conversationIDOf({ groupID: group.groupID });
  for (const userID of entrantIDs) {
    if (call.store.conversations.find(userID, conversationID)?.recvMsgOpt === OptType.Mute) {
      announceConversations(call, userID, [conversationID]);
    }
  }
}

/** Tells those who already were members who entered, one event each. {@link announceGroup} must follow. */
export function announceEntrants(call: Call, { entrants, otherIDs }: Admission): void {
  call.eachToUsers(otherIDs, 'OnGroupMemberAdded', () => entrants.map((entrant) => toJson(entrant)));
}

/** Sends the group's new record to those who already were members, after {@link announceEntrants}. */
export function announceGroup(call: Call, { group, otherIDs }: Admission): void {
  call.toUsers(otherIDs, 'OnGroupInfoChanged', () => toJson(group));
}

/** Stores an application, in place of an earlier one, and tells the applicant, the owner and administrators. */
export function apply(call: Call, application: NewGroupApplication): void {
  const { groupID, userID } = application;
  call.store.groupApplications.put(application, call.nowMs);
  const receivers = applicationWatchers(call.store, groupID, userID);
  call.toUsers(receivers, 'OnGroupApplicationAdded', () => toJson(applicationOf(call.store, groupID, userID)));
}

/** Returns who is told of an application, once each: the applicant, and everybody who can handle it. */
export function applicationWatchers(store: Store, groupID: string, applicantID: string): Set<string> {
  return new Set([applicantID, ...store.groups.adminIDs(groupID)]);
}

/** Returns an application that is known to exist. */
export function applicationOf(store: Store, groupID: string, userID: string): GroupApplicationItem {
  const application = store.groupApplications.get(groupID, userID);
  if (!application) throw new Error('the application is not there');
  return application;
}
