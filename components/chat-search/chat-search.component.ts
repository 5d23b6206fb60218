import { html, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { MessageItem, Timeline } from '../../src/index.js';
import { chatStateOf } from '../internal/chat-state.js';
import { isComposing } from '../internal/is-composing.js';
import { iconButton } from '../internal/icon-button.js';
import { icon } from '../internal/more-icons.js';
import { MessageFinder, type Found } from '../internal/message-finder.js';
import { OpenIMElement, peek } from '../internal/openim-element.js';
import { searchFieldStyles } from '../internal/lists/search-field.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { TimelineController } from '../internal/timeline-controller.js';
import { chatSearchWords } from '../locales/chat-search/index.js';
import { chatSearchStyles } from './chat-search.styles.js';

/**
 * The search in a conversation, open while it is in the page: a search field, navigation from match to match, and a
 * date to go to. Enter and Arrow up go to the older match, Shift+Enter and Arrow down to the newer one, Escape
 * closes. Part of `<openim-chat>`; not yet meant for direct use.
 *
 * @tagname openim-chat-search
 * @summary A conversation's search, with its matches and dates.
 * @status experimental
 * @since 0.1.0
 *
 * @event {CustomEvent<{conversationID: string, clientMsgID: string}>} openim-jump-request - Before a match is shown. Cancelable.
 * @event {CustomEvent<{conversationID: string, ms: number}>} openim-time-jump-request - Before the messages of a day are shown. Cancelable.
 *
 * @csspart base - The bar.
 * @csspart field - The text field.
 * @csspart count - The number of the match and of all matches.
 * @csspart button - A button.
 */
export class OpenIMChatSearch extends OpenIMElement {
  static override styles = [sharedStyles, searchFieldStyles, chatSearchStyles];
  static override readonly needsProvider = true;

  readonly #timelines = new TimelineController(this);
  readonly #finder = new MessageFinder();
  #timeline: Timeline | undefined;
  /** The matches, newest first, and how many there are in all. */
  #hits: readonly MessageItem[] = [];
  #count = 0;
  #found: Found | undefined;
  /** Whether the chat has yet to be scrolled to the current match. */
  #isToShow = false;
  /** The request that opened the search; another one replaces the words. */
  #opening: { readonly words: string } | undefined;

  @query('.search__input') private field!: HTMLInputElement | null;
  @query('.date') private date!: HTMLInputElement | null;

  @state() private words = '';
  /** Index of the current match. */
  @state() private index = 0;

  /** The conversation; defaults to that of the surrounding chat. */
  @property({ attribute: 'conversation-id' }) conversationID = '';

  /** Called when it is closed. */
  @property({ attribute: false }) onDone: (() => void) | undefined;

  protected override willUpdate(): void {
    const former = this.#timeline;
    this.#timeline = this.#timelines.follow(this.scope);
    const { activeSession: session } = this;
    if (!this.#timeline || !session) return;
    const { conversationID } = this.#timeline;
    const opening = chatStateOf(session, conversationID).search.value;
    if (opening !== this.#opening || former !== this.#timeline) this.words = opening?.words ?? '';
    this.#opening = opening;
    this.#finder.find(session, this.words, conversationID);
    this.#takeIn(this.#finder.found);
  }

  #takeIn(found: Found): void {
    if (found.kind === 'searching' || found === this.#found) return;
    this.#found = found;
    this.#mark(found.kind === 'found' ? found.words : '');
    this.#hits = found.items.flatMap(({ messageList }) => messageList);
    this.#count = found.items.reduce((sum, { messageCount }) => sum + messageCount, 0);
    // If the chat is already at a match, for example one chosen from a list of results, that match becomes the current one.
    const targetID = peek(this.#timeline?.target)?.clientMsgID;
    const here = this.#hits.findIndex(({ clientMsgID }) => clientMsgID === targetID);
    this.index = Math.max(0, here);
    this.#isToShow = here === -1;
  }

  override disconnectedCallback(): void {
    this.#mark('');
    this.#found = undefined;
    super.disconnectedCallback();
  }

  /** Has the words highlighted in the messages, if the browser can do that. */
  #mark(words: string): void {
    const { activeSession: session } = this;
    if (session && this.#timeline) chatStateOf(session, this.#timeline.conversationID).marked.value = words;
  }

  protected override firstUpdated(): void {
    this.field?.focus({ preventScroll: true });
    this.field?.select();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.#isToShow) this.#show(this.index);
    this.#isToShow = false;
  }

  #show(index: number): void {
    const hit = this.#hits[index];
    if (!hit || !this.#timeline) return;
    this.index = index;
    const { conversationID } = this.#timeline;
    this.request('openim-jump-request', { conversationID, clientMsgID: hit.clientMsgID });
  }

  readonly #handleInput = (event: Event): void => {
    this.words = (event.target as HTMLInputElement).value;
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const steps: Partial<Record<string, number>> = {
      Enter: event.shiftKey ? -1 : 1,
      ArrowUp: 1,
      ArrowDown: -1,
    };
    const step = steps[event.key];
    if (event.key === 'Escape') this.onDone?.();
    else if (step === undefined || event.target !== this.field) return;
    else if (this.#finder.found.kind === 'failed') this.#finder.retry();
    else this.#show(this.index + step);
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #handleOlder = (): void => this.#show(this.index + 1);
  readonly #handleNewer = (): void => this.#show(this.index - 1);
  readonly #handleClose = (): void => this.onDone?.();

  readonly #handlePickDate = (): void => {
    const { date } = this;
    if (!date) return;
    date.max = dayOf(new Date());
    date.showPicker();
  };

  readonly #handleDate = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    if (!this.#timeline || !value) return;
    // Midnight in the user's time zone.
    const ms = new Date(`${value}T00:00`).getTime();
    this.request('openim-time-jump-request', { conversationID: this.#timeline.conversationID, ms });
  };

  protected override render(): TemplateResult {
    const words = chatSearchWords(this.localizer);
    const last = this.#hits.length - 1;
    return html`<div part="base" class="base" role="search" @keydown=${this.#handleKeydown}>
      <div class="search">
        ${icon('search')}
        <input
          part="field"
          class="search__input"
          type="search"
          dir="auto"
          autocomplete="off"
          spellcheck="false"
          enterkeyhint="search"
          aria-label=${this.localizer.text.searchMessages}
          placeholder=${this.localizer.text.searchMessages}
          .value=${this.words}
          @input=${this.#handleInput}
        />
        <span part="count" class="count" role="status">${this.#countWords(words)}</span>
      </div>
      ${iconButton('up', words.older, this.#handleOlder, this.index >= last)}
      ${iconButton('below', words.newer, this.#handleNewer, last < 0 || this.index <= 0)}
      <span class="pick">
        <input class="date" type="date" tabindex="-1" aria-hidden="true" @change=${this.#handleDate} />
        ${iconButton('calendar', words.goToDate, this.#handlePickDate)}
      </span>
      ${iconButton('close', words.close, this.#handleClose)}
    </div>`;
  }

  #countWords(words: ReturnType<typeof chatSearchWords>): string {
    const { kind } = this.#finder.found;
    if (kind === 'failed') return words.failed;
    if (this.words.trim() === '' || kind === 'idle') return '';
    if (this.#hits.length === 0) return kind === 'searching' ? words.searching : words.noHits;
    const numbers = new Intl.NumberFormat(this.localizer.locale);
    const count = Math.max(this.#count, this.#hits.length);
    return words.hitOf(numbers.format(this.index + 1), numbers.format(count));
  }
}

/** Returns a day in the format of date inputs, in the user's time zone. */
function dayOf(date: Date): string {
  const pad = (part: number): string => String(part).padStart(2, '0');
  return `${String(date.getFullYear())}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
