import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  blankElements,
  blankOfflinePush,
  ErrorCode,
  parse,
  toJson,
  type MessageItem,
} from '../../src/protocol/index.js';
import { fails, get, names, only, takeEvents, takeFrames } from '../helpers/client-events.js';
import {
  GatewayFixture,
  historyWith,
  makeGroup,
  sendText,
  sendToGroup,
  textMessage,
} from '../helpers/gateway-fixture.js';

describe('sending to a person', () => {
  it('answers the message as sent and tells both sides in order', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    for (const method of ['sendMessage', 'sendMessageNotOss'] as const) {
      const message = textMessage('hi', { ex: 'e', createTime: 5 });
      const { clientMsgID } = parse(message);
      const sent = parse(await ada.ok(method, { recvID: 'bob', groupID: 'ignored', message }));
      const first = method === 'sendMessage';
      const sendTime = gateway.clock.now() + (first ? 0 : 1);
      assert.match(sent.serverMsgID, /^[0-9a-f]{32}$/);
      assert.deepEqual(sent, {
        ...parse(message),
        ...{
          serverMsgID: sent.serverMsgID,
          sendTime,
          createTime: 5,
          sessionType: 1,
          sendID: 'ada',
          recvID: 'bob',
        },
        ...{ platformID: 5, senderNickname: 'ADA', status: 2, seq: first ? 1 : 2 },
      });

      const conversation = first ? 'OnNewConversation' : 'OnConversationChanged';
      const toSender = await takeFrames(ada);
      assert.deepEqual(names(toSender), ['OnProgress', first ? 'SendMessage' : 'SendMessageNotOss', conversation]);
      assert.deepEqual(only(toSender, 'OnProgress'), { progress: 100, clientMsgID });
      const [own] = only(toSender, conversation);
      assert.deepEqual([own?.conversationID, own?.unreadCount], ['single_bob', 0]);
      assert.deepEqual(JSON.parse(own?.latestMsg ?? ''), sent);

      const toReceiver = await takeFrames(bob);
      assert.deepEqual(names(toReceiver), ['OnRecvNewMessage', conversation, 'OnTotalUnreadMessageCountChanged']);
      assert.deepEqual(
        only(toReceiver, 'OnRecvNewMessage'),
        sent,
        'the first in both inboxes, so seq is the same',
      );
      const [theirs] = only(toReceiver, conversation);
      const unread = first ? 1 : 2;
      assert.deepEqual([theirs?.conversationID, theirs?.unreadCount], ['single_ada', unread]);
      assert.equal(toReceiver.at(-1)?.data, String(unread));
      assert.deepEqual(
        toReceiver.map(({ operationID }) => operationID),
        ['0', '', ''],
      );
    }
  });

  it('takes nothing from the client that is the gateway’s to say', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const forged: Partial<MessageItem> = {
      sendID: 'bob',
      recvID: 'eve',
      groupID: 'g',
      senderNickname: 'The Boss',
      senderFaceUrl: 'boss.png',
      platformID: 8,
      msgFrom: 200,
      sessionType: 2,
      serverMsgID: 'mine',
      sendTime: 1,
      seq: 999,
      status: 5,
      isRead: true,
      attachedInfo: '{"hasReadTime":5,"groupHasReadInfo":{"hasReadCount":9}}',
      sourceMessageSendTime: 5,
      pictureElem: { ...blankElements().pictureElem, sourcePath: 'leak' },
    };
    await sendText(ada, 'bob', 'hi', forged);
    const got = only(await takeEvents(bob), 'OnRecvNewMessage');
    assert.notEqual(got.serverMsgID, 'mine');
    assert.deepEqual(
      { ...got, clientMsgID: '', serverMsgID: '' },
      {
        ...parse(textMessage('hi')),
        ...{
          clientMsgID: '',

          createTime: 1,
          sendTime: gateway.clock.now(),
          sessionType: 1,
        },
        ...{ sendID: 'ada', recvID: 'bob', senderNickname: 'ADA', platformID: 5, seq: 1, status: 2 },
        attachedInfo: forged.attachedInfo,
      },
    );
  });

  it('stores the push notice that came with it', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const offlinePushInfo = { title: 't', desc: 'd', ex: '', iOSPushSound: 's', iOSBadgeCount: true };
    await ada.ok('sendMessage', { recvID: 'bob', groupID: '', message: textMessage('x'), offlinePushInfo });
    await ada.ok('sendMessage', { recvID: 'bob', groupID: '', message: textMessage('y') });
    const history = await historyWith(bob, 'ada');
    assert.deepEqual(
      history.map(({ offlinePush }) => offlinePush),
      [offlinePushInfo, blankOfflinePush()],
    );
  });

  it('rebuilds elements from content, and content from an element where there is none', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const customElem = { data: 'd', description: 'x', extension: 'e' };
    await sendText(ada, 'bob', JSON.stringify(customElem), { contentType: 110 });
    await sendText(ada, 'bob', '', { contentType: 110, customElem });
    await sendText(ada, 'bob', 'no JSON at all', { contentType: 110 });
    const history = await historyWith(bob, 'ada');
    assert.deepEqual(
      history.map((message) => message.customElem),
      [customElem, customElem, blankElements().customElem],
    );
    assert.equal(history[1]?.content, JSON.stringify(customElem));
  });

  it('allows writing to oneself: one copy, nothing unread', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const other = await gateway.connect('ada');
    await sendText(ada, 'ada', 'note');
    assert.deepEqual(names(await takeEvents(ada)), ['OnProgress', 'OnNewConversation']);
    assert.deepEqual(names(await takeEvents(other)), ['OnRecvNewMessage', 'OnNewConversation']);
    assert.equal((await historyWith(ada, 'ada')).length, 1);
    assert.equal(await ada.ok('getTotalUnreadMsgCount'), '0');
  });

  it('survives a restart', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada', 'bob');
    const sent = await sendText(ada, 'bob', 'kept');
    await gateway.restart();
    const bob = await gateway.connect('bob');
    assert.deepEqual(await historyWith(bob, 'ada'), [sent]);
    assert.equal(await bob.ok('getTotalUnreadMsgCount'), '1');
  });

  it('keeps times of a chat strictly increasing, even when the clock stands still', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const times: number[] = [];
    for (const [from, to] of [
      [ada, 'bob'],
      [bob, 'ada'],
      [ada, 'bob'],
    ] as const) {
      times.push((await sendText(from, to, 'x')).sendTime);
    }
    const nowMs = gateway.clock.now();
    assert.deepEqual(times, [nowMs, nowMs + 1, nowMs + 2]);
  });

  it('shows online-only messages without keeping them, and keeps 119 without touching the list', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    await sendText(ada, 'bob', '{"data":"fleeting"}', { contentType: 120 });
    assert.deepEqual(names(await takeFrames(ada)), ['SendMessage']);
    assert.deepEqual(names(await takeEvents(bob)), ['OnRecvNewMessage']);
    assert.deepEqual(await historyWith(bob, 'ada'), []);

    await sendText(ada, 'bob', '{"data":"quiet"}', { contentType: 119 });
    assert.deepEqual(names(await takeEvents(bob)), ['OnRecvNewMessage']);
    assert.equal((await historyWith(bob, 'ada')).length, 1);
    assert.equal(await bob.ok('getAllConversationList'), '[]');
    assert.equal(await bob.ok('getTotalUnreadMsgCount'), '0');
  });
});

