/**
 * The contents of stored notifications (domain rules 14.2): for each contentType, one function gives the members of
 * `jsonDetail` that apps read, and a short English sentence for apps that read none. Handlers decide who receives them.
 */
import {
  NotificationType,
  type FriendItem,
  type FullUserItem,
  type GroupItem,
  type GroupMemberItem,
} from '../src/protocol/index.js';
import { publicUser } from './db/users.js';
import type { Notification } from './delivery.js';

/**
 * Maximum number of people that a notification lists. Its text goes to every member several times, and a list of a
 * thousand people would make gigabytes of it. Beyond that, a `…Count` beside the `…List` says how many people there are,
 * and OnGroupMemberAdded and OnGroupMemberDeleted tell who they are.
 */
const MAX_LISTED_PEOPLE = 50;

/** `appMangerLevel`, in the original's spelling, of every member in the details: 1 has no rights over the app. */
const ORDINARY_APP_USER = 1;

/** 1204, from the accepter to the applicant: the friendship as the accepter has it. */
export function friendAdded(friend: FriendItem, accepter: FullUserItem, applicant: FullUserItem): Notification {
  const { ownerUserID, remark, createTime, addSource, operatorUserID, ex } = friend;
  return {
    sendID: accepter.userID,
    target: { userID: applicant.userID },
    contentType: NotificationType.FriendAdded,
    detail: {
      friend: {
        ownerUserID,
        remark,
        createTime,
        friendUser: publicUser(applicant),
        addSource,
        operatorUserID,
        ex,
      },
      opUser: publicUser(accepter),
    },
    defaultTips: 'You are now friends',
  };
}

/** 1501, from the creator; `members` are the others. */
export function groupCreated(
  group: GroupItem,
  creator: GroupMemberItem,
  members: readonly GroupMemberItem[],
  nowMs: number,
): Notification {
  return groupNotification(
    NotificationType.GroupCreated,
    group,
    creator,
    `${creator.nickname} created the group`,
    {
      opUser: person(creator),
      ...people('member', members),
      groupOwnerUser: person(creator),
      ...operationTime(nowMs),
    },
  );
}

/** 1502. */
export function groupInfoSet(group: GroupItem, operator: GroupMemberItem): Notification {
  const tips = `${operator.nickname} changed the group's information`;
  return groupNotification(NotificationType.GroupInfoSet, group, operator, tips, {
    opUser: person(operator),
    muteTime: 0,
  });
}

/** 1504; `quitter` is the member as they were before. */
export function memberQuit(group: GroupItem, quitter: GroupMemberItem, nowMs: number): Notification {
  return groupNotification(NotificationType.MemberQuit, group, quitter, `${quitter.nickname} left the group`, {
    quitUser: person(quitter),
    ...operationTime(nowMs),
  });
}

/** 1507, from the old owner. */
export function ownerTransferred(
  group: GroupItem,
  oldOwner: GroupMemberItem,
  newOwner: GroupMemberItem,
  nowMs: number,
): Notification {
  const tips = `${oldOwner.nickname} handed the group over to ${newOwner.nickname}`;
  return groupNotification(NotificationType.GroupOwnerTransferred, group, oldOwner, tips, {
    opUser: person(oldOwner),
    newGroupOwner: person(newOwner),
    ...operationTime(nowMs),
  });
}

/** 1508; `kicked` are the members as they were before. */
export function membersKicked(
  group: GroupItem,
  operator: GroupMemberItem,
  kicked: readonly GroupMemberItem[],
  nowMs: number,
): Notification {
  const tips = `${operator.nickname} removed ${names(kicked)} from the group`;
  return groupNotification(NotificationType.MemberKicked, group, operator, tips, {
    opUser: person(operator),
    ...people('kickedUser', kicked),
    ...operationTime(nowMs),
  });
}

