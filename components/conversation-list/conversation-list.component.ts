import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Conversation, Session } from '../../src/index.js';
import { Lazy } from '../internal/lazy.js';
import { onLongPress } from '../internal/lists/long-press.js';
import { presentMs, startOfDay } from '../internal/localizer.js';
import { isLoggedOut, noticeTemplate, notConnectedTemplate, waitingTemplate } from '../internal/notice.js';
import { OpenIMElement, peek } from '../internal/openim-element.js';
import { RowFocus, rowID } from '../internal/lists/row-focus.js';
import { searchFieldStyles } from '../internal/lists/search-field.styles.js';
import { searchLineTemplate } from '../internal/lists/search-line.js';
import { paneStyles } from '../internal/pane.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';
import { roomTemplate, VirtualRows } from '../internal/lists/virtual-rows.js';
import type { MenuAnchor } from '../menu/menu.component.js';
import { conversationListStyles } from './conversation-list.styles.js';
import { conversationRow } from './conversation-row.js';
import { conversationRows, type ListRow } from './list-rows.js';
import type { EverythingSearch } from './search-everything.js';

/** Number of rows in the skeleton. */
const BONES = 7;

/** The parts that are fetched when they are first needed. */
export const listParts = {
  menu: new Lazy(() => import('./conversation-menu.js')),
  search: new Lazy(() => import('./search-everything.js')),
};

/**
 * The user's conversations. The list is one Tab stop: arrow keys move, Home and End jump, Enter and Space select,
 * the menu key or Shift+F10 (or a right click, or a long press) opens a row's menu, and Arrow down in the search
 * field goes to the first row. In long lists, only rows near the viewport are rendered.
 *
 * @tagname openim-conversation-list
 * @summary The conversations with search, unread counts, drafts, typing indicators, pinning and muting.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-avatar
 * @dependency openim-menu
 *
 * @event {CustomEvent<{conversationID: string}>} openim-conversation-select-request - Before a conversation is shown. Cancelable.
 * @event {CustomEvent<{conversationID: string | undefined}>} openim-conversation-change - Another conversation was selected.
 * @event {CustomEvent<{conversationID: string, isPinned: boolean}>} openim-conversation-pin-request - Before a conversation is pinned or unpinned. Cancelable.
 * @event {CustomEvent<{conversationID: string, isMuted: boolean}>} openim-conversation-mute-request - Before a conversation is muted or unmuted. Cancelable.
 * @event {CustomEvent<{conversationID: string, opt: OptType}>} openim-conversation-receive-request - Before receiving messages of a conversation is turned on or off. Cancelable.
 * @event {CustomEvent<{conversationID: string}>} openim-conversation-read-request - Before a conversation is marked as read. Cancelable.
 * @event {CustomEvent<{conversationID: string}>} openim-conversation-delete-request - Before a conversation is deleted. Cancelable.
 * @event {CustomEvent<undefined>} openim-reconnect-request - Before a list that could not be loaded is requested again. Cancelable.
 * @event {CustomEvent<{userID: string} | {groupID: string}>} openim-conversation-start-request - Before a conversation with a search result starts. Cancelable.
 * @event {CustomEvent<{conversationID: string, words: string}>} openim-search-request - Before the search in a conversation opens. Cancelable.
 * @event {CustomEvent<{conversationID: string, clientMsgID: string}>} openim-jump-request - Before a message from the search results is shown. Cancelable.
 *
 * @slot search-end - Beside the search field, for example for a button that starts a conversation.
 * @slot header - Above the rows, below the search field.
 * @slot empty - Shown instead of the default text for an empty list.
 *
 * @csspart base - The box.
 * @csspart search - The search field's box.
 * @csspart search-input - The search field.
 * @csspart list - The list.
 * @csspart item - A row; also `item--active`, `item--pinned`, `item--muted`, `item--unread`.
 * @csspart heading - A heading of the search results.
 * @csspart item__avatar - Its picture.
 * @csspart item__name - Its name.
 * @csspart item__time - The time of its last activity.
 * @csspart item__preview - The newest message, a draft, or a typing indicator.
 * @csspart item__badge - The unread count; also `item__badge--muted`, `item__badge--mention`.
 * @csspart notice - The placeholder for a list without rows.
 *
 * @cssproperty [--openim-conversation-height=64px] - Height of a row.
 * @cssproperty [--openim-conversation-active] - Background of the selected row.
 */
export class OpenIMConversationList extends OpenIMElement {
  static override styles = [sharedStyles, paneStyles, searchFieldStyles, conversationListStyles];
  static override readonly needsProvider = true;

