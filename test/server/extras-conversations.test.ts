import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toJson, type MessageItem, type ReadReceiptItem } from '../../src/protocol/index.js';
import { every, fails, get, names, only, takeEvents, takeFrames } from '../helpers/client-events.js';
import { GatewayFixture, historyWith, makeGroup, sendText, sendToGroup } from '../helpers/gateway-fixture.js';

const ids = (messages: readonly MessageItem[]) => messages.map(({ content }) => content);

describe('history in other ways', () => {
  it('reads forwards, page by page', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob] = await gateway.people('ann', 'bob');
    const sent: MessageItem[] = [];
    for (let i = 1; i <= 5; i++) sent.push(await sendText(ann, 'bob', String(i)));
    const page = async (count: number, startClientMsgID = '', more: object = {}) =>
      ids(
        await get(bob, 'getHistoryMessageListReverse', {
          ...{ userID: 'ann', groupID: '', count, startClientMsgID },
          ...more,
        }),
      );
    assert.deepEqual(await page(2), ['1', '2']);
    assert.deepEqual(await page(2, sent[1]!.clientMsgID), ['3', '4']);
    assert.deepEqual(await page(2, sent[3]!.clientMsgID), ['5']);
    assert.deepEqual(await page(2, sent[4]!.clientMsgID), []);
    assert.deepEqual(await page(0), []);
    assert.deepEqual(await page(9, '', { userID: '', conversationID: 'single_ann' }), ['1', '2', '3', '4', '5']);
    await bob.ok('deleteMessageFromLocalAndSvr', toJson(sent[1]!));
    assert.deepEqual(await page(2, sent[1]!.clientMsgID), ['3', '4']);
    await bob.ok('clearC2CHistoryMessageFromLocalAndSvr', 'ann');
    assert.deepEqual(await page(9), []);
    const params = { userID: 'ann', groupID: '', count: 1, startClientMsgID: '' };
    await fails(bob, 802, 'getHistoryMessageListReverse', { ...params, startClientMsgID: 'unknown' });
    await fails(bob, 803, 'getHistoryMessageListReverse', { ...params, userID: '' });
  });

  it('tells with a page whether there is more', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob] = await gateway.people('ann', 'bob');
    const sent: MessageItem[] = [];
    for (let i = 1; i <= 4; i++) sent.push(await sendText(ann, 'bob', String(i)));
    const params = { userID: 'ann', groupID: '', count: 2, startClientMsgID: '', lastMinSeq: 0 };
    const first = await get(bob, 'getAdvancedHistoryMessageList', params);
    assert.deepEqual(
      { ...first, messageList: ids(first.messageList) },
      { messageList: ['3', '4'], lastMinSeq: 3, isEnd: false, errCode: 0, errMsg: '' },
    );
    const next = { ...params, startClientMsgID: first.messageList[0]!.clientMsgID, lastMinSeq: 3 };
    const second = await get(bob, 'getAdvancedHistoryMessageList', next);
    assert.deepEqual([ids(second.messageList), second.lastMinSeq, second.isEnd], [['1', '2'], 1, true]);
    const unknown = await get(bob, 'getAdvancedHistoryMessageList', { ...params, conversationID: 'single_eve' });
    assert.deepEqual([unknown.errCode, unknown.messageList], [100, []]);
    const nothing = await get(bob, 'getAdvancedHistoryMessageList', { ...params, userID: 'eve' });
    assert.deepEqual([nothing.errCode, nothing.messageList, nothing.isEnd], [0, [], true]);
    await fails(bob, 802, 'getAdvancedHistoryMessageList', { ...params, startClientMsgID: 'unknown' });
    await fails(bob, 803, 'getAdvancedHistoryMessageList', { ...params, userID: '' });
  });
});

