/** Who may do what to whom in a group, and how a member's row and menu look. */
import { html, nothing, type TemplateResult } from 'lit';
import { GroupRole, GroupStatus, type GroupItem, type GroupMemberItem } from '../../src/index.js';
import { personTemplate } from '../internal/people/person-templates.js';
import type { Localizer } from '../internal/localizer.js';
import { icon } from '../internal/more-icons.js';
import type { PeopleRequestDetails } from '../internal/people-events.js';
import { shownName } from '../internal/shown-name.js';
import { peopleWords, type PeopleWords } from '../locales/people/index.js';
import type { MenuItem } from '../menu/menu.component.js';

/** What the user may do in a group. */
export type Rights = { readonly isOwner: boolean; readonly mayManage: boolean };

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 60 * MINUTE_SECONDS;

export function rightsOf(self: GroupMemberItem | undefined, { status }: GroupItem): Rights {
  if (!self || status === GroupStatus.Dismissed) return { isOwner: false, mayManage: false };
  const isOwner = self.roleLevel === GroupRole.Owner;
  return { isOwner, mayManage: isOwner || self.roleLevel === GroupRole.Admin };
}

/** Whether the user stands above a member: the owner above all, administrators above ordinary members. */
export function isAbove(member: GroupMemberItem, { isOwner, mayManage }: Rights): boolean {
  return member.roleLevel !== GroupRole.Owner && (isOwner || (mayManage && member.roleLevel === GroupRole.Member));
}

function isMuted({ muteEndTime }: GroupMemberItem): boolean {
  return muteEndTime * 1000 > Date.now();
}

export function memberRow(
  member: GroupMemberItem,
  self: GroupMemberItem,
  rights: Rights,
  localizer: Localizer,
  hasMenu: boolean,
): TemplateResult {
  const words = peopleWords(localizer);
  const { userID, nickname, roleLevel } = member;
  const name = shownName(nickname, userID);
  const isSelf = userID === self.userID;
  return html`<li part="member" class="member row--quick" data-id=${userID}>
    <button class="row" type="button">
      ${personTemplate(
        member,
        name,
        [isSelf && localizer.text.you, isMuted(member) && words.mutedMember].map((hint) =>
          hint ? html`<span class="row__hint">${hint}</span>` : nothing,
        ),
      )}
      ${roleLevel === GroupRole.Owner ? html`<span class="tag">${words.owner}</span>` : nothing}
      ${roleLevel === GroupRole.Admin ? html`<span class="tag tag--quiet">${words.admin}</span>` : nothing}
    </button>
    ${
      isAbove(member, rights) && !isSelf
        ? html`<button
            class="icon-button member__menu"
            type="button"
            aria-haspopup="menu"
            aria-expanded=${hasMenu ? 'true' : 'false'}
            aria-label=${words.actionsFor(name)}
          >
            ${icon('more')}
          </button>`
        : nothing
    }
  </li>`;
}

type MemberRequestName =
  | 'openim-group-role-request'
  | 'openim-group-transfer-request'
  | 'openim-group-member-mute-request'
  | 'openim-group-kick-request';

/** An item of a member's menu, and what it requests. */
type MemberAction = MenuItem &
  {
    [Name in MemberRequestName]: { readonly request: Name; readonly detail: PeopleRequestDetails[Name] };
  }[MemberRequestName];

/** Returns the items of a member's menu. */
export function memberActions(
  member: GroupMemberItem,
  { isOwner }: Rights,
  words: PeopleWords,
): readonly MemberAction[] {
  const { groupID, userID, nickname, roleLevel } = member;
  const name = shownName(nickname, userID);
  const isAdmin = roleLevel === GroupRole.Admin;
  const mute = (label: string, seconds: number): MemberAction => ({
    id: `mute-${String(seconds)}`,
    label,
    icon: seconds > 0 ? 'muted' : 'bell',
    request: 'openim-group-member-mute-request',
    detail: { groupID, userID, seconds },
  });
  const ofOwner: MemberAction[] = [
    {
      id: 'role',
      label: isAdmin ? words.removeAdmin : words.makeAdmin,
      icon: 'users',
      request: 'openim-group-role-request',
      detail: { groupID, userID, role: isAdmin ? GroupRole.Member : GroupRole.Admin },
    },
    {
      id: 'transfer',
      label: words.transfer,
      icon: 'user',
      isDangerous: true,
      question: words.transferQuestion(name),
      request: 'openim-group-transfer-request',
      detail: { groupID, userID },
    },
  ];
  return [
    ...(isOwner ? ofOwner : []),
    ...(isMuted(member)
      ? [mute(words.unmuteMember, 0)]
      : [
          mute(words.muteMinutes(10), 10 * MINUTE_SECONDS),
          mute(words.muteHours(1), HOUR_SECONDS),
          mute(words.muteHours(24), 24 * HOUR_SECONDS),
        ]),
    {
      id: 'kick',
      label: words.kick,
      icon: 'trash',
      isDangerous: true,
      question: words.kickQuestion(name),
      request: 'openim-group-kick-request',
      detail: { groupID, userIDs: [userID] },
    },
  ];
}
