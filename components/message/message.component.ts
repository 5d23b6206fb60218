import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { revokedIDOf, type TimelineMessage } from '../../src/index.js';
import { avatarTemplate } from '../internal/avatar-template.js';
import { chatStateOf, type ChatState } from '../internal/chat-state.js';
import { Lazy } from '../internal/lazy.js';
import { onLongPress } from '../internal/lists/long-press.js';
import { isNoticeMessage, noticeText } from '../internal/notice-text.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';
import type { MenuAnchor } from '../menu/menu.component.js';
import { ActionController, menuParts } from './action-controller.js';
import { metaTemplate } from './delivery-template.js';
import type { Highlighter } from './highlighter.js';
import { isBare, isRich, messageContent, richContent } from './message-content.js';
import type { PreviewController } from './preview-controller.js';
import { messageStyles } from './message.styles.js';

const highlighting = new Lazy(() => import('./highlighter.js'));

/** The position of a message in a run of messages of the same sender. */
export type RunPosition = 'single' | 'first' | 'middle' | 'last';

/** The same, or one of several pictures that are shown together, which fills its box. */
export type MessagePosition = RunPosition | 'tile';

/**
 * One message: its bubble and, at the end of a group, the sender's picture, the time and the delivery state.
 * Notices are a line. To open its menu, use the button, a right click, a long press or, when it has the focus,
 * Enter or the menu key. In selection mode, a click, Enter or Space selects it.
 *
 * @tagname openim-message
 * @summary One message of any type, with its state and its menu.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-avatar
 * @dependency openim-menu
 * @dependency openim-audio-player
 * @dependency openim-video-player
 * @dependency openim-lightbox
 * @dependency openim-merged-viewer
 * @dependency openim-forward-dialog
 *
 * @event {CustomEvent<{conversationID: string, clientMsgID: string}>} openim-retry-request - Before a failed message is sent again. Cancelable.
 * @event {CustomEvent<{conversationID: string, clientMsgID: string}>} openim-discard-request - Before a message is removed from the queue. Cancelable.
 * @event {CustomEvent<{conversationID: string, clientMsgID: string}>} openim-revoke-request - Before the message is revoked for everybody. Cancelable.
 * @event {CustomEvent<{conversationID: string, clientMsgID: string}>} openim-delete-request - Before the user's own copy is deleted. Cancelable.
 * @event {CustomEvent<{conversationID: string, clientMsgID: string}>} openim-quote-request - Before the message is quoted in the composer. Cancelable.
 * @event {CustomEvent<{conversationID: string, clientMsgID: string}>} openim-edit-request - Before a revoked text is put back into the composer. Cancelable.
 * @event {CustomEvent<{conversationID: string, clientMsgID: string}>} openim-jump-request - Before the quoted message is shown. Cancelable.
 * @event {CustomEvent<{conversationID: string, clientMsgID: string, isSelected: boolean}>} openim-message-select-request - Before the message is selected or deselected. Cancelable.
 * @event {CustomEvent<{conversationID: string, clientMsgIDs: string[], targetIDs: string[]}>} openim-forward-request - Before the message is forwarded. Cancelable.
 * @event {CustomEvent<{userID: string} | {groupID: string}>} openim-conversation-start-request - Before the conversation with the card's user or group opens. Cancelable.
 *
 * @slot - With `album`, the pictures sent together.
 * @slot custom - Replaces the content of custom messages.
 *
 * @csspart base - The row; also `base--outgoing` or `base--incoming`.
 * @csspart avatar - The sender's picture.
 * @csspart sender - The sender's name in a group.
 * @csspart bubble - The bubble; also `bubble--outgoing`, `bubble--incoming`, `bubble--mention`.
 * @csspart text - The text.
 * @csspart link - A link in it.
 * @csspart link-host - The host of a link whose text does not show it.
 * @csspart quote - The quoted message.
 * @csspart image - The picture; also `image--failed`.
 * @csspart file - A file.
 * @csspart file__badge - The file's type.
 * @csspart file__name - The file's name.
 * @csspart file__size - The file's size.
 * @csspart kind - A message that is described rather than displayed.
 * @csspart kind__label - Its type.
 * @csspart kind__detail - Details about it.
 * @csspart blocked - A picture, audio or video from an origin that is not allowed.
 * @csspart blocked__origin - The origin.
 * @csspart merged - Forwarded messages.
 * @csspart mention - A mention in the text; also `mention--me`.
 * @csspart sound - A voice message.
 * @csspart sound__play - Its button.
 * @csspart sound__waveform - Its waveform.
 * @csspart sound__time - Its length.
 * @csspart sound__speed - The speed button.
 * @csspart video - A video.
 * @csspart video__play - Its button.
 * @csspart video__time - Its length.
 * @csspart place - A location.
 * @csspart place__name - The label.
 * @csspart place__coordinates - Its coordinates.
 * @csspart card - The card of a user or group.
 * @csspart card__name - The name on it.
 * @csspart card__kind - Whether it is a user or a group.
 * @csspart card__action - The button that opens the chat.
 * @csspart sticker - A sticker.
 * @csspart select-mark - The mark of a selectable message.
 * @csspart unsupported - The text shown for an unsupported message.
 * @csspart meta - The line below the bubble.
 * @csspart time - The time.
 * @csspart delivery - The delivery state; also `delivery--queued`, `delivery--sending`, `delivery--sent`, `delivery--read`, `delivery--failed`.
 * @csspart progress - The upload progress of its file.
 * @csspart cancel - The button that cancels the upload.
 * @csspart menu-button - The button that opens the menu.
 * @csspart notice - The line of a notice.
 * @csspart edit-again - The button in it that restores a revoked text.
 *
 * @cssproperty [--openim-bubble-incoming] - Background of received messages.
 * @cssproperty [--openim-bubble-outgoing] - Background of the user's own messages; derived from the accent by default.
 * @cssproperty [--openim-bubble-radius=17px] - Corner radius of bubbles.
 * @cssproperty [--openim-bubble-max-width=520px] - Maximum width of a bubble.
 * @cssproperty [--openim-font-size-message=14.5px] - Size of message text; 16px on touch screens. Follows the text size by default.
 */
