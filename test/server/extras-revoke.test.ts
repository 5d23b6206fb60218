import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse, toJson, type MessageItem, type RevokeInfo } from '../../src/protocol/index.js';
import { every, fails, get, names, only, takeEvents, takeFrames } from '../helpers/client-events.js';
import {
  GatewayFixture,
  historyWith,
  makeGroup,
  sendText,
  sendToGroup,
  textMessage,
} from '../helpers/gateway-fixture.js';
import type { RawClient } from '../helpers/raw-client.js';

async function groupHistory(client: RawClient, groupID: string): Promise<MessageItem[]> {
  return get(client, 'getHistoryMessageList', { userID: '', groupID, count: 50, startClientMsgID: '' });
}

const shownOf = (messages: readonly MessageItem[]) =>
  messages.map(({ contentType, content }) => [contentType, content]);

describe('newRevokeMessage', () => {
  it('puts a notice in the message’s place on both sides, and tells both, the caller included', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob] = await gateway.people('ann', 'bob');
    const annTab = await gateway.connect('ann');
    await gateway.clock.advance(1000);
    const first = await sendText(ann, 'bob', 'first');
    await gateway.clock.advance(1000);
    const secret = await sendText(ann, 'bob', 'secret');
    await gateway.clock.advance(1000);
    await sendText(ann, 'bob', 'last');
    await gateway.clock.advance(2000);
    for (const client of [ann, annTab, bob]) await client.forget();

    assert.equal(await ann.ok('newRevokeMessage', toJson(secret)), '');
    const info: RevokeInfo = {
      revokerID: 'ann',
      revokerRole: 0,
      clientMsgID: secret.clientMsgID,
      revokerNickname: 'ANN',
      revokeTime: Math.floor(gateway.clock.now() / 1000),
      sourceMessageSendTime: secret.sendTime,
      sourceMessageSendID: 'ann',
      sourceMessageSenderNickname: 'ANN',
      sessionType: 1,
      seq: secret.seq,
      ex: '',
    };
    assert.deepEqual(names(await takeFrames(ann)), ['NewRevokeMessage', 'OnNewRecvMessageRevoked']);
    for (const client of [annTab, bob]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), ['OnNewRecvMessageRevoked']);
      assert.deepEqual(only(events, 'OnNewRecvMessageRevoked'), info);
      assert.equal(events[0]?.operationID, '0');
    }
    for (const [client, peer] of [[ann, 'bob'] as const, [bob, 'ann'] as const]) {
      const history = await historyWith(client, peer);
      assert.deepEqual(shownOf(history), [
        [101, 'first'],
        [118, JSON.stringify(info)],
        [101, 'last'],
      ]);
      const notice = history[1]!;
      assert.deepEqual(
        [notice.sendTime, notice.sendID, notice.recvID, notice.status, notice.sessionType],
        [secret.sendTime, 'ann', 'bob', 2, 1],
      );
      assert.notEqual(notice.clientMsgID, secret.clientMsgID);
      // The place of the one that is gone is still a place to page from.
      const older = await historyWith(client, peer, 10, secret.clientMsgID);
      assert.deepEqual(
        older.map(({ clientMsgID }) => clientMsgID),
        [first.clientMsgID],
      );
    }
    assert.equal(await bob.ok('getTotalUnreadMsgCount'), '3');
  });

  it('shows the notice in the list where the message was the latest', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob] = await gateway.people('ann', 'bob');
    const sent = await sendText(ann, 'bob', 'secret');
    for (const client of [ann, bob]) await client.forget();
    await ann.ok('newRevokeMessage', toJson(sent));
    for (const client of [ann, bob]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), ['OnNewRecvMessageRevoked', 'OnConversationChanged']);
      const [conversation] = only(events, 'OnConversationChanged');
      const latest = parse<MessageItem>(conversation!.latestMsg);
      assert.deepEqual([latest.contentType, latest.sendTime], [118, sent.sendTime]);
      assert.equal(conversation!.latestMsgSendTime, sent.sendTime);
      assert.doesNotMatch(JSON.stringify(conversation), /secret/);
    }
  });

  it('lets owners take back everything, administrators what ordinary members sent, and nobody else', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [own, adm, bob, eve] = await gateway.people('own', 'adm', 'bob', 'eve');
    const groupID = await makeGroup(own, [adm, bob, eve]);
    await own.ok('setGroupMemberRoleLevel', { groupID, userID: 'adm', roleLevel: 3 });
    const ofOwner = toJson(await sendToGroup(own, groupID, 'owner'));
    const ofAdmin = toJson(await sendToGroup(adm, groupID, 'admin'));
    const ofBob = toJson(await sendToGroup(bob, groupID, 'bob'));
    const again = toJson(await sendToGroup(bob, groupID, 'again'));
    for (const message of [ofOwner, ofAdmin, ofBob]) await fails(eve, 201, 'newRevokeMessage', message);
    await fails(adm, 201, 'newRevokeMessage', ofOwner);
    for (const client of [own, adm, bob, eve]) await client.forget();

    await adm.ok('newRevokeMessage', ofBob);
    await own.ok('newRevokeMessage', ofAdmin);
    await own.ok('newRevokeMessage', again);
    for (const client of [own, adm, bob, eve]) {
      const told = every(await takeEvents(client), 'OnNewRecvMessageRevoked');
      assert.deepEqual(
        told.map(({ revokerID, revokerRole, sourceMessageSendID }) => [
          revokerID,
          revokerRole,
          sourceMessageSendID,
        ]),
        [
          ['adm', 3, 'bob'],
          ['own', 2, 'adm'],
          ['own', 2, 'bob'],
        ],
      );
      const types = (await groupHistory(client, groupID)).map(({ contentType }) => contentType);
      assert.deepEqual(types, [1501, 101, 118, 118, 118]);
    }
  });

  for (const [method, noticeType] of [
    ['newRevokeMessage', 118],
    ['revokeMessage', 111],
  ] as const) {
    it(`leaves nothing of the text in a quote that is sent after ${method}, however often`, async (t) => {
      const gateway = await GatewayFixture.start(t);
      const [ann, bob] = await gateway.people('ann', 'bob');
      const secret = await sendText(ann, 'bob', 'secret words');
      await gateway.clock.advance(1000);
      const quote = await bob.ok('createQuoteMessage', { text: 'really?', message: toJson(secret) });
      await ann.ok(method, toJson(secret));
      const sent = parse(await bob.ok('sendMessage', { recvID: 'ann', groupID: '', message: quote }));
      const again = parse(await bob.ok('sendMessage', { recvID: 'ann', groupID: '', message: quote }));
      assert.equal(again.serverMsgID, sent.serverMsgID);
      assert.deepEqual([sent.quoteElem.text, sent.quoteElem.quoteMessage?.contentType], ['really?', noticeType]);
      assert.doesNotMatch(JSON.stringify([sent, await historyWith(ann, 'bob')]), /secret words/);
    });
  }

  it('leaves nothing of the text in quotes, nor in what offline people get told', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob, cat] = await gateway.people('ann', 'bob', 'cat');
    const groupID = await makeGroup(ann, [bob, cat]);
    const secret = await sendToGroup(ann, groupID, 'secret words');
    const quote = await bob.ok('createQuoteMessage', { text: 'really?', message: toJson(secret) });
    await bob.ok('sendMessage', { recvID: '', groupID, message: quote });
    const mention = await bob.ok('createTextAtMessage', {
      text: 'see',
      atUserIDList: ['cat'],
      message: toJson(secret),
    });
    await bob.ok('sendMessage', { recvID: '', groupID, message: mention });
    // An application may put anything into a quote's content.
    const broken = textMessage('{"quoteMessage":', { contentType: 114 });
    await bob.ok('sendMessage', { recvID: '', groupID, message: broken });
    await cat.close();
    await ann.ok('newRevokeMessage', toJson(secret));

    for (const client of [ann, bob])
      assert.doesNotMatch(JSON.stringify(await groupHistory(client, groupID)), /secret words/);
    const [, notice, quoting, mentioning] = await groupHistory(bob, groupID);
    for (const quoted of [quoting!.quoteElem.quoteMessage!, mentioning!.atElem.quoteMessage!]) {
      assert.deepEqual([quoted.clientMsgID, quoted.contentType], [secret.clientMsgID, 118]);
      assert.equal(quoted.content, notice!.content);
    }
    assert.deepEqual([quoting!.quoteElem.text, mentioning!.atElem.text], ['really?', 'see']);

    const back = await gateway.open('cat');
    await back.logIn();
    const events = await takeEvents(back);
    assert.equal(only(events, 'OnNewRecvMessageRevoked').clientMsgID, secret.clientMsgID);
    assert.deepEqual(every(events, 'OnRecvNewMessage'), []);
    await back.close();
    // Neither what was caught up on is told again, nor what was told while connected.
    await bob.close();
    const again = await gateway.open('bob');
    await again.logIn();
    assert.deepEqual(every(await takeEvents(again), 'OnNewRecvMessageRevoked'), []);
    const third = await gateway.open('cat');
    await third.logIn();
    assert.deepEqual(every(await takeEvents(third), 'OnNewRecvMessageRevoked'), []);
  });

  it('reaches only those who see the message', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob, cat, dan] = await gateway.people('ann', 'bob', 'cat', 'dan');
    const groupID = await makeGroup(ann, [bob, cat]);
    const sent = await sendToGroup(ann, groupID, 'secret');
    await bob.ok('deleteMessageFromLocalStorage', toJson(sent));
    await cat.ok('clearGroupHistoryMessage', groupID);
    await ann.ok('inviteUserToGroup', { groupID, reason: '', userIDList: ['dan'] });
    for (const client of [bob, cat, dan]) await client.forget();
    await ann.ok('newRevokeMessage', toJson(sent));
    for (const client of [bob, cat, dan]) {
      assert.deepEqual(await takeEvents(client), []);
      const types = (await groupHistory(client, groupID)).map(({ contentType }) => contentType);
      assert.equal(types.includes(118), false);
    }
  });

  it('refuses what is unknown, not sent, not one’s own or taken back already', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob] = await gateway.people('ann', 'bob');
    const sent = toJson(await sendText(ann, 'bob', 'x'));
    await fails(bob, 201, 'newRevokeMessage', sent);
    await fails(ann, 802, 'newRevokeMessage', textMessage('never sent'));
    for (const broken of ['', '{', '[]', '{}', '7']) await fails(ann, 803, 'newRevokeMessage', broken);
    await bob.ok('addBlack', 'ann');
    const failed = textMessage('refused');
    assert.equal(await ann.code('sendMessage', { recvID: 'bob', groupID: '', message: failed }), 600);
    await fails(ann, 201, 'newRevokeMessage', failed);
    await ann.ok('newRevokeMessage', sent);
    await fails(ann, 201, 'newRevokeMessage', sent);
    await fails(ann, 201, 'revokeMessage', sent);
  });
});
