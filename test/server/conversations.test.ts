import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, type OptType } from '../../src/protocol/index.js';
import { fails, get, names, only, takeEvents, takeFrames } from '../helpers/client-events.js';
import { GatewayFixture, historyWith, makeGroup, sendText, sendToGroup } from '../helpers/gateway-fixture.js';
import type { RawClient } from '../helpers/raw-client.js';

const idsOf = async (client: RawClient): Promise<string[]> =>
  (await get(client, 'getAllConversationList')).map(({ conversationID }) => conversationID);

describe('conversation lists', () => {
  it('are sorted: pinned, then by message or draft, then by ID', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada', 'b', 'c', 'd', 'e');
    for (const peer of ['d', 'c', 'b', 'e']) await sendText(ada, peer, 'x');
    assert.deepEqual(await idsOf(ada), ['single_b', 'single_c', 'single_d', 'single_e'], 'all at the same time');
    await gateway.clock.advance(1000);
    await sendText(ada, 'd', 'newer');
    assert.deepEqual(await idsOf(ada), ['single_d', 'single_b', 'single_c', 'single_e']);
    await gateway.clock.advance(1000);
    await ada.ok('setConversationDraft', { conversationID: 'single_e', draftText: 'a draft counts too' });
    assert.deepEqual(await idsOf(ada), ['single_e', 'single_d', 'single_b', 'single_c']);
    await ada.ok('pinConversation', { conversationID: 'single_c', isPinned: true });
    const sorted = ['single_c', 'single_e', 'single_d', 'single_b'];
    assert.deepEqual(await idsOf(ada), sorted);

    const window = async (offset: number, count: number): Promise<string[]> =>
      (await get(ada, 'getConversationListSplit', { offset, count })).map(({ conversationID }) => conversationID);
    assert.deepEqual(await window(0, 2), sorted.slice(0, 2));
    assert.deepEqual(await window(1, 100), sorted.slice(1));
    assert.deepEqual(await window(4, 1), []);
    for (const [offset, count] of [
      [-1, 1],
      [0, 0],
      [0, -1],
    ] as const) {
      await fails(ada, ErrorCode.BadArguments, 'getConversationListSplit', { offset, count });
    }
  });

  it('hold only one’s own', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob, eve] = await gateway.people('ada', 'bob', 'eve');
    await sendText(ada, 'bob', 'x');
    assert.deepEqual(await idsOf(eve), []);
    assert.deepEqual(await get(eve, 'getMultipleConversation', ['single_bob', 'single_ada']), []);
    await fails(eve, ErrorCode.RecordMissing, 'pinConversation', { conversationID: 'single_bob', isPinned: true });
    await fails(eve, ErrorCode.RecordMissing, 'deleteConversation', 'single_bob');
    assert.deepEqual(await idsOf(bob), ['single_ada']);
  });
});

describe('getOneConversation', () => {
  it('makes a hidden record, without an event', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const groupID = await makeGroup(bob, []);
    const single = await get(ada, 'getOneConversation', { sourceID: 'bob', sessionType: 1 });
    assert.deepEqual(single, {
      ...{ conversationID: 'single_bob', conversationType: 1, userID: 'bob', groupID: '', showName: 'BOB' },
      ...{ faceURL: '', recvMsgOpt: 0, unreadCount: 0, groupAtType: 0, latestMsg: '', latestMsgSendTime: 0 },
      ...{ draftText: '', draftTextTime: 0, isPinned: false, isPrivateChat: false, isNotInGroup: false },
      ...{ attachedInfo: '', ex: '' },
    });
    const group = await get(ada, 'getConversationIDBySessionType', { sourceID: groupID, sessionType: 2 });
    assert.deepEqual(
      [group.conversationID, group.groupID, group.userID, group.showName, group.isNotInGroup],
      [`group_${groupID}`, groupID, '', 'G', true],
    );
    assert.deepEqual(await takeEvents(ada), []);
    assert.deepEqual(await idsOf(ada), []);
    assert.deepEqual(
      await get(ada, 'getMultipleConversation', ['x', group.conversationID, 'single_bob', 'single_bob']),
      [group, single],
    );
    await fails(ada, ErrorCode.RecordMissing, 'getOneConversation', { sourceID: 'nobody', sessionType: 1 });
    await fails(ada, ErrorCode.RecordMissing, 'getOneConversation', { sourceID: '1', sessionType: 2 });
    const wrongType = { sourceID: 'bob', sessionType: 3 as 1 };
    await fails(ada, ErrorCode.BadArguments, 'getOneConversation', wrongType);

    await sendText(bob, 'ada', 'now it shows');
    assert.ok(names(await takeEvents(ada)).includes('OnNewConversation'), 'a received message reveals it');
  });
});

