import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse, toJson } from '../../src/protocol/index.js';
import { every, names, only } from '../helpers/client-events.js';
import { GatewayFixture, sendText } from '../helpers/gateway-fixture.js';
import type { RawClient } from '../helpers/raw-client.js';

/** Logs in and keeps what comes with it. */
async function comeBack(gateway: GatewayFixture, userID: string, batch = false): Promise<RawClient> {
  const client = await gateway.open(userID);
  await client.logIn(batch ? { batchMsg: 1 } : {});
  await client.settle();
  return client;
}

const QUIET = ['OnConnecting', 'OnConnectSuccess', 'Login', 'OnSyncServerStart', 'OnSyncServerFinish'];

describe('catching up', () => {
  it('replays what was stored since the last connection ended, once', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    await sendText(ada, 'bob', 'seen');
    await bob.forget();
    await bob.close();
    const missed = [await sendText(ada, 'bob', 'one'), await sendText(ada, 'bob', 'two')];
    const revoked = await sendText(ada, 'bob', 'taken back');
    await ada.ok('revokeMessage', toJson(revoked));

    const back = await comeBack(gateway, 'bob');
    assert.deepEqual(names(back.frames), [
      ...QUIET.slice(0, 4),
      ...['OnRecvNewMessage', 'OnRecvNewMessage', 'OnRecvNewMessage'],
      ...['OnConversationChanged', 'OnTotalUnreadMessageCountChanged', 'OnSyncServerFinish'],
    ]);
    const replayed = every(back.frames, 'OnRecvNewMessage');
    assert.deepEqual(replayed.slice(0, 2), missed, 'in order, and the third is the notice');
    assert.deepEqual([replayed[2]?.contentType, replayed[2]?.content], [111, revoked.clientMsgID]);
    const [conversation] = only(back.frames, 'OnConversationChanged');
    assert.deepEqual([conversation?.conversationID, conversation?.unreadCount], ['single_ada', 4]);
    assert.equal(only(back.frames, 'OnTotalUnreadMessageCountChanged'), 4);

    assert.deepEqual(names((await comeBack(gateway, 'bob')).frames), QUIET, 'a further connection missed nothing');
    await back.close();
  });

  it('comes as one array where batches were asked for', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    await gateway.register('bob');
    const missed = [await sendText(ada, 'bob', 'one'), await sendText(ada, 'bob', 'two')];
    const back = await comeBack(gateway, 'bob', true);
    assert.deepEqual(parse((await back.event('OnRecvNewMessages')).data), missed);
    assert.ok(!names(back.frames).includes('OnRecvNewMessage'));
  });

  it('holds at most the newest it is set to, while the records are complete', async (t) => {
    const gateway = await GatewayFixture.start(t, { catchUpLimit: 2 });
    const [ada, eve] = await gateway.people('ada', 'eve');
    await gateway.register('bob');
    await sendText(eve, 'bob', 'long ago');
    for (const text of ['1', '2', '3']) await sendText(ada, 'bob', text);
    const back = await comeBack(gateway, 'bob');
    const contents = every(back.frames, 'OnRecvNewMessage').map(({ content }) => content);
    assert.deepEqual(contents, ['2', '3']);
    const changed = only(back.frames, 'OnConversationChanged').map(({ conversationID }) => conversationID);
    assert.deepEqual(changed.sort(), ['single_ada', 'single_eve']);
  });

  it('holds no more than a mebibyte of content', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    await gateway.register('bob');
    const text = 'x'.repeat(60_000);
    for (let index = 0; index < 20; index++) await sendText(ada, 'bob', text);
    const back = await comeBack(gateway, 'bob');
    assert.equal(every(back.frames, 'OnRecvNewMessage').length, 17);
    assert.equal(only(back.frames, 'OnTotalUnreadMessageCountChanged'), 20);
  });

  it('begins where the gateway was stopped', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    await sendText(ada, 'bob', 'seen');
    await bob.event('OnRecvNewMessage');
    await gateway.restart();
    const again = await gateway.connect('ada');
    const missed = await sendText(again, 'bob', 'missed');
    const back = await comeBack(gateway, 'bob');
    assert.deepEqual(every(back.frames, 'OnRecvNewMessage'), [missed]);
  });

  it('loses nothing that is sent while the login is under way', async (t) => {
    const gateway = await GatewayFixture.start(t, { rateLimit: { perSecond: 1, burst: 10_000 } });
    const [ada] = await gateway.people('ada');
    await gateway.register('bob');
    for (let round = 0; round < 10; round++) {
      const bob = await gateway.open('bob');
      const sending = Array.from({ length: 20 }, (_, index) => sendText(ada, 'bob', `${round}.${index}`));
      await bob.logIn();
      const sent = await Promise.all(sending);
      await bob.settle();
      const got = every(bob.frames, 'OnRecvNewMessage').map(({ content }) => content);
      assert.deepEqual(
        got,
        sent.map(({ content }) => content),
        `round ${round}`,
      );
      await bob.close();
    }
  });

  it('replays what came while the socket was already closing', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    bob.socket.close();
    const sent = await sendText(ada, 'bob', 'as you leave');
    await bob.closeCode();
    const got = every(bob.frames, 'OnRecvNewMessage');
    const back = await comeBack(gateway, 'bob');
    assert.deepEqual([...got, ...every(back.frames, 'OnRecvNewMessage')], [sent], 'here or there, once');
  });
});
