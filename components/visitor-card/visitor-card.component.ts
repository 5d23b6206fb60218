import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import {
  customMessageOfNote,
  visitorOfGroup,
  type GroupItem,
  type SupportNote,
  type Timeline,
  type Visitor,
} from '../../src/index.js';
import { heroTemplate } from '../internal/people/person-templates.js';
import { linkedText } from '../internal/links.js';
import { icon } from '../internal/more-icons.js';
import { noticeTemplate, notConnectedTemplate } from '../internal/notice.js';
import { PeopleElement } from '../internal/people/people-element.js';
import { peopleStyles } from '../internal/people/people.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName, withoutTurns } from '../internal/shown-name.js';
import { supportStateOf, type SupportState } from '../internal/support-notes.js';
import { TimelineController } from '../internal/timeline-controller.js';
import { supportWords, type SupportWords } from '../locales/support/index.js';
import { visitorCardStyles } from './visitor-card.styles.js';

/** A canned reply of an agent. */
export type PreparedAnswer = {
  readonly text: string;
  /** The answers that the visitor can choose from. */
  readonly choices?: readonly string[];
};

/**
 * Shows agents who is at the other end of a support chat: what the browser reports about the visitor, canned
 * replies, and a button to close the conversation. Place it beside a messenger, under the same provider; it follows
 * the conversation selected there.
 *
 * @tagname openim-visitor-card
 * @summary The visitor of a support chat, for the agents who answer.
 * @status experimental
 * @since 0.2.0
 *
 * @dependency openim-avatar
 *
 * @event {CustomEvent<{conversationID: string, content: ComposedContent}>} openim-compose-request - Before a canned reply is sent, or the conversation is closed or reopened. Cancelable.
 *
 * @slot header-start - At the start of the header, for example for a back button.
 * @slot header-end - At the end of the header.
 * @slot - Below what is known about the visitor, for example for their orders.
 *
 * @csspart base - The box.
 * @csspart header - The header.
 * @csspart title - The title in it.
 * @csspart content - The scrolling content below it.
 * @csspart name - The visitor's name.
 * @csspart fact - A fact about the visitor.
 * @csspart answer - A canned reply.
 * @csspart failure - The error message.
 * @csspart notice - The placeholder when there is no visitor.
 */
export class OpenIMVisitorCard extends PeopleElement {
  static override styles = [sharedStyles, peopleStyles, visitorCardStyles];

  readonly #timelines = new TimelineController(this);
  #timeline: Timeline | undefined;

  /** ID of the conversation; defaults to the one selected in the list. */
  @property({ attribute: 'conversation-id' }) conversationID = '';

  /** Canned replies, most used first. */
  @property({ attribute: false }) answers: readonly PreparedAnswer[] = [];

  protected override willUpdate(): void {
    this.#timeline = this.#timelines.follow(this.scope);
  }

