import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UPLOAD_HEAD_START_MS } from '../../../src/sync/outbox.js';
import { Deferred } from '../../../src/util/deferred.js';
import { chatWith } from '../../helpers/fake-server.js';
import { idOf } from '../../helpers/messages.js';
import { BOB, SyncFixture } from '../../helpers/sync-fixture.js';

/** Messages are named by their IDs: a file's text is that of its content. */
const nameOf = ({ clientMsgID }: { clientMsgID: string }): string => clientMsgID.replace(/^0+/, '');

/** What bob has got of alice, in order. */
const got = ({ server }: SyncFixture): string[] => server.history('bob', chatWith('alice')).map(nameOf);

async function states({ sync }: SyncFixture): Promise<string[]> {
  const { messages } = await sync.getNewest(BOB, 50);
  return messages.map(({ message, delivery }) => `${nameOf(message)}:${delivery.kind}`);
}

describe('a file in the outbox', () => {
  it('should keep its place before what is written while it is uploaded', async () => {
    const fixture = await SyncFixture.connected();
    fixture.send('look');
    fixture.sendFile('photo');
    fixture.send('nice, is it not?');
    await fixture.clock.advance(UPLOAD_HEAD_START_MS - 1);
    assert.deepEqual(got(fixture), ['look']);
    fixture.engine.uploads[0]?.done();
    await fixture.settle();
    assert.deepEqual(got(fixture), ['look', 'photo', 'nice, is it not?']);
    assert.equal(fixture.clock.pendingTimers, 0);
  });

  it('should hold up nobody when it takes long, and be sent when it is uploaded', async () => {
    const fixture = await SyncFixture.connected();
    fixture.sendFile('film');
    fixture.send('are you there?');
    await fixture.clock.advance(UPLOAD_HEAD_START_MS);
    assert.deepEqual(got(fixture), ['are you there?']);
    fixture.send('never mind');
    await fixture.settle();
    assert.deepEqual(got(fixture), ['are you there?', 'never mind'], 'who waited once need not wait again');
    assert.deepEqual(await states(fixture), ['are you there?:sent', 'never mind:sent', 'film:sending']);
    fixture.engine.uploads[0]?.done();
    await fixture.settle();
    assert.deepEqual(got(fixture), ['are you there?', 'never mind', 'film']);
    assert.deepEqual(await states(fixture), ['are you there?:sent', 'never mind:sent', 'film:sent']);
  });

  it('should be uploaded after the one before it, and keep the order among files', async () => {
    const fixture = await SyncFixture.connected();
    fixture.sendFile('first');
    fixture.sendFile('second');
    fixture.send('both');
    await fixture.settle();
    assert.equal(fixture.engine.uploads.length, 1);
    for (const index of [0, 1]) {
      fixture.engine.uploads[index]?.done();
      await fixture.settle();
    }
    assert.deepEqual(got(fixture), ['first', 'second', 'both']);
  });

  it('should be tried again after a while when it does not get through', async () => {
    const fixture = await SyncFixture.connected();
    fixture.sendFile('film');
    await fixture.settle();
    fixture.engine.uploads[0]?.fail(810);
    await fixture.settle();
    fixture.send('meanwhile', 'eve');
    assert.deepEqual(await states(fixture), ['film:queued']);
    await fixture.clock.advance(60_000);
    assert.equal(fixture.engine.uploads.length, 2);
    fixture.engine.uploads[1]?.done();
    await fixture.settle();
    assert.deepEqual(got(fixture), ['film']);
    assert.equal(fixture.clock.pendingTimers, 0);
  });

  it('should be there once when the connection breaks after its upload', async () => {
    const fixture = await SyncFixture.connected();
    fixture.engine.plan('sendMessage', { kind: 'cut-after' });
    fixture.sendFile('photo');
    fixture.send('next');
    await fixture.settle();
    fixture.engine.uploads[0]?.done();
    await fixture.settle();
    await fixture.connect();
    assert.deepEqual(got(fixture), ['photo', 'next']);
    assert.equal(fixture.engine.uploads.length, 1, 'it is not uploaded twice');
  });

  it('should wait like any other message when the connection breaks during its upload', async () => {
    const fixture = await SyncFixture.connected();
    fixture.sendFile('photo');
    await fixture.settle();
    const delivery = async (): Promise<string | undefined> =>
      (await fixture.sync.getNewest(BOB, 1)).messages[0]?.delivery.kind;
    await fixture.cut();
    assert.equal(await delivery(), 'sending');
    fixture.engine.uploads[0]?.done();
    await fixture.settle();
    assert.equal(await delivery(), 'queued');
    await fixture.connect();
    assert.equal(await delivery(), 'sent');
  });

  it('should have its head start anew with a new connection', async () => {
    const fixture = await SyncFixture.connected();
    fixture.sendFile('photo');
    fixture.send('next');
    await fixture.settle();
    await fixture.cut();
    fixture.engine.uploads[0]?.fail(112);
    await fixture.clock.advance(10 * UPLOAD_HEAD_START_MS);
    await fixture.connect();
    assert.deepEqual(got(fixture), []);
    fixture.engine.uploads[1]?.done();
    await fixture.settle();
    assert.deepEqual(got(fixture), ['photo', 'next']);
  });

  it('should let the others go at once when it is discarded', async () => {
    const fixture = await SyncFixture.connected();
    const { sent } = fixture.sendFile('photo');
    fixture.send('instead');
    await fixture.settle();
    await fixture.sync.discard(idOf('photo'));
    await assert.rejects(sent, { errCode: 302 });
    await fixture.settle();
    assert.deepEqual(got(fixture), ['instead']);
    assert.equal(fixture.clock.pendingTimers, 0);
  });

  it('should let the others go at once when it is refused, and be sent behind them when it is retried', async () => {
    const fixture = await SyncFixture.connected();
    fixture.sendFile('too large');
    fixture.send('next');
    await fixture.settle();
    fixture.engine.uploads[0]?.fail(803);
    await fixture.settle();
    assert.deepEqual(await states(fixture), ['next:sent', 'too large:failed']);
    await fixture.sync.retry(idOf('too large'));
    await fixture.settle();
    fixture.engine.uploads[1]?.done();
    await fixture.settle();
    assert.deepEqual(got(fixture), ['next', 'too large']);
    assert.equal(fixture.clock.pendingTimers, 0);
  });

  it('should be read once, and be refused alone where it cannot be', async () => {
    const fixture = await SyncFixture.open();
    let reads = 0;
    const bytes = new TextEncoder().encode('hello').buffer;
    const read = (): Promise<ArrayBuffer> =>
      reads++ === 0 ? Promise.resolve(bytes) : Promise.reject(new DOMException('gone', 'NotReadableError'));
    const file = Object.assign(new File(['hello'], 'a.txt', { type: 'text/plain' }), { arrayBuffer: read });
    await fixture.sendFile('photo', 'bob', file).stored;
    await assert.rejects(fixture.sendFile('vanished', 'bob', file).stored, { errCode: 301 });
    await fixture.connect();
    fixture.engine.uploads[0]?.fail(803);
    await fixture.settle();
    assert.deepEqual(await states(fixture), ['photo:failed']);
    await fixture.sync.retry(idOf('photo'));
    await fixture.settle();
    const uploaded = fixture.engine.uploads[1]?.file as File;
    assert.deepEqual([uploaded.name, uploaded.type, await uploaded.text()], ['a.txt', 'text/plain', 'hello']);
    assert.equal(reads, 2);
  });

  it('should hold up nothing but what is sent after it while a slow disk reads it, and that for its head start', async () => {
    const fixture = await SyncFixture.connected();
    const reading = new Deferred<ArrayBuffer>();
    const file = Object.assign(new Blob(['hello']), { arrayBuffer: () => reading.promise });
    fixture.sendFile('photo', 'bob', file);
    const { stored } = fixture.send('nice, is it not?');
    fixture.say('hello');
    await fixture.settle();
    await stored;
    assert.deepEqual(await states(fixture), ['bob1:sent', 'nice, is it not?:queued']);
    await fixture.clock.advance(UPLOAD_HEAD_START_MS - 1);
    assert.deepEqual(got(fixture), ['bob1']);
    await fixture.clock.advance(1);
    assert.deepEqual(got(fixture), ['bob1', 'nice, is it not?']);
    reading.resolve(new ArrayBuffer(5));
    await fixture.settle();
    fixture.engine.uploads[0]?.done();
    await fixture.settle();
    assert.deepEqual(got(fixture), ['bob1', 'nice, is it not?', 'photo']);
  });

  it('should let what is sent after it go at once where it cannot be read', async () => {
    const fixture = await SyncFixture.connected();
    const reading = new Deferred<ArrayBuffer>();
    const file = Object.assign(new Blob(['hello']), { arrayBuffer: () => reading.promise });
    const { stored } = fixture.sendFile('photo', 'bob', file);
    fixture.send('nice, is it not?');
    await fixture.settle();
    reading.reject(new DOMException('gone', 'NotReadableError'));
    await assert.rejects(stored, { errCode: 301 });
    await fixture.settle();
    assert.deepEqual(got(fixture), ['nice, is it not?']);
    assert.equal(fixture.clock.pendingTimers, 0);
  });

  it('should be discarded while it is read, and hold up nothing any longer', async () => {
    const fixture = await SyncFixture.connected();
    const reading = new Deferred<ArrayBuffer>();
    const file = Object.assign(new Blob(['hello']), { arrayBuffer: () => reading.promise });
    const { stored, sent } = fixture.sendFile('photo', 'bob', file);
    fixture.send('instead');
    await fixture.settle();
    await fixture.sync.discard(idOf('photo'));
    await assert.rejects(sent, { errCode: 302 });
    await fixture.settle();
    assert.deepEqual(got(fixture), ['instead']);
    reading.resolve(new ArrayBuffer(5));
    await stored;
    await fixture.settle();
    assert.deepEqual(await states(fixture), ['instead:sent']);
    assert.equal(fixture.engine.uploads.length, 0);
    assert.equal(fixture.clock.pendingTimers, 0);
  });

  it('should not be said to be stored when the page closes while it is read', async () => {
    const fixture = await SyncFixture.open();
    const reading = new Deferred<ArrayBuffer>();
    const file = Object.assign(new Blob(['hello']), { arrayBuffer: () => reading.promise });
    const { stored } = fixture.sendFile('photo', 'bob', file);
    await fixture.settle();
    fixture.sync.close();
    reading.resolve(new ArrayBuffer(5));
    await assert.rejects(stored, { errCode: 111 });
  });

  it('should stop nothing and leave nothing when the page closes', async () => {
    const fixture = await SyncFixture.connected();
    const { sent } = fixture.sendFile('photo');
    fixture.send('next');
    await fixture.settle();
    fixture.sync.close();
    await assert.rejects(sent, { errCode: 111 });
    assert.equal(fixture.clock.pendingTimers, 0);
  });
});
