/**
 * Names as they are shown. Whoever chooses one may want to look like somebody else, to turn around what stands beside it, or
 * to be nothing at all. What people write in messages stays as it is; see {@link withoutTurns} for where only a line of it
 * stands among other words.
 */

/**
 * What nobody sees, bidi controls among it. The first group is what is kept: what holds flags and other emoji together, and
 * joiners between letters of Arabic, and of India's scripts and their neighbours, where they are spelling.
 */
const UNSEEN =
  /(\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}|\p{Emoji}\p{EMod}?\uFE0F?(?:\u200D(?=\p{ExtPict}))?|[\u0600-\u07BF\u0904-\u0DFF\u1000-\u109F\u1780-\u17FF][\u200C\u200D](?=[\u0600-\u07BF\u0904-\u0DFF\u1000-\u109F\u1780-\u17FF]))|\p{DI}|[\uFFF9-\uFFFB]|(?!\s)\p{Cc}/gu;
/** White space, and a sign that looks like it. */
const SPACES = /[\s\u2800]+/g;
/** More marks on one letter than any language has: they would run over the lines above and below. */
const MARKS = /(\p{M}{6})\p{M}+/gu;
const BIDI_CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** The first of the names of which something is to be seen, without what deceives; `''` when there is none. */
export function shownName(...names: readonly (string | undefined)[]): string {
  for (const name of names) {
    const shown = (name ?? '').replace(UNSEEN, '$1').replace(SPACES, ' ').replace(MARKS, '$1').trim();
    if (shown) return shown;
  }
  return '';
}

/** A text without what changes its direction by hand, for a line that it shares with other words. */
export function withoutTurns(text: string): string {
  return text.replace(BIDI_CONTROLS, '');
}

/**
 * A name among other words of a sentence. One that runs the other way must not change which of two names comes first: who
 * did it, and to whom.
 */
export function isolatedName(name: string): string {
  return /[\u0590-\u08FF\uFB1D-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u.test(name)
    ? `\u2068${name}\u2069`
    : name;
}
