import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from '../../src/protocol/index.js';
import { names, only, takeEvents, takeFrames } from '../helpers/client-events.js';
import { GatewayFixture, sendText } from '../helpers/gateway-fixture.js';

describe('several connections of one user', () => {
  it('answer only where they were asked, and all hear what changed', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const other = await gateway.connect('ada', { platformID: 1 });

    const sent = await sendText(ada, 'bob', 'hi');
    const here = await takeFrames(ada);
    const there = await takeFrames(other);
    assert.deepEqual(names(here), ['OnProgress', 'SendMessage', 'OnNewConversation']);
    assert.deepEqual(names(there), ['OnRecvNewMessage', 'OnNewConversation']);
    assert.deepEqual(only(there, 'OnRecvNewMessage'), sent, 'the very message, with sendID of one’s own');
    assert.equal(only(there, 'OnNewConversation')[0]?.unreadCount, 0);

    await ada.ok('pinConversation', { conversationID: 'single_bob', isPinned: true });
    for (const client of [ada, other]) {
      assert.equal(only(await takeEvents(client), 'OnConversationChanged')[0]?.isPinned, true);
    }

    await sendText(bob, 'ada', 'hello');
    for (const client of [ada, other]) {
      assert.deepEqual(names(await takeEvents(client)), [
        'OnRecvNewMessage',
        'OnConversationChanged',
        'OnTotalUnreadMessageCountChanged',
      ]);
    }
  });

  // To see it fail: platformNumber (server/http/handshake.ts) that returns every number as it is.
  it('are no more because their platforms have numbers that nobody knows: these are one platform', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const token = await gateway.token('ada');
    const connect = (platformID: number) => gateway.connect('ada', { platformID, token });
    const first = await connect(1000);
    const second = await connect(-7);
    await first.event('OnKickedOffline');
    const third = await connect(1.5);
    await second.event('OnKickedOffline');
    for (const client of [ada, third]) assert.equal(await client.code('getSelfUserInfo'), 0);
  });

  it('get messages as arrays where they asked for batches', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const batched = await gateway.connect('ada', { batch: true });
    const sent = await sendText(bob, 'ada', 'hi');
    const { data, operationID } = await batched.event('OnRecvNewMessages');
    assert.deepEqual([parse(data), operationID], [[{ ...sent, seq: 1 }], '0']);
    assert.ok(!batched.eventNames.includes('OnRecvNewMessage'));
    await ada.event('OnRecvNewMessage');
  });
});
