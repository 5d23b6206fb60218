import { assert } from 'chai';
import { makeSnapshot } from '../../../src/sync/picture-snapshot.js';
import { photo } from '../../helpers/photo.js';

/** Inserts `bytes` into a file behind its first `offset` bytes. */
async function inserted(file: Blob, offset: number, bytes: readonly number[]): Promise<Blob> {
  const joined = new Blob([file.slice(0, offset), new Uint8Array(bytes), file.slice(offset)]);
  // Firefox decodes no picture that is in several pieces.
  return new Blob([await joined.arrayBuffer()], { type: file.type });
}

/** An EXIF segment of a JPEG: its camera was turned by 90 degrees (orientation 6). */
// prettier-ignore
const TURNED = [
  0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8,
  0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0,
];
const BEHIND_START_OF_IMAGE = 2;

describe('makeSnapshot', () => {
  it('should make a small copy of a photo, in its proportions', async () => {
    const original = await photo(1500, 2000, 'image/jpeg');
    const snapshot = await makeSnapshot(original);
    assert.deepInclude(snapshot, { width: 600, height: 800 });
    const { width, height } = await createImageBitmap(snapshot!.file);
    assert.deepEqual([width, height], [600, 800]);
    assert.equal(snapshot?.file.type, 'image/jpeg');
    assert.isBelow(snapshot!.file.size, original.size / 2);
  });

  it('should turn a photo as its camera was turned', async () => {
    const original = await inserted(await photo(2000, 1500, 'image/jpeg'), BEHIND_START_OF_IMAGE, TURNED);
    const snapshot = await makeSnapshot(original);
    const { width, height } = await createImageBitmap(snapshot!.file);
    assert.deepEqual([width, height], [600, 800]);
    assert.deepInclude(snapshot, { width, height });
  });

  it('should keep a line of a picture visible', async () => {
    assert.deepInclude(await makeSnapshot(await photo(9000, 9, 'image/jpeg')), { width: 800, height: 1 });
  });

  it('should leave alone what is small, no photo, or no picture', async () => {
    assert.isUndefined(await makeSnapshot(await photo(800, 600, 'image/jpeg')));
    assert.isUndefined(await makeSnapshot(await photo(2000, 1000, 'image/png')));
    assert.isUndefined(await makeSnapshot(new Blob(['GIF89a'], { type: 'image/gif' })));
    assert.isUndefined(await makeSnapshot(new Blob(['no picture'], { type: 'image/jpeg' })));
  });

  it('should make none where a page can only read noise', async () => {
    const picture = await photo(1600, 1200, 'image/jpeg');
    const { prototype } = OffscreenCanvasRenderingContext2D;
    const original = Object.getOwnPropertyDescriptor(prototype, 'getImageData')!;
    const noise = (_x: number, _y: number, width: number, height: number): ImageData =>
      new ImageData(new Uint8ClampedArray(width * height * 4).fill(255), width, height);
    Object.defineProperty(prototype, 'getImageData', { ...original, value: noise });
    try {
      assert.isUndefined(await makeSnapshot(picture));
    } finally {
      Object.defineProperty(prototype, 'getImageData', original);
    }
  });
});
