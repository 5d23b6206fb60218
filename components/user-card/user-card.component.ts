import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { MAX_REQUEST_MESSAGE_LENGTH, type Person } from '../../src/index.js';
import { heroTemplate } from '../internal/people/person-templates.js';
import { DetailsElement } from '../internal/people/details-element.js';
import { fieldRow } from '../internal/people/fact-rows.js';
import { formText } from '../internal/people/form-text.js';
import { icon } from '../internal/more-icons.js';
import { peopleStyles } from '../internal/people/people.styles.js';
import { isAsked } from '../internal/people/standing-in.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';

const MAX_REMARK_LENGTH = 255;

/**
 * A user's card: who they are, and the actions available to the user.
 *
 * @tagname openim-user-card
 * @summary A user's card with remark, chat, pin, mute, add, block and delete.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-avatar
 * @dependency openim-field-row
 * @dependency openim-dialog
 * @dependency openim-shared-files
 *
 * @event {CustomEvent<{userID: string}>} openim-conversation-start-request - Before the conversation with the user opens. Cancelable.
 * @event {CustomEvent<{userID: string, message: string}>} openim-friend-add-request - Before a friend request is sent. Cancelable.
 * @event {CustomEvent<{userID: string, remark: string}>} openim-friend-remark-request - Before a friend's remark is changed. Cancelable.
 * @event {CustomEvent<{userID: string}>} openim-friend-delete-request - Before a friend is deleted. Cancelable.
 * @event {CustomEvent<{userID: string}>} openim-user-block-request - Before a user is blocked. Cancelable.
 * @event {CustomEvent<{userID: string}>} openim-user-unblock-request - Before a user is unblocked. Cancelable.
 * @event {CustomEvent<{conversationID: string, isPinned: boolean}>} openim-conversation-pin-request - Before a conversation is pinned or unpinned. Cancelable.
 * @event {CustomEvent<{conversationID: string, opt: number}>} openim-conversation-receive-request - Before receiving messages of a conversation is turned on or off. Cancelable.
 * @event {CustomEvent<{conversationID: string, words: string}>} openim-search-request - Before the search in their conversation opens. Cancelable.
 * @event {CustomEvent<{conversationID: string, clientMsgID: string}>} openim-jump-request - Before a shared item is shown in its place in the chat. Cancelable.
 *
 * @slot header-start - At the start of the header, for example for a back button.
 * @slot header-end - At the end of the header.
 *
 * @csspart base - The box.
 * @csspart header - The header.
 * @csspart title - The title in it.
 * @csspart content - The scrolling content below it.
 * @csspart name - The person's name.
 * @csspart failure - The error message.
 * @csspart notice - The placeholder when there is no user.
 */
export class OpenIMUserCard extends DetailsElement {
  static override styles = [sharedStyles, peopleStyles];

  @state() private isAdding = false;

  /** ID of the user. */
  @property({ attribute: 'user-id' }) userID = '';

