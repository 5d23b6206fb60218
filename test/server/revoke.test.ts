import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { blankElements, ErrorCode, parse, toJson, type MessageItem } from '../../src/protocol/index.js';
import { fails, get, names, only, takeEvents, takeFrames } from '../helpers/client-events.js';
import {
  GatewayFixture,
  historyWith,
  makeGroup,
  sendText,
  sendToGroup,
  textMessage,
} from '../helpers/gateway-fixture.js';
import type { RawClient } from '../helpers/raw-client.js';

describe('revoking', () => {
  it('replaces a message by a notice on both sides', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const other = await gateway.connect('ada');
    const customElem = { data: 'secret', description: '', extension: '' };
    const sent = await sendText(ada, 'bob', '', { contentType: 110, customElem });
    for (const client of [ada, bob, other]) await client.forget();
    await gateway.clock.advance(1000);

    assert.equal(await ada.ok('revokeMessage', toJson(sent)), '');
    assert.deepEqual(names(await takeFrames(ada)), ['RevokeMessage', 'OnConversationChanged']);
    for (const client of [bob, other]) {
      const events = await takeFrames(client);
      assert.deepEqual(names(events), ['OnRecvMessageRevoked', 'OnRecvNewMessage', 'OnConversationChanged']);
      assert.equal(events[0]?.data, sent.clientMsgID, 'bare, not JSON');
      const notice = only(events, 'OnRecvNewMessage');
      assert.deepEqual(
        [notice.contentType, notice.content, notice.sendID, notice.senderNickname, notice.status],
        [111, sent.clientMsgID, 'ada', 'ADA', 2],
      );
      assert.equal(notice.sourceMessageSendTime, sent.sendTime);
      assert.equal(notice.sendTime, gateway.clock.now());
      assert.deepEqual(notice.customElem, blankElements().customElem, 'nothing of the old message is left');
      const [conversation] = only(events, 'OnConversationChanged');
      assert.equal((JSON.parse(conversation?.latestMsg ?? '') as MessageItem).contentType, 111);
    }
    for (const [client, peer] of [
      [ada, 'bob'],
      [bob, 'ada'],
    ] as const) {
      const history = await historyWith(client, peer);
      assert.deepEqual(
        history.map(({ contentType, content }) => [contentType, content]),
        [[111, sent.clientMsgID]],
      );
    }
    assert.equal(await bob.ok('getTotalUnreadMsgCount'), '1', 'neither counted nor taken back');
  });

  it('is for one’s own sent messages only', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob, eve] = await gateway.people('ada', 'bob', 'eve');
    const groupID = await makeGroup(ada, [bob]);
    const bobs = await sendToGroup(bob, groupID, 'the owner cannot take this back');
    await fails(ada, ErrorCode.NotAllowedNow, 'revokeMessage', toJson(bobs));
    await fails(eve, ErrorCode.RecordMissing, 'revokeMessage', toJson(bobs));
    await fails(ada, ErrorCode.RecordMissing, 'revokeMessage', textMessage('never sent'));

    const params = { message: textMessage('local'), recvID: 'bob', sendID: 'ada' };
    const local = await get(ada, 'insertSingleMessageToLocalStorage', params);
    await fails(ada, ErrorCode.NotAllowedNow, 'revokeMessage', toJson(local));
    await bob.ok('addBlack', 'ada');
    const failed = textMessage('failed');
    await fails(ada, ErrorCode.Blacklisted, 'sendMessage', { recvID: 'bob', groupID: '', message: failed });
    await fails(ada, ErrorCode.NotAllowedNow, 'revokeMessage', failed);

    await bob.ok('revokeMessage', toJson(bobs));
    await fails(bob, ErrorCode.NotAllowedNow, 'revokeMessage', toJson(bobs));
    const [, , notice] = await get(bob, 'getHistoryMessageList', {
      ...{ userID: '', groupID, count: 10, startClientMsgID: '' },
    });
    assert.equal(notice, undefined, 'the creation notice and one revoke notice');
  });

  it('goes by the stored message, whatever the JSON claims', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const mine = await sendText(ada, 'bob', 'mine');
    const theirs = await sendText(bob, 'ada', 'theirs');
    await fails(ada, ErrorCode.NotAllowedNow, 'revokeMessage', toJson({ ...theirs, sendID: 'ada' }));
    await ada.ok(
      'revokeMessage',
      JSON.stringify({ clientMsgID: mine.clientMsgID, sessionType: 0, recvID: 'eve' }),
    );
    assert.deepEqual(
      (await historyWith(bob, 'ada')).map(({ contentType }) => contentType),
      [101, 111],
    );
  });

  it('reaches group members with a copy; who has none only sees the notice', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob, late, deaf] = await gateway.people('ada', 'bob', 'late', 'deaf');
    const groupID = await makeGroup(ada, [bob, deaf]);
    const sent = await sendToGroup(ada, groupID, 'oops');
    await ada.ok('inviteUserToGroup', { groupID, reason: '', userIDList: ['late'] });
    await deaf.ok('setConversationRecvMessageOpt', { conversationIDList: [`group_${groupID}`], opt: 1 });
    for (const client of [bob, late, deaf]) await client.forget();

    await ada.ok('revokeMessage', toJson(sent));
    assert.deepEqual(names(await takeEvents(bob)), [
      'OnRecvMessageRevoked',
      'OnRecvNewMessage',
      'OnConversationChanged',
    ]);
    assert.deepEqual(names(await takeEvents(late)), ['OnRecvNewMessage', 'OnConversationChanged']);
    assert.deepEqual(names(await takeEvents(deaf)), []);
    const params = { userID: '', groupID, count: 10, startClientMsgID: '' };
    for (const client of [bob, late, deaf]) {
      const history = await get(client, 'getHistoryMessageList', params);
      assert.ok(!history.some(({ content }) => content === 'oops'), client.userID);
    }
    const [conversation] = await get(deaf, 'getMultipleConversation', [`group_${groupID}`]);
    assert.ok(!conversation?.latestMsg.includes('oops'));
  });

  for (const method of ['revokeMessage', 'newRevokeMessage'] as const) {
    it(`is for members: ${method} by somebody who left, was removed or whose group was dismissed is 208`, async (t) => {
      const gateway = await GatewayFixture.start(t);
      const [ada, bob, cid] = await gateway.people('ada', 'bob', 'cid');
      const groupID = await makeGroup(ada, [bob, cid]);
      const sent = async (author: RawClient): Promise<string> =>
        toJson(await sendToGroup(author, groupID, 'stays'));
      const [adas, bobs, cids] = [await sent(ada), await sent(bob), await sent(cid)];
      await cid.ok('quitGroup', groupID);
      await ada.ok('kickGroupMember', { groupID, reason: '', userIDList: ['bob'] });
      await ada.forget();
      await fails(cid, ErrorCode.NotInGroup, method, cids);
      await fails(bob, ErrorCode.NotInGroup, method, bobs);
      await fails(bob, ErrorCode.NotAllowedNow, method, adas);
      assert.deepEqual(names(await takeFrames(ada)), []);
      await ada.ok('dismissGroup', groupID);
      await fails(ada, ErrorCode.NotInGroup, method, adas);
      const history = await get(ada, 'getHistoryMessageList', {
        ...{ userID: '', groupID, count: 10, startClientMsgID: '' },
      });
      assert.equal(history.filter(({ content }) => content === 'stays').length, 3);
    });
  }

  // Protection: `resetLatest` in `announceRevoked`, server/inbox-changes.ts.
  for (const method of ['revokeMessage', 'newRevokeMessage'] as const) {
    it(`leaves nothing of it in the lists of those who get no notice: ${method}`, async (t) => {
      const gateway = await GatewayFixture.start(t);
      const [ada, deaf, gone] = await gateway.people('ada', 'deaf', 'gone');
      const groupID = await makeGroup(ada, [deaf, gone]);
      const conversationID = `group_${groupID}`;
      const before = await sendToGroup(ada, groupID, 'before');
      const sent = await sendToGroup(ada, groupID, 'oops');
      await deaf.ok('setConversationRecvMessageOpt', { conversationIDList: [conversationID], opt: 1 });
      await gone.ok('quitGroup', groupID);
      const newest = { userID: '', groupID, count: 1, startClientMsgID: '' };
      for (const notice of await get(gone, 'getHistoryMessageList', newest))
        await gone.ok('deleteMessageFromLocalStorage', toJson(notice));
      for (const client of [deaf, gone]) await client.forget();

      await ada.ok(method, toJson(sent));
      // An advanced notice takes the message's place with all who are members, so that it is the latest there.
      const unnoticed = method === 'revokeMessage' ? [deaf, gone] : [gone];
      for (const client of unnoticed) {
        const [told] = only(await takeEvents(client), 'OnConversationChanged');
        assert.equal(parse<MessageItem>(told?.latestMsg ?? '').clientMsgID, before.clientMsgID, client.userID);
        assert.equal(told?.latestMsgSendTime, before.sendTime);
        assert.deepEqual(await get(client, 'getMultipleConversation', [conversationID]), [told]);
        // What it shows now is what goes next.
        await client.ok('deleteMessageFromLocalStorage', toJson(before));
        const [after] = only(await takeEvents(client), 'OnConversationChanged');
        assert.equal(parse<MessageItem>(after?.latestMsg ?? '').contentType, 1501);
      }
    });
  }
});
