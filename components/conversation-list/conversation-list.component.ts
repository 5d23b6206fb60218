import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { OptType, type Conversation } from '../../src/index.js';
import { icon } from '../internal/icons.js';
import { LongPressController } from '../internal/long-press-controller.js';
import { noticeTemplate, notConnectedTemplate } from '../internal/notice.js';
import { OpenIMElement, peek } from '../internal/openim-element.js';
import { sharedStyles } from '../internal/shared.styles.js';
import type { MenuAnchor, MenuItem } from '../menu/menu.component.js';
import { conversationListStyles } from './conversation-list.styles.js';
import { conversationRow } from './conversation-row.js';

/** How many rows the skeleton has. */
const BONES = 7;

/**
 * The user's conversations. One Tab stop: arrow keys move, Home and End jump, Enter and Space choose, the menu key (or a
 * right click, or a long press) opens a row's menu; Arrow down in the search field goes to the first row.
 *
 * @tagname openim-conversation-list
 * @summary The conversations with search, unread counts, drafts, typing, pinning and muting.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-avatar
 * @dependency openim-menu
 *
 * @event {CustomEvent<{conversationID: string}>} openim-conversation-select-request - A conversation is to be shown. Cancelable.
 * @event {CustomEvent<{conversationID: string | undefined}>} openim-conversation-change - Another conversation was chosen.
 * @event {CustomEvent<{conversationID: string, isPinned: boolean}>} openim-conversation-pin-request - Cancelable.
 * @event {CustomEvent<{conversationID: string, isMuted: boolean}>} openim-conversation-mute-request - Cancelable.
 * @event {CustomEvent<{conversationID: string}>} openim-conversation-read-request - All is to count as read. Cancelable.
 * @event {CustomEvent<{conversationID: string}>} openim-conversation-delete-request - Cancelable.
 *
 * @slot search-end - Beside the search field, such as a button that begins something new.
 * @slot header - Above the rows, below the search field.
 * @slot empty - Instead of the words for an empty list.
 *
 * @csspart base - The box.
 * @csspart search - The search field's box.
 * @csspart search-input - The search field.
 * @csspart list - The list.
 * @csspart item - A row; also `item--active`, `item--pinned`, `item--muted`, `item--unread`.
 * @csspart item__avatar - Its picture.
 * @csspart item__name - Its name.
 * @csspart item__time - When something last happened.
 * @csspart item__preview - The newest message, a draft, or that somebody types.
 * @csspart item__badge - How much is unread; also `item__badge--muted`, `item__badge--mention`.
 * @csspart notice - What stands for the list when there are no rows.
 *
 * @cssproperty [--openim-conversation-height=64px] - Height of a row.
 * @cssproperty [--openim-conversation-active] - Background of the chosen row.
 */
export class OpenIMConversationList extends OpenIMElement {
  static override styles = [sharedStyles, conversationListStyles];
  static override readonly needsProvider = true;

  #shown: readonly Conversation[] = [];

  @query('.list') private list!: HTMLElement | null;

  /** The row that Tab goes to; the chosen one, else the first, when undefined. */
  @state() private currentID: string | undefined;
  @state() private menu: { readonly conversation: Conversation; readonly anchor: MenuAnchor } | undefined;

  /** The chosen conversation. Setting it chooses one without an event. */
  @property({ attribute: 'active-conversation-id' }) activeConversationID = '';

  /** Shows only conversations whose name holds this. */
  @property() filter = '';

  /** Leaves out the search field. */
  @property({ type: Boolean, attribute: 'no-search' }) noSearch = false;

