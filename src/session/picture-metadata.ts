/** Metadata of pictures: where, when, with what and by whom a photo was taken. Fetched with the first file. */

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Returns a copy of a JPEG, PNG or WebP picture without its metadata (Exif, XMP, IPTC, C2PA, comments) and without what follows
 * the picture in the file, such as the film of a motion photo; any other file as it is. The picture looks the same: only
 * the metadata is overwritten, with zeros where it is, and of that the orientation stays.
 *
 * @throws {DOMException} the file cannot be read
 * @throws {RangeError} the picture is damaged
 */
export async function withoutMetadata(file: File): Promise<File> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let end: number;
  switch (bytes[0]) {
    case 0xff:
      end = blankJPEG(bytes);
      break;
    case 0x89:
      end = blankChunks(bytes, true);
      break;
    // The R of RIFF, the container of WebP.
    case 0x52:
      end = blankChunks(bytes, false);
      break;
    default:
      return file;
  }
  return new File([bytes.subarray(0, end)], file.name, file);
}

/** Blanks the metadata of a JPEG (ITU-T T.81, annex B); returns where the picture ends. */
function blankJPEG(bytes: Bytes): number {
  const view = new DataView(bytes.buffer);
  let next = 2;
  for (let at = bytes.indexOf(0xff, next); at >= 0; at = bytes.indexOf(0xff, next)) {
    const marker = view.getUint8(at + 1);
    next = at + 2;
    // The end of the picture.
    if (marker === 0xd9) return next;
    // A byte that fills up belongs to the next marker.
    if (marker === 0xff) next = at + 1;
    // The others below C0 and from D0 to D8 are part of the compressed picture.
    else if (marker >= 0xc0 && (marker < 0xd0 || marker > 0xd8)) {
      const segment = bytes.subarray(next + 2, (next += view.getUint16(next)));
      // From E0, applications use them as they like. JFIF (E0), Adobe (EE) and a profile of colours determine the colours.
      const isColour = marker === 0xe0 || marker === 0xee || textAt(segment, 0) === 'ICC_';
      if (marker >= 0xe0 && !isColour) blank(segment);
    }
  }
  return bytes.length;
}

/** Blanks the metadata of a PNG (PNG, section 5) or WebP (RFC 9649, section 2); returns where the picture ends. */
function blankChunks(bytes: Bytes, isPNG: boolean): number {
  const view = new DataView(bytes.buffer);
  const length = isPNG ? bytes.length : 8 + view.getUint32(4, true);
  let at = isPNG ? 8 : 12;
  while (at < length) {
    const [size, name] = isPNG
      ? [view.getUint32(at), textAt(bytes, at + 4)]
      : [view.getUint32(at + 4, true), textAt(bytes, at)];
    const end = at + 8 + size;
    const isMetadata = /^(?:eXIf|tEXt|[iz]TXt|tIME|caBX|EXIF|XMP |C2PA)$/.test(name);
    if (isMetadata) blank(bytes.subarray(at + 8, end));
    if (isMetadata && isPNG) view.setUint32(end, crc32(bytes.subarray(at + 4, end)));
    at = isPNG ? end + 4 : end + (size % 2);
    if (name === 'IEND') break;
  }
  return at;
}

/** Overwrites metadata with zeros, and with the orientation alone if it is Exif that has one. */
function blank(metadata: Bytes): void {
  const tags = textAt(metadata, 0) === 'Exif' ? metadata.subarray(6) : metadata;
  const orientation = orientationIn(tags);
  metadata.fill(0, metadata.length - tags.length);
  // A header, and one tag (0112) with one short number (0003); its end is zeros.
  if (orientation) tags.set([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation]);
}

/** Returns the orientation that a camera has noted; undefined if there is none (Exif 2.32, sections 4.5 and 4.6). */
function orientationIn(tags: Bytes): number | undefined {
  const byteOrder = textAt(tags, 0);
  const isLittle = byteOrder === 'II*\0';
  if (!isLittle && byteOrder !== 'MM\0*') return undefined;
  const view = new DataView(tags.buffer, tags.byteOffset, tags.length);
  try {
    const start = view.getUint32(4, isLittle);
    const count = view.getUint16(start, isLittle);
    for (let tag = start + 2; tag < start + 2 + 12 * count; tag += 12)
      if (view.getUint16(tag, isLittle) === 0x0112) return view.getUint16(tag + 8, isLittle);
  } catch {
    // Damaged tags do not make a picture unreadable: browsers ignore them, too.
  }
  return undefined;
}

function textAt(bytes: Bytes, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** The check sum of a PNG's chunk (PNG, annex D). */
function crc32(bytes: Bytes): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc;
}
