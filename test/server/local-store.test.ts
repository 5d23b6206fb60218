import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, toJson, type MessageItem } from '../../src/protocol/index.js';
import { fails, get, names, only, takeEvents, takeFrames } from '../helpers/client-events.js';
import {
  GatewayFixture,
  historyWith,
  makeGroup,
  sendText,
  sendToGroup,
  textMessage,
} from '../helpers/gateway-fixture.js';

const latestOf = (conversation: { latestMsg: string } | undefined): string =>
  conversation?.latestMsg ? (JSON.parse(conversation.latestMsg) as MessageItem).content : '';

describe('deleting a message', () => {
  it('takes it out of one’s own store only; the latest is replaced by the one before', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const first = await sendText(ada, 'bob', 'first');
    const second = await sendText(ada, 'bob', 'second');
    const third = await sendText(ada, 'bob', 'third');
    await bob.forget();

    await bob.ok('deleteMessageFromLocalStorage', toJson(second));
    assert.deepEqual(names(await takeFrames(bob)), ['DeleteMessageFromLocalStorage'], 'it was not the latest');
    await bob.ok('deleteMessageFromLocalStorage', toJson(third));
    const [changed] = only(await takeEvents(bob), 'OnConversationChanged');
    assert.deepEqual([latestOf(changed), changed?.latestMsgSendTime], ['first', first.sendTime]);
    assert.equal(changed?.unreadCount, 3, 'unread is unchanged');
    await bob.ok('deleteMessageFromLocalStorage', toJson(first));
    const [emptied] = only(await takeEvents(bob), 'OnConversationChanged');
    assert.deepEqual([emptied?.latestMsg, emptied?.latestMsgSendTime], ['', first.sendTime]);
    assert.deepEqual(await historyWith(bob, 'ada'), []);
    assert.equal((await historyWith(ada, 'bob')).length, 3);
    await fails(bob, ErrorCode.RecordMissing, 'deleteMessageFromLocalStorage', toJson(first));
    await fails(bob, ErrorCode.RecordMissing, 'deleteMessageFromLocalStorage', textMessage('unknown'));
  });

  it('is not possible to strangers', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob, eve] = await gateway.people('ada', 'bob', 'eve');
    const sent = await sendText(ada, 'bob', 'x');
    await fails(eve, ErrorCode.RecordMissing, 'deleteMessageFromLocalStorage', toJson(sent));
    assert.equal((await historyWith(bob, 'ada')).length, 1);
  });
});

