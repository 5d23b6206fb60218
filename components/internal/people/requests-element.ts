import { html, nothing, type TemplateResult } from 'lit';
import { HandleResult } from '../../../src/index.js';
import type { FirstIconName } from '../icons.js';
import { noticeTemplate } from '../notice.js';
import { PeopleElement } from './people-element.js';
import { peopleStyles } from './people.styles.js';
import { sharedStyles } from '../shared.styles.js';

/** A friend request or a request to join a group, as it is shown in a row. */
export type RequestRow = {
  readonly name: string;
  readonly faceURL: string;
  readonly seed: string;
  readonly isGroup?: boolean;
  /** The lines below the name; empty ones are left out. */
  readonly lines: readonly string[];
};

type Application = { readonly handleResult: HandleResult; readonly createTime: number };

type Requests<Item extends Application> = {
  /** The placeholder if there are none. */
  readonly empty: { readonly icon: FirstIconName; readonly hint: string };
  readonly received: readonly Item[];
  readonly sent: readonly Item[];
  readonly receivedRow: (item: Item) => RequestRow;
  readonly sentRow: (item: Item) => RequestRow;
  readonly onAnswer: (item: Item, isAccepted: boolean) => void;
};

/** The base class of the elements for requests in both directions. */
export abstract class RequestsElement extends PeopleElement {
  static override styles = [sharedStyles, peopleStyles];

  protected listsTemplate<Item extends Application>(requests: Requests<Item>): TemplateResult {
    const { words } = this;
    const { empty, received, sent } = requests;
    if (received.length === 0 && sent.length === 0) return noticeTemplate({ title: words.noRequests, ...empty });
    const answer = (item: Item, name: string): unknown => this.#answerTemplate(item, name, requests.onAnswer);
    return html`<div class="column">
      ${this.#listTemplate(words.received, received, requests.receivedRow, answer)}
      ${this.#listTemplate(words.sentByYou, sent, requests.sentRow)}
    </div>`;
  }

  #listTemplate<Item extends Application>(
    title: string,
    items: readonly Item[],
    rowOf: (item: Item) => RequestRow,
    answer?: (item: Item, name: string) => unknown,
  ): TemplateResult | typeof nothing {
    if (items.length === 0) return nothing;
    return html`<h3 class="section">${title}</h3>
      <ul class="list">
        ${[...items].sort(pendingFirst).map((item) => {
          const { name, faceURL, seed, isGroup, lines } = rowOf(item);
          const isToAnswer = answer && isPending(item);
          return html`<li part="item" class="row ${answer ? 'row--request' : ''}">
            <openim-avatar
              aria-hidden="true"
              name=${name}
              src=${faceURL}
              seed=${seed}
              ?group=${isGroup}
            ></openim-avatar>
            <span class="row__words">
              <span class="row__name" dir="auto">${name}</span>
              ${lines
                .filter(Boolean)
                .map((line) => html`<span class="row__hint row__hint--whole" dir="auto">${line}</span>`)}
            </span>
            ${isToAnswer ? answer(item, name) : html`<span class="row__state">${this.#stateOf(item)}</span>`}
          </li>`;
        })}
      </ul>`;
  }

  #answerTemplate<Item>(
    item: Item,
    name: string,
    onAnswer: (item: Item, isAccepted: boolean) => void,
  ): TemplateResult {
    const { words } = this;
    return html`<span class="row__buttons">
      <button
        class="button button--plain button--small"
        type="button"
        aria-label=${words.refuseOf(name)}
        @click=${() => onAnswer(item, false)}
      >
        ${words.refuse}
      </button>
      <button
        class="button button--small"
        type="button"
        aria-label=${words.acceptOf(name)}
        @click=${() => onAnswer(item, true)}
      >
        ${words.accept}
      </button>
    </span>`;
  }

  #stateOf(item: Application): string {
    const { words } = this;
    if (isPending(item)) return words.waitingForAnswer;
    return item.handleResult === HandleResult.Accepted ? words.accepted : words.refused;
  }
}

/** Sorts requests that are still waiting for an answer first, and keeps the order otherwise. */
function pendingFirst(a: Application, b: Application): number {
  return Number(isPending(b)) - Number(isPending(a));
}

function isPending({ handleResult }: Application): boolean {
  return handleResult === HandleResult.Pending;
}
