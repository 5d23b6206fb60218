import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { contactsOf, groupsOf, type Session } from '../../src/index.js';
import { deepActiveElement } from '../internal/deep-active-element.js';
import { emit } from '../internal/events.js';
import { isComposing } from '../internal/is-composing.js';
import { LoginElement } from '../internal/scope/login-element.js';
import { icon } from '../internal/more-icons.js';
import { failureTemplate, notConnectedTemplate } from '../internal/notice.js';
import { peopleStyles } from '../internal/people/people.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { peopleWords, type PeopleWords } from '../locales/people/index.js';
import type { MenuAnchor } from '../menu/menu.component.js';
import { addMenuTemplate, detailsOf, detailsTemplate, dialogTemplate, type Details } from './overlays.js';
import { messengerStyles } from './messenger.styles.js';
import { pageTemplate, type Page } from './pages.js';
import { entriesTemplate, railTemplate, type Badges, type Section } from './rail.js';

/**
 * A complete messenger: conversations, contacts and the user's own profile on one side, the chat in the middle, and
 * the details of the user or group on the other side. A narrow box shows one of them at a time, with back buttons;
 * from 640 px it shows two, from 960 px all three. It takes the same properties as `<openim-provider>`; inside a
 * provider it needs none.
 *
 * Arrow keys move between the sections; Escape closes the topmost pane. The browser's history is not changed.
 *
 * @tagname openim-messenger
 * @summary Conversations, chat, contacts and details together.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-conversation-list
 * @dependency openim-chat
 * @dependency openim-contact-list
 * @dependency openim-friend-requests
 * @dependency openim-group-requests
 * @dependency openim-group-details
 * @dependency openim-user-card
 * @dependency openim-block-list
 * @dependency openim-profile
 * @dependency openim-create-group
 * @dependency openim-find-contact
 * @dependency openim-connection-status
 * @dependency openim-dialog
 * @dependency openim-menu
 *
 * @event {CustomEvent<{userID: string}>} openim-ready - The user's conversations are loaded.
 * @event {CustomEvent<{total: number}>} openim-unread-change - The number of unread messages changed.
 * @event {CustomEvent<{conversationID: string}>} openim-conversation-select-request - Before another conversation is shown. Cancelable.
 * @event {CustomEvent<{conversationID: string | undefined}>} openim-conversation-change - Another conversation was selected.
 * @event {CustomEvent<{state: ConnectionState}>} openim-connection-change - The connection changed.
 * @event {CustomEvent<{userID: string}>} openim-token-expired - A new token is needed.
 * @event {CustomEvent<{code: number, message: string}>} openim-error - A request failed.
 *
 * @slot profile - Below the user's own profile, for example for a logout button.
 *
 * @csspart base - The box.
 * @csspart rail - The sections.
 * @csspart section - A section's tab; also `section--active`.
 * @csspart side - The side pane: conversations, contacts or the own profile.
 * @csspart conversations - The conversation list in the side pane.
 * @csspart main - The middle pane.
 * @csspart chat - The chat in the middle pane.
 * @csspart details - The details of the user or group.
 * @csspart failure - The error message while no chat is shown.
 *
 * @cssproperty [--openim-messenger-side=clamp(280px, 21cqi, 380px)] - Width of the side pane.
 * @cssproperty [--openim-messenger-details=clamp(300px, 21cqi, 380px)] - Width of the details pane.
 */
export class OpenIMMessenger extends LoginElement {
  static override styles = [sharedStyles, peopleStyles, messengerStyles];

  @state() private section: Section = 'chats';
  @state() private page: Page = { kind: 'chat' };
  /** The pane that a narrow box shows. */
  @state() private pane: 'side' | 'main' = 'side';
  @state() private details: Details | undefined;
  @state() private dialog: 'find' | 'create' | undefined;
  @state() private menuAnchor: MenuAnchor | undefined;

  #shownID: string | undefined;
  #focusBeforeDetails: HTMLElement | null = null;

