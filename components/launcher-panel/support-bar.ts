import { signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit';
import { customMessageOfNote, MAX_RATING, type SupportNote } from '../../src/index.js';
import { request } from '../internal/events.js';
import type { SupportState } from '../internal/support-notes.js';
import type { LauncherWords } from '../locales/launcher/index.js';

const MAX_COMMENT_LENGTH = 1000;

/**
 * What stands between the messages and the text field of a support chat: answers to choose from, and when an agent has
 * closed it, how the visitor liked it. It asks for what is to be sent by the requests every element asks by.
 */
export class SupportBar {
  /** The stars chosen, before they are sent. */
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
      <p class="closed__words">${words.closed}</p>
      ${rating ? html`<p class="closed__words">${words.rated}</p>` : this.#ratingTemplate(conversationID, words)}
    </div>`;
  }

  #ratingTemplate(conversationID: string, words: LauncherWords): TemplateResult {
    const score = this.#score.value;
    const submit = (event: SubmitEvent): void => {
      event.preventDefault();
      const form = event.currentTarget as HTMLFormElement;
      const comment = form.querySelector('textarea')?.value.trim() ?? '';
      const note: SupportNote = { kind: 'rating', score, comment };
      // For clients that know no notes; it is one sign in every language.
      const { data, extension, description } = customMessageOfNote(note, '★'.repeat(score));
      request(form, 'openim-compose-request', {
        conversationID,
        content: { kind: 'custom', data, extension, description },
      });
      this.#score.value = 0;
    };
    return html`<form class="rating" @submit=${submit}>
      <fieldset class="rating__stars">
        <legend class="rating__question">${words.rate}</legend>
        ${Array.from({ length: MAX_RATING }, (_, index) => this.#starTemplate(index + 1, words))}
      </fieldset>
      ${
        score > 0
          ? html`<textarea
                class="input"
                rows="2"
                dir="auto"
                maxlength=${MAX_COMMENT_LENGTH}
                aria-label=${words.comment}
                placeholder=${words.comment}
              ></textarea>
              <button class="button" type="submit">${words.sendRating}</button>`
          : nothing
      }
    </form>`;
  }

  #starTemplate(score: number, words: LauncherWords): TemplateResult {
    const isOn = score <= this.#score.value;
    const choose = (): void => {
      this.#score.value = score;
    };
    return html`<label class="star ${isOn ? 'star--on' : ''}"
      ><input
        class="star__input"
        type="radio"
        name="score"
        .checked=${score === this.#score.value}
        aria-label=${words.stars(score)}
        @change=${choose} /><svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="m12 3.6 2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8L3.6 9.7l5.8-.8z" /></svg
    ></label>`;
  }
}
