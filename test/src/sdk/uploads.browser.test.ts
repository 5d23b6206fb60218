import { assert } from 'chai';
import {
  ContentType,
  OpenIMError,
  OpenIMSDK,
  parse,
  type InitConfig,
  type MessageItem,
  type ProgressItem,
  type SendMsgParams,
} from '../../../src/index.js';
import { startGateway, uniqueID } from '../../helpers/gateway.js';
import { HeldUploads } from '../../helpers/held-uploads.js';
import { photo } from '../../helpers/photo.js';

const MEBIBYTE = 1024 * 1024;
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGOwzvkGRAAJ3AM7iJDGTAAAAABJRU5ErkJggg==';

type Person = { sdk: OpenIMSDK; config: InitConfig };

async function people(name?: string) {
  const userIDs = [uniqueID('ada'), uniqueID('bob')] as const;
  const gateway = await startGateway([...userIDs], name);
  const [ada, bob] = userIDs.map((userID) => ({
    sdk: new OpenIMSDK(),
    config: { userID, token: gateway.tokens[userID]!, url: gateway.url, platformID: 5 },
  })) as [Person, Person];
  await Promise.all([ada.sdk.login(ada.config), bob.sdk.login(bob.config)]);
  return { gateway, ada, bob };
}

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => (error instanceof OpenIMError ? error.errCode : error),
  );

function nextMessage(sdk: OpenIMSDK): Promise<MessageItem> {
  return new Promise((resolve) => {
    sdk.on('OnRecvNewMessage', (frame) => resolve(parse(frame)));
  });
}

async function fileParams({ sdk }: Person, to: Person, file: File): Promise<SendMsgParams> {
  const about = { filePath: '', uuid: '', sourceUrl: '', fileName: file.name, fileSize: file.size };
  const { data: message } = await sdk.createFileMessage(about);
  return { recvID: to.config.userID, groupID: '', message, file };
}

const bytesOf = async (url: string): Promise<ArrayBuffer> => (await fetch(url)).arrayBuffer();
const png = (): File =>
  new File([Uint8Array.from(atob(PNG), (char) => char.charCodeAt(0))], 'a.png', { type: 'image/png' });

describe('uploadFile', () => {
  it('should store a file and tell how far it is', async () => {
    const { ada, bob } = await people();
    const file = new File([new Uint8Array(20 * MEBIBYTE).fill(7)], 'böse\u202Egnp.bin');
    const percents: number[] = [];
    const stored = await ada.sdk.uploadFile(file, { onProgress: (percent) => percents.push(percent) });
    assert.deepInclude(stored, { size: file.size, name: 'bösegnp.bin', type: 'application/octet-stream' });
    assert.isTrue(stored.url.startsWith(ada.config.url.replace(/^ws/, 'http')));
    assert.equal((await bytesOf(stored.url)).byteLength, file.size);
    assert.deepEqual(
      percents,
      [...percents].sort((a, b) => a - b),
    );
    assert.equal(percents.at(-1), 100);
    assert.equal((await ada.sdk.uploadFile(png(), { name: 'b.png' })).name, 'b.png');
    await Promise.all([ada.sdk.logout(), bob.sdk.logout()]);
  });

  it('should say why it failed', async () => {
    const { gateway, ada, bob } = await people(uniqueID('uploads'));
    assert.equal(await failure(ada.sdk.uploadFile(new Blob([new Uint8Array(26 * MEBIBYTE)]))), 803);
    const stop = new AbortController();
    const cancelled = failure(ada.sdk.uploadFile(png(), { signal: stop.signal }));
    stop.abort();
    assert.equal(await cancelled, 301);
    assert.equal(await failure(ada.sdk.uploadFile(png(), { signal: AbortSignal.abort() })), 301);

    const elsewhere = new OpenIMSDK({ storage: 'memory' });
    await elsewhere.login({ ...bob.config, apiUrl: `${location.origin}/no/such/path/` });
    assert.equal(await failure(elsewhere.uploadFile(png())), 301, 'where no gateway answers');
    elsewhere.close();
    await gateway.stop();
    assert.equal(await failure(ada.sdk.uploadFile(png())), 112);
    await Promise.all([ada.sdk.logout(), bob.sdk.logout()]);
    assert.equal(await failure(ada.sdk.uploadFile(png())), 112, 'nobody is logged in');
  });
});

