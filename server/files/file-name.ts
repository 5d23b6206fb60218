/** Longest name of a file, in UTF-16 code units, that most file systems accept. */
const MAX_NAME_LENGTH = 255;
/** Longest ending that is kept when a name is shortened. */
const MAX_ENDING_LENGTH = 20;
const FALLBACK_NAME = 'file';

/** Invisible characters that can disguise a name: controls, format (bidi, zero width), surrogates, separators, unassigned. */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;
/** Characters with a special meaning in some file systems. */
const RESERVED = /[<>:"|?*]/g;

/** Returns a name that is safe to show, store and put into a header: the last part of a path, without tricks, not empty. */
export function cleanFileName(given: string): string {
  const last = given.slice(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
  const name = last.normalize('NFC').replace(INVISIBLE, '').replace(RESERVED, '_').trim();
  if (name === '' || /^\.+$/.test(name)) return FALLBACK_NAME;
  return shortened(name);
}

/** Shortens a name but keeps its extension, which says what to open the file with. */
function shortened(name: string): string {
  if (name.length <= MAX_NAME_LENGTH) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= MAX_ENDING_LENGTH ? name.slice(dot) : '';
  // Do not cut a character that takes two code units in half.
  const stem = name.slice(0, MAX_NAME_LENGTH - ending.length).replace(/\p{Surrogate}$/u, '');
  return stem + ending;
}

/** Returns a Content-Disposition header, which says whether to show or save a file, and under which name (RFC 6266). */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
