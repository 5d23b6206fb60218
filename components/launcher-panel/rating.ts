import type { Signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit';
import { customMessageOfNote, MAX_RATING, type SupportNote } from '../../src/index.js';
import { request } from '../internal/events.js';
import type { LauncherWords } from '../locales/launcher/index.js';

const MAX_COMMENT_LENGTH = 1000;

/**
 * Renders the form in which a visitor rates the chat, shown when an agent has closed it.
 *
 * @param chosen the selected number of stars, until they are sent
 */
export function ratingTemplate(
  chosen: Signal<number>,
  conversationID: string,
  words: LauncherWords,
): TemplateResult {
  const score = chosen.value;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const comment = form.querySelector('textarea')?.value.trim() ?? '';
    const note: SupportNote = { kind: 'rating', score, comment };
    // Shown by clients that do not know support notes; stars are the same in every language.
    const { data, extension, description } = customMessageOfNote(note, '★'.repeat(score));
    request(form, 'openim-compose-request', {
      conversationID,
      content: { kind: 'custom', data, extension, description },
    });
    chosen.value = 0;
  };
  return html`<form class="rating" @submit=${submit}>
    <fieldset class="rating__stars">
      <legend class="rating__question">${words.rate}</legend>
      ${Array.from({ length: MAX_RATING }, (_, index) => starTemplate(index + 1, chosen, words))}
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

function starTemplate(score: number, chosen: Signal<number>, words: LauncherWords): TemplateResult {
  const choose = (): void => {
    chosen.value = score;
  };
  return html`<label class="star ${score <= chosen.value ? 'star--on' : ''}"
    ><input
      class="star__input"
      type="radio"
      name="score"
      .checked=${score === chosen.value}
      aria-label=${words.stars(score)}
      @change=${choose} /><svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="m12 3.6 2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8L3.6 9.7l5.8-.8z" /></svg
  ></label>`;
}
