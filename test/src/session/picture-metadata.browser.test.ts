import { assert } from 'chai';
import { ContentType, type MessageItem } from '../../../src/protocol/index.js';
import { withoutMetadata } from '../../../src/session/picture-metadata.js';
import { photo } from '../../helpers/photo.js';
import { SessionFixture } from '../../helpers/session-fixture.js';

/** What no picture may tell. */
const PLACE = '10 Downing Street';

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const uint32 = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const bytesOf = async (file: Blob): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await file.arrayBuffer());
const textOf = async (file: Blob): Promise<string> => new TextDecoder('latin1').decode(await file.arrayBuffer());

/** The tags of a camera that was turned by 90 degrees (orientation 6), and a place; in either byte order. */
// prettier-ignore
const TURNED = {
  big: [...ascii('MM\0*'), 0, 0, 0, 8, 0, 2, 1, 0x0f, 0, 2, 0, 0, 0, 17, 0, 0, 0, 38, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, ...ascii(PLACE)],
  little: [...ascii('II*\0'), 8, 0, 0, 0, 2, 0, 0x0f, 1, 2, 0, 17, 0, 0, 0, 38, 0, 0, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, ...ascii(PLACE)],
};
const XMP = `http://ns.adobe.com/xap/1.0/\0${PLACE}`;

function segment(marker: number, data: readonly number[]): number[] {
  return [0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255, ...data];
}

async function jpeg(tags = TURNED.big): Promise<File> {
  const bytes = [...(await bytesOf(await photo(60, 40, 'image/jpeg')))];
  const segments = [
    segment(0xe1, [...ascii('Exif\0\0'), ...tags]),
    segment(0xe1, ascii(XMP)),
    segment(0xe2, ascii('ICC_PROFILE\0\u0001\u0001')),
    segment(0xe2, ascii(`MPF\0${PLACE}`)),
    segment(0xeb, ascii(`JP\0\0${PLACE}`)),
    segment(0xed, ascii(`Photoshop 3.0\0${PLACE}`)),
    segment(0xfe, ascii(PLACE)),
  ];
  const film = ascii(`\0\0\0\u0018ftypmp42${PLACE}`);
  return new File(
    [new Uint8Array([...bytes.slice(0, 2), ...segments.flat(), ...bytes.slice(2), ...film])],
    'a.jpg',
    {
      type: 'image/jpeg',
    },
  );
}

function crc32(bytes: readonly number[]): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

function pngChunk(type: string, data: readonly number[]): number[] {
  return [...uint32(data.length), ...ascii(type), ...data, ...uint32(crc32([...ascii(type), ...data]))];
}

async function png(): Promise<File> {
  const bytes = [...(await bytesOf(await photo(60, 40, 'image/png')))];
  const [afterHeader, beforeEnd] = [33, bytes.length - 12];
  const all = [
    ...bytes.slice(0, afterHeader),
    ...pngChunk('eXIf', TURNED.little),
    ...pngChunk('iTXt', ascii(`XML:com.adobe.xmp\0\0\0\0\0${PLACE}`)),
    ...bytes.slice(afterHeader, beforeEnd),
    ...pngChunk('tEXt', ascii(`Location\0${PLACE}`)),
    ...pngChunk('caBX', ascii(PLACE)),
    ...bytes.slice(beforeEnd),
    ...ascii(PLACE),
  ];
  return new File([new Uint8Array(all)], 'a.png', { type: 'image/png' });
}

function riffChunk(type: string, data: readonly number[]): number[] {
  return [...ascii(type), ...uint32(data.length).reverse(), ...data, ...(data.length % 2 ? [0] : [])];
}

/** A WebP of one pixel, because not every browser can make one. */
const WEBP = 'UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==';

function webp(): File {
  const [fileHeader, picture] = [12, Array.from(atob(WEBP), (letter) => letter.charCodeAt(0))];
  const chunks = [
    ...riffChunk('VP8X', [0x0c, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ...picture.slice(fileHeader),
    ...riffChunk('EXIF', TURNED.little),
    ...riffChunk('XMP ', ascii(PLACE)),
    ...riffChunk('C2PA', ascii(PLACE)),
  ];
  const all = [...ascii('RIFF'), ...uint32(chunks.length + 4).reverse(), ...ascii('WEBP'), ...chunks];
  return new File([new Uint8Array(all)], 'a.webp', { type: 'image/webp' });
}

/** What a browser shows of a picture. */
async function pixels(file: Blob): Promise<ImageData> {
  const bitmap = await createImageBitmap(file);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

/** Sends a file without a connection; returns the file and the message that wait for one. */
async function sent(file: File): Promise<{ file: Blob; message: Readonly<MessageItem> }> {
  const timeline = await new SessionFixture().open();
  await timeline.sendFile(file);
  const [waiting] = timeline.messages.value;
  return { file: waiting!.file!, message: waiting!.message };
}

describe('a picture that is sent', () => {
  for (const [format, make] of Object.entries({ JPEG: jpeg, PNG: png, WebP: webp })) {
    it(`should not tell where it was taken, and look the same: ${format}`, async () => {
      const original = await make();
      const { file } = await sent(original);
      assert.include(await textOf(original), PLACE);
      assert.notInclude(await textOf(file), PLACE);
      assert.equal(file.type, original.type);
      assert.deepEqual(await pixels(file), await pixels(original));
    });
  }

  it('should keep how its camera was turned, and its colours', async () => {
    for (const tags of Object.values(TURNED)) {
      const { file } = await sent(await jpeg(tags));
      const { width, height } = await createImageBitmap(file);
      assert.deepEqual([width, height], [40, 60]);
      assert.include(await textOf(file), 'ICC_PROFILE');
    }
  });

  it('should be described as it is sent', async () => {
    const { file, message } = await sent(await jpeg());
    assert.deepInclude(message.pictureElem.sourcePicture, { size: file.size, width: 40, height: 60 });
  });
});

describe('a file that is no picture', () => {
  it('should be sent as it is', async () => {
    const picture = await jpeg();
    const files = [
      new File([picture], 'a.jpg', { type: 'application/octet-stream' }),
      new File([picture.slice(0, 150)], 'a.jpg', { type: 'image/jpeg' }),
      new File([(await png()).slice(0, 150)], 'a.png', { type: 'image/png' }),
      new File([webp().slice(0, 25)], 'a.webp', { type: 'image/webp' }),
      new File([], 'a.jpg', { type: 'image/jpeg' }),
    ];
    for (const original of files) {
      const { file, message } = await sent(original);
      assert.equal(message.contentType, ContentType.File);
      assert.deepEqual(await bytesOf(file), await bytesOf(original));
    }
  });
});

describe('withoutMetadata', () => {
  it('should come to an end with whatever is damaged or cut off', async () => {
    for (const make of [jpeg, png, webp]) {
      const bytes = (await bytesOf(await make())).slice(0, 400);
      for (let at = 0; at < bytes.length; at++) {
        for (const byte of [undefined, 0, 0xff]) {
          const damaged = bytes.slice(0, byte === undefined ? at : undefined);
          if (byte !== undefined) damaged[at] = byte;
          await withoutMetadata(new File([damaged], 'a')).catch((error: unknown) => {
            assert.instanceOf(error, RangeError);
          });
        }
      }
    }
  });
});
