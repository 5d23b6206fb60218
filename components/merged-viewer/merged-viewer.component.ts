import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { MessageItem, TimelineMessage } from '../../src/index.js';
import { noticeTemplate } from '../internal/notice.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { shownName } from '../internal/shown-name.js';
import { messageWords } from '../locales/message/index.js';
import { mergedViewerStyles } from './merged-viewer.styles.js';

/**
 * The messages of a merged message in a modal box, open while it is in the page. Merged messages inside open their
 * own boxes. Escape closes it. Part of messages; not yet meant for direct use.
 *
 * @tagname openim-merged-viewer
 * @summary The messages in a merged message.
 * @status experimental
 * @since 0.1.0
 *
 * @dependency openim-dialog
 * @dependency openim-message
 *
 * @csspart base - The box.
 * @csspart title - The title.
 * @csspart message - One of them.
 */
export class OpenIMMergedViewer extends OpenIMElement {
  static override styles = [sharedStyles, mergedViewerStyles];

  /** The messages. */
  @property({ attribute: false }) messages: readonly Readonly<MessageItem>[] = [];

  /** Their title. */
  @property() name = '';

  /** Called when it is closed. */
  @property({ attribute: false }) onDone: (() => void) | undefined;

  protected override render(): TemplateResult {
    const words = messageWords(this.localizer);
    const { messages } = this;
    const name = shownName(this.name);
    return html`<openim-dialog part="base" heading=${name} tall .onClose=${this.onDone}>
      <div class="messages" tabindex="0" data-focus role="group" aria-label=${name}>
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
            : noticeTemplate({ icon: 'chats', title: words.noMergedMessages })
        }
      </div>
    </openim-dialog>`;
  }
}

/** Returns a forwarded message as if somebody else had sent it here. */
function asShown(message: Readonly<MessageItem>): TimelineMessage {
  return { conversationID: '', sortKey: message.sendTime, outgoing: false, delivery: { kind: 'sent' }, message };
}
