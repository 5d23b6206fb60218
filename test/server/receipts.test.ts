import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, type MessageItem } from '../../src/protocol/index.js';
import { fails, names, only, takeEvents, takeFrames } from '../helpers/client-events.js';
import {
  GatewayFixture,
  historyWith,
  makeGroup,
  sendText,
  sendToGroup,
  textMessage,
} from '../helpers/gateway-fixture.js';

describe('read receipts', () => {
  it('tell the author, mark both copies, and leave the unread count alone', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const bobsPhone = await gateway.connect('bob', { platformID: 1 });
    const [first, second] = [await sendText(ada, 'bob', '1'), await sendText(ada, 'bob', '2')];
    for (const client of [ada, bob, bobsPhone]) await client.forget();
    await gateway.clock.advance(1000);
    const readTime = gateway.clock.now();

    const ids = [first.clientMsgID, 'unknown', first.clientMsgID];
    assert.equal(await bob.ok('markC2CMessageAsRead', { userID: 'ada', msgIDList: ids }), '');
    const receipt = {
      ...{ userID: 'bob', uid: 'bob', groupID: '', msgIDList: [first.clientMsgID], readTime },
      ...{ msgFrom: 100, contentType: 112, sessionType: 1 },
    };
    for (const client of [ada, bobsPhone]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), ['OnRecvC2CReadReceipt'], 'the latest message was not among them');
      assert.deepEqual(only(events, 'OnRecvC2CReadReceipt'), [receipt]);
    }
    assert.deepEqual(names(await takeFrames(bob)), ['MarkC2CMessageAsRead']);
    assert.equal(await bob.ok('getTotalUnreadMsgCount'), '2');
    for (const [client, peer] of [
      [ada, 'bob'],
      [bob, 'ada'],
    ] as const) {
      const history = await historyWith(client, peer);
      assert.deepEqual(
        history.map(({ isRead, attachedInfoElem }) => [isRead, attachedInfoElem.hasReadTime]),
        [
          [true, readTime],
          [false, 0],
        ],
      );
    }

    await bob.ok('markC2CMessageAsRead', { userID: 'ada', msgIDList: [second.clientMsgID] });
    assert.deepEqual(names(await takeEvents(ada)), ['OnRecvC2CReadReceipt', 'OnConversationChanged']);
    const [conversation] = only(await takeEvents(bob), 'OnConversationChanged');
    assert.equal((JSON.parse(conversation?.latestMsg ?? '') as MessageItem).isRead, true);
  });

  it('are refused when there is nothing to mark', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob, eve] = await gateway.people('ada', 'bob', 'eve');
    const { clientMsgID } = await sendText(ada, 'bob', 'x');
    const groupID = await makeGroup(ada, [bob]);
    const inGroup = await sendToGroup(ada, groupID, 'x');
    const mark = (userID: string, id: string) => ({ userID, msgIDList: [id] });
    await fails(bob, ErrorCode.NotAllowedNow, 'markC2CMessageAsRead', mark('ada', 'unknown'));
    await fails(bob, ErrorCode.NotAllowedNow, 'markC2CMessageAsRead', mark('eve', clientMsgID));
    await fails(bob, ErrorCode.NotAllowedNow, 'markC2CMessageAsRead', mark('ada', inGroup.clientMsgID));
    await fails(ada, ErrorCode.NotAllowedNow, 'markC2CMessageAsRead', mark('bob', clientMsgID));
    await fails(ada, ErrorCode.NotAllowedNow, 'markC2CMessageAsRead', mark('ada', clientMsgID));
    await fails(eve, ErrorCode.NotAllowedNow, 'markC2CMessageAsRead', mark('ada', clientMsgID));
    await bob.ok('markC2CMessageAsRead', mark('ada', clientMsgID));
    await fails(bob, ErrorCode.NotAllowedNow, 'markC2CMessageAsRead', mark('ada', clientMsgID));
    const forged = { message: textMessage('never sent'), recvID: 'bob', sendID: 'eve' };
    const inserted = JSON.parse(await bob.ok('insertSingleMessageToLocalStorage', forged)) as MessageItem;
    await fails(bob, ErrorCode.NotAllowedNow, 'markC2CMessageAsRead', mark('eve', inserted.clientMsgID));
    assert.deepEqual(await takeEvents(eve), []);
  });

  it('with an empty list set the unread count to 0 and tell only oneself', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const other = await gateway.connect('bob');
    await sendText(ada, 'bob', 'x');
    for (const client of [ada, bob, other]) await client.forget();
    const expected = ['OnTotalUnreadMessageCountChanged', 'OnConversationChanged'];
    for (let time = 0; time < 2; time++) {
      await bob.ok('markC2CMessageAsRead', { userID: 'ada', msgIDList: [] });
      for (const client of [bob, other]) {
        const events = await takeEvents(client);
        assert.deepEqual(names(events), expected, 'also when it was 0 already');
        assert.equal(events[0]?.data, '0');
        assert.equal(only(events, 'OnConversationChanged')[0]?.unreadCount, 0);
      }
    }
    assert.deepEqual(await takeEvents(ada), []);
    assert.equal((await historyWith(bob, 'ada'))[0]?.isRead, false);
    await bob.ok('markC2CMessageAsRead', { userID: 'nobody', msgIDList: [] });
    assert.deepEqual(await takeEvents(bob), []);
  });

  it('of a group set its unread count to 0', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const groupID = await makeGroup(ada, [bob]);
    await bob.ok('markGroupMessageHasRead', groupID);
    const events = await takeEvents(bob);
    assert.deepEqual(names(events), ['OnTotalUnreadMessageCountChanged', 'OnConversationChanged']);
    assert.equal(events[0]?.data, '0');
    await bob.ok('markGroupMessageHasRead', 'unknown');
    assert.deepEqual(await takeEvents(bob), []);
  });
});