describe('sending to a group', () => {
  it('gives every member their own copy and view', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob, eve] = await gateway.people('ada', 'bob', 'eve');
    const groupID = await makeGroup(ada, [bob]);
    await sendText(eve, 'bob', 'so that their seq differ');
    await Promise.all([bob.forget(), eve.forget()]);

    const content = JSON.stringify({ text: '@all', atUserList: ['bob'], isAtSelf: false });
    const sent = await sendToGroup(ada, groupID, content, { contentType: 106 });
    assert.deepEqual([sent.sessionType, sent.groupID, sent.recvID, sent.seq], [2, groupID, 'ada', 2]);
    assert.equal(sent.atElem.isAtSelf, false);
    assert.equal(sent.attachedInfoElem.groupHasReadInfo.groupMemberCount, 2);
    const events = await takeEvents(bob);
    assert.deepEqual(names(events), [
      'OnRecvNewMessage',
      'OnConversationChanged',
      'OnTotalUnreadMessageCountChanged',
    ]);
    const got = only(events, 'OnRecvNewMessage');
    assert.deepEqual(got, { ...sent, recvID: 'bob', seq: 3, atElem: { ...sent.atElem, isAtSelf: true } });
    const [conversation] = only(events, 'OnConversationChanged');
    const { conversationID, showName, groupAtType, unreadCount } = conversation ?? {};
    assert.deepEqual([conversationID, showName, groupAtType, unreadCount], [`group_${groupID}`, 'G', 1, 2]);
    assert.deepEqual(await takeEvents(eve), [], 'she is not in it');
  });

  it('remembers who was mentioned until the group is marked as read', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const groupID = await makeGroup(ada, [bob]);
    const conversationID = `group_${groupID}`;
    const atType = async (): Promise<number | undefined> =>
      (await get(bob, 'getMultipleConversation', [conversationID]))[0]?.groupAtType;
    const mention = (atUserList: string[]): Promise<MessageItem> =>
      sendToGroup(ada, groupID, JSON.stringify({ text: '', atUserList, isAtSelf: false }), { contentType: 106 });
    await mention(['eve']);
    assert.equal(await atType(), 0);
    await mention(['AtAllTag']);
    assert.equal(await atType(), 2);
    await mention(['bob']);
    assert.equal(await atType(), 3);
    await sendToGroup(ada, groupID, 'a plain one');
    assert.equal(await atType(), 3);
    await bob.ok('markGroupMessageHasRead', groupID);
    assert.equal(await atType(), 0);
  });
});