describe('read receipts of groups', () => {
  it('tell each sender who read what, in the event, the message and the list', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob, cat] = await gateway.people('ann', 'bob', 'cat');
    const groupID = await makeGroup(ann, [bob, cat]);
    const one = await sendToGroup(ann, groupID, 'one');
    const two = await sendToGroup(bob, groupID, 'two');
    const three = await sendToGroup(ann, groupID, 'three');
    await gateway.clock.advance(5000);
    const msgIDList = [one, two, three, one].map(({ clientMsgID }) => clientMsgID);
    for (const client of [ann, bob, cat]) await client.forget();
    assert.equal(await cat.ok('markGroupMessageAsRead', { groupID, msgIDList: [...msgIDList, 'unknown'] }), '');

    const receipt = (list: MessageItem[]): ReadReceiptItem[] => [
      {
        userID: 'cat',
        uid: 'cat',
        groupID,
        msgIDList: list.map(({ clientMsgID }) => clientMsgID),
        readTime: gateway.clock.now(),
        msgFrom: 100,
        contentType: 116,
        sessionType: 2,
      },
    ];
    const byAnn = await takeEvents(ann);
    assert.deepEqual(names(byAnn), ['OnRecvGroupReadReceipt', 'OnConversationChanged']);
    assert.deepEqual(only(byAnn, 'OnRecvGroupReadReceipt'), receipt([one, three]));
    const byBob = await takeEvents(bob);
    assert.deepEqual(names(byBob), ['OnRecvGroupReadReceipt']);
    assert.deepEqual(only(byBob, 'OnRecvGroupReadReceipt'), receipt([two]));
    assert.deepEqual(names(await takeFrames(cat)), ['MarkGroupMessageAsRead', 'OnConversationChanged']);

    await gateway.clock.advance(1000);
    await bob.ok('markGroupMessageAsRead', { groupID, msgIDList: [one.clientMsgID] });
    const history = (client: typeof ann) =>
      get(client, 'getHistoryMessageList', { userID: '', groupID, count: 9, startClientMsgID: '' });
    const readers = (message: MessageItem | undefined) => message?.attachedInfoElem.groupHasReadInfo;
    const [, ofAnn] = await history(ann);
    assert.deepEqual(readers(ofAnn), { hasReadUserIDList: ['cat', 'bob'], hasReadCount: 2, groupMemberCount: 3 });
    assert.equal(ofAnn?.isRead, true);
    assert.deepEqual(JSON.parse(ofAnn.attachedInfo), ofAnn.attachedInfoElem);
    const [, ofCat] = await history(cat);
    assert.deepEqual([ofCat?.isRead, readers(ofCat)?.hasReadUserIDList], [true, null]);
    // The count goes with an empty list only.
    assert.equal(await cat.ok('getTotalUnreadMsgCount'), '4');
    await cat.forget();
    await cat.ok('markGroupMessageAsRead', { groupID, msgIDList: [] });
    const events = await takeEvents(cat);
    assert.deepEqual(names(events), ['OnTotalUnreadMessageCountChanged', 'OnConversationChanged']);
    assert.equal(events[0]?.data, '0');

    await fails(cat, 201, 'markGroupMessageAsRead', { groupID, msgIDList: [one.clientMsgID] });
    await fails(ann, 201, 'markGroupMessageAsRead', { groupID, msgIDList: [one.clientMsgID] });
    await fails(cat, 201, 'markGroupMessageAsRead', { groupID: '1', msgIDList: [two.clientMsgID] });
  });

  it('go by the kind of conversation where only its ID is given', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob] = await gateway.people('ann', 'bob');
    const groupID = await makeGroup(ann, [bob]);
    const single = await sendText(ann, 'bob', 'x');
    const group = await sendToGroup(ann, groupID, 'y');
    await ann.forget();
    const mark = (conversationID: string, ...messages: MessageItem[]) =>
      bob.ok('markMessageAsReadByConID', {
        conversationID,
        msgIDList: messages.map(({ clientMsgID }) => clientMsgID),
      });
    assert.equal(await mark('single_ann', single), '');
    assert.equal(await mark(`group_${groupID}`, group), '');
    const events = await takeEvents(ann);
    assert.deepEqual(
      [only(events, 'OnRecvC2CReadReceipt'), only(events, 'OnRecvGroupReadReceipt')].map(
        ([item]) => item?.contentType,
      ),
      [112, 116],
    );
    await bob.forget();
    await mark('single_ann');
    await mark(`group_${groupID}`);
    assert.deepEqual(
      (await takeEvents(bob))
        .filter(({ event }) => event === 'OnTotalUnreadMessageCountChanged')
        .map(({ data }) => data),
      ['2', '0'],
    );
    await mark('notification_ann');
    assert.deepEqual(await takeEvents(bob), []);
    for (const conversationID of ['notification_ann', 'single_ann', 'single_bob']) {
      await fails(bob, 201, 'markMessageAsReadByConID', { conversationID, msgIDList: [single.clientMsgID] });
    }
  });
});

