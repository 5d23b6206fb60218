/** A piece of a text, and whether it matches one of the words of a search. */
export type ExcerptPiece = { readonly text: string; readonly isHit: boolean };

/** Maximum number of characters before the first match. */
const LEAD = 18;

/** Returns a pattern that matches any of the words, regardless of case; undefined if there are no words. */
export function patternOf(query: string): RegExp | undefined {
  const words = query
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    // The longest words come first, so that "on" does not match within "only".
    .sort((a, b) => b.length - a.length);
  if (words.length === 0) return undefined;
  return new RegExp(words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'giu');
}

/** Splits a text at the words of a search, starting shortly before the first match. Pure. */
export function excerptOf(text: string, query: string): readonly ExcerptPiece[] {
  const pattern = patternOf(query);
  if (!pattern) return [{ text, isHit: false }];
  const first = text.search(pattern);
  // Counts characters, so that one that consists of two code units is not split.
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