  constructor() {
    super();
    this.addEventListener('openim-conversation-select-request', this.#handleSelect);
    this.addEventListener('openim-conversation-start-request', this.#handleSelect);
    this.addEventListener('openim-contact-select-request', this.#handleContact);
    this.addEventListener('openim-search-request', this.#handleSearch);
    this.addEventListener('openim-jump-request', this.#handleJump);
    this.addEventListener('openim-request-done', this.#handleDone);
    this.addEventListener('keydown', this.#handleEscape);
  }

  /**
   * Logs the user out: tells the gateway, deletes the user's cache and removes everything of them from the screen.
   * A new token, or another user, logs in again. Resolves once all of that is done; an unreachable gateway delays
   * it by three seconds at most.
   */
  async logout(): Promise<void> {
    await this.activeSession?.logout();
  }

  protected override get logsIn(): boolean {
    return super.logsIn || (this.isConnected && !this.outerScope && !this.isProviderComing);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('session') || changed.has('userID')) this.#reset();
    this.#followConversation(this.scope?.activeConversationID.value);
  }

  #reset(): void {
    this.section = 'chats';
    this.page = { kind: 'chat' };
    this.pane = 'side';
    this.details = undefined;
    this.dialog = undefined;
  }

  /** Another conversation brings its own details and, in a narrow box, brings the chat to the front. */
  #followConversation(conversationID: string | undefined): void {
    if (conversationID === this.#shownID) return;
    this.#shownID = conversationID;
    this.page = { kind: 'chat' };
    this.pane = conversationID === undefined ? 'side' : 'main';
    if (this.details) this.details = this.#isWide() ? detailsOf(conversationID) : undefined;
  }

  /** Shows a page in the middle pane, which comes to the front in a narrow box. */
  #show(page: Page): void {
    this.page = page;
    this.pane = 'main';
  }

  #isWide(): boolean {
    return this.clientWidth >= 60 * Number.parseFloat(getComputedStyle(this).fontSize);
  }

  readonly #handleSelect = (event: Event): void => {
    if (event.defaultPrevented) return;
    const isFromSide = this.#isFrom(event, '.side');
    this.#show({ kind: 'chat' });
    this.dialog = undefined;
    if (event.type === 'openim-conversation-start-request') {
      this.section = 'chats';
      if (!this.#isWide()) this.details = undefined;
    }
    if (isFromSide) void this.#focusMain();
  };

  /**
   * Moves the focus to the middle pane. In a narrow box, the element that had the focus is hidden now. In a wide one, the focus
   * stays where it is unless the user has chosen with a mouse, who then goes on by writing.
   */
  async #focusMain(): Promise<void> {
    // On a touch screen, focusing the text field would open a keyboard over the chosen chat.
    const isByMouse = !matchMedia('(pointer: coarse)').matches && !deepActiveElement()?.matches(':focus-visible');
    // The chosen page is rendered by nested elements, one after the other.
    await new Promise((resolve) => requestAnimationFrame(resolve));
    if (this.#find('.side')?.offsetParent === null) this.#find('.main .back')?.focus();
    else if (isByMouse) this.#find('openim-chat')?.focus();
  }

  readonly #handleContact = (event: GlobalEventHandlersEventMap['openim-contact-select-request']): void => {
    if (event.defaultPrevented) return;
    // The person's card is shown first; a chat can be started from there.
    event.preventDefault();
    const { detail } = event;
    const shown: Details =
      'userID' in detail ? { kind: 'user', id: detail.userID } : { kind: 'group', id: detail.groupID };
    if (this.#isFrom(event, '.details')) {
      this.details = shown;
      this.#focusDetails();
    } else if (this.page.kind === 'chat' && this.#isFrom(event, '.main')) {
      this.#openDetails(shown);
    } else {
      this.#show(shown);
      void this.#focusMain();
    }
  };

  /** The search is part of the chat: the chat comes to the front, and what covers it is closed. */
  readonly #handleSearch = (event: GlobalEventHandlersEventMap['openim-search-request']): void => {
    if (event.defaultPrevented) return;
    const { conversationID } = event.detail;
    if (conversationID !== this.#shownID) this.request('openim-conversation-select-request', { conversationID });
    this.#show({ kind: 'chat' });
    if (!this.#isWide()) this.details = undefined;
  };

  readonly #handleJump = (event: Event): void => {
    if (!event.defaultPrevented && !this.#isWide()) this.details = undefined;
  };

  readonly #handleDone = (event: GlobalEventHandlersEventMap['openim-request-done']): void => {
    if (event.detail.name !== 'openim-group-create-request') return;
    this.dialog = undefined;
    this.section = 'chats';
    this.#show({ kind: 'chat' });
  };

  readonly #handleEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return;
    if (!this.#isFrom(event, '.details')) return;
    event.preventDefault();
    this.closeDetails();
  };

  #find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector(selector);
  }

  #isFrom(event: Event, pane: string): boolean {
    return event.composedPath().includes(this.#find(pane) as EventTarget);
  }

  #openDetails(details: Details | undefined): void {
    this.#focusBeforeDetails = (this.renderRoot as ShadowRoot).activeElement as HTMLElement | null;
    this.details = details;
    this.#focusDetails();
  }

  #focusDetails(): void {
    void this.updateComplete.then(() => this.#find('.details .close')?.focus());
  }

  private readonly closeDetails = (): void => {
    this.details = undefined;
    const target = this.#focusBeforeDetails;
    // Has no effect on an element that is gone by then.
    void this.updateComplete.then(() => target?.focus());
  };

