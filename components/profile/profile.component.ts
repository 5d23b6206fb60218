import { html, type TemplateResult } from 'lit';
import {
  Gender,
  MAX_EMAIL_LENGTH,
  MAX_NICKNAME_LENGTH,
  MAX_PHONE_NUMBER_LENGTH,
  MAX_URL_LENGTH,
  type FullUserItem,
  type PartialUserItem,
} from '../../src/index.js';
import { choiceRow, fieldRow } from '../internal/people/fact-rows.js';
import { heroTemplate } from '../internal/people/person-templates.js';
import { noticeTemplate, notConnectedTemplate, waitingTemplate } from '../internal/notice.js';
import { PeopleElement } from '../internal/people/people-element.js';
import { peopleStyles } from '../internal/people/people.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';
import { failureWords } from '../locales/failures/index.js';

/**
 * Shows the user's own profile and lets them edit it.
 *
 * @tagname openim-profile
 * @summary The user's own name, picture and details.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-avatar
 * @dependency openim-field-row
 *
 * @event {CustomEvent<{changes: Partial<FullUserItem>}>} openim-profile-change-request - Before the user's profile is changed. Cancelable.
 *
 * @slot - Below the details, for example for a logout button.
 * @slot header-start - At the start of the header, for example for a back button.
 * @slot header-end - At the end of the header.
 *
 * @csspart base - The box.
 * @csspart header - The header.
 * @csspart title - The title in it.
 * @csspart content - The scrolling content below it.
 * @csspart name - The user's name.
 * @csspart failure - The error message.
 * @csspart notice - The placeholder when there is no profile.
 */
export class OpenIMProfile extends PeopleElement {
  static override styles = [sharedStyles, peopleStyles];

  #change(changes: PartialUserItem): void {
    void this.act('openim-profile-change-request', { changes });
  }

  protected override render(): TemplateResult {
    const { words, activeSession } = this;
    const self = activeSession?.self.value;
    return this.pageTemplate(words.profile, self ? this.#profileTemplate(self) : this.#nothingTemplate());
  }

  #nothingTemplate(): TemplateResult {
    const { text } = this.localizer;
    if (!this.activeSession) return notConnectedTemplate(text, this.problem);
    const { kind } = this.activeSession.connection.value;
    return kind === 'connecting' || kind === 'online'
      ? waitingTemplate(text)
      : noticeTemplate({
          icon: 'offline',
          title: this.words.loadFailed,
          hint: failureWords(this.localizer).offline,
        });
  }

  #profileTemplate(self: FullUserItem): TemplateResult {
    const { userID, nickname } = self;
    const { words } = this;
    const field = (name: 'faceURL' | 'email' | 'phoneNumber', label: string, maxLength: number): TemplateResult =>
      fieldRow(label, self[name], maxLength, (value) => this.#change({ [name]: value }), words.none);
    const genders = [
      [Gender.Unknown, words.genderUnknown],
      [Gender.Female, words.female],
      [Gender.Male, words.male],
    ] as const;
    return html`<div class="column">
      ${heroTemplate(self, shownName(nickname, userID), html`<p class="hero__hint" dir="auto">${userID}</p>`)}
      <div class="facts">
        ${fieldRow(words.name, shownName(nickname), MAX_NICKNAME_LENGTH, (value) => {
          // The gateway ignores an empty name.
          if (value) this.#change({ nickname: value });
        })}
        ${field('faceURL', words.pictureAddress, MAX_URL_LENGTH)}
        ${choiceRow(words.gender, genders, self.gender, (gender) => this.#change({ gender }))}
        ${field('email', words.email, MAX_EMAIL_LENGTH)}
        ${field('phoneNumber', words.phone, MAX_PHONE_NUMBER_LENGTH)}
      </div>
      <slot></slot>
    </div>`;
  }
}
