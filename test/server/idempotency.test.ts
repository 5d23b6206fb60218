import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, parse, toJson } from '../../src/protocol/index.js';
import { fails, names, takeEvents, takeFrames } from '../helpers/client-events.js';
import { GatewayFixture, historyWith, makeGroup, sendText, textMessage } from '../helpers/gateway-fixture.js';

describe('the same message again', () => {
  it('is answered as the first time and delivered to nobody', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const params = { recvID: 'bob', groupID: '', message: textMessage('once') };
    const sent = parse(await ada.ok('sendMessage', params));
    await Promise.all([ada.forget(), bob.forget()]);
    await gateway.clock.advance(5000);

    for (const method of ['sendMessage', 'sendMessageNotOss'] as const) {
      assert.deepEqual(parse(await ada.ok(method, params)), sent, 'same serverMsgID, sendTime and seq');
    }
    assert.deepEqual(names(await takeFrames(ada)), ['SendMessage', 'SendMessageNotOss'], 'no event');
    assert.deepEqual(await takeEvents(bob), []);
    assert.deepEqual(await historyWith(bob, 'ada'), [sent]);

    await bob.ok('markC2CMessageAsRead', { userID: 'ada', msgIDList: [sent.clientMsgID] });
    await ada.ok('revokeMessage', toJson(sent));
    const again = parse(await ada.ok('sendMessage', params));
    assert.deepEqual([again.serverMsgID, again.sendTime, again.seq], [sent.serverMsgID, sent.sendTime, sent.seq]);
  });

  it('is one even when both arrive at once, and after a restart', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada', 'bob');
    const other = await gateway.connect('ada');
    const params = { recvID: 'bob', groupID: '', message: textMessage('once') };
    const answers = await Promise.all([ada, other, ada, other].map((client) => client.ok('sendMessage', params)));
    assert.equal(new Set(answers).size, 1);
    await gateway.restart();
    const bob = await gateway.connect('bob');
    const back = await gateway.connect('ada');
    assert.equal(await back.ok('sendMessage', params), answers[0]);
    assert.equal((await historyWith(bob, 'ada')).length, 1);
    assert.equal(await bob.ok('getTotalUnreadMsgCount'), '1');
  });

  it('is not another message under its ID', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob, eve] = await gateway.people('ada', 'bob', 'eve');
    const groupID = await makeGroup(ada, [bob]);
    const message = textMessage('mine');
    await ada.ok('sendMessage', { recvID: 'bob', groupID: '', message });
    const altered = (members: object): string => JSON.stringify({ ...parse(message), ...members });
    const bobs = { recvID: 'bob', groupID: '' };
    await fails(ada, ErrorCode.MessageRefused, 'sendMessage', { ...bobs, message: altered({ content: 'other' }) });
    await fails(ada, ErrorCode.MessageRefused, 'sendMessage', { ...bobs, message: altered({ contentType: 110 }) });
    await fails(ada, ErrorCode.MessageRefused, 'sendMessage', { recvID: 'eve', groupID: '', message });
    await fails(ada, ErrorCode.MessageRefused, 'sendMessage', { recvID: '', groupID, message });
    await fails(eve, ErrorCode.MessageRefused, 'sendMessage', { ...bobs, message });
    await fails(bob, ErrorCode.MessageRefused, 'sendMessage', { recvID: 'ada', groupID: '', message });
    assert.equal((await historyWith(bob, 'ada')).length, 1);
    assert.deepEqual(await historyWith(bob, 'eve'), []);
  });

  it('is recognised when its text cannot be stored as it is', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const params = { recvID: 'bob', groupID: '', message: textMessage('nul \0 and half a pair \ud83d, 👍') };
    const sent = await ada.ok('sendMessage', params);
    assert.equal(await ada.ok('sendMessage', params), sent);
    assert.equal((await historyWith(bob, 'ada'))[0]?.content, 'nul \ufffd and half a pair \ufffd, 👍');
    await sendText(ada, 'bob', 'next');
  });
});
