import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import {
  sharedMessagesOf,
  type MessageItem,
  type Session,
  type SharedKind,
  type SharedMessages,
} from '../../src/index.js';
import { handleTabKeydown, nextItem } from '../internal/item-keys.js';
import { laterElements } from '../internal/later-elements.js';
import { Lazy } from '../internal/lazy.js';
import { safeURL } from '../internal/links.js';
import { messageSummary } from '../internal/message-summary.js';
import { icon } from '../internal/more-icons.js';
import { noticeTemplate, waitingTemplate } from '../internal/notice.js';
import { PeopleElement } from '../internal/people/people-element.js';
import { peopleStyles } from '../internal/people/people.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';
import { lightboxPicture } from '../lightbox/lightbox-picture.js';
import { sharedFilesWords, type SharedFilesWords } from '../locales/shared-files/index.js';
import { byMonth } from './months.js';
import { sharedFilesStyles } from './shared-files.styles.js';
import { fileTemplate, linkTemplate, tileTemplate, type SharedContext } from './templates.js';

const KINDS: readonly SharedKind[] = ['media', 'files', 'links'];

/** Older items are loaded once the lightbox shows an item this close to the last one. */
const NEAR_END = 6;

const linkifier = new Lazy(() => import('../internal/linkifier.js'));

/**
 * Everything shared in a conversation: pictures and videos, files and links, newest first and by month. Older items
 * load while scrolling. Each list is one Tab stop: arrow keys move, Home and End jump, Escape goes back. Part of
 * the details of users and groups; not yet meant for direct use.
 *
 * @tagname openim-shared-files
 * @summary A conversation's photos, files and links.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-lightbox
 *
 * @event {CustomEvent<{conversationID: string}>} openim-conversation-select-request - Before the chat is shown for one of its messages. Cancelable.
 * @event {CustomEvent<{conversationID: string, clientMsgID: string}>} openim-jump-request - Before a message is shown in its place. Cancelable.
 *
 * @slot header-start - At the start of the header, instead of the back button.
 * @slot header-end - At the end of the header.
 *
 * @csspart base - The box.
 * @csspart header - The header.
 * @csspart title - The title in it.
 * @csspart tab - The tab of pictures, files or links.
 * @csspart content - The scrolling content below it.
 * @csspart tile - A picture or video.
 * @csspart entry - A file or link.
 */
export class OpenIMSharedFiles extends PeopleElement {
  static override styles = [sharedStyles, peopleStyles, sharedFilesStyles];

  @query('.content') private content!: HTMLElement | null;

  @state() private kind: SharedKind = 'media';
  /** ID of the item that is the Tab stop. */
  @state() private activeID: string | undefined;
  /** ID of the item with which the lightbox was opened. */
  @state() private openedID: string | undefined;

  /** ID of the conversation. */
  @property({ attribute: 'conversation-id' }) conversationID = '';

  /** Called to go back to where it was opened. */
  @property({ attribute: false }) onBack: (() => void) | undefined;