describe('sending is refused', () => {
  it('without a trace up to step 4', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    const groupID = await makeGroup(bob, []);
    const message = textMessage('x');
    const typed = (contentType: number): string => textMessage('x', { contentType });
    await fails(ada, ErrorCode.NotAllowedNow, 'sendMessage', { recvID: '', groupID: '', message });
    await fails(ada, ErrorCode.ReceiverOrUploadFailed, 'sendMessage', { recvID: 'nobody', groupID: '', message });
    await fails(ada, ErrorCode.MessageRefused, 'sendMessage', { recvID: '', groupID: '42', message });
    await fails(ada, ErrorCode.NotInGroup, 'sendMessage', { recvID: '', groupID, message });
    for (const contentType of [0, 111, 112, 113, 116, 118, 121, 1501, 1204, 9999]) {
      const params = { recvID: 'bob', groupID: '', message: typed(contentType) };
      await fails(ada, ErrorCode.MessageRefused, 'sendMessage', params);
    }
    const noID = textMessage('x', { clientMsgID: '' });
    await fails(ada, ErrorCode.BadArguments, 'sendMessage', { recvID: 'bob', groupID: '', message: noID });
    const long = textMessage('x'.repeat(65_537));
    await fails(ada, ErrorCode.BadArguments, 'sendMessage', { recvID: 'bob', groupID: '', message: long });
    assert.deepEqual(names(await takeEvents(ada)), []);
    assert.deepEqual(names(await takeEvents(bob)), []);
    assert.deepEqual(await historyWith(ada, 'bob'), []);
    assert.equal(await ada.ok('getAllConversationList'), '[]');

    await sendText(ada, 'bob', 'x'.repeat(65_536));
  });

  it('to groups that were dismissed', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const groupID = await makeGroup(ada, []);
    await ada.ok('quitGroup', groupID);
    const params = { recvID: '', groupID, message: textMessage('x') };
    await fails(ada, ErrorCode.MessageRefused, 'sendMessage', params);
  });
});

