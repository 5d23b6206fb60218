import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Timeline, TimelineMessage } from '../../src/index.js';
import { pageAttention, type AttentionSource } from '../internal/attention.js';
import { icon } from '../internal/icons.js';
import { messageSummary } from '../internal/message-summary.js';
import { isNoticeMessage } from '../internal/notice-text.js';
import { noticeTemplate, notConnectedTemplate } from '../internal/notice.js';
import { OpenIMElement, peek } from '../internal/openim-element.js';
import { ScrollKeeper } from '../internal/scroll-keeper.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { TimelineController } from '../internal/timeline-controller.js';
import { messageListStyles } from './message-list.styles.js';
import { RowWindow } from './row-window.js';
import { SeenController } from './seen-controller.js';
import { skeletonTemplate } from './skeleton.js';
import { timelineRows, type TimelineRow } from './timeline-rows.js';

/** How near to an end of what is rendered, in heights of the list, more is fetched. */
const GROW_DISTANCE = 1.2;

/**
 * The messages of a conversation. The reader stays at the end when they are there, and keeps their place when they are
 * not. Messages count as seen only while they are on screen in a visible page that has the focus. One Tab stop: arrow
 * keys move between messages, Home and End to the first and last, Enter opens a message's menu.
 *
 * @tagname openim-message-list
 * @summary A conversation's messages, with days, what is new, typing, and history on the way up.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-message
 * @dependency openim-typing-indicator
 * @dependency openim-avatar
 *
 * @csspart base - The box.
 * @csspart scroller - What scrolls.
 * @csspart content - The rows.
 * @csspart message - A message.
 * @csspart day - The line before a day's messages.
 * @csspart unread - The line before new messages.
 * @csspart typing - The row of the one who types.
 * @csspart pill - The button that goes to the newest message.
 * @csspart notice - What stands for messages when there are none.
 *
 * @cssproperty [--openim-timeline-padding=20px] - Space beside the messages.
 * @cssproperty [--openim-timeline-gap=10px] - Space between runs of messages.
 */
export class OpenIMMessageList extends OpenIMElement {
  static override styles = [sharedStyles, messageListStyles];
  static override readonly needsProvider = true;

