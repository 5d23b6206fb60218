/** What a support chat says beyond ordinary messages: how it looks, and what follows from it (docs/support.md). */
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

/** Shows support notes as what they are, in every message on the page. */
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
  /** What the visitor thought of it since it was closed last. */
  readonly rating: Extract<SupportNote, { kind: 'rating' }> | undefined;
  /** What the visitor can answer with one press. */
  readonly choices: readonly string[];
};

/**
 * Where a support chat stands after these messages. Each side's notes count only if that side wrote them.
 *
 * @param visitorID who is the visitor in it
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
