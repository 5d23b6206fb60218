/** First and last byte, both included. */
export type ByteRange = { readonly first: number; readonly last: number };

/**
 * Parses a Range header. Several ranges, and units other than bytes, are answered with the whole file, which RFC 9110
 * allows.
 */
export function byteRange(header: string | undefined, sizeBytes: number): ByteRange | 'whole' | 'unsatisfiable' {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  if (!match) return 'whole';
  const [, from = '', to = ''] = match;
  if (from === '' && to === '') return 'whole';
  if (from === '') return suffix(Number(to), sizeBytes);
  const first = Number(from);
  const last = to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  if (to !== '' && Number(to) < first) return 'whole';
  return first < sizeBytes ? { first, last } : 'unsatisfiable';
}

function suffix(countBytes: number, sizeBytes: number): ByteRange | 'unsatisfiable' {
  if (countBytes === 0 || sizeBytes === 0) return 'unsatisfiable';
  return { first: Math.max(0, sizeBytes - countBytes), last: sizeBytes - 1 };
}
