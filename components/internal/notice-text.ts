/** System notices in words: what has happened to a friendship, a group or a message. */
import { signal } from '@preact/signals-core';
import {
  ContentType,
  isNotification,
  isRecord,
  NotificationType,
  parseJsonObject,
  type MessageItem,
} from '../../src/index.js';
import type { Localizer } from './localizer.js';
import { isolatedName, shownName, withoutTurns } from './shown-name.js';

/**
 * Reads a notice from a message of another type: returns a function from the actor's name to the words, or undefined if there
 * is none.
 */
export type NoticeReader = (
  message: Readonly<MessageItem>,
) => ((actor: string, localizer: Localizer) => string) | undefined;

/** Finds further notices among all messages on the page; set by the code that knows of them. */
export const furtherNotices = signal<NoticeReader>(() => undefined);

/** Whether a message is a line about an event, not something that a person wrote. */
export function isNoticeMessage(message: Readonly<MessageItem>): boolean {
  return (
    isNotification(message.contentType) ||
    message.contentType === ContentType.RevokeNotice ||
    message.contentType === ContentType.AdvancedRevokeNotice ||
    furtherNotices.value(message) !== undefined
  );
}

/** Returns a notice in words, for one viewer. Never throws. */
export function noticeText(
  message: Readonly<MessageItem>,
  localizer: Localizer,
  viewerID: string | undefined,
): string {
  try {
    return wordsOfNotice(message, localizer, viewerID);
  } catch {
    return localizer.text.notice;
  }
}

function wordsOfNotice(
  message: Readonly<MessageItem>,
  localizer: Localizer,
  viewerID: string | undefined,
): string {
  const { text } = localizer;
  if (!isNotification(message.contentType)) {
    const isOwn = message.sendID === viewerID;
    const sender = isolatedName(shownName(message.senderNickname, text.somebody));
    const words = furtherNotices.value(message);
    if (words) return words(isOwn ? text.you : sender, localizer);
    return isOwn ? text.youRecalled : text.recalled(sender);
  }
  const { detail, defaultTips } = message.notificationElem;
  return (
    wordsOf(message.contentType, readDetail(detail, localizer, viewerID), localizer) ||
    withoutTurns(defaultTips) ||
    text.notice
  );
}

/** Returns the names of the people that a notice is about; empty if the notice does not contain them. */
type Detail = {
  /** Name of the user who acted. */
  readonly actor: string;
  /** Name of the user in another member, as the subject of a sentence. */
  readonly subject: (member: string) => string;
  /** Name of the user in a member, as the object of a sentence. */
  readonly object: (member: string) => string;
  /** Names of the users in a list, as the object, the viewer first; of a long list only the first few. */
  readonly objects: (of: string) => string;
};

/** Maximum number of people that a notice names before it counts the others, of whom there are at least two then. */
const MAX_NAMED = 4;

function wordsOf(contentType: number, detail: Detail, { text }: Localizer): string {
  const { actor, subject, object, objects } = detail;
  const say = <Names extends string[]>(words: (...names: Names) => string, ...names: Names): string =>
    names.includes('') ? '' : words(...names);
  switch (contentType) {
    case NotificationType.FriendAdded:
      return text.noticeFriendAdded;
    case NotificationType.GroupCreated:
      return say(text.noticeGroupCreated, actor);
    case NotificationType.GroupInfoSet:
      return say(text.noticeGroupChanged, actor);
    case NotificationType.MemberQuit:
      return say(text.noticeQuit, subject('quitUser'));
    case NotificationType.GroupOwnerTransferred:
      return say(text.noticeTransferred, actor, object('newGroupOwner'));
    case NotificationType.MemberKicked:
      return say(text.noticeKicked, actor, objects('kickedUser'));
    case NotificationType.MemberInvited:
      return say(text.noticeInvited, actor, objects('invitedUser'));
    case NotificationType.MemberEntered:
      return say(text.noticeEntered, subject('entrantUser'));
    case NotificationType.GroupDismissed:
      return say(text.noticeDismissed, actor);
    case NotificationType.GroupMemberMuted:
      return say(text.noticeMemberMuted, actor, object('mutedUser'));
    case NotificationType.GroupMemberUnmuted:
      return say(text.noticeMemberUnmuted, actor, object('mutedUser'));
    case NotificationType.GroupMuted:
      return say(text.noticeGroupMuted, actor);
    case NotificationType.GroupUnmuted:
      return say(text.noticeGroupUnmuted, actor);
    default:
      return '';
  }
}

function readDetail(json: string, { text }: Localizer, viewerID: string | undefined): Detail {
  const detail = parseJsonObject(json) ?? {};
  const nameOf = (value: unknown, you: string): string => {
    if (!isRecord(value)) return '';
    if (viewerID !== undefined && value['userID'] === viewerID) return you;
    return typeof value['nickname'] === 'string' ? isolatedName(shownName(value['nickname'])) : '';
  };
  return {
    actor: nameOf(detail['opUser'], text.you),
    subject: (member) => nameOf(detail[member], text.you),
    object: (member) => nameOf(detail[member], text.youObject),
    objects: (of) => {
      const list = detail[`${of}List`];
      if (!Array.isArray(list)) return '';
      const names = list.map((person: unknown) => nameOf(person, text.youObject)).filter((name) => name !== '');
      names.sort((one, other) => Number(other === text.youObject) - Number(one === text.youObject));
      const count = Math.max(names.length, Number(detail[`${of}Count`]) || 0);
      if (count <= MAX_NAMED) return text.names(names);
      const named = names.slice(0, MAX_NAMED - 1);
      return text.names([...named, text.others(count - named.length)]);
    },
  };
}