  readonly #handleDetails = (): void => {
    if (this.details) this.closeDetails();
    else this.#openDetails(detailsOf(this.#shownID));
  };

  readonly #handleBack = (): void => {
    this.pane = 'side';
    // Only a narrow box has a back button. Going back closes the conversation, so that the list shows its draft.
    if (this.#shownID !== undefined) {
      this.scope?.activate(undefined);
      emit(this, 'openim-conversation-change', { conversationID: undefined });
    }
    void this.updateComplete.then(() => this.#find('.tab--active')?.focus());
  };

  readonly #handleSection = (section: Section): void => {
    this.section = section;
    this.pane = 'side';
    if (section === 'chats') this.page = { kind: 'chat' };
  };

  readonly #handleEntry = (kind: 'friend-requests' | 'group-requests' | 'blocked'): void => {
    this.#show({ kind });
    void this.#focusMain();
  };

  readonly #handleAdd = (event: Event): void => {
    this.menuAnchor = event.currentTarget as Element;
  };

  readonly #handleMenuDone = (id: string | undefined): void => {
    this.menuAnchor = undefined;
    this.dialog = id as typeof this.dialog;
  };

  readonly #handleFind = (): void => {
    this.dialog = 'find';
  };

  readonly #handleDialogClosed = (): void => {
    this.dialog = undefined;
  };

  readonly #handleDismiss = (): void => {
    this.scope?.dismissFailure();
  };

  protected override render(): TemplateResult {
    const { activeSession, localizer, section } = this;
    if (!activeSession) {
      return html`<div part="base" class="base base--empty">
        ${notConnectedTemplate(localizer.text, this.problem)}
      </div>`;
    }
    const words = peopleWords(localizer);
    const badges = badgesOf(activeSession);
    const context = {
      words,
      section,
      hasDetails: this.details !== undefined,
      onBack: this.#handleBack,
      onDetails: this.#handleDetails,
      onFind: this.#hasNoChats ? this.#handleFind : undefined,
    };
    return html`<div part="base" class="base base--${this.pane} ${this.details ? 'base--details' : ''}">
      ${railTemplate({ section, badges, words, self: activeSession.self.value, onSelect: this.#handleSection })}
      <div part="side" class="side" id="panel" role="tabpanel" aria-labelledby="tab-${section}">
        ${this.#sideTemplate(words, badges)}
      </div>
      <div part="main" class="main">${pageTemplate(this.page, context)}</div>
      ${this.details ? detailsTemplate(this.details, words, this.closeDetails) : nothing}
      ${this.#failureTemplate()}
      ${this.dialog ? dialogTemplate(this.dialog, words, this.#handleDialogClosed) : nothing}
      ${this.menuAnchor ? addMenuTemplate(this.menuAnchor, words, this.#handleMenuDone) : nothing}
    </div>`;
  }

  /** Renders a failure if no chat is visible that reports it. */
  #failureTemplate(): TemplateResult | typeof nothing {
    const failure = this.scope?.failure.value;
    if (failure === undefined) return nothing;
    const look = this.#hasChat ? 'toast toast--chat' : 'toast';
    return failureTemplate(failure, this.localizer.text, this.#handleDismiss, 'failure', look);
  }

  /** Whether a chat is open, which itself reports the state of its connection and failures. */
  get #hasChat(): boolean {
    return this.page.kind === 'chat' && this.#shownID !== undefined;
  }

  get #hasNoChats(): boolean {
    const session = this.activeSession;
    return session?.conversationsState.value.kind === 'ready' && session.conversations.value.length === 0;
  }

  #sideTemplate(words: PeopleWords, badges: Badges): TemplateResult {
    const add = html`<button
      slot="search-end"
      class="icon-button"
      type="button"
      aria-haspopup="menu"
      aria-label=${words.add}
      @click=${this.#handleAdd}
    >
      ${icon('plus')}
    </button>`;
    switch (this.section) {
      case 'chats':
        return html`<openim-conversation-list part="conversations" search-everything
          >${add}${this.#connectionTemplate()}</openim-conversation-list
        >`;
      case 'contacts':
        return html`<openim-contact-list
          active-id=${this.page.kind === 'user' || this.page.kind === 'group' ? `${this.page.kind}:${this.page.id}` : ''}
          >${add}
          <div slot="header">${entriesTemplate(words, badges, this.page.kind, this.#handleEntry)}</div>
        </openim-contact-list>`;
      case 'me':
        return html`<openim-profile
          ><div class="own">
            ${entriesTemplate(words, badges, this.page.kind, this.#handleEntry, ['blocked'])}<slot
              name="profile"
            ></slot></div
        ></openim-profile>`;
    }
  }

  #connectionTemplate(): TemplateResult | typeof nothing {
    const kind = this.activeSession?.connection.value.kind;
    return kind === 'online' || kind === 'idle'
      ? nothing
      : html`<div slot="header" class="connection ${this.#hasChat ? 'connection--chat' : ''}">
          <openim-connection-status></openim-connection-status>
        </div>`;
  }
}

function badgesOf(session: Session): Badges {
  const isWaiting = ({ handleResult }: { readonly handleResult: number }): boolean => handleResult === 0;
  return {
    unread: session.totalUnread.value,
    friendRequests: contactsOf(session).receivedRequests.value.value.filter(isWaiting).length,
    groupRequests: groupsOf(session).receivedRequests.value.value.filter(isWaiting).length,
  };
}
