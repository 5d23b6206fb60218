import { signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit';
import { contactsOf, groupsOf, type Contacts, type Groups, type LoadState } from '../../../src/index.js';
import { peopleWords, type PeopleWords } from '../../locales/people/index.js';
import type { RequestDetails, RequestName } from '../events.js';
import { failureTemplate, noticeTemplate, notConnectedTemplate, waitingTemplate } from '../notice.js';
import type { Lazy } from '../lazy.js';
import { OpenIMElement, peek } from '../openim-element.js';
import { shownName } from '../shown-name.js';
import { explainFailure, type RequestFailure } from '../requests/request-failure.js';
import { usePart } from '../use-part.js';

/** A question that is asked before an action that cannot be undone. */
type Question = {
  readonly title: string;
  readonly hint: string;
  /** The label of the button that runs the action. */
  readonly action: string;
  readonly run: () => void;
};

/** The base class of the elements for people and groups. */
export abstract class PeopleElement extends OpenIMElement {
  static override readonly needsProvider = true;

  readonly #failure = signal('');
  readonly #pending = signal<readonly RequestName[]>([]);
  readonly #question = signal<Question | undefined>(undefined);

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      // An element that has left the document does not receive the outcome of its requests.
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

  /** Whether a request of this element is being carried out. */
  protected isPending(name: RequestName): boolean {
    return this.#pending.value.includes(name);
  }

  /**
   * Dispatches a request, and shows on screen if it fails. Resolves to whether it was carried out; false also if a page has
   * prevented it.
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

  /** Passes a part to `use` once it is fetched, and shows on screen if that fails. */
  protected async open<Part>(part: Lazy<Part>, use: (part: Part) => Promise<void> | void): Promise<void> {
    this.#failure.value = '';
    this.#show(await usePart(this, part, use));
  }

  /** Shows a failure in this element, and therefore not in the chat as well. */
  #show(failure: RequestFailure | undefined): void {
    if (!failure) return;
    this.#failure.value = explainFailure(failure, this.localizer);
    this.scope?.dismissFailure();
  }

  /** Resolves to the failure of a request, or to undefined once the request is done. */
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

  /** Renders a button for a request that cannot be undone, and that is made once the question `title` is answered. */
  protected dangerTemplate<Name extends RequestName>(
    action: string,
    title: string,
    hint: string,
    name: Name,
    detail: RequestDetails[Name],
  ): TemplateResult {
    const ask = (): void => {
      this.#question.value = { title, hint, action, run: () => void this.act(name, detail) };
    };
    return html`<button class="danger" type="button" @click=${ask}>${action}</button>`;
  }

  readonly #handleDismissFailure = (): void => {
    this.#failure.value = '';
  };

  readonly #handleQuestionClosed = (): void => {
    this.#question.value = undefined;
  };

  readonly #handleQuestionAnswered = (): void => {
    const question = this.#question.peek();
    this.#question.value = undefined;
    question?.run();
  };

  /** Renders the last failure and the open question; part of every rendering. */
  protected asidesTemplate(): TemplateResult {
    const failure = this.#failure.value;
    const question = this.#question.value;
    return html`${failure ? failureTemplate(failure, this.localizer.text, this.#handleDismissFailure) : nothing}${
      question
        ? html`<openim-dialog heading=${question.title} .onClose=${this.#handleQuestionClosed}>
            <p class="question">${question.hint}</p>
            <div class="buttons">
              <button class="button button--plain" type="button" data-focus @click=${this.#handleQuestionClosed}>
                ${this.localizer.text.cancel}
              </button>
              <button class="button button--danger" type="button" @click=${this.#handleQuestionAnswered}>
                ${question.action}
              </button>
            </div>
          </openim-dialog>`
        : nothing
    }`;
  }

  /** Renders the user's friends, to select some of them. `present` are the userIDs of those to leave out. */
  protected friendPickerTemplate(
    chosen: ReadonlySet<string>,
    onChange: (userIDs: ReadonlySet<string>) => void,
    present: ReadonlySet<string> = new Set(),
  ): TemplateResult {
    const friends = this.contacts?.friends;
    const people = (friends?.value.value ?? [])
      .filter(({ userID }) => !present.has(userID))
      .map(({ userID, remark, nickname, faceURL }) => ({
        id: userID,
        name: shownName(remark, nickname, userID),
        userID,
        faceURL,
      }));
    return (
      this.insteadTemplate(friends) ??
      html`<openim-people-picker .people=${people} .chosen=${chosen} .onChange=${onChange}></openim-people-picker>`
    );
  }

  /**
   * Returns what replaces content that is not available: no session, still loading, or failed. Undefined once it is available.
   */
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

  /** Renders a page: a header with a title and slots for the page's own buttons, and scrolling content below. */
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