export class OpenIMMessage extends OpenIMElement {
  static override styles = [sharedStyles, messageStyles];

  /** Undefined until the message has a file that is not uploaded yet. */
  #preview: PreviewController | undefined;
  readonly #actions = new ActionController(this, () => ({
    session: this.activeSession,
    localizer: this.localizer,
    mediaOrigins: this.scope?.mediaOrigins.value,
  }));

  #highlighter: Highlighter | undefined;

  @state() private isImageBroken = false;

  /** The message. */
  @property({ attribute: false }) message: TimelineMessage | undefined;

  /**
   * Position in a group of messages by the same sender; `tile` for one of several pictures, which fills its box.
   */
  @property({ reflect: true }) position: MessagePosition = 'single';

  /** Shows the sender's name, as groups need. */
  @property({ type: Boolean, attribute: 'show-sender' }) showSender = false;

  /** Seed of the sender's avatar colour; defaults to the sender's ID. */
  @property({ attribute: false }) seed = '';

  /** Removes the menu button from the tab order, for lists where arrow keys move the focus. */
  @property({ type: Boolean, attribute: 'no-tab-stop' }) noTabStop = false;

  /** Shows the message only, without menu or selection. */
  @property({ type: Boolean }) plain = false;

  /** Number of slotted messages, each a picture at `tile`, shown in place of its own content. */
  @property({ type: Number }) album = 0;

  constructor() {
    super();
    onLongPress(this, (point) => this.#openMenu(point));
    this.addEventListener('contextmenu', this.#handleContextMenu);
    this.addEventListener('keydown', this.#handleKeydown);
    // In the capture phase: while messages are being selected, links and buttons in the message must not be pressed.
    this.addEventListener('click', this.#handleClick, true);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.album) this.#showFile();
    const former = changed.get('message');
    if (former && former.message.clientMsgID !== this.message?.message.clientMsgID) {
      this.isImageBroken = false;
      this.#actions.close();
    }
  }

  /** Shows the message's file while it is being uploaded. */
  #showFile(): void {
    const parts = this.message?.file && !this.#preview ? richContent.value : undefined;
    if (parts) this.#preview = new parts.PreviewController(this);
    this.#preview?.follow(this.message);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (!this.message) this.warn('has no message to show. Set its `message` property.');
    else if (isRich(this.message.message)) this.adopt(richContent.value?.richContentStyles);
    if (this.#isSelected() !== undefined) this.adopt(menuParts.value?.selectionStyles);
    this.#mark();
  }

  /** Highlights the words that are searched for. */
  #mark(): void {
    const words = this.#chatState()?.marked.value ?? '';
    const parts = words || this.#highlighter ? highlighting.value : undefined;
    if (!parts) return;
    this.adopt(parts.highlightStyles);
    this.#highlighter ??= new parts.Highlighter(this);
    this.#highlighter.mark(this.renderRoot.querySelector('.bubble'), words);
  }

  #chatState(): ChatState | undefined {
    return chatStateOf(this.activeSession, this.message?.conversationID);
  }

  /** Returns whether the message is selected; undefined if it cannot be selected now. */
  #isSelected(): boolean | undefined {
    const { message } = this;
    const selection = this.#chatState()?.selection.value;
    if (!selection || !message || !this.#hasMenu() || message.delivery.kind !== 'sent') return undefined;
    return selection.has(message.message.clientMsgID);
  }

  #hasMenu(): boolean {
    return !this.plain && this.message !== undefined && !isNoticeMessage(this.message.message);
  }

  readonly #handleContextMenu = (event: MouseEvent): void => {
    const target = event.composedPath()[0];
    // Links in a text keep the browser's menu, and so does selected text.
    if (target instanceof Element && target.closest('.link, openim-menu')) return;
    if (!this.#hasMenu() || document.getSelection()?.isCollapsed === false) return;
    const isByKey = event.button !== 2 && event.detail === 0 && target === this;
    this.#openMenu(isByKey ? this.#bubble() : { x: event.clientX, y: event.clientY });
    event.preventDefault();
  };

  readonly #handleKeydown = (event: KeyboardEvent): void => {
    if (event.composedPath()[0] !== this || (event.key !== 'Enter' && event.key !== ' ')) return;
    const isSelected = this.#isSelected();
    if (isSelected !== undefined) this.#actions.select(!isSelected);
    else if (event.key === 'Enter') this.#openMenu(this.#bubble());
    else return;
    event.preventDefault();
  };

  /** Returns whether there is a menu to open. */
  #openMenu(anchor: MenuAnchor): boolean {
    // A finger that rests on a menu, picture or dialog of the message rests on the message, too.
    const canOpen = this.#hasMenu() && !this.#actions.overlay && this.#isSelected() === undefined;
    if (canOpen) this.#actions.openMenu(anchor);
    return canOpen;
  }

  #bubble(): Element {
    return this.renderRoot.querySelector('.bubble') ?? this;
  }

  readonly #handleMenuButton = (event: Event): void => {
    this.#openMenu(event.currentTarget as Element);
  };

  readonly #handleClick = (event: Event): void => {
    const isSelected = this.#isSelected();
    if (isSelected === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#actions.select(!isSelected);
  };

  readonly #content = {
    onImageError: (): void => {
      if (this.#preview?.url) this.#preview.giveUp();
      else this.isImageBroken = true;
    },
    onImageRetry: (): void => {
      this.isImageBroken = false;
    },
    onOpen: (event: Event): void => this.#actions.openContent(event),
    onStartChat: (target: { userID: string } | { groupID: string }): void => {
      this.request('openim-conversation-start-request', target);
    },
    onJump: (clientMsgID: string): void => {
      if (this.message && !this.plain)
        this.request('openim-jump-request', { conversationID: this.message.conversationID, clientMsgID });
    },
  };

  // ── Rendering ────────────────────────────────────────────────────────────────────────────────────────────────────

  protected override render(): TemplateResult {
    const { message, localizer } = this;
    if (!message) return html`<p part="notice" class="notice-line">${localizer.text.noMessage}</p>`;
    if (isNoticeMessage(message.message)) return this.#noticeTemplate(message);
    const side = message.outgoing ? 'outgoing' : 'incoming';
    const isMention = (message.message.atElem as { isAtSelf?: boolean } | undefined)?.isAtSelf === true;
    const isSelected = this.#isSelected();
    const look = [
      `bubble--${message.delivery.kind}`,
      isBare(message.message) ? 'bubble--bare' : '',
      this.album ? `bubble--album bubble--album-${String(this.album % 3)}` : '',
      isMention ? 'bubble--mention' : '',
    ].join(' ');
    return html`<div
      part="base base--${side}"
      class="base base--${side} ${isSelected === undefined ? '' : 'base--selectable'} ${isSelected ? 'base--selected' : ''}"
    >
      ${isSelected === undefined ? nothing : menuParts.value?.selectMarkTemplate(isSelected, localizer)}
      ${message.outgoing || !this.#endsRun() ? nothing : this.#avatarTemplate(message)}
      <div class="body">
        ${this.#senderTemplate(message)}
        <div class="line">
          <div part="bubble bubble--${side} ${isMention ? 'bubble--mention' : ''}" class="bubble ${look}">
            ${this.album ? html`<slot></slot>` : this.#contentTemplate(message)}
          </div>
          ${this.#menuButtonTemplate()}
        </div>
        ${this.#metaTemplate(message)}
      </div>
      ${this.#actions.overlay}
    </div>`;
  }

  #contentTemplate({ message, outgoing, file }: TimelineMessage): unknown {
    return messageContent(message, {
      localizer: this.localizer,
      viewerID: this.activeSession?.userID,
      outgoing,
      previewURL: this.#preview?.url,
      isLocal: file !== undefined,
      isImageBroken: this.isImageBroken,
      mapURL: this.scope?.mapURL.value ?? '',
      mediaOrigins: this.scope?.mediaOrigins.value,
      ...this.#content,
    });
  }

  #noticeTemplate({ message }: TimelineMessage): TemplateResult {
    const { localizer } = this;
    const viewerID = this.activeSession?.userID;
    const recalled = message.sendID === viewerID && revokedIDOf(message);
    const canEdit = recalled && this.#chatState()?.recalled.value.has(recalled);
    return html`<p part="notice" class="notice-line">
      ${noticeText(message, localizer, viewerID)}
      ${
        canEdit
          ? html`<button part="edit-again" class="text-button" type="button" @click=${this.#actions.editAgain}>
              ${localizer.text.editAgain}
            </button>`
          : nothing
      }
    </p>`;
  }

  #menuButtonTemplate(): TemplateResult | typeof nothing {
    if (this.plain) return nothing;
    return html`<button
      part="menu-button"
      class="menu-button icon-button"
      type="button"
      aria-label=${this.localizer.text.messageActions}
      aria-haspopup="menu"
      aria-expanded=${this.#actions.isMenuOpen ? 'true' : 'false'}
      tabindex=${this.noTabStop ? '-1' : '0'}
      @click=${this.#handleMenuButton}
    ></button>`;
  }

  #endsRun(): boolean {
    return this.position === 'single' || this.position === 'last';
  }

  #avatarTemplate({ message }: TimelineMessage): TemplateResult {
    return avatarTemplate(
      { userID: this.seed || message.sendID, faceURL: message.senderFaceUrl },
      message.senderNickname,
      'avatar',
    );
  }

  #senderTemplate({ outgoing, message }: TimelineMessage): TemplateResult | typeof nothing {
    const beginsRun = this.position === 'single' || this.position === 'first';
    if (outgoing || !this.showSender || !beginsRun) return nothing;
    return html`<span part="sender" class="sender" dir="auto"
      >${shownName(message.senderNickname, this.localizer.text.somebody)}</span
    >`;
  }

  #metaTemplate(message: TimelineMessage): TemplateResult | typeof nothing {
    if (this.position === 'tile')
      return (
        richContent.value?.tileStateTemplate(message.delivery, this.localizer, this.#actions.onDiscard) ?? nothing
      );
    const isWaiting = message.outgoing && message.delivery.kind !== 'sent';
    return this.#endsRun() || isWaiting ? metaTemplate(message, this.localizer, this.#actions) : nothing;
  }
}
