/** Notices of the system in words: what happened to a friendship, a group, a message. */
import { signal } from '@preact/signals-core';
import {
  ContentType,
  FIRST_NOTIFICATION_TYPE,
  isRecord,
  NotificationType,
  parseJsonObject,
  textMember,
  type MessageItem,
} from '../../src/index.js';
import type { Localizer } from './localizer.js';
import { isolatedName, shownName, withoutTurns } from './shown-name.js';

/** A notice that a message of another type is: what happened, told by who did it. Undefined for what is none. */
export type NoticeReader = (
  message: Readonly<MessageItem>,
) => ((actor: string, localizer: Localizer) => string) | undefined;

/** What else is a notice in every message on the page, as those say who know of it. */
export const furtherNotices = signal<NoticeReader>(() => undefined);

/** Whether a message is a line about what happened, not something a person wrote. */
export function isNoticeMessage(message: Readonly<MessageItem>): boolean {
  return (
    message.contentType >= FIRST_NOTIFICATION_TYPE ||
    message.contentType === ContentType.RevokeNotice ||
    message.contentType === ContentType.AdvancedRevokeNotice ||
    furtherNotices.value(message) !== undefined
  );
}

/** clientMsgID of the message that a notice says was taken back. */
export function recalledID({ contentType, content }: Readonly<MessageItem>): string | undefined {
  if (contentType === ContentType.RevokeNotice) return content;
  if (contentType !== ContentType.AdvancedRevokeNotice) return undefined;
  return textMember(content, 'clientMsgID');
}

/** A notice in words, for one viewer. Never throws. */
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
  if (message.contentType < FIRST_NOTIFICATION_TYPE) {
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

/** The people a notice is about, by name; empty where it does not say. */
type Detail = {
  /** Who did it. */
  readonly actor: string;
  /** A person who did something, under another member. */
  readonly subject: (member: string) => string;
  /** A person to whom it was done. */
  readonly object: (member: string) => string;
  /** The people of a list to whom it was done, the viewer first; of many only the first few by name. */
  readonly objects: (of: string) => string;
};

/** How many people a notice names before it says how many others there are: then at least two. */
const MAX_NAMED = 4;

function wordsOf(contentType: number, detail: Detail, { text }: Localizer): string {
  const { actor, subject, object, objects } = detail;
  switch (contentType) {
    case NotificationType.FriendAdded:
      return text.noticeFriendAdded;
    case NotificationType.GroupCreated:
      return actor && text.noticeGroupCreated(actor);
    case NotificationType.GroupInfoSet:
      return actor && text.noticeGroupChanged(actor);
    case NotificationType.MemberQuit:
      return subject('quitUser') && text.noticeQuit(subject('quitUser'));
    case NotificationType.GroupOwnerTransferred:
      return actor && object('newGroupOwner') && text.noticeTransferred(actor, object('newGroupOwner'));
    case NotificationType.MemberKicked:
      return actor && objects('kickedUser') && text.noticeKicked(actor, objects('kickedUser'));
    case NotificationType.MemberInvited:
      return actor && objects('invitedUser') && text.noticeInvited(actor, objects('invitedUser'));
    case NotificationType.MemberEntered:
      return subject('entrantUser') && text.noticeEntered(subject('entrantUser'));
    case NotificationType.GroupDismissed:
      return actor && text.noticeDismissed(actor);
    case NotificationType.GroupMemberMuted:
      return actor && object('mutedUser') && text.noticeMemberMuted(actor, object('mutedUser'));
    case NotificationType.GroupMemberUnmuted:
      return actor && object('mutedUser') && text.noticeMemberUnmuted(actor, object('mutedUser'));
    case NotificationType.GroupMuted:
      return actor && text.noticeGroupMuted(actor);
    case NotificationType.GroupUnmuted:
      return actor && text.noticeGroupUnmuted(actor);
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