describe('inserting a message', () => {
  it('stores it for oneself alone, as if it had been exchanged', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const message = textMessage('as if bob had said it');
    const params = { message, recvID: 'ada', sendID: 'bob' };
    const inserted = await get(ada, 'insertSingleMessageToLocalStorage', params);
    assert.notEqual(inserted.clientMsgID, (JSON.parse(message) as MessageItem).clientMsgID);
    const { sendID, recvID, senderNickname, sessionType, status, seq, sendTime } = inserted;
    assert.deepEqual(
      [sendID, recvID, senderNickname, sessionType, status, seq, sendTime],
      ['bob', 'ada', 'BOB', 1, 2, 0, gateway.clock.now()],
    );
    const frames = await takeFrames(ada);
    assert.deepEqual(names(frames), ['InsertSingleMessageToLocalStorage', 'OnNewConversation']);
    const [conversation] = only(frames, 'OnNewConversation');
    const { conversationID, conversationType, userID, showName, unreadCount } = conversation ?? {};
    assert.deepEqual(
      [conversationID, conversationType, userID, showName, unreadCount],
      ['single_bob', 1, 'bob', 'BOB', 0],
    );
    const mine = await get(ada, 'insertSingleMessageToLocalStorage', { message, recvID: 'bob', sendID: 'ada' });
    assert.deepEqual(names(await takeEvents(ada)), ['OnConversationChanged']);
    assert.deepEqual(await historyWith(ada, 'bob'), [inserted, mine]);
    assert.deepEqual(await historyWith(bob, 'ada'), []);
    assert.deepEqual(await takeEvents(bob), []);
    assert.equal((await sendText(bob, 'ada', 'really')).seq, 1, 'the sequence has no hole');
  });

  // To see it fail: hasWholeNumbers taken out of `message` of server/schemas/common.ts.
  it('refuses numbers that are not whole, and goes on storing the messages of others', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    for (const member of ['contentType', 'msgFrom', 'platformID'] as const) {
      for (const number of [1.5, 1e300]) {
        const message = textMessage('x', { [member]: number });
        const code = await ada.code('insertSingleMessageToLocalStorage', {
          message,
          sendID: 'bob',
          recvID: 'ada',
        });
        assert.equal(code, ErrorCode.BadArguments, `${member} ${number}`);
      }
    }
    await sendText(bob, 'ada', 'still here');
  });

  it('works for groups, and demands both IDs', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const groupID = await makeGroup(ada, [bob]);
    const message = textMessage('x');
    const inserted = await get(ada, 'insertGroupMessageToLocalStorage', { message, groupID, sendID: 'bob' });
    assert.deepEqual([inserted.sessionType, inserted.groupID, inserted.recvID], [2, groupID, 'ada']);
    assert.deepEqual(names(await takeEvents(ada)), ['OnConversationChanged']);
    assert.deepEqual(await takeEvents(bob), []);
    const single = { message, recvID: 'bob', sendID: 'ada' };
    await fails(ada, ErrorCode.NotInGroup, 'insertSingleMessageToLocalStorage', { ...single, recvID: '' });
    await fails(ada, ErrorCode.NotInGroup, 'insertSingleMessageToLocalStorage', { ...single, sendID: '' });
    await fails(ada, ErrorCode.NotInGroup, 'insertGroupMessageToLocalStorage', {
      message,
      groupID: '',
      sendID: 'x',
    });
    await fails(ada, ErrorCode.NotInGroup, 'insertGroupMessageToLocalStorage', { message, groupID, sendID: '' });
    await fails(ada, ErrorCode.BadArguments, 'insertSingleMessageToLocalStorage', { ...single, message: 'x' });
  });
});

describe('clearing a history', () => {
  it('deletes one’s own copies and keeps the conversation listed', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const last = await sendText(ada, 'bob', 'x');
    await bob.ok('setConversationDraft', { conversationID: 'single_ada', draftText: 'draft' });
    await bob.forget();
    assert.equal(await bob.ok('clearC2CHistoryMessage', 'ada'), '');
    const events = await takeEvents(bob);
    assert.deepEqual(names(events), ['OnConversationChanged', 'OnTotalUnreadMessageCountChanged']);
    const [cleared] = only(events, 'OnConversationChanged');
    assert.deepEqual(
      [cleared?.unreadCount, cleared?.latestMsg, cleared?.draftText, cleared?.latestMsgSendTime],
      [0, '', '', last.sendTime],
    );
    assert.deepEqual(await get(bob, 'getAllConversationList'), [cleared]);
    assert.deepEqual(await historyWith(bob, 'ada'), []);
    assert.equal((await historyWith(ada, 'bob')).length, 1);

    await bob.ok('clearC2CHistoryMessage', 'ada');
    assert.deepEqual(names(await takeEvents(bob)), ['OnConversationChanged'], 'the total did not change again');
    const next = await sendText(ada, 'bob', 'new');
    assert.deepEqual(await historyWith(bob, 'ada'), [next]);
    await fails(bob, ErrorCode.RecordMissing, 'clearC2CHistoryMessage', 'nobody');
  });

  it('works for groups', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const groupID = await makeGroup(ada, [bob]);
    await sendToGroup(ada, groupID, 'x');
    await bob.ok('clearGroupHistoryMessage', groupID);
    const params = { userID: '', groupID, count: 10, startClientMsgID: '' };
    assert.deepEqual(await get(bob, 'getHistoryMessageList', params), []);
    assert.equal((await get(ada, 'getHistoryMessageList', params)).length, 2);
    await fails(bob, ErrorCode.RecordMissing, 'clearGroupHistoryMessage', 'unknown');
  });
});
