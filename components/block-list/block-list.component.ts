import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { personTemplate } from '../internal/people/person-templates.js';
import { noticeTemplate } from '../internal/notice.js';
import { PeopleElement } from '../internal/people/people-element.js';
import { peopleStyles } from '../internal/people/people.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';

/**
 * The users whose messages are refused because the user has blocked them.
 *
 * @tagname openim-block-list
 * @summary The blocked users, who can be unblocked.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-avatar
 *
 * @event {CustomEvent<{userID: string}>} openim-user-unblock-request - Before a user is unblocked. Cancelable.
 *
 * @slot header-start - At the start of the header, for example for a back button.
 * @slot header-end - At the end of the header.
 *
 * @csspart base - The box.
 * @csspart header - The header.
 * @csspart title - The title in it.
 * @csspart content - The scrolling content below it.
 * @csspart item - A blocked user.
 * @csspart failure - The error message.
 * @csspart notice - The placeholder for an empty list.
 */
export class OpenIMBlockList extends PeopleElement {
  static override styles = [sharedStyles, peopleStyles];

  protected override render(): TemplateResult {
    const { words } = this;
    const blocked = this.contacts?.blocked;
    return this.pageTemplate(words.blockedPeople, this.insteadTemplate(blocked) ?? this.#listTemplate());
  }

  #listTemplate(): TemplateResult {
    const { words } = this;
    const items = this.contacts?.blocked.value.value ?? [];
    if (items.length === 0) {
      return noticeTemplate({ icon: 'lock', title: words.nobodyBlocked, hint: words.nobodyBlockedHint });
    }
    // A blocked user may still be a friend, whom the user knows by a remark.
    const friends = this.contacts?.friends.value.value;
    return html`<div class="column">
      <ul class="list">
        ${repeat(
          items,
          ({ userID }) => userID,
          ({ userID, nickname, faceURL }) => {
            const remark = friends?.find((friend) => friend.userID === userID)?.remark;
            const name = shownName(remark, nickname, userID);
            return html`<li part="item" class="row">
              ${personTemplate({ userID, faceURL }, name)}
              <button
                class="button button--plain button--small"
                type="button"
                aria-label=${words.unblockOf(name)}
                @click=${() => void this.act('openim-user-unblock-request', { userID })}
              >
                ${words.unblock}
              </button>
            </li>`;
          },
        )}
      </ul>
    </div>`;
  }
}
