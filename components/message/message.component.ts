import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import {
  ContentType,
  DEFAULT_MAX_FILE_BYTES,
  ErrorCode,
  type Delivery,
  type TimelineMessage,
} from '../../src/index.js';
import { icon, type IconName } from '../internal/icons.js';
import { LongPressController } from '../internal/long-press-controller.js';
import { isNoticeMessage, noticeText } from '../internal/notice-text.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { sharedStyles } from '../internal/shared.styles.js';
import type { MenuAnchor } from '../menu/menu.component.js';
import { copyableText, failureWords, messageActions, type MessageAction } from './message-actions.js';
import { isBareImage, messageContent } from './message-content.js';
import { PreviewController } from './preview-controller.js';
import { progressStyles } from './progress.styles.js';
import { messageStyles } from './message.styles.js';

/** Where a message stands among those its sender wrote in a row. */
export type RunPosition = 'single' | 'first' | 'middle' | 'last';

/**
 * One message: its bubble, and at the end of a run the sender's picture, the time and how far it is. Notices are a line.
 * Its menu opens by the button, a right click, a long press, or, when it has the focus, by Enter and the menu key.
 *
 * @tagname openim-message
 * @summary One message of any type, with its state and its menu.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-avatar
 * @dependency openim-menu
 *
 * @event {CustomEvent<{conversationID: string, clientMsgID: string}>} openim-retry-request - Send it again. Cancelable.
 * @event {CustomEvent<{conversationID: string, clientMsgID: string}>} openim-discard-request - Take it out of the queue. Cancelable.
 * @event {CustomEvent<{conversationID: string, clientMsgID: string}>} openim-revoke-request - Recall it for everybody. Cancelable.
 * @event {CustomEvent<{conversationID: string, clientMsgID: string}>} openim-delete-request - Delete one's own copy. Cancelable.
 *
 * @csspart base - The row; also `base--outgoing` or `base--incoming`.
 * @csspart avatar - The sender's picture.
 * @csspart sender - The sender's name in a group.
 * @csspart bubble - The bubble; also `bubble--outgoing`, `bubble--incoming`, `bubble--mention`.
 * @csspart text - The text.
 * @csspart link - A link in it.
 * @csspart quote - What it answers.
 * @csspart image - The picture; also `image--failed`.
 * @csspart file - A file.
 * @csspart file__badge - The file's type.
 * @csspart file__name - The file's name.
 * @csspart file__size - The file's size.
 * @csspart kind - A message that is named rather than shown.
 * @csspart kind__label - What it is.
 * @csspart kind__detail - More about it.
 * @csspart merged - Forwarded messages.
 * @csspart unsupported - The line for what cannot be shown.
 * @csspart meta - The line below the bubble.
 * @csspart time - The time.
 * @csspart delivery - How far it is; also `delivery--queued`, `--sending`, `--sent`, `--read`, `--failed`.
 * @csspart progress - How much of its file has gone out.
 * @csspart cancel - The button that stops that.
 * @csspart menu-button - The button that opens the menu.
 * @csspart notice - A notice's line.
 *
 * @cssproperty [--openim-bubble-incoming] - Background of what others wrote.
 * @cssproperty [--openim-bubble-outgoing] - Background of what one wrote oneself; mixed from the accent when absent.
 * @cssproperty [--openim-bubble-radius=17px] - Corners of bubbles.
 * @cssproperty [--openim-bubble-max-width=520px] - Widest bubble.
 * @cssproperty [--openim-font-size-message=14.5px] - Size of message text; at least 16px on touch screens when absent.
 */
export class OpenIMMessage extends OpenIMElement {
  static override styles = [sharedStyles, messageStyles, progressStyles];

  readonly #preview = new PreviewController(this);

  @state() private menuAnchor: MenuAnchor | undefined;
  @state() private isImageBroken = false;

  /** The message. */
  @property({ attribute: false }) message: TimelineMessage | undefined;

  /** Where it stands in a run of its sender's. */
  @property({ reflect: true }) position: RunPosition = 'single';

  /** Says who wrote it, as groups need. */
  @property({ type: Boolean, attribute: 'show-sender' }) showSender = false;

  /** Leaves the menu's button out of the tab order, for lists where arrow keys move the focus. */
  @property({ type: Boolean, attribute: 'no-tab-stop' }) noTabStop = false;

