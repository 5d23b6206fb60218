import { css, html, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { MessageItem, TimelineMessage } from '../../src/index.js';
import { dialogStyles } from '../internal/dialog.styles.js';
import { icon } from '../internal/icons.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';
import { messageWords } from '../locales/message/index.js';

/**
 * What stands in a merged message: its messages in a box over the page, open as long as it is in the page. Merged messages
 * in it open boxes of their own. Escape closes. Part of messages; not meant for pages yet.
 *
 * @tagname openim-merged-viewer
 * @summary The messages in a merged message.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-message
 *
 * @csspart base - The box.
 * @csspart title - What the messages are called.
 * @csspart message - One of them.
 */
export class OpenIMMergedViewer extends OpenIMElement {
  static override styles = [
    sharedStyles,
    dialogStyles,
    css`
      .messages {
        display: flex;
        flex-direction: column;
        gap: 10px;
        padding: 16px;
      }
    `,
  ];

  @query('dialog') private dialog!: HTMLDialogElement | null;

  /** The messages. */
  @property({ attribute: false }) messages: readonly Readonly<MessageItem>[] = [];

  /** What they are called. */
  @property() name = '';

  /** Told when it was closed. */
  @property({ attribute: false }) onDone: (() => void) | undefined;

  protected override firstUpdated(): void {
    this.dialog?.showModal();
  }

  private readonly handleClose = (): void => {
    this.onDone?.();
  };

  private readonly handleDismiss = (event: Event): void => {
    // Also where nothing of the box was pressed: that is the page behind it.
    if (event.target === this.dialog || (event.currentTarget as Element).localName === 'button')
      this.dialog?.close();
  };

  protected override render(): TemplateResult {
    const words = messageWords(this.localizer);
    const { messages } = this;
    return html`<dialog
      part="base"
      class="dialog"
      aria-labelledby="title"
      @close=${this.handleClose}
      @click=${this.handleDismiss}
      @contextmenu=${stop}
      @keydown=${stop}
    >
      <header class="dialog__header">
        <h2 part="title" class="dialog__title" id="title" dir="auto">${shownName(this.name)}</h2>
        <button class="icon-button" type="button" aria-label=${words.close} @click=${this.handleDismiss}>
          ${icon('close')}
        </button>
      </header>
      <div class="dialog__body" tabindex="0" role="group" aria-labelledby="title">
        <div class="messages">
          ${
            messages.length > 0
              ? messages.map(
                  (message) =>
                    html`<openim-message
                      part="message"
                      show-sender
                      plain
                      .message=${asShown(message)}
                    ></openim-message>`,
                )
              : html`<p class="notice__hint">${words.noMergedMessages}</p>`
          }
        </div>
      </div>
    </dialog>`;
  }
}

/** The page behind takes neither keys nor clicks. */
function stop(event: Event): void {
  event.stopPropagation();
}

/** As one sees what somebody else wrote elsewhere. */
function asShown(message: Readonly<MessageItem>): TimelineMessage {
  return { conversationID: '', sortKey: message.sendTime, outgoing: false, delivery: { kind: 'sent' }, message };
}