  constructor() {
    super();
    new LongPressController(this, (point, target) => this.#openMenu(rowID(target), point));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#syncActive(changed.has('activeConversationID'));
    const words = this.filter.trim().toLocaleLowerCase().split(/\s+/);
    this.#shown = (this.activeSession?.conversations.value ?? []).filter(({ showName }) => {
      const name = showName.toLocaleLowerCase();
      return words.every((word) => name.includes(word));
    });
  }

  /** The property and the provider say the same; what a page has just set wins. */
  #syncActive(isSet: boolean): void {
    const { scope } = this;
    if (!scope) return;
    const chosen = peek(scope.activeConversationID) ?? '';
    if (isSet && this.activeConversationID !== chosen) scope.activate(this.activeConversationID || undefined);
    this.activeConversationID = scope.activeConversationID.value ?? '';
  }

  #select(conversationID: string): void {
    this.currentID = conversationID;
    this.request('openim-conversation-select-request', { conversationID });
  }

  #openMenu(conversationID: string | undefined, anchor: MenuAnchor): void {
    const conversation = this.#shown.find((candidate) => candidate.conversationID === conversationID);
    if (!conversation) return;
    this.currentID = conversationID;
    this.#rowElement(conversation.conversationID)?.focus({ preventScroll: true });
    this.menu = { conversation, anchor };
  }

  #rowElement(conversationID: string): HTMLElement | undefined {
    const rows = this.list?.querySelectorAll<HTMLElement>('[role="option"]') ?? [];
    return [...rows].find((row) => row.dataset['id'] === conversationID);
  }

  private readonly handleSearch = (event: Event): void => {
    this.filter = (event.target as HTMLInputElement).value;
  };

  private readonly handleClear = (): void => {
    this.filter = '';
    this.renderRoot.querySelector<HTMLElement>('.search__input')?.focus();
  };

  private readonly handleSearchKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      this.#focusAt(0);
    } else if (event.key === 'Escape' && this.filter) {
      event.preventDefault();
      this.filter = '';
    }
  };

  private readonly handleClick = (event: Event): void => {
    const id = rowID(event.target);
    if (id === undefined) return;
    const more = (event.target as Element).closest('.item__more');
    if (more) this.#openMenu(id, more);
    else this.#select(id);
  };

  private readonly handleContextMenu = (event: MouseEvent): void => {
    const id = rowID(event.target);
    if (id === undefined) return;
    event.preventDefault();
    const isByKey = event.button !== 2 && event.detail === 0;
    this.#openMenu(id, isByKey ? (event.target as Element) : { x: event.clientX, y: event.clientY });
  };

  private readonly handleFocusIn = (event: Event): void => {
    this.currentID = rowID(event.target) ?? this.currentID;
  };

  private readonly handleKeydown = (event: KeyboardEvent): void => {
    const id = rowID(event.target);
    const index = this.#shown.findIndex(({ conversationID }) => conversationID === id);
    if (id === undefined || index === -1) return;
    const moves: Partial<Record<string, number>> = {
      ArrowDown: Math.min(index + 1, this.#shown.length - 1),
      ArrowUp: Math.max(index - 1, 0),
      Home: 0,
      End: this.#shown.length - 1,
    };
    const move = moves[event.key];
    if (move !== undefined) this.#focusAt(move);
    else if (event.key === 'Enter' || event.key === ' ') this.#select(id);
    else return;
    event.preventDefault();
  };

  #focusAt(index: number): void {
    const conversation = this.#shown[index];
    if (conversation) this.#rowElement(conversation.conversationID)?.focus();
  }

  private readonly handleMenuDone = (action: string | undefined): void => {
    const conversation = this.menu?.conversation;
    this.menu = undefined;
    if (!conversation) return;
    const { conversationID } = conversation;
    switch (action) {
      case 'pin':
        this.request('openim-conversation-pin-request', { conversationID, isPinned: !conversation.isPinned });
        break;
      case 'mute':
        this.request('openim-conversation-mute-request', { conversationID, isMuted: !isMuted(conversation) });
        break;
      case 'read':
        this.request('openim-conversation-read-request', { conversationID });
        break;
      case 'delete':
        this.request('openim-conversation-delete-request', { conversationID });
        break;
      default:
    }
  };

  protected override render(): TemplateResult {
    const { text } = this.localizer;
    if (!this.activeSession) return notConnectedTemplate(text, this.scope);
    return html`<div part="base" class="base">
      ${this.noSearch ? nothing : this.#searchTemplate()}
      <slot name="header"></slot>
      ${this.#shown.length > 0 ? this.#listTemplate() : this.#emptyTemplate()} ${this.#menuTemplate()}
    </div>`;
  }

  #searchTemplate(): TemplateResult {
    const { text } = this.localizer;
    return html`<div class="search-line">
      <div part="search" class="search" role="search">
        ${icon('search')}
        <input
          part="search-input"
          class="search__input"
          type="search"
          autocomplete="off"
          spellcheck="false"
          enterkeyhint="search"
          aria-label=${text.searchConversations}
          placeholder=${text.search}
          .value=${this.filter}
          @input=${this.handleSearch}
          @keydown=${this.handleSearchKeydown}
        />
        ${
          this.filter
            ? html`<button
                class="search__clear"
                type="button"
                aria-label=${text.clearSearch}
                @click=${this.handleClear}
              >
                ${icon('close')}
              </button>`
            : nothing
        }
      </div>
      <slot name="search-end"></slot>
    </div>`;
  }

  #listTemplate(): TemplateResult {
    const { localizer, activeSession, activeConversationID } = this;
    const typing = activeSession?.typing.value;
    const viewerID = activeSession?.userID;
    const today = new Date().toDateString();
    const current = this.#currentRow();
    return html`<div
      part="list"
      class="list"
      role="listbox"
      aria-label=${localizer.text.conversations}
      @click=${this.handleClick}
      @keydown=${this.handleKeydown}
      @contextmenu=${this.handleContextMenu}
      @focusin=${this.handleFocusIn}
    >
      ${repeat(
        this.#shown,
        ({ conversationID }) => conversationID,
        (conversation) => {
          const id = conversation.conversationID;
          const row = {
            conversation,
            localizer,
            viewerID,
            isActive: id === activeConversationID,
            isCurrent: id === current,
            isTyping: typing?.has(id) ?? false,
            hasMenu: id === this.menu?.conversation.conversationID,
          };
          // A row is rendered again only when something it shows has changed; its time is also a matter of the day.
          return html`${guard([...Object.values(row), today], () => conversationRow(row))}`;
        },
      )}
    </div>`;
  }

  #currentRow(): string | undefined {
    const ids = this.#shown.map(({ conversationID }) => conversationID);
    return [this.currentID, this.activeConversationID].find((id) => id && ids.includes(id)) ?? ids[0];
  }

  #emptyTemplate(): TemplateResult {
    const { text } = this.localizer;
    const state = this.activeSession?.conversationsState.value;
    if (this.filter.trim() && (this.activeSession?.conversations.value.length ?? 0) > 0) {
      return noticeTemplate({
        icon: 'search',
        title: text.noMatches,
        hint: text.noMatchesHint(this.filter.trim()),
      });
    }
    if (state?.kind === 'loading') {
      return html`<div class="skeleton" aria-hidden="true">
        ${Array.from(
          { length: BONES },
          () =>
            html`<div class="skeleton__row">
              <span class="bone bone--avatar"></span>
              <span class="skeleton__words"><span class="bone"></span><span class="bone"></span></span>
            </div>`,
        )}
      </div>`;
    }
    if (state?.kind === 'failed') {
      return noticeTemplate({
        icon: 'alert',
        title: text.conversationsFailed,
        hint: state.error.errMsg,
        isAlert: true,
        action: { label: text.tryAgain, run: () => this.request('openim-reconnect-request', undefined) },
      });
    }
    return html`<slot name="empty"
      >${noticeTemplate({ icon: 'chats', title: text.noConversations, hint: text.noConversationsHint })}</slot
    >`;
  }

  #menuTemplate(): TemplateResult | typeof nothing {
    if (!this.menu) return nothing;
    const { conversation, anchor } = this.menu;
    const { text } = this.localizer;
    const items: MenuItem[] = [
      { id: 'pin', label: conversation.isPinned ? text.unpin : text.pin, icon: 'pin' },
      {
        id: 'mute',
        ...(isMuted(conversation) ? { label: text.unmute, icon: 'bell' } : { label: text.mute, icon: 'muted' }),
      },
      ...(conversation.unreadCount > 0 ? [{ id: 'read', label: text.markRead, icon: 'checks' } as const] : []),
      {
        id: 'delete',
        label: text.deleteConversation,
        icon: 'trash',
        isDangerous: true,
        question: text.deleteConversationQuestion,
      },
    ];
    return html`<openim-menu
      .items=${items}
      .anchor=${anchor}
      .onDone=${this.handleMenuDone}
      label=${text.conversationActions(conversation.showName)}
    ></openim-menu>`;
  }
}

function isMuted({ recvMsgOpt }: Conversation): boolean {
  return recvMsgOpt !== OptType.Normal;
}

/** The conversation of the row an event came from. */
function rowID(target: EventTarget | null | undefined): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('[role="option"]')?.dataset['id'] : undefined;
}
