import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { signal } from '@preact/signals-core';
import { property } from 'lit/decorators.js';
import { GroupStatus, type Session, type Timeline } from '../../src/index.js';
import { avatarTemplate } from '../internal/avatar-template.js';
import { ContextSource, conversationContext } from '../internal/context.js';
import type { Alarm } from './alarm.js';
import { chatStateOf } from '../internal/chat-state.js';
import { closedNotice } from '../internal/closed-notice.js';
import { icon } from '../internal/icons.js';
import { Lazy } from '../internal/lazy.js';
import { LoginElement } from '../internal/scope/login-element.js';
import {
  chooseTemplate,
  failureTemplate,
  isLoggedOut,
  noticeTemplate,
  notConnectedTemplate,
  waitingTemplate,
} from '../internal/notice.js';
import { paneStyles } from '../internal/pane.styles.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';
import { TimelineController } from '../internal/timeline-controller.js';
import { whenIdle } from '../internal/when-idle.js';
import { menuParts } from '../message/action-controller.js';
import { chatStyles } from './chat.styles.js';
import { ConversationFinder } from './conversation-finder.js';

/** The search in a conversation. */
export const chatSearch = new Lazy(() => import('../chat-search/chat-search.js'));

/** By then the messages are on screen, from the cache or over an average connection. */
const PREFETCH_DELAY_MS = 1000;
/** After that delay, how long the prefetch waits for the page to be idle. */
const PREFETCH_TIMEOUT_MS = 5000;

const standings = new Lazy(() => import('./standing.js'));

/**
 * Shows one conversation. Inside a provider, it shows the conversation set by ID or by user or group, otherwise the
 * one selected in the list. With `url`, `user-id` and `token` it needs no provider.
 *
 * @tagname openim-chat
 * @summary Header, messages and composer of one conversation.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-avatar
 * @dependency openim-message-list
 * @dependency openim-composer
 * @dependency openim-connection-status
 * @dependency openim-chat-search
 *
 * @event {CustomEvent<{conversationID: string, text: string}>} openim-send-request - Before a text is sent. Cancelable.
 * @event {CustomEvent<{conversationID: string, words: string}>} openim-search-request - Before the search opens. Cancelable.
 * @event {CustomEvent<undefined>} openim-reconnect-request - Before a new attempt to connect. Cancelable.
 *
 * @slot header-start - Before the picture, for example for a back button.
 * @slot header-end - At the end of the header.
 * @slot before-composer - Between the messages and the composer, for example for answers to pick from.
 * @slot composer-start - Before the text field.
 * @slot composer-end - Between the text field and the Send button.
 * @slot empty - Shown while no conversation is selected, instead of the default text.
 *
 * @csspart base - The box.
 * @csspart header - The header.
 * @csspart header__avatar - The picture in the header.
 * @csspart header__name - The name in the header.
 * @csspart header__status - The line below the name: typing, members or connection.
 * @csspart search-button - The search button in the header.
 * @csspart search - The search bar.
 * @csspart banner - The line below the header that reports a problem; also `banner--offline`, `banner--failure`.
 * @csspart messages - The message list.
 * @csspart composer - The composer.
 * @csspart closed - Replaces the composer when the user cannot write.
 * @csspart notice - The placeholder when there is no conversation.
 *
 * @cssproperty [--openim-header-height=60px] - Height of the header.
 */
export class OpenIMChat extends LoginElement {
  static override styles = [sharedStyles, paneStyles, chatStyles];
  static override readonly needsProvider = true;

  readonly #timelines = new TimelineController(this);
  readonly #finder = new ConversationFinder(this);
  #alarm: Alarm | undefined;
  readonly #shownID = signal<string | undefined>(undefined);
  #timeline: Timeline | undefined;
  #prefetchTimer: ReturnType<typeof setTimeout> | undefined;

  /** ID of the conversation. */
  @property({ attribute: 'conversation-id' }) conversationID = '';

  /** ID of the user to chat with, if `conversationID` is not set. */
  @property({ attribute: 'peer-id' }) peerID = '';

  /** ID of the group to chat in, if neither of the others is set. */
  @property({ attribute: 'group-id' }) groupID = '';

