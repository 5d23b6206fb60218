import { html, nothing, type TemplateResult } from 'lit';
import { HandleResult, type GroupApplicationItem } from '../../src/index.js';
import { noticeTemplate } from '../internal/notice.js';
import { pendingFirst } from '../internal/pending-first.js';
import { PeopleElement } from '../internal/people-element.js';
import { peopleStyles } from '../internal/people.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';

/**
 * Who wants to enter the groups the user owns or administers, and which groups the user wants to enter.
 *
 * @tagname openim-group-requests
 * @summary Requests to enter groups in both directions, with answers.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-avatar
 *
 * @event {CustomEvent<{groupID: string, userID: string}>} openim-group-accept-request - Cancelable.
 * @event {CustomEvent<{groupID: string, userID: string}>} openim-group-refuse-request - Cancelable.
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
export class OpenIMGroupRequests extends PeopleElement {
  static override styles = [sharedStyles, peopleStyles];

  protected override render(): TemplateResult {
    const { groups, words } = this;
    return this.pageTemplate(
      words.groupRequests,
      this.insteadTemplate(groups?.receivedRequests) ??
        this.insteadTemplate(groups?.sentRequests) ??
        this.#listsTemplate(groups?.receivedRequests.value.value ?? [], groups?.sentRequests.value.value ?? []),
    );
  }

  #listsTemplate(
    received: readonly GroupApplicationItem[],
    sent: readonly GroupApplicationItem[],
  ): TemplateResult {
    const { words } = this;
    if (received.length === 0 && sent.length === 0) {
      return noticeTemplate({ icon: 'users', title: words.noRequests, hint: words.noGroupRequestsHint });
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

  #receivedTemplate(item: GroupApplicationItem): TemplateResult {
    const { words } = this;
    const { groupID, userID, nickname, userFaceURL, reqMsg, groupName } = item;
    const name = shownName(nickname, userID);
    return html`<li part="item" class="row row--request">
      <openim-avatar aria-hidden="true" name=${name} src=${userFaceURL} seed=${userID}></openim-avatar>
      <span class="row__words">
        <span class="row__name" dir="auto">${name}</span>
        <span class="row__hint row__hint--whole" dir="auto">${words.wantsToEnter(shownName(groupName))}</span>
        ${reqMsg ? html`<span class="row__hint row__hint--whole" dir="auto">${reqMsg}</span>` : nothing}
      </span>
      ${
        item.handleResult === HandleResult.Pending
          ? html`<span class="row__buttons">
              <button
                class="button button--plain button--small"
                type="button"
                aria-label=${words.refuseOf(name)}
                @click=${() => void this.act('openim-group-refuse-request', { groupID, userID })}
              >
                ${words.refuse}
              </button>
              <button
                class="button button--small"
                type="button"
                aria-label=${words.acceptOf(name)}
                @click=${() => void this.act('openim-group-accept-request', { groupID, userID })}
              >
                ${words.accept}
              </button>
            </span>`
          : html`<span class="row__state">${this.#stateOf(item)}</span>`
      }
    </li>`;
  }

  #sentTemplate(item: GroupApplicationItem): TemplateResult {
    const { groupID, groupName, groupFaceURL, reqMsg } = item;
    const name = shownName(groupName, groupID);
    return html`<li part="item" class="row">
      <openim-avatar aria-hidden="true" name=${name} src=${groupFaceURL} seed=${groupID} group></openim-avatar>
      <span class="row__words">
        <span class="row__name" dir="auto">${name}</span>
        ${reqMsg ? html`<span class="row__hint row__hint--whole" dir="auto">${reqMsg}</span>` : nothing}
      </span>
      <span class="row__state">${this.#stateOf(item)}</span>
    </li>`;
  }

  #stateOf({ handleResult }: GroupApplicationItem): string {
    const { words } = this;
    if (handleResult === HandleResult.Pending) return words.waitingForAnswer;
    return handleResult === HandleResult.Accepted ? words.accepted : words.refused;
  }
}