describe('drafts and pins', () => {
  it('are kept and told to all connections, after the reply', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada', 'bob');
    const other = await gateway.connect('ada');
    await get(ada, 'getOneConversation', { sourceID: 'bob', sessionType: 1 });
    await ada.forget();
    const nowMs = gateway.clock.now();
    await ada.ok('setConversationDraft', { conversationID: 'single_bob', draftText: 'to be continued' });
    assert.deepEqual(names(await takeFrames(ada)), ['SetConversationDraft', 'OnConversationChanged']);
    const [drafted] = only(await takeEvents(other), 'OnConversationChanged');
    assert.deepEqual(
      [drafted?.draftText, drafted?.draftTextTime, drafted?.latestMsgSendTime],
      ['to be continued', nowMs, nowMs],
      'a draft makes the record visible',
    );
    await ada.ok('setConversationDraft', { conversationID: 'single_bob', draftText: '' });
    const [undrafted] = only(await takeEvents(other), 'OnConversationChanged');
    assert.deepEqual([undrafted?.draftText, undrafted?.draftTextTime], ['', 0]);

    await ada.ok('setConversationDraft', { conversationID: 'single_bob', draftText: 'kept' });
    await sendText(ada, 'bob', 'x');
    await ada.ok('pinConversation', { conversationID: 'single_bob', isPinned: true });
    await gateway.restart();
    const [kept] = await get(await gateway.connect('ada'), 'getAllConversationList');
    assert.deepEqual([kept?.draftText, kept?.isPinned], ['kept', true], 'sending does not clear a draft');
  });

  it('are refused where there is no conversation, and when too long', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada', 'bob');
    const conversationID = 'single_bob';
    await fails(ada, ErrorCode.RecordMissing, 'setConversationDraft', { conversationID, draftText: 'x' });
    await fails(ada, ErrorCode.RecordMissing, 'pinConversation', { conversationID, isPinned: true });
    await sendText(ada, 'bob', 'x');
    const tooLong = { conversationID, draftText: 'x'.repeat(65_537) };
    await fails(ada, ErrorCode.BadArguments, 'setConversationDraft', tooLong);
  });
});

describe('deleting a conversation', () => {
  it('hides it with its messages, tells the total first, and keeps its settings', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    await sendText(bob, 'ada', 'old');
    await ada.ok('pinConversation', { conversationID: 'single_bob', isPinned: true });
    await ada.forget();
    assert.equal(await ada.ok('deleteConversation', 'single_bob'), '');
    const frames = await takeFrames(ada);
    assert.deepEqual(names(frames), ['OnTotalUnreadMessageCountChanged', 'DeleteConversation']);
    assert.equal(frames[0]?.data, '0');
    assert.deepEqual(await idsOf(ada), []);
    assert.deepEqual(await historyWith(ada, 'bob'), []);
    assert.equal((await historyWith(bob, 'ada')).length, 1);

    await gateway.clock.advance(1000);
    const next = await sendText(bob, 'ada', 'new');
    const [back] = only(await takeEvents(ada), 'OnNewConversation');
    assert.deepEqual([back?.isPinned, back?.unreadCount], [true, 1]);
    assert.deepEqual(await historyWith(ada, 'bob'), [{ ...next, seq: 2 }]);
    await fails(ada, ErrorCode.RecordMissing, 'deleteConversation', 'single_nobody');
    await ada.ok('deleteConversation', 'single_bob');
    await ada.ok('deleteConversation', 'single_bob');
  });
});

describe('the receive option', () => {
  it('1 loses messages for good, 2 keeps them out of the total', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const groupID = await makeGroup(bob, [ada]);
    await sendText(bob, 'ada', 'counts');
    await ada.forget();
    const setOption = async (opt: OptType): Promise<void> => {
      const conversationIDList = ['single_bob', 'unknown', `group_${groupID}`, 'single_bob'];
      await ada.ok('setConversationRecvMessageOpt', { conversationIDList, opt });
    };

    await setOption(2);
    const quiet = await takeEvents(ada);
    assert.deepEqual(names(quiet), ['OnConversationChanged', 'OnTotalUnreadMessageCountChanged']);
    const changed = only(quiet, 'OnConversationChanged');
    assert.deepEqual(
      changed.map(({ conversationID, recvMsgOpt }) => [conversationID, recvMsgOpt]),
      [
        ['single_bob', 2],
        [`group_${groupID}`, 2],
      ],
    );
    assert.equal(quiet[1]?.data, '0');
    await sendText(bob, 'ada', 'quiet');
    const received = await takeEvents(ada);
    assert.deepEqual(names(received), [
      'OnRecvNewMessage',
      'OnConversationChanged',
      'OnTotalUnreadMessageCountChanged',
    ]);
    assert.equal(only(received, 'OnConversationChanged')[0]?.unreadCount, 2);
    assert.equal(received[2]?.data, '0');

    await setOption(1);
    const afterwards = await takeEvents(ada);
    assert.equal(afterwards.at(-1)?.data, '3', 'what was there counts again');
    await sendText(bob, 'ada', 'lost');
    await sendToGroup(bob, groupID, 'lost');
    assert.deepEqual(await takeEvents(ada), []);
    await setOption(0);
    const history = (await historyWith(ada, 'bob')).map(({ content }) => content);
    assert.deepEqual(history, ['counts', 'quiet']);
    const next = await sendText(bob, 'ada', 'next');
    assert.equal((await historyWith(ada, 'bob')).at(-1)?.seq, 4, 'without a hole');
    assert.equal((await historyWith(bob, 'ada')).at(-1)?.serverMsgID, next.serverMsgID);
  });

  it('is 0, 1 or 2; unknown conversations are skipped in silence', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    await ada.ok('setConversationRecvMessageOpt', { conversationIDList: ['a', 'b'], opt: 1 });
    assert.deepEqual(await takeEvents(ada), []);
    for (const opt of [3, -1]) {
      const params = { conversationIDList: [], opt: opt as OptType };
      await fails(ada, ErrorCode.BadArguments, 'setConversationRecvMessageOpt', params);
    }
  });
});
