import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { GroupStatus, type GroupItem, type GroupMemberItem } from '../../src/index.js';
import { heroTemplate } from '../internal/people/person-templates.js';
import { DetailsElement } from '../internal/people/details-element.js';
import { icon } from '../internal/more-icons.js';
import { peopleStyles } from '../internal/people/people.styles.js';
import { standingIn } from '../internal/people/standing-in.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';
import type { MenuAnchor } from '../menu/menu.component.js';
import { infoTemplate } from './group-info.js';
import { groupDetailsStyles } from './group-details.styles.js';
import { MemberSearch } from './member-search.js';
import { isAbove, memberActions, memberRow, rightsOf, type Rights } from './members.js';

/**
 * A group's record, conversation settings and members, and the actions available to the user.
 *
 * @tagname openim-group-details
 * @summary A group with its announcement, members, roles and settings.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-avatar
 * @dependency openim-menu
 * @dependency openim-dialog
 * @dependency openim-field-row
 * @dependency openim-people-picker
 * @dependency openim-shared-files
 *
 * @event {CustomEvent<{groupID: string}>} openim-conversation-start-request - Before the group's conversation opens. Cancelable.
 * @event {CustomEvent<{userID: string}>} openim-contact-select-request - Before a selected member is opened. Cancelable.
 * @event {CustomEvent<{groupID: string, changes: object}>} openim-group-change-request - Before the group's record is changed. Cancelable.
 * @event {CustomEvent<{groupID: string, message: string}>} openim-group-join-request - Before a request to join the group is sent. Cancelable.
 * @event {CustomEvent<{groupID: string, userIDs: string[]}>} openim-group-invite-request - Before people are added to the group. Cancelable.
 * @event {CustomEvent<{groupID: string, userIDs: string[]}>} openim-group-kick-request - Before members are removed from the group. Cancelable.
 * @event {CustomEvent<{groupID: string, userID: string}>} openim-group-transfer-request - Before the group gets another owner. Cancelable.
 * @event {CustomEvent<{groupID: string, userID: string, role: number}>} openim-group-role-request - Before a member's role is changed. Cancelable.
 * @event {CustomEvent<{groupID: string, userID: string, seconds: number}>} openim-group-member-mute-request - Before a member is muted or unmuted. Cancelable.
 * @event {CustomEvent<{groupID: string, isMuted: boolean}>} openim-group-mute-request - Before the group is muted or unmuted. Cancelable.
 * @event {CustomEvent<{groupID: string, verification: number}>} openim-group-verification-request - Before the way into the group is changed. Cancelable.
 * @event {CustomEvent<{groupID: string, userID: string, nickname: string}>} openim-group-nickname-request - Before the user's nickname in the group is changed. Cancelable.
 * @event {CustomEvent<{groupID: string}>} openim-group-quit-request - Before the user leaves the group. Cancelable.
 * @event {CustomEvent<{groupID: string}>} openim-group-dismiss-request - Before the group is dismissed. Cancelable.
 * @event {CustomEvent<{conversationID: string, isPinned: boolean}>} openim-conversation-pin-request - Before a conversation is pinned or unpinned. Cancelable.
 * @event {CustomEvent<{conversationID: string, opt: number}>} openim-conversation-receive-request - Before receiving messages of a conversation is turned on or off. Cancelable.
 * @event {CustomEvent<{conversationID: string, words: string}>} openim-search-request - Before the search in the group's conversation opens. Cancelable.
 * @event {CustomEvent<{conversationID: string, clientMsgID: string}>} openim-jump-request - Before a shared item is shown in its place in the chat. Cancelable.
 *
 * @slot header-start - At the start of the header, for example for a back button.
 * @slot header-end - At the end of the header.
 *
 * @csspart base - The box.
 * @csspart header - The header.
 * @csspart title - The title in it.
 * @csspart content - The scrolling content below it.
 * @csspart name - The group's name.
 * @csspart member - A member.
 * @csspart failure - The error message.
 * @csspart notice - The placeholder when there is no group.
 */
export class OpenIMGroupDetails extends DetailsElement {
  static override styles = [sharedStyles, peopleStyles, groupDetailsStyles];

  readonly #search = new MemberSearch();

  @state() private menu: { readonly userID: string; readonly anchor: MenuAnchor } | undefined;
  /** userIDs ticked for an invitation; undefined while nobody is being invited. */
  @state() private invited: ReadonlySet<string> | undefined;