/** 1509, from the inviter. */
export function membersInvited(
  group: GroupItem,
  inviter: GroupMemberItem,
  invited: readonly GroupMemberItem[],
  nowMs: number,
): Notification {
  const tips = `${inviter.nickname} invited ${names(invited)} to the group`;
  return groupNotification(NotificationType.MemberInvited, group, inviter, tips, {
    opUser: person(inviter),
    ...people('invitedUser', invited),
    ...operationTime(nowMs),
  });
}

/** 1510, from the user who let them in, or from the entrant if nobody had to. */
export function memberEntered(
  group: GroupItem,
  operator: GroupMemberItem,
  entrant: GroupMemberItem,
  nowMs: number,
): Notification {
  return groupNotification(
    NotificationType.MemberEntered,
    group,
    operator,
    `${entrant.nickname} joined the group`,
    {
      entrantUser: person(entrant),
      ...operationTime(nowMs),
    },
  );
}

/** 1511; `operator` is the member as they were before. */
export function groupDismissed(group: GroupItem, operator: GroupMemberItem, nowMs: number): Notification {
  const tips = `${operator.nickname} dismissed the group`;
  return groupNotification(NotificationType.GroupDismissed, group, operator, tips, {
    opUser: person(operator),
    ...operationTime(nowMs),
  });
}

/** 1512, or 1513 when `mutedSeconds` is 0. */
export function memberMuted(
  group: GroupItem,
  operator: GroupMemberItem,
  muted: GroupMemberItem,
  mutedSeconds: number,
  nowMs: number,
): Notification {
  const [contentType, done] =
    mutedSeconds > 0
      ? [NotificationType.GroupMemberMuted, 'muted']
      : [NotificationType.GroupMemberUnmuted, 'unmuted'];
  return groupNotification(contentType, group, operator, `${operator.nickname} ${done} ${muted.nickname}`, {
    opUser: person(operator),
    mutedUser: person(muted),
    mutedSeconds,
    ...operationTime(nowMs),
  });
}

/** 1514, or 1515 when the group is no longer muted. */
export function groupMuted(
  group: GroupItem,
  operator: GroupMemberItem,
  isMuted: boolean,
  nowMs: number,
): Notification {
  const [contentType, done] = isMuted
    ? [NotificationType.GroupMuted, 'muted']
    : [NotificationType.GroupUnmuted, 'unmuted'];
  return groupNotification(contentType, group, operator, `${operator.nickname} ${done} the group`, {
    opUser: person(operator),
    ...operationTime(nowMs),
  });
}

function groupNotification(
  contentType: NotificationType,
  group: GroupItem,
  operator: GroupMemberItem,
  defaultTips: string,
  members: object,
): Notification {
  return {
    sendID: operator.userID,
    target: { groupID: group.groupID },
    contentType,
    detail: { group, ...members },
    defaultTips,
  };
}

function person(member: GroupMemberItem): object {
  return { ...member, appMangerLevel: ORDINARY_APP_USER };
}

/** Returns `<what>List`, and `<what>Count` if the list leaves some out. */
function people(what: 'member' | 'kickedUser' | 'invitedUser', members: readonly GroupMemberItem[]): object {
  const list = members.slice(0, MAX_LISTED_PEOPLE).map(person);
  return {
    [`${what}List`]: list,
    ...(list.length < members.length ? { [`${what}Count`]: members.length } : {}),
  };
}

/** How many people a sentence names before it says "and others". */
const MAX_NAMED_PEOPLE = 5;

function names(members: readonly GroupMemberItem[]): string {
  const named = members.slice(0, MAX_NAMED_PEOPLE).map(({ nickname }) => nickname);
  return [...named, ...(members.length > named.length ? ['others'] : [])].join(', ');
}

/** Milliseconds since 1970, as text: 64-bit numbers are strings in the original's details. */
function operationTime(nowMs: number): { operationTime: string } {
  return { operationTime: String(nowMs) };
}
