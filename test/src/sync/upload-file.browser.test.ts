import { assert } from 'chai';
import type { Engine, UploadOptions } from '../../../src/connection/engine.js';
import { blankMessage, ContentType, ErrorCode, OpenIMError, type UploadedFile } from '../../../src/index.js';
import { uploadFile } from '../../../src/sync/upload-file.js';
import { photo } from '../../helpers/photo.js';

/** An engine that takes files as `answer` says, and keeps them in `files`. */
function fakeEngine(answer: (index: number) => Promise<unknown> = () => Promise.resolve()) {
  const files: Blob[] = [];
  const names: (string | undefined)[] = [];
  const upload = async (file: Blob, { name }: UploadOptions): Promise<UploadedFile> => {
    const index = files.push(file) - 1;
    names.push(name);
    await answer(index);
    return { url: `https://files.example/${String(index)}`, size: file.size, name: 'a', type: file.type };
  };
  return { engine: { upload } as unknown as Engine, files, names };
}

function running() {
  return { stop: new AbortController(), percent: 0 };
}

const picture = () => ({ ...blankMessage(), clientMsgID: 'm1', contentType: ContentType.Picture });

describe('uploadFile', () => {
  it('should upload a picture, then a small copy of it', async () => {
    const { engine, files } = fakeEngine();
    const original = await photo(1600, 1200, 'image/jpeg');
    const { pictureElem, content } = await uploadFile(engine, picture(), original, running(), () => undefined);
    assert.equal(files[0], original);
    assert.lengthOf(files, 2);
    assert.equal(pictureElem.sourcePicture.url, 'https://files.example/0');
    assert.equal(pictureElem.bigPicture.url, 'https://files.example/0');
    const { size } = files[1]!;
    assert.deepEqual(pictureElem.snapshotPicture, {
      uuid: '',
      type: 'image/jpeg',
      size,
      width: 800,
      height: 600,
      url: 'https://files.example/1',
    });
    assert.deepEqual(JSON.parse(content), pictureElem);
  });

  it('should give the copy a name with an extension, under which it can be saved', async () => {
    const { engine, names } = fakeEngine();
    const original = await photo(1600, 1200, 'image/jpeg');
    await uploadFile(engine, picture(), original, running(), () => undefined);
    assert.equal(names[1], 'snapshot.jpg');
  });

  it('should do without the copy if that cannot be uploaded', async () => {
    const refusal = new OpenIMError(ErrorCode.RateLimited, 'too many');
    const { engine, files } = fakeEngine((index) => (index === 0 ? Promise.resolve() : Promise.reject(refusal)));
    const original = await photo(1600, 1200, 'image/jpeg');
    const { pictureElem } = await uploadFile(engine, picture(), original, running(), () => undefined);
    assert.lengthOf(files, 2);
    const { sourcePicture, snapshotPicture } = pictureElem;
    assert.equal(sourcePicture.url, 'https://files.example/0');
    assert.deepEqual(snapshotPicture, sourcePicture);
  });

  it('should upload no copy if the picture itself was refused', async () => {
    const refusal = new OpenIMError(ErrorCode.BadArguments, 'too large');
    const { engine, files } = fakeEngine(() => Promise.reject(refusal));
    const original = await photo(1600, 1200, 'image/jpeg');
    const error: unknown = await uploadFile(engine, picture(), original, running(), () => undefined).catch(
      (cause: unknown) => cause,
    );
    assert.equal(error, refusal);
    assert.lengthOf(files, 1);
  });

  it('should upload no copy where the message has one, nor of a picture that is sent as a file', async () => {
    const original = await photo(1600, 1200, 'image/jpeg');
    const given = picture();
    given.pictureElem.snapshotPicture.url = 'https://files.example/small';
    const sent = fakeEngine();
    const { pictureElem } = await uploadFile(sent.engine, given, original, running(), () => undefined);
    assert.equal(pictureElem.snapshotPicture.url, 'https://files.example/small');
    assert.lengthOf(sent.files, 1);

    const asFile = fakeEngine();
    const message = { ...picture(), contentType: ContentType.File };
    await uploadFile(asFile.engine, message, original, running(), () => undefined);
    assert.lengthOf(asFile.files, 1);
  });
});
