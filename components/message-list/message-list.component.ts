import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { visitorIDOfGroup, type JumpTarget, type Timeline, type TimelineMessage } from '../../src/index.js';
import { pageAttention, type AttentionSource } from '../internal/attention.js';
import { chatStateOf, type ChatState } from '../internal/chat-state.js';
import { chooseTemplate, notConnectedTemplate } from '../internal/notice.js';
import { OpenIMElement, peek } from '../internal/openim-element.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';
import { TimelineController } from '../internal/timeline-controller.js';
import {
  edgeTemplate,
  emptyTemplate,
  pillTemplate,
  rowLabel,
  sentenceOf,
  typingTemplate,
  unreadPillTemplate,
} from './list-templates.js';
import type { MessagePosition } from '../message/message.component.js';
import { messageListStyles } from './message-list.styles.js';
import { countIncomingSince, newestSince } from './news.js';
import { SeenController } from './seen-controller.js';
import { timelineRows, type TimelineRow } from './timeline-rows.js';
import { Viewport } from './viewport.js';

/** How near to an end of the loaded messages, in heights of the list, more messages are fetched. */
const LOAD_DISTANCE = 1.2;

const NOTHING_UNREAD = { firstUnreadID: '', sortKey: -Infinity, count: 0 };

/**
 * The messages of a conversation. A reader at the end stays there as messages arrive; elsewhere they keep their
 * place. Messages count as seen only while they are on screen in a visible page that has the focus. The list is one
 * Tab stop: arrow keys move between messages, Home and End go to the first and last, Enter opens a message's menu.
 *
 * @tagname openim-message-list
 * @summary A conversation's messages, with day separators, unread marker, typing indicator and history.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-message
 * @dependency openim-typing-indicator
 * @dependency openim-avatar
 *
 * @csspart base - The box.
 * @csspart scroller - The scroll container.
 * @csspart content - The rows.
 * @csspart message - A message.
 * @csspart album - Pictures sent together.
 * @csspart day - The separator before a day's messages.
 * @csspart unread - The separator before new messages.
 * @csspart typing - The row of the typing indicator.
 * @csspart message--target - A message jumped to.
 * @csspart pill - The button that goes to the newest message; also `pill--new`.
 * @csspart unread-pill - The button that goes to the first unread message.
 * @csspart notice - The placeholder when there are no messages.
 *
 * @cssproperty [--openim-timeline-padding=20px] - Padding beside the messages.
 * @cssproperty [--openim-timeline-gap=10px] - Space between groups of messages.
 * @cssproperty [--openim-bubble-radius=17px] - Corner radius of the placeholders for bubbles that are still loading.
 */
export class OpenIMMessageList extends OpenIMElement {
  static override styles = [sharedStyles, messageListStyles];
  static override readonly needsProvider = true;

  readonly #timelines = new TimelineController(this);
  readonly #seen = new SeenController(this, (ids) => this.#timeline?.markSeen(ids));
  readonly #viewport = new Viewport(this, {
    endsWithNewest: () => (peek(this.#timeline?.newer) ?? 'none') === 'none',
    onPlace: (scroller) => this.#handlePlace(scroller),
  });
  #timeline: Timeline | undefined;
  #messages: readonly TimelineMessage[] = [];
  #rows: readonly TimelineRow[] = [];
  /** The newest message at the time when the reader was last at the end. */
  #lastSeenAtEnd: string | undefined;
  /** The message that is the Tab stop: the last one that had the focus, or the newest one that is rendered. */
  #tabStopID: string | undefined;
  /** The element that had the focus before rows changed. */
  #focused: Element | null | undefined;
  #unreadCount = NOTHING_UNREAD;
  #chat: ChatState | undefined;
  /** The first unread message, once it has been on screen. */
  #reachedUnreadID: string | undefined;
  /** Whether the loaded messages end before the newest message. */
  #isAway = false;
  #target: JumpTarget | undefined;

  @query('.scroller') private scroller!: HTMLElement | null;
  @query('.content') private content!: HTMLElement | null;

  @state() private isAtEnd = true;
  @state() private isUnreadAbove = false;
  @state() private currentID: string | undefined;
  /** The text that screen readers announce. */
  @state() private announcement = '';

