import { signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit';
import { contactsOf, groupsOf, type Contacts, type Groups, type LoadState } from '../../../src/index.js';
import { peopleWords, type PeopleWords } from '../../locales/people/index.js';
import type { RequestDetails, RequestName } from '../events.js';
import { icon } from '../more-icons.js';
import { noticeTemplate, notConnectedTemplate, waitingTemplate } from '../notice.js';
import type { Lazy } from '../lazy.js';
import { OpenIMElement, peek } from '../openim-element.js';
import { explainFailure, type RequestFailure } from '../requests/request-failure.js';
import { usePart } from '../use-part.js';

/** What is asked before something that cannot be taken back. */
export type Question = {
  readonly title: string;
  readonly hint?: string;
  /** What the button says that does it. */
  readonly action: string;
  readonly run: () => void;
};

/** What the elements for people and groups have in common. */
export abstract class PeopleElement extends OpenIMElement {
  static override readonly needsProvider = true;

  readonly #failure = signal('');
  readonly #pending = signal<readonly RequestName[]>([]);
  readonly #question = signal<Question | undefined>(undefined);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      // Whoever is not there any more does not hear how it ended.
      if (!this.isConnected) this.#pending.value = [];
    });
  }

  protected get words(): PeopleWords {
    return peopleWords(this.localizer);
  }

  protected get contacts(): Contacts | undefined {
    const session = this.activeSession;
    return session && contactsOf(session);
  }

  protected get groups(): Groups | undefined {
    const session = this.activeSession;
    return session && groupsOf(session);
  }

  /** Whether a request of this element's is on its way. */
  protected isPending(name: RequestName): boolean {
    return this.#pending.value.includes(name);
  }

  /**
   * Asks the provider for something and says on screen when it cannot be done. Resolves to whether it was done; false
   * also when a page has taken it over.
   */
  protected async act<Name extends RequestName>(name: Name, detail: RequestDetails[Name]): Promise<boolean> {
    this.#failure.value = '';
    if (!this.request(name, detail) || !peek(this.scope?.session)) return false;
    this.#pending.value = [...this.#pending.value, name];
    const failure = await this.#outcomeOf(name);
    this.#pending.value = this.#pending.value.filter((pending) => pending !== name);
    this.#show(failure);
    return !failure;
  }

  /** Does something with a part that is fetched first, and says on screen when that cannot be done. */
  protected async open<Part>(part: Lazy<Part>, use: (part: Part) => Promise<void> | void): Promise<void> {
    this.#failure.value = '';
    this.#show(await usePart(this, part, use));
  }

  /** Here, and not in the chat as well. */
  #show(failure: RequestFailure | undefined): void {
    if (!failure) return;
    this.#failure.value = explainFailure(failure, this.localizer);
    this.scope?.dismissFailure();
  }

  /** Resolves to what went wrong, or undefined once it is done. */
  #outcomeOf(name: RequestName): Promise<RequestFailure | undefined> {
    return new Promise((resolve) => {
      const listening = new AbortController();
      const { signal } = listening;
      const settle = (event: Event, failure?: RequestFailure): void => {
        if (event.composedPath()[0] !== this) return;
        listening.abort();
        resolve(failure);
      };
      this.addEventListener(
        'openim-request-done',
        (event) => {
          if (event.detail.name === name) settle(event);
        },
        { signal },
      );
      this.addEventListener('openim-error', (event) => settle(event, event.detail), { signal });
    });
  }

  /** Asks before something that cannot be taken back. */
  protected ask(question: Question): void {
    this.#question.value = question;
  }

  private readonly handleDismissFailure = (): void => {
    this.#failure.value = '';
  };

  private readonly handleQuestionClosed = (): void => {
    this.#question.value = undefined;
  };

  private readonly handleQuestionAnswered = (): void => {
    const question = this.#question.peek();
    this.#question.value = undefined;
    question?.run();
  };

  /** What went wrong last, and what is being asked; to stand in every rendering. */
  protected asidesTemplate(): TemplateResult {
    const failure = this.#failure.value;
    const question = this.#question.value;
    return html`${
      failure
        ? html`<div part="failure" class="failure" role="alert">
            ${icon('alert')}<span class="failure__words">${failure}</span>
            <button
              class="icon-button icon-button--small"
              type="button"
              aria-label=${this.localizer.text.dismiss}
              @click=${this.handleDismissFailure}
            >
              ${icon('close')}
            </button>
          </div>`
        : nothing
    }${
      question
        ? html`<openim-dialog heading=${question.title} .onClose=${this.handleQuestionClosed}>
            ${question.hint ? html`<p class="question">${question.hint}</p>` : nothing}
            <div class="buttons">
              <button class="button button--plain" type="button" data-focus @click=${this.handleQuestionClosed}>
                ${this.localizer.text.cancel}
              </button>
              <button class="button button--danger" type="button" @click=${this.handleQuestionAnswered}>
                ${question.action}
              </button>
            </div>
          </openim-dialog>`
        : nothing
    }`;
  }

  /** What stands for content that is not there: no session, still loading, or failed. Undefined once it is. */
  protected insteadTemplate(
    records: { readonly state: { readonly value: LoadState }; reload(): void } | undefined,
  ): TemplateResult | undefined {
    const { text } = this.localizer;
    if (!records) return notConnectedTemplate(text, this.problem);
    const state = records.state.value;
    if (state.kind === 'loading') return waitingTemplate(text);
    if (state.kind === 'ready') return undefined;
    const { errCode, errMsg } = state.error;
    return noticeTemplate({
      icon: 'alert',
      title: this.words.loadFailed,
      hint: explainFailure({ code: errCode, message: errMsg }, this.localizer),
      isAlert: true,
      action: {
        label: text.tryAgain,
        run: () => {
          records.reload();
        },
      },
    });
  }

  /** A page of its own: a header with a title, room for a page's buttons in it, and the content below, which scrolls. */
  protected pageTemplate(title: string, content: unknown): TemplateResult {
    return html`<div part="base" class="base">
      <header part="header" class="header">
        <slot name="header-start"></slot>
        <h2 part="title" class="header__title">${title}</h2>
        <slot name="header-end"></slot>
      </header>
      ${this.asidesTemplate()}
      <div part="content" class="content">${content}</div>
    </div>`;
  }
}
