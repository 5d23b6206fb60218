import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Database, DATABASE_FILE } from '../../server/db/database.js';
import { join } from 'node:path';
import { ErrorCode } from '../../src/protocol/index.js';
import { fails, names, only, takeEvents } from '../helpers/client-events.js';
import { GatewayFixture, sendText } from '../helpers/gateway-fixture.js';

describe('typing', () => {
  it('shows on the peer’s live connections and nowhere else', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const bobsPhone = await gateway.connect('bob', { platformID: 1 });
    const adasPhone = await gateway.connect('ada', { platformID: 1 });
    assert.equal(await ada.ok('typingStatusUpdate', { recvID: 'bob', msgTip: 'yes' }), '');
    for (const client of [bob, bobsPhone]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), ['OnRecvNewMessage']);
      const { contentType, content, sessionType, sendID, recvID, seq } = only(events, 'OnRecvNewMessage');
      assert.deepEqual([contentType, content, sessionType, sendID, recvID, seq], [113, 'yes', 1, 'ada', 'bob', 0]);
    }
    assert.deepEqual(await takeEvents(ada), []);
    assert.deepEqual(await takeEvents(adasPhone), []);
  });

  it('leaves no trace in any table, also for somebody who is offline', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada', 'bob');
    await gateway.register('offline');
    for (const recvID of ['bob', 'offline', 'nobody', 'ada']) {
      assert.equal(await ada.ok('typingStatusUpdate', { recvID, msgTip: 'yes' }), '');
    }
    assert.deepEqual(await takeEvents(ada), [], 'nobody is shown their own typing');
    const database = new Database(join(gateway.dataDir, DATABASE_FILE));
    for (const table of ['messages', 'copies', 'conversations', 'threads']) {
      assert.deepEqual(database.all(`SELECT * FROM ${table}`), [], table);
    }
    database.close();
  });

  it('is refused by who blacklisted the sender, and dropped by who does not receive', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob, eve] = await gateway.people('ada', 'bob', 'eve');
    await bob.ok('addBlack', 'ada');
    await sendText(ada, 'eve', 'x');
    await eve.ok('setConversationRecvMessageOpt', { conversationIDList: ['single_ada'], opt: 1 });
    await Promise.all([bob.forget(), eve.forget()]);
    await fails(ada, ErrorCode.Blacklisted, 'typingStatusUpdate', { recvID: 'bob', msgTip: 'yes' });
    await fails(ada, ErrorCode.NotAllowedNow, 'typingStatusUpdate', { recvID: '', msgTip: 'yes' });
    await ada.ok('typingStatusUpdate', { recvID: 'eve', msgTip: 'yes' });
    assert.deepEqual(await takeEvents(bob), []);
    assert.deepEqual(await takeEvents(eve), []);
  });

  it('is refused, as a message is, where strangers may not write', async (t) => {
    const gateway = await GatewayFixture.start(t, { friendCheck: true });
    const [ada, bob] = await gateway.people('ada', 'bob');
    await fails(ada, ErrorCode.NotFriend, 'typingStatusUpdate', { recvID: 'bob', msgTip: 'buy this' });
    assert.deepEqual(await takeEvents(bob), []);
    await bob.ok('addFriend', { toUserID: 'ada', reqMsg: '' });
    await ada.ok('acceptFriendApplication', { toUserID: 'bob', handleMsg: '' });
    await ada.ok('typingStatusUpdate', { recvID: 'bob', msgTip: 'yes' });
    await bob.event('OnRecvNewMessage', ({ data }) => data.includes('"contentType":113'));
  });
});