  /** Hides the header. */
  @property({ type: Boolean, attribute: 'no-header' }) noHeader = false;

  /** Hides the search button. */
  @property({ type: Boolean, attribute: 'no-search' }) noSearch = false;

  /** Placeholder of the text field; defaults to the recipient's name. */
  @property() placeholder = '';

  constructor() {
    super();
    new ContextSource(this, conversationContext).give(this.#shownID);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.peerID && this.groupID) this.warn('has both peer-id and group-id; peer-id is used');
    this.#timeline = this.#timelines.follow(this.scope, this.#resolveID());
    this.#shownID.value = this.#timeline?.conversationID;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Prefetched, so that the first menu, quote or search opens at once, and also without a connection.
    const prefetch = (): void => void menuParts.load().catch(() => undefined);
    this.#prefetchTimer = setTimeout(whenIdle, PREFETCH_DELAY_MS, prefetch, PREFETCH_TIMEOUT_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#prefetchTimer);
  }

  /** Focuses the text field, if there is one. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('openim-composer')?.focus(options);
  }

  #resolveID(): string | undefined {
    if (this.conversationID) return this.conversationID;
    const target = this.peerID ? { userID: this.peerID } : this.groupID ? { groupID: this.groupID } : undefined;
    const found = this.#finder.find(this.activeSession, target);
    return target ? found : this.scope?.activeConversationID.value;
  }

  readonly #handleReconnect = (): void => {
    this.request('openim-reconnect-request', undefined);
  };

  readonly #handleDismiss = (): void => {
    this.scope?.dismissFailure();
  };

  protected override render(): TemplateResult {
    const { text } = this.localizer;
    if (!this.activeSession) return notConnectedTemplate(text, this.problem);
    const timeline = isLoggedOut(this.activeSession.connection.value) ? undefined : this.#timeline;
    if (!timeline) return this.#nothingTemplate(this.activeSession);
    return html`<div part="base" class="base">
      ${this.noHeader ? nothing : this.#headerTemplate(timeline, this.activeSession)}
      ${this.#searchTemplate(timeline, this.activeSession)} ${this.#bannerTemplate(this.activeSession)}
      <openim-message-list part="messages" class="messages"></openim-message-list>
      <slot name="before-composer"></slot>
      ${this.#composerTemplate(timeline, this.activeSession)}
    </div>`;
  }

  /**
   * Shown when there is no conversation: none is selected, or the requested one is still being looked up or cannot be found.
   */
  #nothingTemplate(session: Session): TemplateResult {
    const { text } = this.localizer;
    const { state } = this.#finder;
    const closed = closedNotice(session.connection.value, text, this.#handleReconnect);
    if (closed) return noticeTemplate({ ...closed, isAlert: true });
    if (state.kind === 'searching') return waitingTemplate(text);
    if (state.kind === 'failed') {
      return noticeTemplate({
        icon: state.isMissing ? 'user' : 'alert',
        title: state.isMissing ? text.notFound : text.chatFailed,
        isAlert: true,
        action: { label: text.tryAgain, run: () => this.#finder.retry() },
      });
    }
    return html`<slot name="empty">${this.#unchosenTemplate(session)}</slot>`;
  }

  /** Asks the user to choose a conversation only if there are any. */
  #unchosenTemplate({ conversations, conversationsState }: Session): TemplateResult | typeof nothing {
    const { text } = this.localizer;
    if (conversations.value.length > 0) return chooseTemplate(text);
    return conversationsState.value.kind === 'ready'
      ? noticeTemplate({ icon: 'chats', title: text.noConversations })
      : nothing;
  }

  #headerTemplate(timeline: Timeline, session: Session): TemplateResult {
    const conversation = timeline.conversation.value;
    const status = this.#statusTemplate(timeline, session);
    return html`<header part="header" class="header">
      <slot name="header-start"></slot>
      ${avatarTemplate(conversation, conversation?.showName, 'header__avatar')}
      <div class="header__words ${conversation?.groupID ? '' : 'header__words--person'}">
        <h2 part="header__name" class="header__name" dir="auto">${shownName(conversation?.showName)}</h2>
        ${status}
      </div>
      ${this.noSearch ? nothing : this.#searchButtonTemplate(timeline, session)}
      <slot name="header-end"></slot>
    </header>`;
  }

