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

  readonly #save: Readonly<Record<'nickname' | 'faceURL' | 'phoneNumber' | 'email', (value: string) => void>> = {
    nickname: (nickname) => {
      // The gateway ignores an empty name.
      if (nickname) this.#change({ nickname });
    },
    faceURL: (faceURL) => this.#change({ faceURL }),
    phoneNumber: (phoneNumber) => this.#change({ phoneNumber }),
    email: (email) => this.#change({ email }),
  };

  #change(changes: PartialUserItem): void {
    void this.act('openim-profile-change-request', { changes });
  }

  private readonly handleGender = (event: Event): void => {
    this.#change({ gender: Number((event.target as HTMLSelectElement).value) });
  };

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
    const { userID, nickname, faceURL, gender, phoneNumber, email } = self;
    const { words } = this;
    const genders = [
      [Gender.Unknown, words.genderUnknown],
      [Gender.Female, words.female],
      [Gender.Male, words.male],
    ] as const;
    return html`<div class="column">
      ${heroTemplate(self, shownName(nickname, userID), html`<p class="hero__hint" dir="auto">${userID}</p>`)}
      <div class="facts">
        <openim-field-row
          label=${words.name}
          value=${shownName(nickname)}
          max-length=${MAX_NICKNAME_LENGTH}
          editable
          .onSave=${this.#save.nickname}
        ></openim-field-row>
        <openim-field-row
          label=${words.pictureAddress}
          placeholder=${words.none}
          value=${faceURL}
          max-length=${MAX_URL_LENGTH}
          editable
          .onSave=${this.#save.faceURL}
        ></openim-field-row>
        <label class="fact"
          ><span>${words.gender}</span>
          <select class="input" @change=${this.handleGender}>
            ${genders.map(
              ([value, label]) =>
                html`<option value=${value} .selected=${value === gender} ?selected=${value === gender}>
                  ${label}
                </option>`,
            )}
          </select>
        </label>
        <openim-field-row
          label=${words.email}
          placeholder=${words.none}
          value=${email}
          max-length=${MAX_EMAIL_LENGTH}
          editable
          .onSave=${this.#save.email}
        ></openim-field-row>
        <openim-field-row
          label=${words.phone}
          placeholder=${words.none}
          value=${phoneNumber}
          max-length=${MAX_PHONE_NUMBER_LENGTH}
          editable
          .onSave=${this.#save.phoneNumber}
        ></openim-field-row>
      </div>
      <slot></slot>
    </div>`;
  }
}