describe('a message that fails', () => {
  it('is kept with status 3, shown as the latest, and replaced by the next try', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    await bob.ok('addBlack', 'ada');
    await bob.forget();
    const message = textMessage('please', { createTime: 7 });
    const { clientMsgID } = parse(message);
    const params = { recvID: 'bob', groupID: '', message };
    await fails(ada, ErrorCode.Blacklisted, 'sendMessage', params);

    const frames = await takeFrames(ada);
    assert.deepEqual(names(frames), ['SendMessage', 'OnNewConversation']);
    const [conversation] = only(frames, 'OnNewConversation');
    assert.equal((JSON.parse(conversation?.latestMsg ?? '') as MessageItem).status, 3);
    const [kept] = await historyWith(ada, 'bob');
    assert.deepEqual([kept?.clientMsgID, kept?.status, kept?.seq, kept?.createTime], [clientMsgID, 3, 0, 7]);
    assert.deepEqual(await takeEvents(bob), []);
    assert.deepEqual(await historyWith(bob, 'ada'), []);

    await gateway.clock.advance(1000);
    await fails(ada, ErrorCode.Blacklisted, 'sendMessage', params);
    assert.equal((await historyWith(ada, 'bob')).length, 1, 'a second failure takes the first one’s place');

    await bob.ok('removeBlack', 'ada');
    await gateway.clock.advance(1000);
    const sent = parse(await ada.ok('sendMessage', params));
    assert.deepEqual([sent.status, sent.seq, sent.createTime], [2, 1, 7]);
    assert.equal(sent.sendTime, gateway.clock.now());
    assert.deepEqual(await historyWith(ada, 'bob'), [sent]);
    assert.deepEqual(await historyWith(bob, 'ada'), [sent]);
  });

  it('may be tried again for somebody else and with other content', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob', 'eve');
    await bob.ok('addBlack', 'ada');
    const message = textMessage('x');
    await fails(ada, ErrorCode.Blacklisted, 'sendMessage', { recvID: 'bob', groupID: '', message });
    const other = toJson({ ...parse(message), content: 'y' });
    await ada.ok('sendMessage', { recvID: 'eve', groupID: '', message: other });
    assert.deepEqual(await historyWith(ada, 'bob'), []);
    assert.equal((await get(ada, 'getMultipleConversation', ['single_bob']))[0]?.latestMsg, '');
    assert.equal((await historyWith(ada, 'eve')).length, 1);
  });

  it('is what sendMessage makes of a medium without a URL', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada', 'bob');
    for (const contentType of [102, 103, 104, 105]) {
      const message = textMessage('{"fileName":"local only"}', { contentType });
      const params = { recvID: 'bob', groupID: '', message };
      await fails(ada, ErrorCode.ReceiverOrUploadFailed, 'sendMessage', params);
      await ada.ok('sendMessageNotOss', params);
    }
    const statuses = (await historyWith(ada, 'bob')).map(({ status }) => status);
    assert.deepEqual(statuses, [2, 2, 2, 2]);
    await sendText(ada, 'bob', '{"sourceUrl":"http://x/f"}', { contentType: 105 });
  });

  it('is one to somebody who does not have the sender as friend, where that is checked', async (t) => {
    const gateway = await GatewayFixture.start(t, { friendCheck: true });
    const [ada, bob] = await gateway.people('ada', 'bob');
    const params = (): { recvID: string; groupID: string; message: string } => ({
      recvID: 'bob',
      groupID: '',
      message: textMessage('x'),
    });
    await fails(ada, ErrorCode.NotFriend, 'sendMessage', params());
    await ada.ok('addFriend', { toUserID: 'bob', reqMsg: '' });
    await bob.ok('acceptFriendApplication', { toUserID: 'ada', handleMsg: '' });
    await ada.ok('sendMessage', params());
    await bob.ok('deleteFriend', 'ada');
    await fails(ada, ErrorCode.NotFriend, 'sendMessage', params());
    await sendText(ada, 'ada', 'to oneself always');
  });
});