  #searchButtonTemplate({ conversationID }: Timeline, session: Session): TemplateResult {
    const { search } = chatStateOf(session, conversationID);
    const label = this.localizer.text.searchMessages;
    const toggle = (): void => {
      if (search.peek()) search.value = undefined;
      else this.request('openim-search-request', { conversationID, words: '' });
    };
    return html`<button
      part="search-button"
      class="icon-button search-button"
      type="button"
      aria-label=${label}
      title=${label}
      aria-expanded=${search.value ? 'true' : 'false'}
      @click=${toggle}
    >
      ${icon('search')}
    </button>`;
  }

  /** The search, fetched when it is first opened. */
  #searchTemplate({ conversationID }: Timeline, session: Session): TemplateResult | typeof nothing {
    const { search } = chatStateOf(session, conversationID);
    if (!search.value || !chatSearch.value) return nothing;
    const close = (): void => {
      search.value = undefined;
      this.renderRoot.querySelector<HTMLElement>('.search-button')?.focus();
    };
    return html`<openim-chat-search part="search" .onDone=${close}></openim-chat-search>`;
  }

  #statusTemplate(timeline: Timeline, session: Session): TemplateResult | typeof nothing {
    const { text } = this.localizer;
    if (timeline.peerTyping.value) {
      return html`<span part="header__status" class="header__status header__status--typing">${text.typing}</span>`;
    }
    const connection = session.connection.value.kind;
    if (connection === 'connecting' || connection === 'waiting') {
      return html`<span part="header__status" class="header__status"
        ><openim-connection-status></openim-connection-status
      ></span>`;
    }
    const members = timeline.group.value?.memberCount ?? 0;
    return members > 0
      ? html`<span part="header__status" class="header__status">${text.members(members)}</span>`
      : nothing;
  }

  #bannerTemplate(session: Session): TemplateResult | typeof nothing {
    const { text } = this.localizer;
    const failure = this.scope?.failure.value;
    if (failure !== undefined) {
      return failureTemplate(failure, text, this.#handleDismiss, 'banner banner--failure');
    }
    if (session.connection.value.kind !== 'waiting') return nothing;
    return html`<div part="banner banner--offline" class="banner banner--offline" role="status">
      ${text.offline}
    </div>`;
  }

  #composerTemplate(timeline: Timeline, session: Session): TemplateResult {
    const { text } = this.localizer;
    const closed = closedNotice(session.connection.value, text, this.#handleReconnect);
    if (closed) {
      return html`<div part="closed" class="closed" role="alert">
        <p class="notice__title">${closed.title}</p>
        <p class="notice__hint">${closed.hint}</p>
        ${
          closed.action
            ? html`<button class="button" type="button" @click=${closed.action.run}>
                ${closed.action.label}
              </button>`
            : nothing
        }
      </div>`;
    }
    // Also for users who cannot write, the composer shows what can be done with selected messages.
    const isSelecting = chatStateOf(session, timeline.conversationID).selection.value;
    const reason = !isSelecting && whyReadOnly(timeline);
    if (reason) return html`<p part="closed" class="closed closed--line">${text[reason]}</p>`;
    const parts = standings.value;
    const standing = parts?.standingOf(session, timeline, this.localizer, Date.now());
    if (parts) this.#alarm ??= new parts.Alarm(this);
    this.#alarm?.set(standing?.endMs);
    const line = standing && parts?.standingTemplate(standing, (name, detail) => this.request(name, detail));
    if (standing?.isClosed && !isSelecting) return html`${line}`;
    return html`${line}<openim-composer part="composer" placeholder=${this.placeholder} .dropArea=${this}>
        <slot name="composer-start" slot="start"></slot>
        <slot name="composer-end" slot="end"></slot>
      </openim-composer>`;
  }
}

/** Returns why the user cannot write in the conversation any more; undefined if they can. */
function whyReadOnly(timeline: Timeline): 'notInGroup' | 'groupDismissed' | undefined {
  if (timeline.group.value?.status === GroupStatus.Dismissed) return 'groupDismissed';
  return timeline.conversation.value?.isNotInGroup ? 'notInGroup' : undefined;
}
