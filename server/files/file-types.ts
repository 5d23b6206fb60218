/**
 * Detects a file's type by its first bytes. Only the types on this list are ever shown in a page; everything else,
 * including SVG and HTML, is an attachment without a type. The type that the uploader declares decides only whether a
 * container of sound or video is sound, and whether text is plain text.
 */

/** How many of a file's first bytes are looked at. */
export const SNIFFED_BYTES = 4096;

const UNKNOWN_TYPE = 'application/octet-stream';

type Signature = { readonly type: string; readonly at: number; readonly bytes: string };

const SIGNATURES: readonly Signature[] = [
  { type: 'image/png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { type: 'image/jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { type: 'image/gif', at: 0, bytes: 'GIF87a' },
  { type: 'image/gif', at: 0, bytes: 'GIF89a' },
  { type: 'audio/ogg', at: 0, bytes: 'OggS' },
  { type: 'audio/mpeg', at: 0, bytes: 'ID3' },
  { type: 'application/pdf', at: 0, bytes: '%PDF-' },
];

/** Brands of the ISO container (`ftyp`), in its bytes 8 to 11. */
const ISO_BRANDS: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  avis: 'image/avif',
  'M4A ': 'audio/mp4',
  'M4V ': 'video/mp4',
  MSNV: 'video/mp4',
  avc1: 'video/mp4',
  dash: 'video/mp4',
  isom: 'video/mp4',
  iso2: 'video/mp4',
  iso4: 'video/mp4',
  iso5: 'video/mp4',
  iso6: 'video/mp4',
  mp41: 'video/mp4',
  mp42: 'video/mp4',
};

/** Returns the file's media type. @param head the file's first {@link SNIFFED_BYTES} bytes, or all of it */
export function typeOfFile(head: Buffer, declaredType: string): string {
  const text = head.toString('latin1');
  const declared = declaredType.toLowerCase();
  const signature = SIGNATURES.find(({ at, bytes }) => text.startsWith(bytes, at));
  if (signature) return signature.type;
  if (text.startsWith('RIFF')) {
    const form = text.slice(8, 12);
    return form === 'WEBP' ? 'image/webp' : form === 'WAVE' ? 'audio/wav' : UNKNOWN_TYPE;
  }
  if (text.startsWith('ftyp', 4)) return asDeclared(ISO_BRANDS[text.slice(8, 12)] ?? UNKNOWN_TYPE, declared);
  if (text.startsWith('\x1aE\xdf\xa3')) {
    return text.slice(0, 64).includes('webm') ? asDeclared('video/webm', declared) : UNKNOWN_TYPE;
  }
  if (isMpegAudio(head)) return 'audio/mpeg';
  return declared.startsWith('text/plain') && isText(head) ? 'text/plain' : UNKNOWN_TYPE;
}

/** Voice recorders write sound without pictures into video containers. */
function asDeclared(type: string, declared: string): string {
  return type.startsWith('video/') && declared.startsWith('audio/') ? type.replace('video/', 'audio/') : type;
}

/** A frame header of MPEG layer III: mp3 without tags. */
function isMpegAudio(head: Buffer): boolean {
  const [first = 0, second = 0] = head;
  return first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) === 0x02;
}

/** UTF-8 without NUL. A character cut off at the end of `head` is no fault. */
function isText(head: Buffer): boolean {
  if (head.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