  readonly #virtual = new VirtualRows(this, () => this.list, 66, 34);
  readonly #focus = new RowFocus(this, this.#virtual, (id) => this.#choose(id));
  #rows: readonly ListRow[] = [];
  /** The progress of the search for everything, in words. */
  #note = '';
  #everything: EverythingSearch | undefined;
  /** Whether the search for everything is being fetched; it will put a heading above the conversations. */
  #isSearchComing = false;
  #isSetEarly = false;

  @query('.list') private list!: HTMLElement | null;

  @state() private menu: { readonly conversation: Conversation; readonly anchor: MenuAnchor } | undefined;

  /** ID of the selected conversation. Setting it does not dispatch an event. */
  @property({ attribute: 'active-conversation-id' }) activeConversationID = '';

  /** Shows only conversations whose name contains this. */
  @property() filter = '';

  /** Hides the search field. */
  @property({ type: Boolean, attribute: 'no-search' }) noSearch = false;

  /** Also searches people, groups and messages. */
  @property({ type: Boolean, attribute: 'search-everything' }) searchEverything = false;

  constructor() {
    super();
    onLongPress(this, (point, target) => this.#openMenu(rowID(target), point));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#syncActive(changed.has('activeConversationID'));
    const { activeSession: session } = this;
    const query = this.filter.trim();
    const words = query.toLocaleLowerCase().split(/\s+/);
    const found = (session?.conversations.value ?? []).filter(({ showName }) => {
      const name = shownName(showName).toLocaleLowerCase();
      return words.every((word) => name.includes(word));
    });
    const parts = this.searchEverything && query ? listParts.search.value : null;
    this.#isSearchComing = parts === undefined;
    if (parts && session) {
      this.adopt(parts.foundStyles);
      this.#everything ??= new parts.EverythingSearch();
      ({ rows: this.#rows, note: this.#note } = this.#everything.rows(query, found, session, this.localizer));
    } else {
      this.#everything?.clear();
      this.#rows = conversationRows(found);
      this.#note = '';
    }
    const ids = this.#rows.map(({ kind, id }) => (kind === 'heading' ? undefined : id));
    this.#focus.update(ids, this.activeConversationID);
  }

  /** Keeps the property and the provider's selection equal; a value that the page has just set takes precedence. */
  #syncActive(isSet: boolean): void {
    const { scope } = this;
    const wasSetEarly = this.#isSetEarly;
    // A value from the page's markup may be set before the surrounding provider exists.
    this.#isSetEarly = !scope && (this.#isSetEarly || (isSet && this.activeConversationID !== ''));
    if (!scope) return;
    const chosen = peek(scope.activeConversationID) ?? '';
    if ((isSet || wasSetEarly) && this.activeConversationID !== chosen)
      scope.activate(this.activeConversationID || undefined);
    this.activeConversationID = scope.activeConversationID.value ?? '';
  }

  #choose(id: string): void {
    this.#focus.currentID = id;
    const row = this.#rows.find((candidate) => candidate.id === id);
    if (row?.kind === 'found') row.choose(this);
    else this.request('openim-conversation-select-request', { conversationID: id });
  }

  /** Returns whether the row has a menu. */
  #openMenu(id: string | undefined, anchor: MenuAnchor): boolean {
    const row = this.#rows.find((candidate) => candidate.id === id);
    if (row?.kind !== 'conversation') return false;
    this.#focus.elementOf(row.id)?.focus({ preventScroll: true });
    this.menu = { conversation: row.conversation, anchor };
    return true;
  }

