import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { FriendApplicationItem } from '../../src/protocol/index.js';
import { GatewayFixture } from '../helpers/gateway-fixture.js';
import { fails, get, takeEvents, takeFrames, names, only } from '../helpers/client-events.js';

const NOW_S = 1_700_000_000;

/** Ann, Bob with two connections, and somebody whom nothing concerns. */
async function strangers(test: TestContext) {
  const gateway = await GatewayFixture.start(test);
  const [ann, bob, eve] = await gateway.people('ann', 'bob', 'eve');
  await ann.ok('setSelfInfo', { faceURL: 'https://a.example/ann.png', gender: 2 });
  await ann.forget();
  const bobTab = await gateway.connect('bob');
  return { gateway, ann, bob, bobTab, eve };
}

/** Ann's application to Bob. */
function application(members: Partial<FriendApplicationItem> = {}): FriendApplicationItem {
  return {
    fromUserID: 'ann',
    fromNickname: 'ANN',
    fromFaceURL: 'https://a.example/ann.png',
    fromGender: 2,
    toUserID: 'bob',
    toNickname: 'BOB',
    toFaceURL: '',
    toGender: 0,
    handleResult: 0,
    reqMsg: 'hi',
    createTime: NOW_S,
    handlerUserID: '',
    handleMsg: '',
    handleTime: 0,
    ex: '',
    attachedInfo: '',
    ...members,
  };
}

describe('addFriend', () => {
  it('should store the application and tell both sides of it', async (test) => {
    const { ann, bob, bobTab, eve } = await strangers(test);
    assert.equal(await ann.ok('addFriend', { toUserID: 'bob', reqMsg: 'hi' }), '""');

    for (const client of [ann, bob, bobTab]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), ['OnFriendApplicationAdded']);
      assert.deepEqual(only(events, 'OnFriendApplicationAdded'), application());
    }
    assert.deepEqual(await takeEvents(eve), []);
    assert.deepEqual(await get(ann, 'getSendFriendApplicationList'), [application()]);
    assert.deepEqual(await get(bob, 'getRecvFriendApplicationList'), [application()]);
    assert.equal(await ann.ok('getRecvFriendApplicationList'), '[]');
    assert.equal(await bob.ok('getSendFriendApplicationList'), '[]');
    // An application is no message.
    assert.equal(await bob.ok('getAllConversationList'), '[]');
  });

  it('should start anew when it is repeated, and tell both sides again', async (test) => {
    const { gateway, ann, bob } = await strangers(test);
    await ann.ok('addFriend', { toUserID: 'bob', reqMsg: 'hi' });
    await bob.ok('refuseFriendApplication', { toUserID: 'ann', handleMsg: 'no' });
    await takeEvents(bob);
    await gateway.clock.advance(60_000);
    await ann.ok('addFriend', { toUserID: 'bob', reqMsg: 'please' });

    const again = application({ reqMsg: 'please', createTime: NOW_S + 60 });
    assert.deepEqual(only(await takeEvents(bob), 'OnFriendApplicationAdded'), again);
    assert.deepEqual(await get(bob, 'getRecvFriendApplicationList'), [again]);
  });

  it('should list the newest first and keep both directions apart', async (test) => {
    const { gateway, ann, bob, eve } = await strangers(test);
    await ann.ok('addFriend', { toUserID: 'bob', reqMsg: '1' });
    await gateway.clock.advance(1);
    await eve.ok('addFriend', { toUserID: 'bob', reqMsg: '2' });
    await gateway.clock.advance(1);
    await bob.ok('addFriend', { toUserID: 'ann', reqMsg: '3' });
    await gateway.clock.advance(1);
    await bob.ok('addFriend', { toUserID: 'eve', reqMsg: '4' });

    const received = await get(bob, 'getRecvFriendApplicationList');
    assert.deepEqual(
      received.map(({ reqMsg }) => reqMsg),
      ['2', '1'],
    );
    const sent = await get(bob, 'getSendFriendApplicationList');
    assert.deepEqual(
      sent.map(({ reqMsg }) => reqMsg),
      ['4', '3'],
    );
  });

  it('should show names and faces as they are now', async (test) => {
    const { ann, bob } = await strangers(test);
    await ann.ok('addFriend', { toUserID: 'bob', reqMsg: 'hi' });
    await ann.ok('setSelfInfo', { nickname: 'Anna', gender: 1 });
    const [item] = await get(bob, 'getRecvFriendApplicationList');
    assert.deepEqual(item, application({ fromNickname: 'Anna', fromGender: 1 }));
  });

  it('should refuse unknown users, oneself and texts that are too long', async (test) => {
    const { ann, bob } = await strangers(test);
    await fails(ann, 802, 'addFriend', { toUserID: 'nobody', reqMsg: '' });
    await fails(ann, 803, 'addFriend', { toUserID: 'ann', reqMsg: '' });
    await fails(ann, 803, 'addFriend', { toUserID: 'bob', reqMsg: 'x'.repeat(1025) });
    assert.deepEqual(await takeEvents(ann), []);
    assert.deepEqual(await takeEvents(bob), []);
    assert.equal(await ann.ok('getSendFriendApplicationList'), '[]');
  });

  it('should not ask for blacklists', async (test) => {
    const { ann, bob } = await strangers(test);
    await bob.ok('addBlack', 'ann');
    await takeEvents(bob);
    await ann.ok('addFriend', { toUserID: 'bob', reqMsg: 'hi' });
    assert.deepEqual(names(await takeEvents(bob)), ['OnFriendApplicationAdded']);
  });
});

