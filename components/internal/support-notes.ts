/** The notes of a support chat among its messages: how they are shown, and the state they lead to (docs/support.md). */
import { html, nothing, type TemplateResult } from 'lit';
import {
  ContentType,
  MAX_RATING,
  supportNoteOf,
  type SupportNote,
  type TimelineMessage,
} from '../../src/index.js';
import { supportWords, type SupportWords } from '../locales/support/index.js';
import { registerMessageRenderer } from '../message/renderer-registry.js';
import { linkedText } from './links.js';
import { localizerOf } from './localizer.js';
import { furtherNotices } from './notice-text.js';

let isRegistered = false;

/** Shows support notes as such, in every message on the page. */
export function registerSupportNotes(): void {
  if (isRegistered) return;
  isRegistered = true;
  registerMessageRenderer(ContentType.Custom, (message, { locale }) => {
    const note = supportNoteOf(message);
    return note && noteTemplate(note, supportWords(localizerOf(locale)));
  });
  furtherNotices.value = (message) => {
    const kind = supportNoteOf(message)?.kind;
    if (kind !== 'closed' && kind !== 'reopened') return undefined;
    return (actor, localizer) => supportWords(localizer)[kind](actor);
  };
}

function noteTemplate(note: SupportNote, words: SupportWords): TemplateResult | undefined {
  switch (note.kind) {
    case 'rating':
      // prettier-ignore -- white space in the template would be shown
      return html`<span part="note note--rating" class="text" dir="auto"
        ><span role="img" aria-label=${`${words.rating}: ${words.stars(note.score)}`}>${starsOf(note.score)}</span
        >${note.comment ? html`<br />${note.comment}` : nothing}</span
      >`;
    case 'canned-reply':
      // prettier-ignore -- white space in the template would be shown
      return html`<span part="note note--canned-reply" class="text" dir="auto">${linkedText(note.text)}</span>`;
    default:
      return undefined;
  }
}

function starsOf(score: number): string {
  return '★'.repeat(score) + '☆'.repeat(MAX_RATING - score);
}

export type SupportState = {
  readonly isClosed: boolean;
  /** The visitor's rating since the chat was last closed. */
  readonly rating: Extract<SupportNote, { kind: 'rating' }> | undefined;
  /** The answers that the visitor can choose from. */
  readonly choices: readonly string[];
};

/**
 * Returns the state of a support chat after these messages. Notes count only if they were written by the side they belong to.
 *
 * @param visitorID the user who is the visitor
 */
export function supportStateOf(messages: readonly TimelineMessage[], visitorID: string): SupportState {
  let state: SupportState = { isClosed: false, rating: undefined, choices: [] };
  for (const { message } of messages) {
    const note = supportNoteOf(message);
    if (message.sendID === visitorID) {
      if (note?.kind === 'rating') state = { ...state, rating: note };
      else state = { ...state, isClosed: false, choices: [] };
      continue;
    }
    if (note?.kind === 'closed') state = { isClosed: true, rating: undefined, choices: [] };
    else if (note?.kind !== 'rating')
      state = { ...state, isClosed: false, choices: note?.kind === 'canned-reply' ? note.choices : [] };
  }
  return state;
}
