/**
 * Anything between the user and the person or group of a chat that keeps messages from getting through, and what the user can
 * do about it. Loaded after the chat, since reading does not need it.
 */
import { html, type TemplateResult } from 'lit';
import {
  contactsOf,
  ErrorCode,
  GroupRole,
  GroupStatus,
  groupsOf,
  type Session,
  type Timeline,
} from '../../src/index.js';
import type { RequestDetails } from '../internal/events.js';
import { icon, type FirstIconName } from '../internal/icons.js';
import { startOfDay, type Localizer } from '../internal/localizer.js';
import { shownName } from '../internal/shown-name.js';
import { peopleWords } from '../locales/people/index.js';

export { Alarm } from './alarm.js';

/** What the button in the line requests. */
type Remedy = {
  readonly [Name in 'openim-user-unblock-request' | 'openim-friend-add-request']: {
    readonly label: string;
    readonly name: Name;
    readonly detail: RequestDetails[Name];
  };
}['openim-user-unblock-request' | 'openim-friend-add-request'];

export type Standing = {
  readonly icon: FirstIconName;
  readonly text: string;
  /** Whether the user cannot write while this lasts. */
  readonly isClosed: boolean;
  /** When it ends by itself, in milliseconds since 1970. */
  readonly endMs?: number;
  readonly remedy?: Remedy;
};

/** Returns what stands in the way of messages; undefined if nothing does, or if the facts are not known yet. */
export function standingOf(
  session: Session,
  timeline: Timeline,
  localizer: Localizer,
  nowMs: number,
): Standing | undefined {
  const conversation = timeline.conversation.value;
  if (!conversation) return undefined;
  return conversation.groupID
    ? standingInGroup(session, timeline, localizer, nowMs)
    : standingToPerson(session, timeline, conversation.userID, localizer);
}

function standingInGroup(
  session: Session,
  timeline: Timeline,
  localizer: Localizer,
  nowMs: number,
): Standing | undefined {
  const words = peopleWords(localizer);
  const groupID = timeline.conversation.value?.groupID ?? '';
  const self = groupsOf(session).members(groupID).self.value;
  if (!self) return undefined;
  const endMs = self.muteEndTime * 1000;
  if (endMs > nowMs)
    return { icon: 'muted', text: words.mutedUntil(endWords(endMs, nowMs, localizer)), isClosed: true, endMs };
  return timeline.group.value?.status === GroupStatus.Muted && self.roleLevel === GroupRole.Member
    ? { icon: 'muted', text: words.onlyAdminsWrite, isClosed: true }
    : undefined;
}

const DAY_AND_TIME: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
};

/** Returns when something ends: the time if that is today, otherwise with the day. */
function endWords(ms: number, nowMs: number, localizer: Localizer): string {
  return startOfDay(ms) === startOfDay(nowMs) ? localizer.time(ms) : localizer.date(ms, DAY_AND_TIME);
}

function standingToPerson(
  session: Session,
  timeline: Timeline,
  userID: string,
  localizer: Localizer,
): Standing | undefined {
  const words = peopleWords(localizer);
  const name = shownName(timeline.conversation.value?.showName, userID);
  const contacts = contactsOf(session);
  const person = contacts.person(userID).value.value;
  if (person?.isBlocked) {
    return {
      icon: 'lock',
      text: words.youBlocked(name),
      isClosed: false,
      remedy: { label: words.unblock, name: 'openim-user-unblock-request', detail: { userID } },
    };
  }
  // Most servers let strangers write, so this line appears only after the server has refused a message.
  const { delivery } = timeline.messages.value.at(-1) ?? {};
  if (delivery?.kind !== 'failed' || delivery.errCode !== ErrorCode.NotFriend || person?.friend) return undefined;
  const isAsked = contacts.sentRequests.value.value.some(
    ({ toUserID, handleResult }) => toUserID === userID && handleResult === 0,
  );
  return {
    icon: 'user',
    text: isAsked ? words.requestSent : words.onlyFriendsWrite(name),
    isClosed: false,
    ...(!isAsked && {
      remedy: { label: words.addFriend, name: 'openim-friend-add-request', detail: { userID, message: '' } },
    }),
  };
}

/** Renders the line, with a button if the user can do something about it. */
export function standingTemplate(
  standing: Standing,
  ask: (name: Remedy['name'], detail: Remedy['detail']) => void,
): TemplateResult {
  const { remedy } = standing;
  return html`<p part="closed" class="closed closed--line" role="status">
    <span class="closed__words">${icon(standing.icon)} ${standing.text}</span>
    ${
      remedy
        ? html`<button class="text-button" type="button" @click=${() => ask(remedy.name, remedy.detail)}>
            ${remedy.label}
          </button>`
        : ''
    }
  </p>`;
}