describe('acceptFriendApplication', () => {
  it('should make both friends, tell each in their own view and leave a message', async (test) => {
    const { gateway, ann, bob, bobTab, eve } = await strangers(test);
    await ann.ok('addFriend', { toUserID: 'bob', reqMsg: 'hi' });
    for (const client of [ann, bob, bobTab]) await takeEvents(client);
    await gateway.clock.advance(10_000);
    assert.equal(await bob.ok('acceptFriendApplication', { toUserID: 'ann', handleMsg: 'sure' }), '""');

    const accepted = application({
      handleResult: 1,
      handlerUserID: 'bob',
      handleMsg: 'sure',
      handleTime: NOW_S + 10,
    });
    const byBob = await takeFrames(bob);
    assert.deepEqual(names(byBob), [
      'OnFriendApplicationAccepted',
      'AcceptFriendApplication',
      'OnFriendAdded',
      'OnRecvNewMessage',
      'OnNewConversation',
    ]);
    const byTab = await takeEvents(bobTab);
    assert.deepEqual(names(byTab), [
      'OnFriendApplicationAccepted',
      'OnFriendAdded',
      'OnRecvNewMessage',
      'OnNewConversation',
    ]);
    const byAnn = await takeEvents(ann);
    assert.deepEqual(names(byAnn), [
      'OnFriendApplicationAccepted',
      'OnFriendAdded',
      'OnRecvNewMessage',
      'OnNewConversation',
      'OnTotalUnreadMessageCountChanged',
    ]);
    assert.deepEqual(await takeEvents(eve), []);

    for (const [events, owner, userID] of [
      [byBob, 'bob', 'ann'],
      [byTab, 'bob', 'ann'],
      [byAnn, 'ann', 'bob'],
    ] as const) {
      assert.deepEqual(only(events, 'OnFriendApplicationAccepted'), accepted);
      const added = only(events, 'OnFriendAdded');
      assert.equal(added.ownerUserID, owner);
      assert.equal(added.userID, userID);
      assert.equal(added.createTime, NOW_S + 10);
      assert.equal(added.operatorUserID, 'bob');
      const message = only(events, 'OnRecvNewMessage');
      assert.equal(message.contentType, 1204);
      assert.equal(message.msgFrom, 200);
      assert.equal(message.sendID, 'bob');
      assert.equal(message.recvID, 'ann');
      assert.equal(message.senderNickname, 'BOB');
      assert.equal(message.sessionType, 1);
      assert.equal(message.status, 2);
      assert.equal(message.sendTime, (NOW_S + 10) * 1000);
      const [conversation] = only(events, 'OnNewConversation');
      assert.equal(conversation?.conversationID, `single_${userID}`);
      assert.equal(conversation.unreadCount, owner === 'ann' ? 1 : 0);
      assert.deepEqual(JSON.parse(conversation.latestMsg), message);
    }
    assert.equal(byAnn.at(-1)?.data, '1');
  });

  it('should say in the message whose friendship it is', async (test) => {
    const { ann, bob } = await strangers(test);
    await ann.ok('addFriend', { toUserID: 'bob', reqMsg: 'hi' });
    await bob.ok('acceptFriendApplication', { toUserID: 'ann', handleMsg: '' });
    const [message] = await get(ann, 'getHistoryMessageList', {
      userID: 'bob',
      groupID: '',
      count: 10,
      startClientMsgID: '',
    });
    const content = JSON.parse(message?.content ?? '') as Record<string, string>;
    assert.deepEqual(Object.keys(content).sort(), ['defaultTips', 'detail', 'jsonDetail']);
    assert.equal(content['detail'], '');
    assert(message);
    assert.equal(content['jsonDetail'], message.notificationElem.detail);
    assert.equal(content['defaultTips'], message.notificationElem.defaultTips);
    const annsFace = 'https://a.example/ann.png';
    assert.deepEqual(JSON.parse(message.notificationElem.detail), {
      friend: {
        ownerUserID: 'bob',
        remark: '',
        createTime: NOW_S,
        friendUser: { userID: 'ann', nickname: 'ANN', faceURL: annsFace, gender: 2, ex: '' },
        addSource: 0,
        operatorUserID: 'bob',
        ex: '',
      },
      opUser: { userID: 'bob', nickname: 'BOB', faceURL: '', gender: 0, ex: '' },
    });
  });

  it('should only record the answer where they are friends already', async (test) => {
    const { ann, bob } = await strangers(test);
    await ann.ok('addFriend', { toUserID: 'bob', reqMsg: 'hi' });
    await bob.ok('acceptFriendApplication', { toUserID: 'ann', handleMsg: 'ok' });
    await ann.ok('addFriend', { toUserID: 'bob', reqMsg: 'again' });
    for (const client of [ann, bob]) await takeEvents(client);
    await bob.ok('acceptFriendApplication', { toUserID: 'ann', handleMsg: 'ok' });
    for (const client of [ann, bob]) {
      assert.deepEqual(names(await takeEvents(client)), ['OnFriendApplicationAccepted']);
    }
  });

  it('should make only the side that was deleted, and tell only its owner', async (test) => {
    const { ann, bob } = await strangers(test);
    await ann.ok('addFriend', { toUserID: 'bob', reqMsg: 'hi' });
    await bob.ok('acceptFriendApplication', { toUserID: 'ann', handleMsg: 'ok' });
    await bob.ok('deleteFriend', 'ann');
    await ann.ok('addFriend', { toUserID: 'bob', reqMsg: 'again' });
    for (const client of [ann, bob]) await takeEvents(client);
    await bob.ok('acceptFriendApplication', { toUserID: 'ann', handleMsg: 'ok' });

    assert.deepEqual(names(await takeEvents(bob)), [
      'OnFriendApplicationAccepted',
      'OnFriendAdded',
      'OnRecvNewMessage',
      'OnConversationChanged',
    ]);
    assert.deepEqual(names(await takeEvents(ann)), [
      'OnFriendApplicationAccepted',
      'OnRecvNewMessage',
      'OnConversationChanged',
      'OnTotalUnreadMessageCountChanged',
    ]);
  });

  it('should accept one that was refused before', async (test) => {
    const { ann, bob } = await strangers(test);
    await ann.ok('addFriend', { toUserID: 'bob', reqMsg: 'hi' });
    await bob.ok('refuseFriendApplication', { toUserID: 'ann', handleMsg: 'no' });
    await bob.ok('acceptFriendApplication', { toUserID: 'ann', handleMsg: 'yes' });
    assert.deepEqual(await get(ann, 'checkFriend', ['bob']), [{ userID: 'bob', result: 1 }]);
  });

  it('should refuse where there is no application, also the applicant’s own', async (test) => {
    const { ann, bob } = await strangers(test);
    await fails(bob, 802, 'acceptFriendApplication', { toUserID: 'ann', handleMsg: '' });
    await ann.ok('addFriend', { toUserID: 'bob', reqMsg: 'hi' });
    await fails(ann, 802, 'acceptFriendApplication', { toUserID: 'bob', handleMsg: '' });
    await fails(bob, 803, 'acceptFriendApplication', { toUserID: 'ann', handleMsg: 'x'.repeat(1025) });
    assert.equal(await ann.ok('getFriendList'), '[]');
  });

  it('should reach who is offline by their history', async (test) => {
    const { gateway, ann, bob } = await strangers(test);
    await ann.ok('addFriend', { toUserID: 'bob', reqMsg: 'hi' });
    await ann.ok('logout');
    await bob.ok('acceptFriendApplication', { toUserID: 'ann', handleMsg: 'ok' });
    const back = await gateway.connect('ann');
    assert.equal((await get(back, 'getFriendList')).length, 1);
    assert.equal(await back.ok('getTotalUnreadMsgCount'), '1');
  });
});

