import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import {
  blankElements,
  contentOfElement,
  ContentType,
  createSession,
  parse,
  sharedMessagesOf,
  toJson,
  type MessageItem,
  type Session,
  type SharedMessages,
} from '../../../src/index.js';
import { GatewayFixture, sendText, textMessage } from '../../helpers/gateway-fixture.js';
import type { RawClient } from '../../helpers/raw-client.js';
import { until } from '../../helpers/until.js';

/** A gateway with alice and bob, and bob at it without a cache. */
async function prepare(t: TestContext): Promise<{ gateway: GatewayFixture; bob: RawClient }> {
  const gateway = await GatewayFixture.start(t);
  await gateway.register('alice', 'bob');
  return { gateway, bob: await gateway.connect('bob') };
}

/** alice in a session. */
async function enter(
  t: TestContext,
  gateway: GatewayFixture,
  createSocket = (url: string) => new WebSocket(url),
): Promise<Session> {
  const token = await gateway.token('alice');
  const session = createSession({ url: gateway.url, userID: 'alice', token, storage: 'memory', createSocket });
  t.after(() => session.close());
  await until(() => session.connection.value.kind === 'online');
  return session;
}

async function sendPicture(from: RawClient, recvID: string, name: string): Promise<MessageItem> {
  const { pictureElem } = blankElements();
  pictureElem.sourcePicture.url = `https://chat.example/${name}.png`;
  const content = contentOfElement(pictureElem);
  const message = textMessage(content, { contentType: ContentType.Picture, pictureElem });
  return parse(await from.ok('sendMessage', { recvID, groupID: '', message }));
}

async function sendFile(from: RawClient, recvID: string, fileName: string): Promise<MessageItem> {
  const fileElem = { ...blankElements().fileElem, fileName, sourceUrl: `https://chat.example/${fileName}` };
  const content = contentOfElement(fileElem);
  const message = textMessage(content, { contentType: ContentType.File, fileElem });
  return parse(await from.ok('sendMessage', { recvID, groupID: '', message }));
}

const namesOf = ({ messages }: SharedMessages): string[] =>
  messages.value.map(({ pictureElem }) => /(\w+)\.png/.exec(pictureElem.sourcePicture.url)?.[1] ?? '');

describe('what was shared in a conversation', () => {
  it('should be found by kind, newest first, and follow what comes and goes', async (t) => {
    const { gateway, bob } = await prepare(t);
    const alice = await enter(t, gateway);
    await sendPicture(bob, 'alice', 'first');
    await gateway.clock.advance(5000);
    const second = await sendPicture(bob, 'alice', 'second');
    await sendFile(bob, 'alice', 'offer.pdf');
    await sendText(bob, 'alice', 'no address here');
    await sendText(bob, 'alice', 'look at https://example.com/a');
    const source = sharedMessagesOf(alice);
    const [media, files, links] = (['media', 'files', 'links'] as const).map((kind) =>
      source.open('single_bob', kind),
    );
    assert.ok(media && files && links);
    await until(() => [media, files, links].every(({ older }) => older.value === 'none'));
    assert.deepEqual(namesOf(media), ['second', 'first']);
    assert.deepEqual(
      files.messages.value.map(({ fileElem }) => fileElem.fileName),
      ['offer.pdf'],
    );
    assert.deepEqual(
      links.messages.value.map(({ content }) => content),
      ['look at https://example.com/a'],
    );

    await gateway.clock.advance(5000);
    await sendPicture(bob, 'alice', 'third');
    await until(() => media.messages.value.length === 3);
    assert.deepEqual(namesOf(media), ['third', 'second', 'first']);
    await bob.ok('revokeMessage', toJson(second));
    await until(() => media.messages.value.length === 2);
    assert.deepEqual(namesOf(media), ['third', 'first']);

    media.release();
    await sendPicture(bob, 'alice', 'fourth');
    await sendFile(bob, 'alice', 'later.pdf');
    await until(() => files.messages.value.length === 2);
    assert.equal(media.messages.value.length, 2, 'followed although nobody looks');
  });

  it('should be read on page by page, however many came within one second', async (t) => {
    const { gateway, bob } = await prepare(t);
    const names: string[] = [];
    const sent: MessageItem[] = [];
    for (let index = 0; index < 150; index += 1) {
      // The first 130 within the same millisecond.
      if (index >= 130) await gateway.clock.advance(700);
      const name = `p${String(index)}`;
      names.push(name);
      sent.push(await sendPicture(bob, 'alice', name));
    }
    const media = sharedMessagesOf(await enter(t, gateway)).open('single_bob', 'media');
    await until(() => media.older.value === 'available' && media.messages.value.length > 0);
    assert.equal(media.messages.value.length, 60);
    assert.deepEqual(namesOf(media).slice(0, 20), names.slice(130).reverse());
    let rounds = 0;
    while (media.older.value !== 'none') {
      assert.ok(++rounds < 10, 'no end');
      await media.loadOlder();
    }
    assert.deepEqual(namesOf(media).sort(), [...names].sort());
    // The cache has only the newest page; what is taken back beyond it goes all the same.
    await bob.ok('revokeMessage', toJson(sent[0]!));
    await until(() => media.messages.value.length === 149);
    assert.ok(!namesOf(media).includes('p0'));
  });

  it('should come from the cache without a connection, and be completed with the next', async (t) => {
    const { gateway, bob } = await prepare(t);
    await sendPicture(bob, 'alice', 'seen');
    await gateway.clock.advance(5000);
    let port = '';
    const sockets: WebSocket[] = [];
    const session = await enter(t, gateway, (url) => {
      const socket = new WebSocket(url.replace(/:\d+/, port || '$&'));
      sockets.push(socket);
      return socket;
    });
    const timeline = session.openTimeline('single_bob');
    await until(() => timeline.messages.value.length === 1);
    // More than is gone through at once.
    for (let index = 0; index < 205; index += 1) await sendText(bob, 'alice', String(index));
    await until(() => timeline.messages.value.length === 206);

    // Nobody listens there.
    port = ':1';
    for (const socket of sockets) socket.terminate();
    await until(() => session.connection.value.kind === 'waiting');
    const source = sharedMessagesOf(session);
    const media = source.open('single_bob', 'media');
    const files = source.open('single_bob', 'files');
    await until(() => [media, files].every(({ older }) => older.value !== 'loading'));
    assert.deepEqual(namesOf(media), ['seen']);
    assert.equal(media.state.value.kind, 'ready');
    const unknown = source.open('single_carol', 'media');
    await until(() => unknown.state.value.kind === 'failed');

    await sendFile(bob, 'alice', 'meanwhile.pdf');
    port = '';
    session.reconnect();
    await until(() => files.messages.value.length === 1 && unknown.state.value.kind === 'ready');
    assert.equal(unknown.older.value, 'none');
  });
});
