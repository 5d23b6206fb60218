import { signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit';
import { request } from '../internal/events.js';
import { Lazy } from '../internal/lazy.js';
import type { SupportState } from '../internal/support-notes.js';
import type { LauncherWords } from '../locales/launcher/index.js';

const ratingPart = new Lazy(() => import('./rating.js'));

/**
 * The bar between the messages and the text field of a support chat: answers to choose from and, when an agent has closed the
 * chat, its rating. (That the chat was closed is shown among the messages.) Like every element, it sends by dispatching request
 * events.
 */
export class SupportBar {
  /** The selected number of stars, until they are sent. */
  readonly #score = signal(0);

  template(state: SupportState, conversationID: string, words: LauncherWords): TemplateResult | typeof nothing {
    if (state.isClosed) return this.#closedTemplate(state, conversationID, words);
    this.#score.value = 0;
    if (state.choices.length === 0) return nothing;
    const choose = (text: string) => (event: Event) =>
      request(event.currentTarget as Element, 'openim-send-request', { conversationID, text });
    return html`<div part="choices" class="choices" role="group" aria-label=${words.answers}>
      ${state.choices.map(
        (text) =>
          html`<button part="choice" class="choice" type="button" dir="auto" @click=${choose(text)}>
            ${text}
          </button>`,
      )}
    </div>`;
  }

  #closedTemplate({ rating }: SupportState, conversationID: string, words: LauncherWords): TemplateResult {
    return html`<div part="closed" class="closed" role="status">
      ${
        rating
          ? html`<p class="closed__words">${words.rated}</p>`
          : ratingPart.value?.ratingTemplate(this.#score, conversationID, words)
      }
    </div>`;
  }
}