describe('refuseFriendApplication', () => {
  it('should record the answer and tell both sides, and make no friends', async (test) => {
    const { ann, bob, bobTab, eve } = await strangers(test);
    await ann.ok('addFriend', { toUserID: 'bob', reqMsg: 'hi' });
    for (const client of [ann, bob, bobTab]) await takeEvents(client);
    assert.equal(await bob.ok('refuseFriendApplication', { toUserID: 'ann', handleMsg: 'no' }), '""');

    const refused = application({
      handleResult: -1,
      handlerUserID: 'bob',
      handleMsg: 'no',
      handleTime: NOW_S,
    });
    for (const client of [ann, bob, bobTab]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), ['OnFriendApplicationRejected']);
      assert.deepEqual(only(events, 'OnFriendApplicationRejected'), refused);
    }
    assert.deepEqual(await takeEvents(eve), []);
    assert.deepEqual(await get(ann, 'getSendFriendApplicationList'), [refused]);
    assert.equal(await ann.ok('getFriendList'), '[]');
    assert.equal(await ann.ok('getAllConversationList'), '[]');
  });

  it('should end no friendship that an earlier answer made', async (test) => {
    const { ann, bob } = await strangers(test);
    await ann.ok('addFriend', { toUserID: 'bob', reqMsg: 'hi' });
    await bob.ok('acceptFriendApplication', { toUserID: 'ann', handleMsg: 'ok' });
    await bob.ok('refuseFriendApplication', { toUserID: 'ann', handleMsg: 'no' });
    assert.deepEqual(await get(ann, 'checkFriend', ['bob']), [{ userID: 'bob', result: 1 }]);
    assert.equal((await get(ann, 'getSendFriendApplicationList'))[0]?.handleResult, -1);
  });

  it('should refuse where there is no application', async (test) => {
    const { bob } = await strangers(test);
    await fails(bob, 802, 'refuseFriendApplication', { toUserID: 'ann', handleMsg: '' });
    await fails(bob, 802, 'refuseFriendApplication', { toUserID: 'nobody', handleMsg: '' });
  });
});