describe('sendMessage with a file', () => {
  it('should upload it first and fill in what only the upload knows', async () => {
    const { ada, bob } = await people();
    const blank = { uuid: '', type: '', size: 0, width: 2, height: 1, url: '' };
    const pictures = { sourcePicture: blank, bigPicture: blank, snapshotPicture: blank };
    const { data: message } = await ada.sdk.createImageMessage(pictures);
    const received = nextMessage(bob.sdk);
    const progress: ProgressItem[] = [];
    ada.sdk.on('OnProgress', (frame) => progress.push(parse(frame)));
    const answer = parse(
      await ada.sdk.sendMessage({ recvID: bob.config.userID, groupID: '', message, file: png() }),
    );

    const { contentType, pictureElem } = await received;
    assert.equal(contentType, ContentType.Picture);
    assert.deepInclude(pictureElem.sourcePicture, { type: 'image/png', width: 2, height: 1, size: png().size });
    assert.equal(pictureElem.snapshotPicture.url, pictureElem.sourcePicture.url);
    assert.deepEqual(await bytesOf(pictureElem.sourcePicture.url), await png().arrayBuffer());
    assert.deepEqual(answer.pictureElem, pictureElem);
    assert.deepEqual([...new Set(progress.map(({ clientMsgID }) => clientMsgID))], [answer.clientMsgID]);
    assert.deepEqual([progress[0]?.progress, progress.at(-1)?.progress], [0, 100]);
    await Promise.all([ada.sdk.logout(), bob.sdk.logout()]);
  });

  it('should upload a small copy of a large photo, too', async () => {
    const { ada, bob } = await people();
    const file = new File([await photo(2000, 1500, 'image/jpeg')], 'a.jpg', { type: 'image/jpeg' });
    const blank = { uuid: '', type: '', size: 0, width: 2000, height: 1500, url: '' };
    const pictures = { sourcePicture: blank, bigPicture: blank, snapshotPicture: blank };
    const { data: message } = await ada.sdk.createImageMessage(pictures);
    const received = nextMessage(bob.sdk);
    await ada.sdk.sendMessage({ recvID: bob.config.userID, groupID: '', message, file });

    const { sourcePicture, bigPicture, snapshotPicture } = (await received).pictureElem;
    assert.deepEqual(await bytesOf(sourcePicture.url), await file.arrayBuffer());
    assert.deepEqual(bigPicture, sourcePicture);
    assert.deepInclude(sourcePicture, { width: 2000, height: 1500, size: file.size });
    assert.deepInclude(snapshotPicture, { width: 800, height: 600, type: 'image/jpeg' });
    assert.equal((await bytesOf(snapshotPicture.url)).byteLength, snapshotPicture.size);
    assert.isBelow(snapshotPicture.size, file.size / 2);
    await Promise.all([ada.sdk.logout(), bob.sdk.logout()]);
  });

  it('should tell session views how far it is, and let them have the file', async () => {
    const { ada, bob } = await people();
    const uploads = new HeldUploads();
    const seen: unknown[] = [];
    ada.sdk.sync?.on('change', ({ messages }) => {
      for (const { delivery, file } of messages) seen.push([delivery.kind, file?.size]);
    });
    const params = await fileParams(ada, bob, new File(['hello'], 'a.txt'));
    const sending = ada.sdk.sendMessage(params);
    await uploads.begun();
    const [cached] = (await ada.sdk.sync!.getOverview()).unsent;
    assert.deepEqual(cached?.delivery, { kind: 'sending', progress: 0 });
    uploads.release();
    await sending;
    assert.deepInclude(seen, ['queued', 5]);
    assert.deepInclude(seen, ['sending', 5]);
    assert.deepEqual(seen.at(-1), ['sent', undefined]);
    await Promise.all([ada.sdk.logout(), bob.sdk.logout()]);
  });

  it('should begin the upload again after a reload', async () => {
    const { ada, bob } = await people();
    const uploads = new HeldUploads();
    const received = nextMessage(bob.sdk);
    const lost = failure(ada.sdk.sendMessage(await fileParams(ada, bob, new File(['hello'], 'a.txt'))));
    await uploads.begun();
    ada.sdk.close();
    uploads.forget();
    assert.equal(await lost, 111);

    const reloaded = new OpenIMSDK();
    await reloaded.login(ada.config);
    const { fileElem } = await received;
    assert.deepInclude(fileElem, { fileName: 'a.txt', fileSize: 5 });
    assert.equal(new TextDecoder().decode(await bytesOf(fileElem.sourceUrl)), 'hello');
    await Promise.all([reloaded.logout(), bob.sdk.logout()]);
  });

  it('should abort the upload of a message that is discarded, and go on with the next', async () => {
    const { ada, bob } = await people();
    const uploads = new HeldUploads();
    const received = nextMessage(bob.sdk);
    const params = await fileParams(ada, bob, new File(['hello'], 'a.txt'));
    const discarded = failure(ada.sdk.sendMessage(params));
    await uploads.begun();
    const { data: message } = await ada.sdk.createTextMessage('instead');
    const next = ada.sdk.sendMessage({ recvID: bob.config.userID, groupID: '', message });
    await ada.sdk.sync?.discard((JSON.parse(params.message) as MessageItem).clientMsgID);
    assert.equal(await discarded, 302);
    await next;
    assert.equal((await received).content, 'instead');
    uploads.forget();
    assert.deepEqual((await ada.sdk.sync!.getOverview()).unsent, []);
    await Promise.all([ada.sdk.logout(), bob.sdk.logout()]);
  });

  it('should keep a file that is too large as failed, for whoever wants to see why', async () => {
    const { ada, bob } = await people();
    const file = new File([new Uint8Array(26 * MEBIBYTE)], 'large.bin');
    assert.equal(await failure(ada.sdk.sendMessage(await fileParams(ada, bob, file))), 803);
    const [cached] = (await ada.sdk.sync!.getOverview()).unsent;
    assert.deepInclude(cached?.delivery, { kind: 'failed', errCode: 803 });
    assert.equal(cached?.file?.size, file.size);
    await Promise.all([ada.sdk.logout(), bob.sdk.logout()]);
  });

  it('should refuse what is no file, and files where the page uploads by itself', async () => {
    const { ada, bob } = await people();
    const params = await fileParams(ada, bob, new File(['hello'], 'a.txt'));
    assert.equal(await failure(ada.sdk.sendMessageNotOss(params)), 803);
    const none = { size: 1, type: '', arrayBuffer: () => Promise.resolve(new ArrayBuffer(1)) };
    assert.equal(await failure(ada.sdk.sendMessage({ ...params, file: none })), 803);
    const { data: message } = await ada.sdk.createTextMessage('no place for a file');
    assert.equal(await failure(ada.sdk.sendMessage({ ...params, message })), 803);
    await Promise.all([ada.sdk.logout(), bob.sdk.logout()]);
  });
});
