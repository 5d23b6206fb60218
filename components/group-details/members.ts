/** Who may do what to whom in a group, and how a member's row and menu look. */
import { html, nothing, type TemplateResult } from 'lit';
import { GroupRole, GroupStatus, type GroupItem, type GroupMemberItem } from '../../src/index.js';
import { personTemplate } from '../internal/people/person-templates.js';
import { icon } from '../internal/more-icons.js';
import type { PeopleRequestDetails } from '../internal/people-events.js';
import { shownName } from '../internal/shown-name.js';
import type { PeopleWords } from '../locales/people/index.js';
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
function isAbove(member: GroupMemberItem, { isOwner, mayManage }: Rights): boolean {
  return member.roleLevel !== GroupRole.Owner && (isOwner || (mayManage && member.roleLevel === GroupRole.Member));
}

function isMuted({ muteEndTime }: GroupMemberItem): boolean {
  return muteEndTime * 1000 > Date.now();
}

export function memberRow(
  member: GroupMemberItem,
  self: GroupMemberItem,
  rights: Rights,
  words: PeopleWords,
  hasMenu: boolean,
): TemplateResult {
  const { userID, nickname, roleLevel } = member;
  const name = shownName(nickname, userID);
  const isSelf = userID === self.userID;
  return html`<li part="member" class="member row--quick" data-id=${userID}>
    <button class="row" type="button">
      ${personTemplate(
        member,
        name,
        [isSelf && words.you, isMuted(member) && words.mutedMember].map((hint) =>
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

export function memberMenuItems(member: GroupMemberItem, { isOwner }: Rights, words: PeopleWords): MenuItem[] {
  const name = shownName(member.nickname, member.userID);
  const isAdmin = member.roleLevel === GroupRole.Admin;
  return [
    ...(isOwner
      ? ([
          {
            id: isAdmin ? 'demote' : 'promote',
            label: isAdmin ? words.removeAdmin : words.makeAdmin,
            icon: 'users',
          },
          {
            id: 'transfer',
            label: words.transfer,
            icon: 'user',
            isDangerous: true,
            question: words.transferQuestion(name),
          },
        ] as const)
      : []),
    ...(isMuted(member)
      ? ([{ id: 'unmute', label: words.unmuteMember, icon: 'bell' }] as const)
      : ([
          { id: 'mute10', label: words.muteMinutes(10), icon: 'muted' },
          { id: 'mute60', label: words.muteHours(1), icon: 'muted' },
          { id: 'mute1440', label: words.muteHours(24), icon: 'muted' },
        ] as const)),
    {
      id: 'kick',
      label: words.kick,
      icon: 'trash',
      isDangerous: true,
      question: words.kickQuestion(name),
    },
  ];
}

type MemberRequest = {
  [
    Name in
      | 'openim-group-role-request'
      | 'openim-group-transfer-request'
      | 'openim-group-member-mute-request'
      | 'openim-group-kick-request'
  ]: { readonly name: Name; readonly detail: PeopleRequestDetails[Name] };
}[
  | 'openim-group-role-request'
  | 'openim-group-transfer-request'
  | 'openim-group-member-mute-request'
  | 'openim-group-kick-request'];

/** Returns the request for an item of a member's menu. */
export function requestOfMenu(id: string, { groupID, userID }: GroupMemberItem): MemberRequest | undefined {
  const mute = (seconds: number): MemberRequest => ({
    name: 'openim-group-member-mute-request',
    detail: { groupID, userID, seconds },
  });
  switch (id) {
    case 'promote':
      return { name: 'openim-group-role-request', detail: { groupID, userID, role: GroupRole.Admin } };
    case 'demote':
      return { name: 'openim-group-role-request', detail: { groupID, userID, role: GroupRole.Member } };
    case 'transfer':
      return { name: 'openim-group-transfer-request', detail: { groupID, userID } };
    case 'mute10':
      return mute(10 * MINUTE_SECONDS);
    case 'mute60':
      return mute(HOUR_SECONDS);
    case 'mute1440':
      return mute(24 * HOUR_SECONDS);
    case 'unmute':
      return mute(0);
    case 'kick':
      return { name: 'openim-group-kick-request', detail: { groupID, userIDs: [userID] } };
    default:
      return undefined;
  }
}