  readonly #opened = new Map<SharedKind, SharedMessages>();
  #openedIn: Session | undefined;
  /** ID of the item that the lightbox shows. */
  #viewedID: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release();
    this.openedID = undefined;
  }

  /** Focuses the back button. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.back')?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('conversationID') && this.activeSession === this.#openedIn) return;
    this.#release();
    this.#openedIn = this.activeSession;
    this.openedID = undefined;
    this.activeID = undefined;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#handleScroll();
  }

  #release(): void {
    for (const shared of this.#opened.values()) shared.release();
    this.#opened.clear();
  }

  #shared(): SharedMessages | undefined {
    const { activeSession: session, conversationID, kind } = this;
    if (!session || !conversationID || !this.isConnected) return undefined;
    const shared = this.#opened.get(kind) ?? sharedMessagesOf(session).open(conversationID, kind);
    this.#opened.set(kind, shared);
    return shared;
  }

  readonly #loadOlder = (): void => {
    void this.#opened.get(this.kind)?.loadOlder();
  };

  readonly #nameOf = ({ sendID, senderNickname }: Readonly<MessageItem>): string => {
    const { text } = this.localizer;
    return sendID === this.activeSession?.userID ? text.you : shownName(senderNickname, text.somebody);
  };

  /** Loads older items until the box is filled, and again before the user reaches the end. */
  readonly #handleScroll = (): void => {
    const { content } = this;
    const shared = this.#opened.get(this.kind);
    if (!content || shared?.older.peek() !== 'available') return;
    if (content.scrollHeight - content.scrollTop < 2 * content.clientHeight) this.#loadOlder();
  };

  readonly #handleBack = (): void => this.onBack?.();

  #select(kind: SharedKind): void {
    this.kind = kind;
    this.activeID = undefined;
    if (this.content) this.content.scrollTop = 0;
  }

  readonly #handleEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !this.onBack) return;
    event.preventDefault();
    this.onBack();
  };

  readonly #handleFocusIn = (event: FocusEvent): void => {
    const item = (event.target as Element).closest<HTMLElement>('[data-id]');
    if (item) this.activeID = item.dataset['id'];
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    const items = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-id]')];
    const present = items.find((item) => item === this.shadowRoot?.activeElement);
    if (!present || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = nextItem(items, present, event);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };

  readonly #handleOpen = (clientMsgID: string): void => {
    this.#viewedID = clientMsgID;
    void this.open(laterElements.lightbox, () => {
      if (this.isConnected) this.openedID = clientMsgID;
    });
  };

  readonly #handleViewed = (clientMsgID: string): void => {
    this.#viewedID = clientMsgID;
    const messages = this.#opened.get('media')?.messages.peek() ?? [];
    const index = messages.findIndex((message) => message.clientMsgID === clientMsgID);
    if (index >= messages.length - NEAR_END) this.#loadOlder();
  };

  /** Focuses the picture in the grid that was seen last in the lightbox. */
  readonly #handleViewDone = (): void => {
    this.openedID = undefined;
    const seenID = this.#viewedID ?? '';
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(seenID)}"]`)?.focus(),
    );
  };

  readonly #handleShowInChat = (clientMsgID: string): void => {
    const { conversationID } = this;
    this.openedID = undefined;
    if (this.request('openim-conversation-select-request', { conversationID }))
      this.request('openim-jump-request', { conversationID, clientMsgID });
  };

  protected override render(): TemplateResult {
    const words = sharedFilesWords(this.localizer);
    return html`<div part="base" class="base" @keydown=${this.#handleEscape}>
      <header part="header" class="header">
        <slot name="header-start">
          ${
            this.onBack
              ? html`<button
                  class="icon-button back"
                  type="button"
                  aria-label=${this.words.back}
                  @click=${this.#handleBack}
                >
                  ${icon('back')}
                </button>`
              : nothing
          }
        </slot>
        <h2 part="title" class="header__title">${this.words.photosAndFiles}</h2>
        <slot name="header-end"></slot>
      </header>
      ${this.#tabsTemplate(words)}
      <div part="content" class="content" @scroll=${this.#handleScroll}>
        <div
          class="panel"
          id="panel"
          role="tabpanel"
          aria-labelledby="tab-${this.kind}"
          @keydown=${this.#handleKeydown}
          @focusin=${this.#handleFocusIn}
        >
          ${this.#panelTemplate(words)}
        </div>
      </div>
    </div>`;
  }

  #tabsTemplate(words: SharedFilesWords): TemplateResult {
    return html`<div
      class="tabs"
      role="tablist"
      aria-label=${this.words.photosAndFiles}
      tabindex="-1"
      @keydown=${handleTabKeydown}
    >
      ${KINDS.map(
        (kind) =>
          html`<button
            part="tab"
            class="tab"
            id="tab-${kind}"
            type="button"
            role="tab"
            aria-selected=${kind === this.kind ? 'true' : 'false'}
            aria-controls="panel"
            tabindex=${kind === this.kind ? '0' : '-1'}
            @click=${() => this.#select(kind)}
          >
            ${words[kind]}
          </button>`,
      )}
    </div>`;
  }

  #panelTemplate(words: SharedFilesWords): TemplateResult {
    const shared = this.#shared();
    const instead = this.insteadTemplate(shared && { state: shared.state, reload: this.#loadOlder });
    if (instead || !shared) return instead ?? html``;
    const { text } = this.localizer;
    const messages = shared.messages.value;
    const older = shared.older.value;
    if (messages.length === 0 && older === 'none') {
      const title = { media: words.noMedia, files: words.noFiles, links: words.noLinks }[this.kind];
      return noticeTemplate({ icon: this.kind === 'media' ? 'attach' : 'chat', title });
    }
    if (messages.length === 0 && older !== 'failed') return waitingTemplate(text);
    const isKnown = messages.some(({ clientMsgID }) => clientMsgID === this.activeID);
    const context: SharedContext = {
      localizer: this.localizer,
      origins: this.scope?.mediaOrigins.value,
      nameOf: this.#nameOf,
      activeID: isKnown ? this.activeID : messages[0]?.clientMsgID,
      onOpen: this.#handleOpen,
      onShowInChat: this.#handleShowInChat,
    };
    return html`${byMonth(messages).map(
      (month) =>
        html`<h3 class="section">${this.#monthName(month.startMs)}</h3>
          ${this.#monthTemplate(month.messages, context)}`,
    )}
    ${older === 'loading' ? html`<div class="more"><span class="spinner" role="img" aria-label=${text.loading}></span></div>` : nothing}
    ${
      older === 'failed'
        ? html`<div class="more">
            <p class="hint">${text.messagesFailed}</p>
            <button class="text-button" type="button" @click=${this.#loadOlder}>${text.tryAgain}</button>
          </div>`
        : nothing
    }
    ${this.openedID === undefined ? nothing : this.#lightboxTemplate(this.openedID, messages, context)}`;
  }

  #monthName(startMs: number): string {
    // A message from a broken client may contain any number as its time.
    if (Number.isNaN(startMs)) return '';
    return new Intl.DateTimeFormat(this.localizer.locale, { month: 'long', year: 'numeric' }).format(startMs);
  }

  #monthTemplate(messages: readonly Readonly<MessageItem>[], context: SharedContext): TemplateResult {
    if (this.kind === 'media')
      return html`<ul class="grid">
        ${repeat(messages, idOf, (message) => html`<li>${tileTemplate(message, context)}</li>`)}
      </ul>`;
    const isFiles = this.kind === 'files';
    return html`<ul class="list">
      ${repeat(messages, idOf, (message) =>
        isFiles ? fileTemplate(message, context) : this.#linksTemplate(message, context),
      )}
    </ul>`;
  }

  #linksTemplate(message: Readonly<MessageItem>, context: SharedContext): unknown {
    const text = messageSummary(message, context.localizer, this.activeSession?.userID);
    return (linkifier.value?.findLinks(text) ?? []).map((link) => {
      const href = safeURL(link.url, ['http:', 'https:']);
      return href ? linkTemplate(message, link, href, context) : nothing;
    });
  }

  #lightboxTemplate(
    openedID: string,
    messages: readonly Readonly<MessageItem>[],
    context: SharedContext,
  ): TemplateResult {
    return html`<openim-lightbox
      .pictures=${messages.flatMap((message) => lightboxPicture(message, this.#nameOf(message), context.origins) ?? [])}
      current=${openedID}
      .onView=${this.#handleViewed}
      .onShowInChat=${this.#handleShowInChat}
      .onDone=${this.#handleViewDone}
    ></openim-lightbox>`;
  }
}

const idOf = ({ clientMsgID }: Readonly<MessageItem>): string => clientMsgID;