  /** ID of the group. */
  @property({ attribute: 'group-id' }) groupID = '';

  protected override get conversationID(): string {
    return `group_${this.groupID}`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('groupID')) {
      this.#search.clear();
      this.menu = undefined;
      this.invited = undefined;
    }
    // The menu must not open again by itself when the member comes back.
    if (this.menu && !this.#menuMember()) this.menu = undefined;
  }

  readonly #handleSearch = (event: Event): void => {
    const members = this.groups?.members(this.groupID);
    if (members) this.#search.find(members, (event.target as HTMLInputElement).value);
  };

  readonly #handleScroll = (event: Event): void => {
    const { scrollHeight, scrollTop, clientHeight } = event.target as HTMLElement;
    if (scrollHeight - scrollTop < 3 * clientHeight) this.#handleMore();
  };

  readonly #handleMore = (): void => {
    const members = this.groups?.members(this.groupID);
    if (members?.more.peek() === 'available' || members?.more.peek() === 'failed') void members.loadMore();
  };

  readonly #handleMembersClick = (event: Event): void => {
    const target = event.target as Element;
    const userID = target.closest<HTMLElement>('[data-id]')?.dataset['id'];
    if (userID === undefined) return;
    const button = target.closest('.member__menu');
    if (button) this.menu = { userID, anchor: button };
    else this.request('openim-contact-select-request', { userID });
  };

  readonly #handleInvite = (): void => {
    this.invited = new Set();
  };

  readonly #handleInviteChange = (invited: ReadonlySet<string>): void => {
    this.invited = invited;
  };

  readonly #handleInviteClosed = (): void => {
    this.invited = undefined;
  };

  readonly #handleInviteSubmit = (): void => {
    const userIDs = [...(this.invited ?? [])];
    this.invited = undefined;
    void this.act('openim-group-invite-request', { groupID: this.groupID, userIDs });
  };

  readonly #handleChat = (): void => {
    void this.act('openim-conversation-start-request', { groupID: this.groupID });
  };

  readonly #handleJoin = (): void => {
    void this.act('openim-group-join-request', { groupID: this.groupID, message: '' });
  };

  #shownMembers(): readonly GroupMemberItem[] {
    return this.#search.found.value ?? this.groups?.members(this.groupID).value.value ?? [];
  }

  protected override render(): TemplateResult {
    const { words, groupID } = this;
    return this.detailsTemplate({
      id: groupID,
      icon: 'users',
      title: words.group,
      noneChosen: words.noGroupChosen,
      notFound: words.noSuchGroup,
      find: () => this.groups?.group(groupID),
      render: (group) => this.#groupTemplate(group),
    });
  }

  #groupTemplate(group: GroupItem): TemplateResult {
    const { words, localizer } = this;
    const { groupID, groupName } = group;
    const members = this.groups?.members(groupID);
    const self = members?.self.value;
    const rights = rightsOf(self, group);
    const isDismissed = group.status === GroupStatus.Dismissed;
    return html`<div class="scroller" tabindex="-1" @scroll=${this.#handleScroll}>
      <div class="column">
        ${heroTemplate(
          group,
          shownName(groupName, groupID),
          html`${
            isDismissed
              ? html`<span class="tag tag--quiet">${words.dismissed}</span>`
              : html`<p class="hero__hint">${localizer.text.members(group.memberCount)}</p>`
          }
          ${group.status === GroupStatus.Muted ? html`<span class="tag tag--quiet">${words.groupIsMuted}</span>` : nothing}
          ${self ? this.#buttonsTemplate(isDismissed) : isDismissed ? nothing : this.#joinTemplate(groupID)}`,
        )}
        <div class="facts">
          ${infoTemplate(group, rights, isDismissed ? undefined : self, words, (name, detail) => void this.act(name, detail as never))}
          ${this.switchesTemplate()}
        </div>
        ${self ? this.#membersTemplate(rights, self) : nothing}
        ${
          self && !isDismissed
            ? html`<div class="dangers">
                ${
                  rights.isOwner
                    ? this.dangerTemplate(
                        words.dismissGroup,
                        words.dismissQuestion,
                        words.dismissHint,
                        'openim-group-dismiss-request',
                        { groupID },
                      )
                    : this.dangerTemplate(
                        words.quit,
                        words.quitQuestion,
                        words.quitHint,
                        'openim-group-quit-request',
                        { groupID },
                      )
                }
              </div>`
            : nothing
        }
      </div>
      ${this.#menuTemplate(rights)} ${this.invited ? this.#inviteTemplate(this.invited) : nothing}
    </div>`;
  }

  #buttonsTemplate(isDismissed: boolean): TemplateResult {
    const { words } = this;
    return html`<div class="hero__buttons">
      <button class="button" type="button" @click=${this.#handleChat}>${words.writeTo}</button>
      ${
        isDismissed
          ? nothing
          : html`<button class="button button--plain" type="button" @click=${this.#handleInvite}>
              ${words.invite}
            </button>`
      }
    </div>`;
  }

  /** Renders a button to join the group, for users outside it. */
  #joinTemplate(groupID: string): TemplateResult | typeof nothing {
    const { words, groups } = this;
    const standing = groups && standingIn(groups, groupID);
    const isAsked = standing === 'asked';
    if (!isAsked && standing !== 'outside') return nothing;
    return html`<div class="hero__buttons">
      <button class="button" type="button" ?disabled=${isAsked} @click=${this.#handleJoin}>
        ${isAsked ? words.requestSent : words.join}
      </button>
    </div>`;
  }

  #membersTemplate(rights: Rights, self: GroupMemberItem): TemplateResult {
    const { words } = this;
    const { text } = this.localizer;
    const more = this.#search.words.value ? 'none' : (this.groups?.members(this.groupID).more.value ?? 'none');
    const shown = this.#shownMembers();
    // eslint-disable-next-line lit-a11y/click-events-have-key-events -- the clicks are those of the buttons in it
    const list = html`<ul class="list" aria-label=${words.membersHeading} @click=${this.#handleMembersClick}>
      ${shown.map((member) => memberRow(member, self, rights, this.localizer, this.menu?.userID === member.userID))}
    </ul>`;
    return html`<h3 class="section">${words.membersHeading}</h3>
      <div class="search member-search">
        ${icon('search')}
        <input
          class="search__input"
          type="search"
          autocomplete="off"
          aria-label=${words.searchMembers}
          placeholder=${words.searchMembers}
          @input=${this.#handleSearch}
        />
      </div>
      ${list} ${shown.length === 0 ? html`<p class="hint">${text.noMatches}</p>` : nothing}
      ${
        more === 'none'
          ? nothing
          : html`<div class="more">
              ${
                more === 'loading'
                  ? html`<span class="spinner" role="img" aria-label=${text.loading}></span>`
                  : html`<button class="text-button" type="button" @click=${this.#handleMore}>
                      ${more === 'failed' ? text.tryAgain : words.showMore}
                    </button>`
              }
            </div>`
      }`;
  }

  /** The member whose menu is open, as long as the user stands above them. */
  #menuMember(): GroupMemberItem | undefined {
    const { groupID, groups, menu } = this;
    const group = groups?.group(groupID).value.value;
    if (!group || !menu) return undefined;
    const rights = rightsOf(groups.members(groupID).self.value, group);
    return this.#shownMembers().find((member) => member.userID === menu.userID && isAbove(member, rights));
  }

  #menuTemplate(rights: Rights): TemplateResult | typeof nothing {
    const { menu } = this;
    const member = this.#menuMember();
    if (!menu || !member) return nothing;
    const actions = memberActions(member, rights, this.words);
    const handleDone = (id: string | undefined): void => {
      this.menu = undefined;
      const chosen = actions.find((action) => action.id === id);
      if (chosen) void this.act(chosen.request, chosen.detail);
    };
    return html`<openim-menu
      .items=${actions}
      .anchor=${menu.anchor}
      .onDone=${handleDone}
      label=${this.words.actionsFor(shownName(member.nickname, member.userID))}
    ></openim-menu>`;
  }

  #inviteTemplate(invited: ReadonlySet<string>): TemplateResult {
    const { words } = this;
    const present = new Set(this.groups?.members(this.groupID).value.value.map(({ userID }) => userID));
    return html`<openim-dialog heading=${words.inviteHeading} .onClose=${this.#handleInviteClosed}>
      ${this.friendPickerTemplate(invited, this.#handleInviteChange, present)}
      <div class="buttons">
        <button class="button" type="button" ?disabled=${invited.size === 0} @click=${this.#handleInviteSubmit}>
          ${words.inviteCount(invited.size)}
        </button>
      </div>
    </openim-dialog>`;
  }
}
