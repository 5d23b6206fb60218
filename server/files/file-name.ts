/** Longest name of a file, in UTF-16 code units, as most file systems take. */
const MAX_NAME_LENGTH = 255;
/** Longest ending that is kept when a name is shortened. */
const MAX_ENDING_LENGTH = 20;
const FALLBACK_NAME = 'file';

/** Controls, format characters (bidi, zero width), lone surrogates, line separators, unassigned: what deceives. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;
/** What some file systems take for more than a letter. */
const RESERVED = /[<>:"|?*]/g;

/** A name as it may be shown, stored and put into a header: the last part of a path, without tricks, never empty. */
export function cleanFileName(given: string): string {
  const last = given.slice(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
  const name = last.normalize('NFC').replace(INVISIBLE, '').replace(RESERVED, '_').trim();
  if (name === '' || /^\.+$/.test(name)) return FALLBACK_NAME;
  return shortened(name);
}

/** Keeps the ending, which says what to open it with. */
function shortened(name: string): string {
  if (name.length <= MAX_NAME_LENGTH) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= MAX_ENDING_LENGTH ? name.slice(dot) : '';
  // Not through the middle of a character that takes two code units.
  const stem = name.slice(0, MAX_NAME_LENGTH - ending.length).replace(/\p{Surrogate}$/u, '');
  return stem + ending;
}

/** The header that says whether to show or to save, and under which name (RFC 6266). */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
