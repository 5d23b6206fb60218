/**
 * Names as they are shown. A user may choose a name to impersonate somebody else, to reorder the text beside it, or to be
 * invisible. What people write in messages stays as it is; see {@link withoutTurns} for excerpts of messages among other text.
 */

/**
 * Invisible characters, including bidi controls. The first group is what is kept: characters that hold flags and other emoji
 * together, and joiners between letters of Arabic, and of India's scripts and their neighbours, where they are part of the
 * spelling.
 */
const UNSEEN =
  /(\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}|\p{Emoji}\p{EMod}?\uFE0F?(?:\u200D(?=\p{ExtPict}))?|[\u0600-\u07BF\u0904-\u0DFF\u1000-\u109F\u1780-\u17FF][\u200C\u200D](?=[\u0600-\u07BF\u0904-\u0DFF\u1000-\u109F\u1780-\u17FF]))|\p{DI}|[\uFFF9-\uFFFB]|(?!\s)\p{Cc}/gu;
/** White space, and a character that looks like it. */
const SPACES = /[\s\u2800]+/g;
/** More marks on one letter than any language uses, which would run over the lines above and below. */
const MARKS = /(\p{M}{6})\p{M}+/gu;
const BIDI_CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Returns the first name that has something visible, without deceptive characters; `''` if there is none. */
export function shownName(...names: readonly (string | undefined)[]): string {
  for (const name of names) {
    const shown = (name ?? '').replace(UNSEEN, '$1').replace(SPACES, ' ').replace(MARKS, '$1').trim();
    if (shown) return shown;
  }
  return '';
}

/** Returns a text without its direction controls, for a line that it shares with other text. */
export function withoutTurns(text: string): string {
  return text.replace(BIDI_CONTROLS, '');
}

/**
 * Returns a name for use among other words of a sentence. A name in the opposite direction is isolated, so that it cannot swap
 * the order of two names: who acted, and on whom.
 */
export function isolatedName(name: string): string {
  return /[\u0590-\u08FF\uFB1D-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u.test(name)
    ? `\u2068${name}\u2069`
    : name;
}
