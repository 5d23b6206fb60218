import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import {
  GroupStatus,
  MAX_REQUEST_MESSAGE_LENGTH,
  MAX_USER_ID_LENGTH,
  type ConversationTarget,
  type GroupItem,
  type Person,
} from '../../src/index.js';
import { personTemplate } from '../internal/people/person-templates.js';
import { formText } from '../internal/people/form-text.js';
import { PeopleElement } from '../internal/people/people-element.js';
import { peopleStyles } from '../internal/people/people.styles.js';
import { isAsked, standingIn, type Standing } from '../internal/people/standing-in.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';
import { findContactStyles } from './find-contact.styles.js';

/** A person or group that was found. */
type Result = {
  readonly target: ConversationTarget;
  readonly faceURL: string;
  readonly name: string;
  readonly hint: string;
  readonly standing: Standing | undefined;
  readonly addLabel: string;
  readonly onAdd: () => void;
};

/**
 * Finds a user or group by ID, to add them as a friend or to join.
 *
 * @tagname openim-find-contact
 * @summary A form that finds people and groups by ID.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-avatar
 *
 * @event {CustomEvent<{userID: string, message: string}>} openim-friend-add-request - Before a friend request is sent. Cancelable.
 * @event {CustomEvent<{groupID: string, message: string}>} openim-group-join-request - Before a request to join a group is sent. Cancelable.
 * @event {CustomEvent<{userID: string} | {groupID: string}>} openim-conversation-start-request - Before a conversation starts. Cancelable.
 *
 * @csspart base - The box.
 * @csspart result - The user or group found.
 * @csspart failure - The error message.
 */
export class OpenIMFindContact extends PeopleElement {
  static override styles = [sharedStyles, peopleStyles, findContactStyles];

  @state() private wantedID = '';
  @state() private message = '';

  readonly #handleSubmit = (event: Event): void => {
    event.preventDefault();
    this.wantedID = formText(event, 'id');
  };

  readonly #handleMessage = (event: Event): void => {
    this.message = (event.target as HTMLInputElement).value.trim();
  };

  protected override render(): TemplateResult {
    const { words } = this;
    return html`<div part="base">
      ${this.asidesTemplate()}
      <form @submit=${this.#handleSubmit}>
        <div class="field">
          <label for="id">${words.idOfPersonOrGroup}</label>
          <span class="line">
            <input
              class="input"
              id="id"
              name="id"
              required
              maxlength=${MAX_USER_ID_LENGTH}
              autocomplete="off"
              autocapitalize="off"
              spellcheck="false"
              data-focus
            />
            <button class="button" type="submit">${words.find}</button>
          </span>
        </div>
      </form>
      <div class="results" aria-live="polite">${this.wantedID ? this.#resultsTemplate() : nothing}</div>
    </div>`;
  }

  #resultsTemplate(): TemplateResult | undefined {
    const { words, wantedID } = this;
    const user = this.contacts?.person(wantedID);
    const group = this.groups?.group(wantedID);
    const instead = this.insteadTemplate(user) ?? this.insteadTemplate(group);
    if (instead) return instead;
    const person = user?.value.value;
    const found = group?.value.value;
    if (!person && !found) return html`<p class="hint">${words.nothingFound(wantedID)}</p>`;
    return html`${person ? this.#personTemplate(person) : nothing}${found ? this.#groupTemplate(found) : nothing}`;
  }

  #personTemplate({ userID, nickname, faceURL, friend }: Person): TemplateResult {
    const isKnown = friend || userID === this.activeSession?.userID;
    return this.#resultTemplate({
      target: { userID },
      faceURL,
      name: shownName(nickname, userID),
      hint: userID,
      standing: isKnown ? 'inside' : isAsked(this.contacts, userID) ? 'asked' : 'outside',
      addLabel: this.words.addFriend,
      onAdd: () => void this.act('openim-friend-add-request', { userID, message: this.message }),
    });
  }

  #groupTemplate({ groupID, groupName, faceURL, memberCount, status }: GroupItem): TemplateResult {
    const { text } = this.localizer;
    const isDismissed = status === GroupStatus.Dismissed;
    const standing = this.groups && standingIn(this.groups, groupID);
    return this.#resultTemplate({
      target: { groupID },
      faceURL,
      name: shownName(groupName, groupID),
      hint: isDismissed ? text.groupDismissed : text.members(memberCount),
      standing: isDismissed && standing === 'outside' ? undefined : standing,
      addLabel: this.words.join,
      onAdd: () => void this.act('openim-group-join-request', { groupID, message: this.message }),
    });
  }

  #resultTemplate({ target, faceURL, name, hint, standing, addLabel, onAdd }: Result): TemplateResult {
    const { words } = this;
    return html`<div part="result" class="row">
        ${personTemplate({ ...target, faceURL }, name, html`<span class="row__hint" dir="auto">${hint}</span>`)}
        ${standing === 'asked' ? html`<span class="row__state">${words.requestSent}</span>` : nothing}
        ${
          standing === 'inside'
            ? html`<button
                class="button button--plain button--small"
                type="button"
                @click=${() => void this.act('openim-conversation-start-request', target)}
              >
                ${words.writeTo}
              </button>`
            : nothing
        }
        ${
          standing === 'outside'
            ? html`<button class="button button--small" type="button" @click=${onAdd}>${addLabel}</button>`
            : nothing
        }
      </div>
      ${standing === 'outside' ? this.#messageTemplate() : nothing}`;
  }

  #messageTemplate(): TemplateResult {
    const { words } = this;
    return html`<label class="field"
      >${words.message}
      <input
        class="input"
        dir="auto"
        maxlength=${MAX_REQUEST_MESSAGE_LENGTH}
        placeholder=${words.messagePlaceholder}
        .value=${this.message}
        @input=${this.#handleMessage}
      />
    </label>`;
  }
}
