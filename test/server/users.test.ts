import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ErrorCode, type PartialUserItem } from '../../src/protocol/index.js';
import { get, names, only, takeEvents, takeFrames } from '../helpers/client-events.js';
import { GatewayFixture, historyWith, makeGroup, sendText } from '../helpers/gateway-fixture.js';

describe('users', () => {
  it('are shown in the order asked for, once each, with what the caller has on them', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob', 'eve');
    await ada.ok('addFriend', { toUserID: 'bob', reqMsg: '' });
    await bob.ok('acceptFriendApplication', { toUserID: 'ada', handleMsg: '' });
    await ada.ok('addBlack', 'eve');
    const users = await get(ada, 'getUsersInfo', ['eve', 'nobody', 'bob', 'ada', 'eve']);
    assert.deepEqual(
      users.map(({ publicInfo, friendInfo, blackInfo }) => [
        publicInfo?.userID,
        friendInfo?.userID ?? null,
        blackInfo?.userID ?? null,
      ]),
      [
        ['eve', null, 'eve'],
        ['bob', 'bob', null],
        ['ada', null, null],
      ],
    );
    assert.deepEqual(users[1]?.publicInfo, { userID: 'bob', nickname: 'BOB', faceURL: '', gender: 0, ex: '' });
    assert.deepEqual(await get(ada, 'getUsersInfo', []), []);
  });

  it('read and change their own record', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const other = await gateway.connect('ada');
    const before = await get(ada, 'getSelfUserInfo');
    assert.deepEqual(before, {
      userID: 'ada',
      nickname: 'ADA',
      faceURL: '',
      gender: 0,
      phoneNumber: '',
      birth: 0,
      email: '',
      createTime: 1_700_000_000,
      ex: '',
      attachedInfo: '',
      globalRecvMsgOpt: 0,
    });
    const change = { nickname: 'Ada', faceURL: 'f', gender: 2, phoneNumber: '1', birth: 5, email: 'e', ex: 'x' };
    ada.frames = [];
    assert.equal(await ada.ok('setSelfInfo', { userID: 'bob', ...change }), '""');
    assert.deepEqual(names(await takeFrames(ada)), ['OnSelfInfoUpdated', 'SetSelfInfo'], 'the event comes first');
    assert.deepEqual(only(await takeEvents(other), 'OnSelfInfoUpdated'), { ...before, ...change });

    await ada.ok('setSelfInfo', {
      nickname: '',
      faceURL: '',
      gender: 0,
      phoneNumber: '',
      birth: 0,
      email: '',
      ex: '',
    });
    assert.deepEqual(
      await get(ada, 'getSelfUserInfo'),
      { ...before, nickname: 'Ada' },
      'all but the name is cleared',
    );
    await takeEvents(ada);
    await ada.ok('setSelfInfo', { nickname: 'Ada' });
    await ada.ok('setSelfInfo', {});
    assert.deepEqual(await takeEvents(ada), [], 'nothing changed, nothing is told');
  });

  it('refuse values out of range with 803', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const bad: object[] = [
      { nickname: 'x'.repeat(65) },
      { faceURL: 'x'.repeat(1025) },
      { phoneNumber: 'x'.repeat(33) },
      { email: 'x'.repeat(65) },
      { ex: 'x'.repeat(1025) },
      { gender: 3 },
      { gender: '1' },
      { birth: '2000-01-01' },
      { birth: -1 },
      { birth: 1.5 },
      { nickname: 7 },
    ];
    for (const info of bad) {
      assert.equal(
        await ada.code('setSelfInfo', info as PartialUserItem),
        ErrorCode.BadArguments,
        JSON.stringify(info),
      );
    }
    assert.equal((await get(ada, 'getSelfUserInfo')).nickname, 'ADA');
  });

  it('are refreshed wherever their name or face is shown', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, friend, chatter, member, stranger] = await gateway.people('ada', 'bob', 'cy', 'dan', 'eve');
    await ada.ok('addFriend', { toUserID: 'bob', reqMsg: '' });
    await friend.ok('acceptFriendApplication', { toUserID: 'ada', handleMsg: '' });
    await friend.ok('setFriendRemark', { toUserID: 'ada', remark: 'my Ada' });
    await sendText(ada, 'cy', 'hi');
    const groupID = await makeGroup(ada, [member]);
    for (const client of [ada, friend, chatter, stranger]) await takeEvents(client);

    await ada.ok('setSelfInfo', { nickname: 'Countess', faceURL: 'portrait' });
    const toFriend = await takeEvents(friend);
    assert.deepEqual(names(toFriend), ['OnFriendInfoChanged', 'OnConversationChanged']);
    const { nickname, faceURL, remark } = only(toFriend, 'OnFriendInfoChanged');
    assert.deepEqual([nickname, faceURL, remark], ['Countess', 'portrait', 'my Ada']);
    const [withRemark] = only(toFriend, 'OnConversationChanged');
    assert.deepEqual([withRemark?.showName, withRemark?.faceURL], ['my Ada', 'portrait']);

    const [chat] = only(await takeEvents(chatter), 'OnConversationChanged');
    assert.deepEqual([chat?.showName, chat?.faceURL], ['Countess', 'portrait']);
    const changed = only(await takeEvents(member), 'OnGroupMemberInfoChanged');
    assert.deepEqual([changed.groupID, changed.userID, changed.nickname], [groupID, 'ada', 'Countess']);
    assert.deepEqual(await takeEvents(stranger), []);
    const [message] = await historyWith(chatter, 'ada');
    assert.deepEqual([message?.senderNickname, message?.senderFaceUrl], ['Countess', 'portrait']);

    await ada.ok('setSelfInfo', { email: 'ada@example.com' });
    assert.deepEqual(names(await takeEvents(friend)), ['OnFriendInfoChanged']);
    assert.deepEqual(await takeEvents(chatter), [], 'who sees only name and face is not bothered');
    assert.deepEqual(await takeEvents(member), []);
  });
});
