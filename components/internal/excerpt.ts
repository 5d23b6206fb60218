/** A stretch of a text, and whether it is one of the words somebody looks for. */
export type ExcerptPiece = { readonly text: string; readonly isHit: boolean };

/** How many characters stand before the first hit. */
const LEAD = 18;

/** Finds every one of the words in a text, whatever their case; undefined when there are none. */
export function patternOf(query: string): RegExp | undefined {
  const words = query
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    // The longest first: "on" must not end within "only".
    .sort((a, b) => b.length - a.length);
  if (words.length === 0) return undefined;
  return new RegExp(words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'giu');
}

/** A text cut at the words somebody looks for, beginning shortly before the first of them. Pure. */
export function excerptOf(text: string, query: string): readonly ExcerptPiece[] {
  const pattern = patternOf(query);
  if (!pattern) return [{ text, isHit: false }];
  const first = text.search(pattern);
  // Not in the middle of a character that takes two units.
  const lead = Array.from(text.slice(0, Math.max(0, first)));
  const shown = lead.length > LEAD ? `…${lead.slice(-LEAD).join('')}${text.slice(first)}` : text;
  const pieces: ExcerptPiece[] = [];
  let end = 0;
  for (const match of shown.matchAll(pattern)) {
    if (match.index > end) pieces.push({ text: shown.slice(end, match.index), isHit: false });
    pieces.push({ text: match[0], isHit: true });
    end = match.index + match[0].length;
  }
  if (end < shown.length) pieces.push({ text: shown.slice(end), isHit: false });
  return pieces;
}