describe('deleting', () => {
  it('is the same from local and from local and server', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob] = await gateway.people('ann', 'bob');
    const groupID = await makeGroup(ann, [bob]);
    const first = await sendText(ann, 'bob', 'first');
    const last = await sendText(ann, 'bob', 'last');
    await sendToGroup(ann, groupID, 'group');
    await bob.forget();
    await bob.ok('deleteMessageFromLocalAndSvr', toJson(last));
    const [conversation] = only(await takeEvents(bob), 'OnConversationChanged');
    assert.equal((JSON.parse(conversation!.latestMsg) as MessageItem).clientMsgID, first.clientMsgID);
    await fails(bob, 802, 'deleteMessageFromLocalAndSvr', toJson(last));
    await fails(bob, 803, 'deleteMessageFromLocalAndSvr', 'x');
    for (const [method, id] of [
      ['clearC2CHistoryMessageFromLocalAndSvr', 'ann'],
      ['clearGroupHistoryMessageFromLocalAndSvr', groupID],
    ] as const) {
      assert.equal(await bob.ok(method, id), '');
      const events = await takeEvents(bob);
      assert.deepEqual(names(events), ['OnConversationChanged', 'OnTotalUnreadMessageCountChanged']);
      assert.deepEqual(
        only(events, 'OnConversationChanged').map(({ latestMsg, unreadCount }) => [latestMsg, unreadCount]),
        [['', 0]],
      );
      await fails(bob, 802, method, 'nobody');
    }
    assert.deepEqual(await historyWith(bob, 'ann'), []);
    assert.deepEqual(ids(await historyWith(ann, 'bob')), ['first', 'last']);
    assert.equal(await bob.ok('deleteConversationFromLocalAndSvr', 'single_ann'), '');
    assert.deepEqual(names(await takeEvents(bob)), ['OnTotalUnreadMessageCountChanged']);
    await fails(bob, 802, 'deleteConversationFromLocalAndSvr', 'single_eve');
    assert.deepEqual(
      (await get(bob, 'getAllConversationList')).map(({ conversationID }) => conversationID),
      [`group_${groupID}`],
    );
  });

  it('of all messages empties every conversation, of all conversations the list', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob, cat] = await gateway.people('ann', 'bob', 'cat');
    for (const method of ['deleteAllMsgFromLocal', 'deleteAllMsgFromLocalAndSvr'] as const) {
      for (const from of [ann, cat]) await sendText(from, 'bob', 'x');
      await bob.forget();
      assert.equal(await bob.ok(method), '');
      const frames = await takeFrames(bob);
      assert.deepEqual(
        frames.map(({ event }) => event.toLowerCase()),
        [method.toLowerCase(), 'onconversationchanged', 'ontotalunreadmessagecountchanged'],
      );
      assert.deepEqual(
        only(frames, 'OnConversationChanged').map(({ conversationID, latestMsg, unreadCount }) => [
          conversationID,
          latestMsg,
          unreadCount,
        ]),
        [
          ['single_ann', '', 0],
          ['single_cat', '', 0],
        ],
      );
      for (const peer of ['ann', 'cat']) assert.deepEqual(await historyWith(bob, peer), []);
    }
    await sendText(ann, 'bob', 'y');
    await bob.ok('pinConversation', { conversationID: 'single_ann', isPinned: true });
    await bob.forget();
    assert.equal(await bob.ok('deleteAllConversationFromLocal'), '');
    const events = await takeEvents(bob);
    assert.deepEqual(names(events), ['OnTotalUnreadMessageCountChanged']);
    assert.equal(events[0]?.data, '0');
    assert.deepEqual(await get(bob, 'getAllConversationList'), []);
    assert.deepEqual(await historyWith(bob, 'ann'), []);
    await sendText(ann, 'bob', 'z');
    const [back] = await get(bob, 'getAllConversationList');
    assert.deepEqual([back?.conversationID, back?.isPinned], ['single_ann', true]);
    assert.equal((await historyWith(ann, 'bob')).length, 4);
  });
});

