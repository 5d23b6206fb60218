import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Timeline } from '../../src/index.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { TimelineController } from '../internal/timeline-controller.js';
import { typingIndicatorStyles } from './typing-indicator.styles.js';

/**
 * @tagname openim-typing-indicator
 * @summary Three dots and a text while the other side is typing; hidden otherwise.
 * @status experimental
 * @since 0.1.0
 *
 * @csspart base - The bubble.
 * @csspart dots - The three dots.
 * @csspart label - The text.
 *
 * @cssproperty [--openim-typing-color] - Colour of the dots.
 * @cssproperty [--openim-bubble-incoming] - Background of the bubble.
 * @cssproperty [--openim-bubble-radius=17px] - Its corner radius.
 */
export class OpenIMTypingIndicator extends OpenIMElement {
  static override styles = [sharedStyles, typingIndicatorStyles];

  readonly #timelines = new TimelineController(this);
  #timeline: Timeline | undefined;

  /** ID of the conversation; defaults to that of the surrounding chat, or to the one selected in the list. */
  @property({ attribute: 'conversation-id' }) conversationID = '';

  /** Shows the indicator regardless of the conversation, for pages that get this information elsewhere. */
  @property({ type: Boolean }) active = false;

  protected override willUpdate(): void {
    this.#timeline = this.#timelines.follow(this.scope);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.active && !this.#timeline?.peerTyping.value) return nothing;
    return html`<span part="base" class="base">
      <span part="dots" class="dots" aria-hidden="true"><i></i><i></i><i></i></span>
      <span part="label" class="label">${this.localizer.text.typing}</span>
    </span>`;
  }
}