  protected override get conversationID(): string {
    return `single_${this.userID}`;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('userID')) this.isAdding = false;
  }

  readonly #handleChat = (): void => {
    void this.act('openim-conversation-start-request', { userID: this.userID });
  };

  readonly #handleAdd = (): void => {
    this.isAdding = true;
  };

  readonly #handleAddClosed = (): void => {
    this.isAdding = false;
  };

  readonly #handleAddSubmit = (event: Event): void => {
    event.preventDefault();
    const message = formText(event, 'message');
    this.isAdding = false;
    void this.act('openim-friend-add-request', { userID: this.userID, message });
  };

  readonly #handleRemark = (remark: string): void => {
    void this.act('openim-friend-remark-request', { userID: this.userID, remark });
  };

  readonly #handleUnblock = (): void => {
    void this.act('openim-user-unblock-request', { userID: this.userID });
  };

  protected override render(): TemplateResult {
    const { words, userID } = this;
    return this.detailsTemplate({
      id: userID,
      icon: 'user',
      title: words.person,
      noneChosen: words.nobodyChosen,
      notFound: words.noSuchUser,
      find: () => this.contacts?.person(userID),
      render: (person) => this.#cardTemplate(person),
    });
  }

  #cardTemplate(person: Person): TemplateResult {
    const { words, localizer } = this;
    const { friend, isBlocked, nickname, userID } = person;
    const isSelf = userID === this.activeSession?.userID;
    const name = shownName(friend?.remark, nickname, userID);
    const hasAsked = isAsked(this.contacts, userID);
    return html`<div class="column">
      ${heroTemplate(
        person,
        name,
        html`${friend?.remark && friend.remark !== nickname ? html`<p class="hero__hint" dir="auto">${shownName(nickname)}</p>` : nothing}
          <p class="hero__hint" dir="auto">${userID}</p>
          ${this.#relationTemplate(person, isSelf)}
          ${
            isSelf
              ? nothing
              : html`<div class="hero__buttons">
                  <button class="button" type="button" @click=${this.#handleChat}>${words.writeTo}</button>
                  ${
                    friend
                      ? nothing
                      : html`<button
                          class="button button--plain"
                          type="button"
                          ?disabled=${hasAsked}
                          @click=${this.#handleAdd}
                        >
                          ${hasAsked ? words.requestSent : words.addFriend}
                        </button>`
                  }
                </div>`
          }`,
      )}
      <div class="facts">
        ${
          friend
            ? fieldRow(words.remark, shownName(friend.remark), MAX_REMARK_LENGTH, this.#handleRemark, words.none)
            : nothing
        }
        ${
          friend && friend.createTime > 0
            ? html`<div class="fact">
                <span>${words.friendsSince}</span
                ><span class="fact__value">${localizer.day(friend.createTime * 1000)}</span>
              </div>`
            : nothing
        }
        ${this.switchesTemplate()}
      </div>
      ${
        isSelf
          ? nothing
          : html`<div class="dangers">
              ${
                isBlocked
                  ? html`<button class="danger" type="button" @click=${this.#handleUnblock}>
                      ${words.unblock}
                    </button>`
                  : this.dangerTemplate(
                      words.block,
                      words.blockQuestion(name),
                      words.blockHint,
                      'openim-user-block-request',
                      { userID },
                    )
              }
              ${
                friend
                  ? this.dangerTemplate(
                      words.deleteFriend,
                      words.deleteFriendQuestion(name),
                      words.deleteFriendHint,
                      'openim-friend-delete-request',
                      { userID },
                    )
                  : nothing
              }
            </div>`
      }
      ${this.isAdding ? this.#addTemplate(name) : nothing}
    </div>`;
  }

  #relationTemplate({ friend, isBlocked }: Person, isSelf: boolean): TemplateResult | typeof nothing {
    const { words } = this;
    if (isBlocked) return html`<span class="tag tag--quiet">${icon('lock')} ${words.blocked}</span>`;
    if (isSelf) return html`<span class="tag tag--quiet">${words.thisIsYou}</span>`;
    return friend ? nothing : html`<span class="tag tag--quiet">${words.notYourFriend}</span>`;
  }

  #addTemplate(name: string): TemplateResult {
    const { words } = this;
    return html`<openim-dialog heading=${words.addFriendHeading(name)} .onClose=${this.#handleAddClosed}>
      <form @submit=${this.#handleAddSubmit}>
        <label class="field"
          >${words.message}
          <textarea
            class="input"
            name="message"
            dir="auto"
            data-focus
            maxlength=${MAX_REQUEST_MESSAGE_LENGTH}
            placeholder=${words.messagePlaceholder}
          ></textarea>
        </label>
        <div class="buttons">
          <button class="button button--plain" type="button" @click=${this.#handleAddClosed}>
            ${this.localizer.text.cancel}
          </button>
          <button class="button" type="submit">${words.sendRequest}</button>
        </div>
      </form>
    </openim-dialog>`;
  }
}