describe('settings of conversations', () => {
  it('keep whether messages are to vanish, under either name of the flag', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob] = await gateway.people('ann', 'bob');
    await sendText(ann, 'bob', 'x');
    const bobTab = await gateway.connect('bob');
    await bob.forget();
    const params = { conversationID: 'single_ann', isPrivate: true };
    assert.equal(await bob.ok('setOneConversationPrivateChat', params), '');
    assert.deepEqual(names(await takeFrames(bob)), ['SetOneConversationPrivateChat', 'OnConversationChanged']);
    assert.equal(only(await takeEvents(bobTab), 'OnConversationChanged')[0]?.isPrivateChat, true);
    const old = await bob.request(
      'SetOneConversationPrivateChat',
      '{"conversationID":"single_ann","privateChat":false}',
    );
    assert.equal(old.errCode, 0);
    assert.equal(only(await takeEvents(bobTab), 'OnConversationChanged')[0]?.isPrivateChat, false);
    await fails(bob, 802, 'setOneConversationPrivateChat', { ...params, conversationID: 'single_eve' });
    const { isPrivate: _, ...flagless } = params;
    await fails(bob, 1001, 'setOneConversationPrivateChat', flagless as never);
  });

  it('tell how conversations receive, for a list or an object with it', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob] = await gateway.people('ann', 'bob');
    await sendText(ann, 'bob', 'x');
    await bob.ok('setConversationRecvMessageOpt', { conversationIDList: ['single_ann'], opt: 2 });
    const asked = ['single_eve', 'single_ann', 'single_ann'];
    const answer = [{ conversationID: 'single_ann', result: 2 }];
    assert.deepEqual(await get(bob, 'getConversationRecvMessageOpt', asked), answer);
    const object = await bob.request(
      'GetConversationRecvMessageOpt',
      JSON.stringify({ conversationIDList: asked }),
    );
    assert.deepEqual(JSON.parse(object.data), answer);
    await fails(bob, 1001, 'getConversationRecvMessageOpt', 7 as never);
  });

  it('forget a mention once', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann, bob] = await gateway.people('ann', 'bob');
    const groupID = await makeGroup(ann, [bob]);
    const mention = await ann.ok('createTextAtMessage', { text: '@bob', atUserIDList: ['bob'] });
    await ann.ok('sendMessage', { recvID: '', groupID, message: mention });
    await bob.forget();
    const conversationID = `group_${groupID}`;
    assert.equal(await bob.ok('resetConversationGroupAtType', conversationID), '');
    const frames = await takeFrames(bob);
    assert.deepEqual(names(frames), ['ResetConversationGroupAtType', 'OnConversationChanged']);
    const [changed] = only(frames, 'OnConversationChanged');
    assert.deepEqual([changed?.groupAtType, changed?.unreadCount], [0, 2]);
    await fails(bob, 201, 'resetConversationGroupAtType', conversationID);
    await fails(bob, 802, 'resetConversationGroupAtType', 'group_1');
  });

  it('keep the wish for all of them in the caller’s record', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann] = await gateway.people('ann');
    const annTab = await gateway.connect('ann');
    assert.equal(await ann.ok('setGlobalRecvMessageOpt', { opt: 2 }), '');
    for (const client of [ann, annTab]) {
      assert.equal(only(await takeEvents(client), 'OnSelfInfoUpdated').globalRecvMsgOpt, 2);
    }
    await ann.ok('setGlobalRecvMessageOpt', { opt: 2 });
    assert.deepEqual(await takeEvents(annTab), []);
    assert.equal((await get(ann, 'getSelfUserInfo')).globalRecvMsgOpt, 2);
    await fails(ann, 803, 'setGlobalRecvMessageOpt', { opt: 3 as never });
    await fails(ann, 1001, 'setGlobalRecvMessageOpt', { opt: '1' as never });
  });
});

describe('batched messages', () => {
  it('come as arrays to those who asked for them, live and after having been away', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ann] = await gateway.people('ann');
    await gateway.register('bob');
    const batched = await gateway.connect('bob', { batch: true });
    const single = await gateway.connect('bob');
    const sent = await sendText(ann, 'bob', 'live');
    assert.deepEqual(
      only(await takeEvents(batched), 'OnRecvNewMessages').map(({ clientMsgID }) => clientMsgID),
      [sent.clientMsgID],
    );
    const events = await takeEvents(single);
    assert.equal(only(events, 'OnRecvNewMessage').clientMsgID, sent.clientMsgID);
    assert.deepEqual(every(events, 'OnRecvNewMessages'), []);
    await batched.close();
    await single.close();
    for (const text of ['1', '2', '3']) await sendText(ann, 'bob', text);
    const back = await gateway.open('bob');
    await back.logIn({ batchMsg: 1 });
    const missed = await takeEvents(back);
    assert.deepEqual(ids(only(missed, 'OnRecvNewMessages')), ['1', '2', '3']);
    assert.deepEqual(every(missed, 'OnRecvNewMessage'), []);
  });
});
