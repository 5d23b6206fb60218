import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { HandleResult, type LiveRecords } from '../../../src/index.js';
import type { Pictured } from '../avatar-template.js';
import type { FirstIconName } from '../icons.js';
import { noticeTemplate } from '../notice.js';
import { PeopleElement } from './people-element.js';
import { personTemplate } from './person-templates.js';
import { peopleStyles } from './people.styles.js';
import { sharedStyles } from '../shared.styles.js';

/** A friend request or a request to join a group, as it is shown in a row. */
export type RequestRow = {
  /** ID that is unique in its list. */
  readonly id: string;
  readonly name: string;
  readonly who: Pictured;
  /** The lines below the name; empty ones are left out. */
  readonly lines: readonly string[];
};

type Application = { readonly handleResult: HandleResult; readonly createTime: number };

type Requests<Item extends Application> = {
  readonly title: string;
  /** The placeholder if there are none. */
  readonly empty: { readonly icon: FirstIconName; readonly hint: string };
  readonly received: LiveRecords<readonly Item[]> | undefined;
  readonly sent: LiveRecords<readonly Item[]> | undefined;
  readonly receivedRow: (item: Item) => RequestRow;
  readonly sentRow: (item: Item) => RequestRow;
  /** Resolves once the answer has been carried out, or has failed. */
  readonly onAnswer: (item: Item, isAccepted: boolean) => Promise<unknown>;
};

/** The base class of the elements for requests in both directions. */
export abstract class RequestsElement extends PeopleElement {
  static override styles = [sharedStyles, peopleStyles];

  /** IDs of requests that were shown as pending. They keep their place, so that a second click answers nobody else. */
  readonly #waiting = new Set<string>();
  /** IDs of requests whose answer has been sent but not confirmed. */
  readonly #answering = new Set<string>();
  /** The row that had the focus before it was rendered again. */
  #focused: HTMLElement | null | undefined;

  protected override willUpdate(): void {
    this.#focused = this.shadowRoot?.activeElement?.closest<HTMLElement>('.row');
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // The buttons of an answered request are disabled, then removed; the focus moves to its row, which shows the result.
    if (this.shadowRoot?.activeElement?.matches(':disabled') ?? true) this.#focused?.focus();
  }

  /** Renders the page: the requests in both directions, or what replaces them. */
  protected requestsTemplate<Item extends Application>(requests: Requests<Item>): TemplateResult {
    const { title, received, sent } = requests;
    const instead = this.insteadTemplate(received) ?? this.insteadTemplate(sent);
    return this.pageTemplate(title, instead ?? this.#listsTemplate(requests));
  }

  #listsTemplate<Item extends Application>(requests: Requests<Item>): TemplateResult {
    const { words } = this;
    const received = requests.received?.value.value ?? [];
    const sent = requests.sent?.value.value ?? [];
    if (received.length === 0 && sent.length === 0)
      return noticeTemplate({ title: words.noRequests, ...requests.empty });
    const answer = (item: Item, { id, name }: RequestRow): unknown =>
      this.#answerTemplate(name, this.#answering.has(id), (isAccepted) => {
        if (this.#answering.has(id)) return;
        this.#answering.add(id);
        this.requestUpdate();
        void requests.onAnswer(item, isAccepted).finally(() => {
          this.#answering.delete(id);
          this.requestUpdate();
        });
      });
    return html`<div class="column">
      ${this.#listTemplate(words.received, received, requests.receivedRow, answer)}
      ${this.#listTemplate(words.sentByYou, sent, requests.sentRow)}
    </div>`;
  }

  #listTemplate<Item extends Application>(
    title: string,
    items: readonly Item[],
    rowOf: (item: Item) => RequestRow,
    answer?: (item: Item, row: RequestRow) => unknown,
  ): TemplateResult | typeof nothing {
    if (items.length === 0) return nothing;
    const rows = items.map((item) => ({ item, row: rowOf(item) }));
    for (const { item, row } of rows) if (isPending(item)) this.#waiting.add(row.id);
    const placeOf = (row: RequestRow): number => Number(!this.#waiting.has(row.id));
    return html`<h3 class="section">${title}</h3>
      <ul class="list">
        ${repeat(
          rows.sort((a, b) => placeOf(a.row) - placeOf(b.row)),
          ({ row }) => row.id,
          ({ item, row }) => {
            const { name, who, lines } = row;
            return html`<li part="item" class="row ${answer ? 'row--request' : ''}" tabindex="-1">
              ${personTemplate(
                who,
                name,
                lines
                  .filter(Boolean)
                  .map((line) => html`<span class="row__hint row__hint--whole" dir="auto">${line}</span>`),
              )}
              ${
                answer && isPending(item)
                  ? answer(item, row)
                  : html`<span class="row__state">${this.#stateOf(item)}</span>`
              }
            </li>`;
          },
        )}
      </ul>`;
  }

  #answerTemplate(name: string, isAnswering: boolean, onAnswer: (isAccepted: boolean) => void): TemplateResult {
    const { words } = this;
    return html`<span class="row__buttons">
      <button
        class="button button--plain button--small"
        type="button"
        aria-label=${words.refuseOf(name)}
        ?disabled=${isAnswering}
        @click=${() => onAnswer(false)}
      >
        ${words.refuse}
      </button>
      <button
        class="button button--small"
        type="button"
        aria-label=${words.acceptOf(name)}
        ?disabled=${isAnswering}
        @click=${() => onAnswer(true)}
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

function isPending({ handleResult }: Application): boolean {
  return handleResult === HandleResult.Pending;
}