  #send({ detail }: UIEvent, note: SupportNote, description: string): void {
    const conversationID = this.#timeline?.conversationID;
    // `detail` is the number of clicks: a double click sends once, and does not close what it reopens.
    if (conversationID === undefined || detail > 1) return;
    const content = { kind: 'custom', ...customMessageOfNote(note, description) } as const;
    void this.act('openim-compose-request', { conversationID, content });
  }

  #tell(event: UIEvent, kind: 'closed' | 'reopened'): void {
    const name = this.activeSession?.self.value?.nickname ?? '';
    this.#send(event, { kind }, supportWords(this.localizer)[kind](name));
  }

  protected override render(): TemplateResult {
    const words = supportWords(this.localizer);
    const group = this.#timeline?.group.value;
    const visitor = group && visitorOfGroup(group);
    if (!this.activeSession)
      return this.pageTemplate(words.visitor, notConnectedTemplate(this.localizer.text, this.problem));
    if (!visitor || !this.#timeline) {
      const notice = noticeTemplate({ icon: 'user', title: words.noVisitor, hint: words.noVisitorHint });
      return this.pageTemplate(words.visitor, notice);
    }
    const state = supportStateOf(this.#timeline.messages.value, visitor.userID);
    return this.pageTemplate(words.visitor, this.#visitorTemplate(visitor, group, state, words));
  }

  #visitorTemplate(
    visitor: Visitor,
    { groupID, groupName: name }: GroupItem,
    state: SupportState,
    words: SupportWords,
  ): TemplateResult {
    return html`<div class="column">
      ${heroTemplate(
        { userID: groupID },
        shownName(name),
        html`<div class="tags">
            ${
              visitor.isVerified
                ? html`<span class="tag">${icon('check')} ${words.verified}</span>`
                : html`<span class="tag tag--quiet">${words.guest}</span>`
            }
            ${state.isClosed ? html`<span class="tag tag--quiet">${words.isClosed}</span>` : nothing}
          </div>
          <div class="hero__buttons">
            ${
              state.isClosed
                ? html`<button class="button button--plain" type="button" @click=${this.#handleReopen}>
                    ${words.reopen}
                  </button>`
                : html`<button class="button button--plain" type="button" @click=${this.#handleEnd}>
                    ${words.close}
                  </button>`
            }
          </div>`,
      )}
      <h3 class="section">${words.about}</h3>
      <dl class="facts">${factsOf(visitor, state, words).map(([label, value]) => factTemplate(label, value))}</dl>
      <slot></slot>
      ${this.answers.length > 0 ? this.#answersTemplate(words) : nothing}
    </div>`;
  }

  #answersTemplate(words: SupportWords): TemplateResult {
    return html`<h3 class="section">${words.preparedAnswers}</h3>
      <ul class="list">
        ${this.answers.map(
          ({ text, choices = [] }) =>
            html`<li>
              <button
                part="answer"
                class="answer"
                type="button"
                dir="auto"
                @keydown=${this.#handleKeydown}
                @click=${(event: MouseEvent) => {
                  this.#send(event, { kind: 'canned-reply', text, choices }, text);
                }}
              >
                <span>${text}</span>
                ${choices.length > 0 ? html`<span class="answer__choices">${choices.join(' · ')}</span>` : nothing}
              </button>
            </li>`,
        )}
      </ul>`;
  }

  /** A held Enter sends once. */
  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (event.repeat && event.key === 'Enter') event.preventDefault();
  };

  readonly #handleEnd = (event: MouseEvent): void => {
    this.#tell(event, 'closed');
  };

  readonly #handleReopen = (event: MouseEvent): void => {
    this.#tell(event, 'reopened');
  };
}

type Fact = readonly [label: string, value: unknown];

/**
 * Returns the known facts, the most wanted first. All of them except the ID of a verified user come from the visitor's browser.
 */
function factsOf(visitor: Visitor, { rating }: SupportState, words: SupportWords): readonly Fact[] {
  const { page, referrer, locale, ...others } = visitor.attributes;
  const told: readonly (readonly [string, unknown])[] = [
    [words.email, visitor.email],
    [words.page, page],
    [words.referrer, referrer],
    [words.locale, locale],
    [words.userID, visitor.isVerified ? visitor.userID : ''],
    ...Object.entries(others),
  ];
  const facts = told.flatMap(([label, value]): Fact[] => {
    const text =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
    return text ? [[shownName(label), linkedText(withoutTurns(text))]] : [];
  });
  return rating ? [...facts, [words.rating, ratingTemplate(rating, words)]] : facts;
}

function ratingTemplate(
  { score, comment }: NonNullable<SupportState['rating']>,
  words: SupportWords,
): TemplateResult {
  const stars = words.stars(score);
  return html`${comment ? html`${stars}: <bdi>${linkedText(withoutTurns(comment))}</bdi>` : stars}`;
}

function factTemplate(label: string, value: unknown): TemplateResult {
  return html`<div part="fact" class="visitor-fact">
    <dt dir="auto">${label}</dt>
    <dd><bdi>${value}</bdi></dd>
  </div>`;
}