  readonly #timelines = new TimelineController(this);
  readonly #seen = new SeenController(this, (ids) => this.#timeline?.markSeen(ids));
  readonly #window = new RowWindow();
  readonly #keeper = new ScrollKeeper(this, {
    reachesEnd: () => this.#window.reachesEnd,
    onPlace: () => this.#handlePlace(),
  });
  #timeline: Timeline | undefined;
  #messages: readonly TimelineMessage[] = [];
  #rows: readonly TimelineRow[] = [];
  /** The newest message that was there when the reader was last at the end. */
  #lastSeenAtEnd: string | undefined;
  /** Whether the rows have the height they are going to have. */
  #isSettled = false;
  #unreadCount = { firstUnreadID: '', count: 0 };

  @query('.scroller') private scroller!: HTMLElement | null;
  @query('.content') private content!: HTMLElement | null;

  @state() private isAtEnd = true;
  /** The message that Tab goes to; the newest when undefined. */
  @state() private currentID: string | undefined;
  /** What screen readers are told. */
  @state() private announcement = '';

  /** The conversation; that of the chat it stands in, or the one chosen in the list, when absent. */
  @property({ attribute: 'conversation-id' }) conversationID = '';

  /** How the list knows that somebody is looking: the page's focus and visibility when absent. */
  @property({ attribute: false }) attention: AttentionSource = pageAttention;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('attention')) this.#seen.setAttention(this.attention);
    const former = this.#timeline;
    this.#timeline = this.#timelines.follow(this.scope);
    if (this.#timeline !== former) this.#reset();
    const messages = this.#timeline?.messages.value ?? [];
    if (messages !== this.#messages) this.#takeIn(messages);
    this.#keeper.record();
    this.#isSettled = false;
    const firstUnreadID = this.#timeline?.firstUnreadID.value;
    this.#countUnread(messages, firstUnreadID);
    this.#rows = timelineRows(messages, this.#window, firstUnreadID);
  }

  #reset(): void {
    this.#window.reset();
    this.#seen.reset();
    this.#keeper.stickToEnd();
    this.#messages = [];
    this.#lastSeenAtEnd = undefined;
    this.isAtEnd = true;
    this.currentID = undefined;
    this.announcement = '';
  }

  #takeIn(messages: readonly TimelineMessage[]): void {
    const fresh = newestSince(messages, this.#messages);
    // What one sends oneself one wants to see.
    if (fresh.some(({ outgoing, delivery }) => outgoing && delivery.kind !== 'sent')) this.#keeper.stickToEnd();
    this.#window.update(messages, this.#keeper.isAtEnd);
    this.#messages = messages;
    if (this.#keeper.isAtEnd) this.#lastSeenAtEnd = messages.at(-1)?.message.clientMsgID;
    const heard = fresh.filter(({ outgoing }) => !outgoing).slice(-3);
    if (heard.length > 0) this.announcement = heard.map((message) => this.#sentence(message)).join(' ');
  }

  #sentence({ message }: TimelineMessage): string {
    const { localizer } = this;
    const summary = messageSummary(message, localizer, this.activeSession?.userID);
    return isNoticeMessage(message)
      ? summary
      : localizer.text.said(message.senderNickname || localizer.text.somebody, summary);
  }

  /** Counts what is new once: the line does not grow while one reads. */
  #countUnread(messages: readonly TimelineMessage[], firstUnreadID: string | undefined): void {
    if (!firstUnreadID || this.#unreadCount.firstUnreadID === firstUnreadID) return;
    const index = messages.findIndex(({ message }) => message.clientMsgID === firstUnreadID);
    if (index === -1) return;
    const count = messages.slice(index).filter(({ outgoing }) => !outgoing).length;
    this.#unreadCount = { firstUnreadID, count };
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { scroller, content } = this;
    if (scroller && content) this.#keeper.attach({ scroller, content });
    else this.#keeper.detach();
    const rows = this.#rowElements();
    this.#seen.watch(rows);
    void this.#settle([...rows.keys()]);
  }

  /** New rows render a moment after the list; the place is restored when they have their height. */
  async #settle(rows: readonly Element[]): Promise<void> {
    const unfinished = rows.filter(
      (row): row is OpenIMElement => row instanceof OpenIMElement && row.isUpdatePending,
    );
    await Promise.all(unfinished.map((row) => row.updateComplete));
    this.#isSettled = true;
    this.#keeper.restore();
  }

  /** The timeline is scrolled or has changed its size. */
  #handlePlace(): void {
    const { scroller } = this;
    const timeline = this.#timeline;
    if (!scroller || !timeline || !this.#isSettled) return;
    this.isAtEnd = this.#keeper.isAtEnd && this.#window.reachesEnd;
    if (this.isAtEnd) this.#lastSeenAtEnd = this.#messages.at(-1)?.message.clientMsgID;
    const reach = scroller.clientHeight * GROW_DISTANCE;
    const below = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    if (scroller.clientHeight === 0) return;
    if (scroller.scrollTop < reach) {
      if (this.#window.growUp()) this.requestUpdate();
      else if (peek(timeline.older) === 'available') void timeline.loadOlder();
    } else if (below < reach && this.#window.growDown()) {
      this.requestUpdate();
    }
  }

  #rowElements(): Map<Element, string> {
    const rows = new Map<Element, string>();
    for (const element of this.content?.querySelectorAll<HTMLElement>('openim-message') ?? []) {
      rows.set(element, element.dataset['id'] ?? '');
    }
    return rows;
  }

  /** Goes to the newest message and stays with what comes. */
  scrollToNewest(): void {
    this.#window.showEnd();
    this.#keeper.stickToEnd();
    this.requestUpdate();
  }

  private readonly handlePill = (): void => {
    this.scrollToNewest();
    // The button goes away; the focus goes to what it led to.
    void this.updateComplete.then(() => this.#focusRow(this.#rows.length - 1, -1));
  };

  private readonly handleReload = (): void => {
    void this.#timeline?.reload();
  };

  private readonly handleOlder = (): void => {
    void this.#timeline?.loadOlder();
  };

  private readonly handleFocusIn = (event: FocusEvent): void => {
    const row = (event.target as Element).closest<HTMLElement>('openim-message');
    if (row) this.currentID = row.dataset['id'];
  };

  private readonly handleKeydown = (event: KeyboardEvent): void => {
    const row = event.composedPath()[0];
    if (!(row instanceof HTMLElement) || row.localName !== 'openim-message') return;
    const index = this.#rows.findIndex(({ key }) => key === row.dataset['id']);
    const moves: Partial<Record<string, readonly [index: number, step: 1 | -1]>> = {
      ArrowUp: [index - 1, -1],
      ArrowDown: [index + 1, 1],
      Home: [0, 1],
      End: [this.#rows.length - 1, -1],
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    this.#focusRow(...move);
  };

  /** Focuses the message row at `index`, or the next one in the direction of `step`. */
  #focusRow(index: number, step: 1 | -1): void {
    let at = index;
    while (this.#rows[at] && this.#rows[at]?.kind !== 'message') at += step;
    const key = this.#rows[at]?.key;
    if (key === undefined) return;
    for (const [element, id] of this.#rowElements()) if (id === key) (element as HTMLElement).focus();
  }

  protected override render(): TemplateResult {
    const { text } = this.localizer;
    const timeline = this.#timeline;
    if (!this.activeSession) return notConnectedTemplate(text, this.scope);
    if (!timeline) {
      return noticeTemplate({ icon: 'chats', title: text.chooseConversation, hint: text.chooseConversationHint });
    }
    const name = timeline.conversation.value?.showName ?? '';
    return html`<div part="base" class="base">
      <div part="scroller" class="scroller" @keydown=${this.handleKeydown} @focusin=${this.handleFocusIn}>
        <div
          part="content"
          class="content"
          role="log"
          aria-live="off"
          aria-label=${name ? text.messages(name) : text.messagesUnnamed}
          aria-busy=${timeline.state.value.kind === 'loading' ? 'true' : 'false'}
        >
          ${this.#messages.length > 0 ? this.#rowsTemplate(timeline) : this.#emptyTemplate(timeline, name)}
        </div>
      </div>
      ${this.#pillTemplate()}
      <div class="visually-hidden" aria-live="polite">${this.announcement}</div>
    </div>`;
  }

  #emptyTemplate(timeline: Timeline, name: string): TemplateResult {
    const { text } = this.localizer;
    const state = timeline.state.value;
    if (state.kind === 'loading') return skeletonTemplate(text.loadingMessages);
    if (state.kind === 'failed') {
      return noticeTemplate({
        icon: 'alert',
        title: text.messagesFailed,
        hint: state.error.errMsg,
        isAlert: true,
        action: { label: text.tryAgain, run: this.handleReload },
      });
    }
    return html`${noticeTemplate({ icon: 'chat', title: text.noMessages, hint: text.noMessagesHint(name) })}
    ${this.#typingTemplate(timeline)}`;
  }

  #rowsTemplate(timeline: Timeline): TemplateResult {
    const showSender = timeline.conversation.value ? timeline.conversation.value.groupID !== '' : false;
    return html`${this.#olderTemplate(timeline)}
    ${repeat(
      this.#rows,
      ({ key }) => key,
      (row) => this.#rowTemplate(row, showSender),
    )}
    ${this.#typingTemplate(timeline)}`;
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
      case 'message': {
        const isCurrent = row.key === (this.currentID ?? this.#messages.at(-1)?.message.clientMsgID);
        return html`<openim-message
          part="message"
          role="article"
          aria-label=${this.#labelOf(row.message)}
          tabindex=${isCurrent ? '0' : '-1'}
          data-id=${row.key}
          .message=${row.message}
          position=${row.position}
          no-tab-stop
          ?show-sender=${showSender}
        ></openim-message>`;
      }
    }
  }

  #labelOf(message: TimelineMessage): string {
    const { localizer } = this;
    const author = message.outgoing ? localizer.text.you : message.message.senderNickname;
    const time = localizer.time(message.message.sendTime);
    return [author || localizer.text.somebody, time].join(', ');
  }

  #olderTemplate(timeline: Timeline): TemplateResult | typeof nothing {
    const { text } = this.localizer;
    if (this.#window.start > 0) return nothing;
    switch (timeline.older.value) {
      case 'loading':
        return html`<div class="older" role="status">
          <span class="spinner" aria-hidden="true"></span><span>${text.loadingOlder}</span>
        </div>`;
      case 'failed':
        return html`<div class="older">
          <span>${text.olderFailed}</span>
          <button class="text-button" type="button" @click=${this.handleOlder}>${text.tryAgain}</button>
        </div>`;
      case 'none':
      case 'available':
        return nothing;
    }
  }

  #typingTemplate(timeline: Timeline): TemplateResult | typeof nothing {
    if (!timeline.peerTyping.value || !this.#window.reachesEnd) return nothing;
    const conversation = timeline.conversation.value;
    return html`<div part="typing" class="typing">
      <openim-avatar
        aria-hidden="true"
        name=${conversation?.showName ?? ''}
        src=${conversation?.faceURL ?? ''}
        seed=${conversation?.userID ?? ''}
      ></openim-avatar>
      <openim-typing-indicator active conversation-id=${timeline.conversationID}></openim-typing-indicator>
    </div>`;
  }

  #pillTemplate(): TemplateResult | typeof nothing {
    if (this.isAtEnd || this.#messages.length === 0) return nothing;
    const { text } = this.localizer;
    const count = countIncomingSince(this.#messages, this.#lastSeenAtEnd);
    return html`<button
      part="pill ${count > 0 ? 'pill--new' : ''}"
      class="pill ${count > 0 ? 'pill--new' : ''}"
      type="button"
      aria-label=${count > 0 ? nothing : text.jumpToNewest}
      title=${text.jumpToNewest}
      @click=${this.handlePill}
    >
      ${count > 0 ? html`<span>${text.countNew(count)}</span>` : nothing}${icon('down')}
    </button>`;
  }
}

/** The messages behind the last of `former`; none when that was empty or its last one is gone. */
function newestSince(
  messages: readonly TimelineMessage[],
  former: readonly TimelineMessage[],
): readonly TimelineMessage[] {
  const last = former.at(-1)?.message.clientMsgID;
  if (last === undefined) return [];
  let index = messages.length - 1;
  while (index >= 0 && messages[index]?.message.clientMsgID !== last) index -= 1;
  return index === -1 ? [] : messages.slice(index + 1);
}

function countIncomingSince(messages: readonly TimelineMessage[], clientMsgID: string | undefined): number {
  let count = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (!message || message.message.clientMsgID === clientMsgID) return count;
    if (!message.outgoing) count += 1;
  }
  return clientMsgID === undefined ? 0 : count;
}