  constructor() {
    super();
    new LongPressController(this, (point) => this.#openMenu(point));
    this.addEventListener('contextmenu', this.#handleContextMenu);
    this.addEventListener('keydown', this.#handleKeydown);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#preview.follow(this.message);
    const former = changed.get('message');
    if (former && former.message.clientMsgID !== this.message?.message.clientMsgID) {
      this.isImageBroken = false;
      this.menuAnchor = undefined;
    }
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.message) this.warn('has no message to show. Set its `message` property.');
  }

  #openMenu(anchor: MenuAnchor): void {
    if (this.message && messageActions(this.message, this.localizer.text).length > 0) this.menuAnchor = anchor;
  }

  readonly #handleContextMenu = (event: MouseEvent): void => {
    const target = event.composedPath()[0];
    // Links keep the browser's menu, and so does selected text.
    if (target instanceof Element && target.closest('a, openim-menu')) return;
    if (document.getSelection()?.isCollapsed === false) return;
    const isByKey = event.button !== 2 && event.detail === 0 && target === this;
    this.#openMenu(isByKey ? this.#bubble() : { x: event.clientX, y: event.clientY });
    if (this.menuAnchor) event.preventDefault();
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.composedPath()[0] !== this) return;
    event.preventDefault();
    this.#openMenu(this.#bubble());
  };

  #bubble(): Element {
    return this.renderRoot.querySelector('.bubble') ?? this;
  }

  private readonly handleMenuButton = (event: Event): void => {
    this.#openMenu(event.currentTarget as Element);
  };

  private readonly handleMenuDone = (id: string | undefined): void => {
    this.menuAnchor = undefined;
    if (id) this.#act(id as MessageAction);
  };

  private readonly handleRetry = (): void => {
    this.#act('retry');
  };

  private readonly handleDelete = (): void => {
    this.#act('delete');
  };

  private readonly handleCancel = (): void => {
    if (!this.message) return;
    const { conversationID, message } = this.message;
    this.request('openim-discard-request', { conversationID, clientMsgID: message.clientMsgID });
  };

  private readonly handleImageError = (): void => {
    if (this.#preview.url) this.#preview.giveUp();
    else this.isImageBroken = true;
  };

  private readonly handleImageRetry = (): void => {
    this.isImageBroken = false;
  };

  #act(action: MessageAction): void {
    const { message } = this;
    if (!message) return;
    const { conversationID } = message;
    const { clientMsgID } = message.message;
    const isOnItsWay = message.delivery.kind === 'queued' || message.delivery.kind === 'failed';
    switch (action) {
      case 'copy':
        void this.#copy(copyableText(message));
        break;
      case 'retry':
        this.request('openim-retry-request', { conversationID, clientMsgID });
        break;
      case 'recall':
        this.request('openim-revoke-request', { conversationID, clientMsgID });
        break;
      case 'delete':
        this.request(message.outgoing && isOnItsWay ? 'openim-discard-request' : 'openim-delete-request', {
          conversationID,
          clientMsgID,
        });
        break;
    }
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
    } catch (error) {
      this.emit('openim-error', { code: 0, message: String(error) });
    }
  }

  protected override render(): TemplateResult {
    const { message, localizer } = this;
    if (!message) return html`<p part="notice" class="notice-line">${localizer.text.noMessage}</p>`;
    if (isNoticeMessage(message.message)) {
      return html`<p part="notice" class="notice-line" dir="auto">
        ${noticeText(message.message, localizer, this.activeSession?.userID)}
      </p>`;
    }
    const side = message.outgoing ? 'outgoing' : 'incoming';
    const { isMention, isBare } = looksOf(message);
    return html`<div part="base base--${side}" class="base base--${side}">
      ${message.outgoing ? nothing : this.#avatarTemplate(message)}
      <div class="body">
        ${this.#senderTemplate(message)}
        <div class="line">
          <div
            part="bubble bubble--${side} ${isMention ? 'bubble--mention' : ''}"
            class="bubble bubble--${message.delivery.kind} ${isBare ? 'bubble--bare' : ''} ${isMention ? 'bubble--mention' : ''}"
          >
            ${messageContent(message.message, {
              localizer,
              viewerID: this.activeSession?.userID,
              previewURL: this.#preview.url,
              isLocal: message.file !== undefined,
              isImageBroken: this.isImageBroken,
              onImageError: this.handleImageError,
              onImageRetry: this.handleImageRetry,
            })}
          </div>
          <button
            part="menu-button"
            class="menu-button icon-button"
            type="button"
            aria-label=${localizer.text.messageActions}
            aria-haspopup="menu"
            aria-expanded=${this.menuAnchor ? 'true' : 'false'}
            tabindex=${this.noTabStop ? '-1' : '0'}
            @click=${this.handleMenuButton}
          >
            ${icon('more')}
          </button>
        </div>
        ${this.#metaTemplate(message)}
      </div>
      ${this.#menuTemplate(message)}
    </div>`;
  }

  #menuTemplate(message: TimelineMessage): TemplateResult | typeof nothing {
    if (!this.menuAnchor) return nothing;
    const { text } = this.localizer;
    return html`<openim-menu
      .items=${messageActions(message, text)}
      .anchor=${this.menuAnchor}
      .onDone=${this.handleMenuDone}
      label=${text.messageActions}
    ></openim-menu>`;
  }

  #endsRun(): boolean {
    return this.position === 'single' || this.position === 'last';
  }

  #avatarTemplate({ message }: TimelineMessage): TemplateResult {
    if (!this.#endsRun()) return html`<span class="avatar"></span>`;
    return html`<openim-avatar
      part="avatar"
      class="avatar"
      aria-hidden="true"
      name=${message.senderNickname}
      src=${message.senderFaceUrl}
      seed=${message.sendID}
    ></openim-avatar>`;
  }

  #senderTemplate({ outgoing, message }: TimelineMessage): TemplateResult | typeof nothing {
    const beginsRun = this.position === 'single' || this.position === 'first';
    if (outgoing || !this.showSender || !beginsRun) return nothing;
    return html`<span part="sender" class="sender" dir="auto"
      >${message.senderNickname || this.localizer.text.somebody}</span
    >`;
  }

  #metaTemplate({ outgoing, delivery, message }: TimelineMessage): TemplateResult | typeof nothing {
    const isWaiting = outgoing && delivery.kind !== 'sent';
    if (!this.#endsRun() && !isWaiting) return nothing;
    const { localizer } = this;
    return html`<div part="meta" class="meta">
      ${
        isWaiting
          ? nothing
          : html`<time
              part="time"
              datetime=${isoTime(message.sendTime)}
              title=${localizer.dateTime(message.sendTime)}
              >${localizer.time(message.sendTime)}</time
            >`
      }
      ${outgoing ? this.#deliveryTemplate(delivery, message) : nothing}
    </div>`;
  }

  /** A ring that fills: its length is an attribute, since strict pages forbid inline styles. */
  #progressTemplate(percent: number): TemplateResult {
    const { text } = this.localizer;
    return html`<span
        part="progress delivery delivery--sending"
        class="delivery delivery--sending"
        role="progressbar"
        aria-label=${text.uploading(percent)}
        aria-valuenow=${percent}
      >
        <svg class="progress" viewBox="0 0 24 24" aria-hidden="true">
          <circle class="progress__track" cx="12" cy="12" r="9" />
          <circle
            class="progress__ring"
            cx="12"
            cy="12"
            r="9"
            pathLength="100"
            stroke-dasharray="${percent} 100"
          />
        </svg>
        <span>${text.uploading(percent)}</span>
      </span>
      <button part="cancel" class="small-button small-button--calm" type="button" @click=${this.handleCancel}>
        ${text.cancel}
      </button>`;
  }

  #failureWords(errCode: number, contentType: number): string {
    const { text } = this.localizer;
    if (!FILE_TYPES.has(contentType)) return failureWords(errCode, text);
    if (errCode === ErrorCode.ReceiverOrUploadFailed) return text.failedUpload;
    if (errCode !== ErrorCode.BadArguments) return failureWords(errCode, text);
    return text.fileTooLarge(this.localizer.fileSize(DEFAULT_MAX_FILE_BYTES));
  }

  #deliveryTemplate(delivery: Delivery, message: TimelineMessage['message']): TemplateResult {
    const { text } = this.localizer;
    switch (delivery.kind) {
      case 'queued':
        return deliveryLine('queued', 'clock', text.queued);
      case 'sending':
        return delivery.progress === undefined
          ? deliveryLine('sending', 'clock', text.sending)
          : this.#progressTemplate(delivery.progress);
      case 'sent':
        return message.isRead
          ? deliveryLine('read', 'checks', text.read)
          : html`<span part="delivery delivery--sent" class="delivery delivery--sent">
              ${icon('check')}<span class="visually-hidden">${text.sent}</span>
            </span>`;
      case 'failed':
        return html`${deliveryLine('failed', 'alert', this.#failureWords(delivery.errCode, message.contentType))}
          <span class="failed-actions">
            <button class="small-button" type="button" @click=${this.handleRetry}>${text.retry}</button>
            <button class="small-button" type="button" @click=${this.handleDelete}>${text.delete}</button>
          </span>`;
    }
  }
}

/** Messages that carry a file. */
const FILE_TYPES: ReadonlySet<number> = new Set<number>([
  ContentType.Picture,
  ContentType.Sound,
  ContentType.Video,
  ContentType.File,
]);

function deliveryLine(name: string, sign: IconName, words: string): TemplateResult {
  return html`<span part="delivery delivery--${name}" class="delivery delivery--${name}">
    ${icon(sign)}<span>${words}</span>
  </span>`;
}

function looksOf({ message }: TimelineMessage): { isMention: boolean; isBare: boolean } {
  return {
    isMention: (message.atElem as { isAtSelf?: boolean } | undefined)?.isAtSelf === true,
    isBare: isBareImage(message),
  };
}

function isoTime(ms: number): string | typeof nothing {
  return Number.isFinite(ms) && Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : nothing;
}