  /** ID of the conversation; defaults to that of the surrounding chat, or to the one selected in the list. */
  @property({ attribute: 'conversation-id' }) conversationID = '';

  /** How the list knows that somebody is reading; defaults to the page's focus and visibility. */
  @property({ attribute: false }) attention: AttentionSource = pageAttention;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('attention')) this.#seen.setAttention(this.attention);
    this.#viewport.willRender();
    const former = this.#timeline;
    this.#timeline = this.#timelines.follow(this.scope);
    if (this.#timeline !== former) this.#reset();
    const messages = this.#timeline?.messages.value ?? [];
    const target = this.#timeline?.target.value;
    const isJump = target !== this.#target && target !== undefined;
    this.#target = target;
    if (isJump) this.#viewport.leaveEnd();
    if (messages !== this.#messages) this.#takeIn(messages);
    this.#focused = this.shadowRoot?.activeElement;
    if (isJump) this.#goTo(target.clientMsgID, this.#focused?.localName === 'openim-message');
    this.#isAway = (this.#timeline?.newer.value ?? 'none') !== 'none';
    if (this.#isAway) this.#viewport.leaveEnd();
    const firstUnreadID = this.#timeline?.firstUnreadID.value;
    this.#countUnread(messages, firstUnreadID);
    this.#rows = timelineRows(messages, this.#viewport.window, firstUnreadID);
    const { start, end } = this.#viewport.window;
    const rendered = messages.slice(start, end).map(({ message }) => message.clientMsgID);
    this.#tabStopID = rendered.find((id) => id === this.currentID) ?? rendered.at(-1);
  }

  #reset(): void {
    if (this.#chat && this.#messages[0]) this.#chat.place = this.#viewport.place;
    this.#chat = chatStateOf(this.activeSession, this.#timeline?.conversationID);
    this.#viewport.reset();
    this.#seen.reset();
    // The last jump counts as done, unless the timeline is still at its target.
    const { newer, target } = this.#timeline ?? {};
    this.#target = newer?.peek() === 'none' ? target?.peek() : undefined;
    this.isUnreadAbove = false;
    this.#unreadCount = NOTHING_UNREAD;
    this.#messages = [];
    this.#lastSeenAtEnd = undefined;
    this.isAtEnd = true;
    this.currentID = undefined;
    this.announcement = '';
  }

  #takeIn(messages: readonly TimelineMessage[]): void {
    const fresh = this.#isAway ? [] : newestSince(messages, this.#messages);
    // Users want to see the message that they have just sent.
    if (fresh.some(({ outgoing, delivery }) => outgoing && delivery.kind !== 'sent')) this.#viewport.stickToEnd();
    this.#viewport.update(messages);
    if (this.#viewport.followsEnd) this.#lastSeenAtEnd = messages.at(-1)?.message.clientMsgID;
    // Returns, once, to where the user was reading; messages that are new since then follow at the end.
    const place = messages[0] && !this.#messages[0] ? this.#chat?.place : undefined;
    if (this.#chat && place) {
      this.#chat.place = undefined;
      // A message further back than those loaded is fetched; if it no longer exists, the reader stays at the end.
      if (!this.#timeline?.firstUnreadID.value && !this.#viewport.aimAt(place))
        void this.#timeline?.jumpTo(place.clientMsgID).catch(() => undefined);
    }
    this.#messages = messages;
    const heard = fresh.filter(({ outgoing }) => !outgoing).slice(-3);
    const userID = this.activeSession?.userID;
    if (heard.length > 0)
      this.announcement = heard.map((message) => sentenceOf(message, this.localizer, userID)).join(' ');
  }

  /** Counts the new messages once: the number in the separator does not grow while the user is reading. */
  #countUnread(messages: readonly TimelineMessage[], firstUnreadID: string | undefined): void {
    const former = this.#unreadCount;
    if (!firstUnreadID || former.firstUnreadID === firstUnreadID) return;
    const index = messages.findIndex(({ message }) => message.clientMsgID === firstUnreadID);
    const first = messages[index];
    if (!first) return;
    const here = messages.slice(index).filter(({ outgoing }) => !outgoing).length;
    // More messages may be unread than are loaded: their number is known from the conversation, or from the former separator.
    const known = index === 0 ? (this.#timeline?.conversation.peek()?.unreadCount ?? 0) : 0;
    const before = first.sortKey < former.sortKey ? former.count : 0;
    this.#unreadCount = { firstUnreadID, sortKey: first.sortKey, count: Math.max(here, known, before) };
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { scroller, content } = this;
    const elements = content?.querySelectorAll<HTMLElement>('[role="article"]') ?? [];
    const rows = new Map(Array.from(elements, (element) => [element, element.dataset['id'] ?? '']));
    this.#viewport.rendered(scroller && content ? { scroller, content, rows } : undefined);
    // If the focused row was removed, or is too far away to be rendered, the focus moves to another row or the list.
    if (this.#focused?.isConnected === false) queueMicrotask(() => this.focus());
    this.#seen.watch(rows);
  }

  #goTo(clientMsgID: string, takesFocus: boolean): void {
    this.currentID = clientMsgID;
    this.#viewport.aimAt({ clientMsgID, takesFocus });
  }

  #handlePlace(scroller: HTMLElement): void {
    const timeline = this.#timeline;
    if (!timeline) return;
    this.isAtEnd = this.#viewport.isAtEnd;
    if (this.isAtEnd) this.#lastSeenAtEnd = this.#messages.at(-1)?.message.clientMsgID;
    this.isUnreadAbove = this.#isUnreadAbove(timeline, scroller);
    const { scrollTop: above, clientHeight, scrollHeight } = scroller;
    const near = clientHeight * LOAD_DISTANCE;
    const below = scrollHeight - clientHeight - above;
    if (above < near && peek(timeline.older) === 'available') void timeline.loadOlder();
    if (below < near && peek(timeline.newer) === 'available') void timeline.loadNewer();
  }

  /** Whether the first unread message is above the screen and has not been on screen yet. */
  #isUnreadAbove({ firstUnreadID }: Timeline, scroller: HTMLElement): boolean {
    const id = peek(firstUnreadID);
    if (!id || id !== this.#unreadCount.firstUnreadID || id === this.#reachedUnreadID || this.#isAway)
      return false;
    const row = this.#viewport.rowOf(id);
    if (row && row.getBoundingClientRect().top >= scroller.getBoundingClientRect().top - 1) {
      this.#reachedUnreadID = id;
      return false;
    }
    return true;
  }

  /** Goes to the newest message and stays at the end. */
  async scrollToNewest(): Promise<void> {
    await this.#timeline?.returnToNewest();
    this.#viewport.showEnd();
    await this.updateComplete;
  }

  readonly #handlePill = (): void => {
    // The button disappears; the focus moves to the message to which it led.
    void this.scrollToNewest().then(() => this.#focusRow(this.#messages.at(-1)?.message.clientMsgID));
  };

  /** Focuses a message: the last one that had the focus, or the newest one. */
  override focus(): void {
    this.#focusRow(this.#tabStopID);
  }

  #focusRow(clientMsgID = ''): void {
    (this.#viewport.rowOf(clientMsgID) ?? this.content)?.focus({ preventScroll: true });
  }

  readonly #handleFocusIn = (event: FocusEvent): void => {
    const row = (event.target as Element).closest<HTMLElement>('openim-message');
    if (row) this.currentID = row.dataset['id'];
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.#chat?.selection.peek()) {
      event.preventDefault();
      this.#chat.selection.value = undefined;
    }
    const row = event.composedPath()[0];
    if (!(row instanceof HTMLElement) || row.localName !== 'openim-message') return;
    const index = this.#messages.findIndex(({ message }) => message.clientMsgID === row.dataset['id']);
    const moves: Partial<Record<string, number>> = {
      ArrowUp: Math.max(0, index - 1),
      ArrowDown: Math.min(this.#messages.length - 1, index + 1),
      Home: 0,
      End: this.#messages.length - 1,
    };
    const next = this.#messages[moves[event.key] ?? -1]?.message.clientMsgID;
    if (next === undefined) return;
    event.preventDefault();
    const element = this.#viewport.rowOf(next);
    if (element) element.focus();
    else this.#goTo(next, true);
  };

  protected override render(): TemplateResult {
    const { text } = this.localizer;
    const timeline = this.#timeline;
    if (!this.activeSession) return notConnectedTemplate(text, this.problem);
    if (!timeline) return chooseTemplate(text);
    const name = shownName(timeline.conversation.value?.showName);
    return html`<div part="base" class="base">
      <div part="scroller" class="scroller" @keydown=${this.#handleKeydown} @focusin=${this.#handleFocusIn}>
        <div
          part="content"
          class="content"
          role="log"
          tabindex="-1"
          aria-live="off"
          aria-label=${name ? text.messages(name) : text.messagesUnnamed}
          aria-busy=${timeline.state.value.kind === 'loading' ? 'true' : 'false'}
        >
          ${
            this.#messages.length > 0
              ? this.#rowsTemplate(timeline)
              : html`${emptyTemplate(timeline, this.localizer)} ${typingTemplate(timeline)}`
          }
        </div>
      </div>
      ${
        this.isUnreadAbove
          ? unreadPillTemplate(this.#unreadCount.count, this.localizer, () => void timeline.jumpToFirstUnread())
          : nothing
      }
      ${
        this.isAtEnd || this.#messages.length === 0
          ? nothing
          : pillTemplate(this.#countNew(timeline), this.localizer, this.#handlePill)
      }
      <div class="visually-hidden" aria-live="polite">${this.announcement}</div>
    </div>`;
  }

  #countNew(timeline: Timeline): number {
    return timeline.missedCount.value + countIncomingSince(this.#messages, this.#lastSeenAtEnd);
  }

  #rowsTemplate(timeline: Timeline): TemplateResult {
    const { text } = this.localizer;
    const showSender = Boolean(timeline.conversation.value?.groupID);
    const { start, reachesEnd } = this.#viewport.window;
    const { older, newer } = timeline;
    return html`${start > 0 ? nothing : edgeTemplate(older.value, text, () => void timeline.loadOlder())}
    ${repeat(
      this.#rows,
      ({ key }) => key,
      (row) => this.#rowTemplate(row, showSender),
    )}
    ${reachesEnd ? edgeTemplate(newer.value, text, () => void timeline.loadNewer()) : nothing}
    ${reachesEnd && newer.value === 'none' ? typingTemplate(timeline) : nothing}`;
  }

  #rowTemplate(row: TimelineRow, showSender: boolean): TemplateResult {
    const { localizer } = this;
    switch (row.kind) {
      case 'day':
        return html`<div part="day" class="day">${localizer.day(row.ms)}</div>`;
      case 'unread':
        return html`<div part="unread" class="unread">
          <span class="words">${localizer.text.newMessages(this.#unreadCount.count)}</span>
        </div>`;
      case 'album':
        return html`<openim-message
          part="album"
          data-id=${row.messages[0]?.message.clientMsgID ?? nothing}
          .message=${row.summary}
          .album=${row.messages.length}
          .seed=${this.#seedOf(row.summary)}
          position=${row.position}
          plain
          ?show-sender=${showSender}
          >${repeat(
            row.messages,
            ({ message }) => message.clientMsgID,
            (message) => this.#messageTemplate(message, 'tile', false),
          )}</openim-message
        >`;
      case 'message':
        return this.#messageTemplate(row.message, row.position, showSender);
    }
  }

  /** Returns the seed of the sender's colour: a visitor has the colour of their chat. */
  #seedOf({ message }: TimelineMessage): string {
    const group = this.#timeline?.group.value;
    return group && visitorIDOfGroup(group) === message.sendID ? group.groupID : '';
  }

  #messageTemplate(message: TimelineMessage, position: MessagePosition, showSender: boolean): TemplateResult {
    const { clientMsgID } = message.message;
    const isTarget = clientMsgID === this.#target?.clientMsgID;
    return html`<openim-message
      part="message ${isTarget ? 'message--target' : ''}"
      class=${isTarget ? 'target' : ''}
      role="article"
      aria-label=${rowLabel(message, this.localizer)}
      tabindex=${clientMsgID === this.#tabStopID ? '0' : '-1'}
      data-id=${clientMsgID}
      .message=${message}
      .seed=${this.#seedOf(message)}
      position=${position}
      no-tab-stop
      ?show-sender=${showSender}
    ></openim-message>`;
  }
}
