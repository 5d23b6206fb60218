import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Timeline } from '../../src/index.js';
import { OpenIMElement } from '../internal/openim-element.js';
import { sharedStyles } from '../internal/shared.styles.js';
import { TimelineController } from '../internal/timeline-controller.js';
import { typingIndicatorStyles } from './typing-indicator.styles.js';

/**
 * @tagname openim-typing-indicator
 * @summary Three dots and the word while the other side of a conversation types; nothing otherwise.
 * @status experimental
 * @since 0.1.0
 *
 * @csspart base - The bubble.
 * @csspart dots - The three dots.
 * @csspart label - The word.
 *
 * @cssproperty [--openim-typing-color] - Colour of the dots.
 * @cssproperty [--openim-bubble-incoming] - Background of the bubble.
 * @cssproperty [--openim-bubble-radius=17px] - Its corners.
 */
export class OpenIMTypingIndicator extends OpenIMElement {
  static override styles = [sharedStyles, typingIndicatorStyles];

  readonly #timelines = new TimelineController(this);
  #timeline: Timeline | undefined;

  /** The conversation; that of the chat it stands in, or the one chosen in the list, when absent. */
  @property({ attribute: 'conversation-id' }) conversationID = '';

  /** Shows the indicator whatever the conversation says, for pages that know by other means. */
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
