/** A stretch of a text, and whether it is one of the words somebody looks for. */
export type ExcerptPiece = { readonly text: string; readonly isHit: boolean };

/** How many characters stand before the first hit. */
const LEAD = 18;

/** A text cut at the words somebody looks for, beginning shortly before the first of them. Pure. */
export function excerptOf(text: string, query: string): readonly ExcerptPiece[] {
  const words = query
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    // The longest first: "on" must not end within "only".
    .sort((a, b) => b.length - a.length);
  if (words.length === 0) return [{ text, isHit: false }];
  const pattern = new RegExp(words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|'), 'giu');
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