  readonly #handleClick = (event: Event): void => {
    const id = rowID(event.target);
    if (id === undefined) return;
    const more = (event.target as Element).closest('.item__more');
    if (more) this.#openMenu(id, more);
    else this.#choose(id);
  };

  readonly #handleContextMenu = (event: MouseEvent): void => {
    const id = rowID(event.target);
    if (id === undefined) return;
    event.preventDefault();
    const isByKey = event.button !== 2 && event.detail === 0;
    this.#openMenu(id, isByKey ? (event.target as Element) : { x: event.clientX, y: event.clientY });
  };

  readonly #handleFocusIn = (event: Event): void => {
    const id = rowID(event.target);
    if (id !== undefined) this.#focus.currentID = id;
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    // Most systems also dispatch a contextmenu event for Shift+F10, but macOS does not.
    if (event.key === 'F10' && event.shiftKey) this.#openMenu(rowID(event.target), event.target as Element);
    else this.#focus.handleKeydown(event);
  };

  readonly #handleMenuClosed = (): void => {
    this.menu = undefined;
  };

  protected override render(): TemplateResult {
    const { text } = this.localizer;
    const { activeSession: session } = this;
    if (!session) return notConnectedTemplate(text, this.problem);
    return html`<div part="base" class="base">
      ${this.noSearch ? nothing : this.#searchTemplate()}
      <slot name="header"></slot>
      ${this.#rows.length > 0 ? this.#listTemplate() : this.#note ? nothing : this.#emptyTemplate(session)}
      <div class="note" role="status">${this.#note}</div>
      ${this.#menuTemplate()}
    </div>`;
  }

  #searchTemplate(): TemplateResult {
    const { text } = this.localizer;
    return searchLineTemplate({
      words: this.filter,
      label: this.searchEverything ? text.search : text.searchConversations,
      text,
      onWords: (words) => {
        this.filter = words;
      },
      onDown: () => this.#focus.goTo(),
    });
  }

  #listTemplate(): TemplateResult {
    const rows = this.#rows;
    const { start, end, beforePx, afterPx } = this.#virtual.range(rows);
    const shown = rows.slice(start, end);
    const current = this.#focus.currentID;
    const isWhole = shown.length === rows.length;
    return html`<div
      part="list"
      class="list"
      role="listbox"
      aria-label=${this.localizer.text.conversations}
      tabindex=${shown.some(({ id }) => id === current) ? nothing : '0'}
      @click=${this.#handleClick}
      @keydown=${this.#handleKeydown}
      @contextmenu=${this.#handleContextMenu}
      @focusin=${this.#handleFocusIn}
    >
      ${this.#isSearchComing ? html`<div class="heading" role="presentation"></div>` : nothing}
      ${roomTemplate(beforePx)}
      ${repeat(
        shown,
        ({ id }) => id,
        (row, index) => this.#rowTemplate(row, row.id === current, isWhole ? undefined : start + index + 1),
      )}
      ${roomTemplate(afterPx)}
    </div>`;
  }

  #rowTemplate(row: ListRow, isCurrent: boolean, place: number | undefined): unknown {
    if (row.kind !== 'conversation') return row.template(isCurrent);
    const { localizer, activeSession, activeConversationID } = this;
    const shown = {
      conversation: row.conversation,
      localizer,
      viewerID: activeSession?.userID,
      isActive: row.id === activeConversationID,
      isCurrent,
      isTyping: activeSession?.typing.value.has(row.id) ?? false,
      hasMenu: row.id === this.menu?.conversation.conversationID,
      place,
      count: place === undefined ? undefined : this.#rows.length,
    };
    // A row is rendered again only when something it shows has changed, or the date, on which the format of its time
    // depends.
    return html`${guard([...Object.values(shown), startOfDay(presentMs())], () => conversationRow(shown))}`;
  }

  #emptyTemplate({ connection, conversations, conversationsState }: Session): TemplateResult | typeof nothing {
    const { text } = this.localizer;
    if (isLoggedOut(connection.value)) return nothing;
    const { kind } = conversationsState.value;
    const query = this.filter.trim();
    if (this.#isSearchComing) return waitingTemplate(text);
    if (query && conversations.value.length > 0) {
      return noticeTemplate({
        icon: 'search',
        title: text.noMatches,
        hint: text.noMatchesHint(query),
      });
    }
    if (kind === 'loading') {
      return html`<div class="skeleton" aria-hidden="true">
        ${Array.from(
          { length: BONES },
          () =>
            html`<div class="item">
              <span class="bone bone--avatar"></span>
              <span class="item__words"><span class="bone"></span><span class="bone"></span></span>
            </div>`,
        )}
      </div>`;
    }
    if (kind === 'failed') {
      return noticeTemplate({
        icon: 'alert',
        title: text.conversationsFailed,
        isAlert: true,
        action: { label: text.tryAgain, run: () => this.request('openim-reconnect-request', undefined) },
      });
    }
    return html`<slot name="empty"
      >${noticeTemplate({ icon: 'chats', title: text.noConversations, hint: text.noConversationsHint })}</slot
    >`;
  }

  #menuTemplate(): unknown {
    const parts = this.menu && listParts.menu.value;
    if (!this.menu || !parts) return nothing;
    const { conversation, anchor } = this.menu;
    return parts.conversationMenu(this, conversation, anchor, this.localizer, this.#handleMenuClosed);
  }
}
