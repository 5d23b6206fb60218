import { html, nothing, type TemplateResult } from 'lit';
import { HandleResult, type FriendApplicationItem } from '../../src/index.js';
import { noticeTemplate } from '../internal/notice.js';
import { pendingFirst } from '../internal/pending-first.js';
import { PeopleElement } from '../internal/people-element.js';
import { peopleStyles } from '../internal/people.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';

/**
 * Who wants to be the user's friend, and whose friend the user wants to be.
 *
 * @tagname openim-friend-requests
 * @summary Friend requests in both directions, with answers.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-avatar
 *
 * @event {CustomEvent<{userID: string}>} openim-friend-accept-request - Cancelable.
 * @event {CustomEvent<{userID: string}>} openim-friend-refuse-request - Cancelable.
 *
 * @slot header-start - At the start of the header, such as a button that goes back.
 * @slot header-end - At the end of the header.
 *
 * @csspart base - The box.
 * @csspart header - The header.
 * @csspart title - The title in it.
 * @csspart content - What scrolls below it.
 * @csspart item - A request.
 * @csspart failure - The line that says what went wrong.
 * @csspart notice - What stands for the list when there is none.
 */
export class OpenIMFriendRequests extends PeopleElement {
  static override styles = [sharedStyles, peopleStyles];

  protected override render(): TemplateResult {
    const { contacts, words } = this;
    return this.pageTemplate(
      words.friendRequests,
      this.insteadTemplate(contacts?.receivedRequests) ??
        this.insteadTemplate(contacts?.sentRequests) ??
        this.#listsTemplate(
          contacts?.receivedRequests.value.value ?? [],
          contacts?.sentRequests.value.value ?? [],
        ),
    );
  }

  #listsTemplate(
    received: readonly FriendApplicationItem[],
    sent: readonly FriendApplicationItem[],
  ): TemplateResult {
    const { words } = this;
    if (received.length === 0 && sent.length === 0) {
      return noticeTemplate({ icon: 'user', title: words.noRequests, hint: words.noFriendRequestsHint });
    }
    return html`<div class="column">
      ${
        received.length > 0
          ? html`<h3 class="section">${words.received}</h3>
              <ul class="list">
                ${pendingFirst(received).map((item) => this.#receivedTemplate(item))}
              </ul>`
          : nothing
      }
      ${
        sent.length > 0
          ? html`<h3 class="section">${words.sentByYou}</h3>
              <ul class="list">
                ${pendingFirst(sent).map((item) => this.#sentTemplate(item))}
              </ul>`
          : nothing
      }
    </div>`;
  }

  #receivedTemplate(item: FriendApplicationItem): TemplateResult {
    const { words } = this;
    const { fromUserID: userID, fromNickname, fromFaceURL, reqMsg } = item;
    const name = shownName(fromNickname, userID);
    return html`<li part="item" class="row row--request">
      <openim-avatar aria-hidden="true" name=${name} src=${fromFaceURL} seed=${userID}></openim-avatar>
      <span class="row__words">
        <span class="row__name" dir="auto">${name}</span>
        <span class="row__hint row__hint--whole" dir="auto">${reqMsg || words.wantsToBeFriend}</span>
      </span>
      ${
        item.handleResult === HandleResult.Pending
          ? html`<span class="row__buttons">
              <button
                class="button button--plain button--small"
                type="button"
                aria-label=${words.refuseOf(name)}
                @click=${() => void this.act('openim-friend-refuse-request', { userID })}
              >
                ${words.refuse}
              </button>
              <button
                class="button button--small"
                type="button"
                aria-label=${words.acceptOf(name)}
                @click=${() => void this.act('openim-friend-accept-request', { userID })}
              >
                ${words.accept}
              </button>
            </span>`
          : html`<span class="row__state">${this.#stateOf(item)}</span>`
      }
    </li>`;
  }

  #sentTemplate(item: FriendApplicationItem): TemplateResult {
    const { toUserID: userID, toNickname, toFaceURL, reqMsg } = item;
    const name = shownName(toNickname, userID);
    return html`<li part="item" class="row">
      <openim-avatar aria-hidden="true" name=${name} src=${toFaceURL} seed=${userID}></openim-avatar>
      <span class="row__words">
        <span class="row__name" dir="auto">${name}</span>
        ${reqMsg ? html`<span class="row__hint row__hint--whole" dir="auto">${reqMsg}</span>` : nothing}
      </span>
      <span class="row__state">${this.#stateOf(item)}</span>
    </li>`;
  }

  #stateOf({ handleResult }: FriendApplicationItem): string {
    const { words } = this;
    if (handleResult === HandleResult.Pending) return words.waitingForAnswer;
    return handleResult === HandleResult.Accepted ? words.accepted : words.refused;
  }
}
