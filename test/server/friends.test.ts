import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { FriendItem } from '../../src/protocol/index.js';
import { GatewayFixture } from '../helpers/gateway-fixture.js';
import { fails, get, takeEvents, takeFrames, names, only } from '../helpers/client-events.js';
import type { RawClient } from '../helpers/raw-client.js';

const NOW_S = 1_700_000_000;

/** Two friends, and somebody whom nothing concerns. */
async function friends(test: TestContext) {
  const gateway = await GatewayFixture.start(test);
  const [ann, bob, eve] = await gateway.people('ann', 'bob', 'eve');
  await befriend(ann, bob);
  return { gateway, ann, bob, eve };
}

async function befriend(applicant: RawClient, accepter: RawClient): Promise<void> {
  await applicant.ok('addFriend', { toUserID: accepter.userID, reqMsg: 'hi' });
  await accepter.ok('acceptFriendApplication', { toUserID: applicant.userID, handleMsg: 'ok' });
  await takeEvents(applicant);
  await takeEvents(accepter);
}

function friend(
  ownerUserID: string,
  userID: string,
  operatorUserID: string,
  members: Partial<FriendItem> = {},
): FriendItem {
  return {
    ownerUserID,
    userID,
    remark: '',
    createTime: NOW_S,
    addSource: 0,
    operatorUserID,
    nickname: userID.toUpperCase(),
    faceURL: '',
    gender: 0,
    phoneNumber: '',
    birth: 0,
    email: '',
    ex: '',
    attachedInfo: '',
    ...members,
  };
}

const record = (item: FriendItem) => ({ publicInfo: null, friendInfo: item, blackInfo: null });

describe('friends', () => {
  it('should list friends in the order they came, each as TotalUser', async (test) => {
    const { gateway, ann, bob } = await friends(test);
    await gateway.clock.advance(5000);
    const [ada, zoe] = await gateway.people('ada', 'zoe');
    await befriend(ada, ann);
    await gateway.clock.advance(5000);
    await befriend(ann, zoe);

    assert.deepEqual(await get(ann, 'getFriendList'), [
      record(friend('ann', 'bob', 'bob')),
      record(friend('ann', 'ada', 'ann', { createTime: NOW_S + 5 })),
      record(friend('ann', 'zoe', 'zoe', { createTime: NOW_S + 10 })),
    ]);
    assert.deepEqual(await get(bob, 'getFriendList'), [record(friend('bob', 'ann', 'bob'))]);
  });

  it('should list nobody for somebody without friends', async (test) => {
    const { eve } = await friends(test);
    assert.equal(await eve.ok('getFriendList'), '[]');
  });

  it('should keep blacklisted friends in the list and say so', async (test) => {
    const { ann } = await friends(test);
    await ann.ok('addBlack', 'bob');

    const black = {
      ownerUserID: 'ann',
      userID: 'bob',
      nickname: 'BOB',
      faceURL: '',
      gender: 0,
      createTime: NOW_S,
      addSource: 0,
      operatorUserID: 'ann',
      ex: '',
      attachedInfo: '',
    };
    const expected = [{ ...record(friend('ann', 'bob', 'bob')), blackInfo: black }];
    assert.deepEqual(await get(ann, 'getFriendList'), expected);
    assert.deepEqual(await get(ann, 'getDesignatedFriendsInfo', ['bob']), expected);
    assert.deepEqual(await get(ann, 'getBlackList'), [black]);
  });

  it('should answer for the friends among given users, in the order asked for, once each', async (test) => {
    const { gateway, ann } = await friends(test);
    const [zoe] = await gateway.people('zoe');
    await befriend(ann, zoe);

    const answer = await get(ann, 'getDesignatedFriendsInfo', ['zoe', 'eve', 'nobody', 'bob', 'zoe']);
    assert.deepEqual(
      answer.map(({ friendInfo }) => friendInfo?.userID),
      ['zoe', 'bob'],
    );
  });

  it('should refuse lists of more than 1000 users', async (test) => {
    const { ann } = await friends(test);
    const tooMany = Array.from({ length: 1001 }, (_, index) => `u${String(index)}`);
    await fails(ann, 803, 'getDesignatedFriendsInfo', tooMany);
    await fails(ann, 803, 'checkFriend', tooMany);
    assert.equal(await ann.ok('getDesignatedFriendsInfo', tooMany.slice(1)), '[]');
  });

  it('should say in request order who is a friend and not blacklisted', async (test) => {
    const { gateway, ann } = await friends(test);
    const [zoe] = await gateway.people('zoe');
    await befriend(ann, zoe);
    await ann.ok('addBlack', 'zoe');
    assert.deepEqual(await get(ann, 'checkFriend', ['eve', 'bob', 'zoe', 'nobody']), [
      { userID: 'eve', result: 0 },
      { userID: 'bob', result: 1 },
      { userID: 'zoe', result: 0 },
      { userID: 'nobody', result: 0 },
    ]);
  });
});

describe('setFriendRemark', () => {
  it('should tell all of the owner of the new name, and name the conversation by it', async (test) => {
    const { gateway, ann, bob, eve } = await friends(test);
    const tab = await gateway.connect('ann');

    assert.equal(await ann.ok('setFriendRemark', { toUserID: 'bob', remark: 'Bobby' }), '""');
    for (const client of [ann, tab]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), ['OnFriendInfoChanged', 'OnConversationChanged']);
      assert.deepEqual(only(events, 'OnFriendInfoChanged'), friend('ann', 'bob', 'bob', { remark: 'Bobby' }));
      const [conversation] = only(events, 'OnConversationChanged');
      assert.equal(conversation?.conversationID, 'single_bob');
      assert.equal(conversation.showName, 'Bobby');
    }
    assert.deepEqual(await takeEvents(bob), []);
    assert.deepEqual(await takeEvents(eve), []);
  });

  it('should clear with an empty remark', async (test) => {
    const { ann } = await friends(test);
    await ann.ok('setFriendRemark', { toUserID: 'bob', remark: 'Bobby' });
    await takeEvents(ann);
    await ann.ok('setFriendRemark', { toUserID: 'bob', remark: '' });
    assert.equal(only(await takeEvents(ann), 'OnConversationChanged')[0]?.showName, 'BOB');
  });

  it('should leave hidden conversations alone', async (test) => {
    const { ann } = await friends(test);
    await ann.ok('deleteConversation', 'single_bob');
    await takeEvents(ann);
    await ann.ok('setFriendRemark', { toUserID: 'bob', remark: 'Bobby' });
    assert.deepEqual(names(await takeEvents(ann)), ['OnFriendInfoChanged']);
  });

  it('should refuse who is no friend, and remarks that are too long', async (test) => {
    const { ann } = await friends(test);
    await fails(ann, 802, 'setFriendRemark', { toUserID: 'eve', remark: 'E' });
    await fails(ann, 802, 'setFriendRemark', { toUserID: 'nobody', remark: 'N' });
    await fails(ann, 803, 'setFriendRemark', { toUserID: 'bob', remark: 'x'.repeat(65) });
    assert.deepEqual(await takeEvents(ann), []);
  });
});

describe('deleteFriend', () => {
  it('should end the friendship on one side only and tell that side', async (test) => {
    const { gateway, ann, bob, eve } = await friends(test);
    const tab = await gateway.connect('ann');

    assert.equal(await ann.ok('deleteFriend', 'bob'), '""');
    const frames = await takeFrames(ann);
    assert.deepEqual(names(frames), ['OnFriendDeleted', 'DeleteFriend']);
    assert.deepEqual(only(frames, 'OnFriendDeleted'), friend('ann', 'bob', 'bob'));
    assert.deepEqual(names(await takeEvents(tab)), ['OnFriendDeleted']);
    assert.deepEqual(await takeEvents(bob), []);
    assert.deepEqual(await takeEvents(eve), []);

    assert.deepEqual(await get(ann, 'checkFriend', ['bob']), [{ userID: 'bob', result: 0 }]);
    assert.deepEqual(await get(bob, 'checkFriend', ['ann']), [{ userID: 'ann', result: 1 }]);
    // Conversation and messages stay, and the other can still write.
    assert.equal((await get(ann, 'getAllConversationList')).length, 1);
    const message = await bob.ok('createTextMessage', 'still here');
    await bob.ok('sendMessage', { recvID: 'ann', groupID: '', message });
    assert.equal(only(await takeEvents(ann), 'OnRecvNewMessage').content, 'still here');
  });

  it('should call the conversation by the nickname again when the remark goes with it', async (test) => {
    const { ann } = await friends(test);
    await ann.ok('setFriendRemark', { toUserID: 'bob', remark: 'Bobby' });
    await takeEvents(ann);
    await ann.ok('deleteFriend', 'bob');
    const events = await takeEvents(ann);
    assert.deepEqual(names(events), ['OnFriendDeleted', 'OnConversationChanged']);
    assert.equal(only(events, 'OnConversationChanged')[0]?.showName, 'BOB');
  });

  it('should refuse who is no friend', async (test) => {
    const { ann } = await friends(test);
    await fails(ann, 802, 'deleteFriend', 'eve');
    await fails(ann, 802, 'deleteFriend', '');
    assert.deepEqual(await takeEvents(ann), []);
  });
});

describe('a friend’s profile', () => {
  it('should reach whoever has them as friend, under their remark', async (test) => {
    const { ann, bob } = await friends(test);
    await ann.ok('setFriendRemark', { toUserID: 'bob', remark: 'Bobby' });
    await takeEvents(ann);
    await bob.ok('setSelfInfo', { nickname: 'Robert', faceURL: 'https://a.example/b.png' });

    const events = await takeEvents(ann);
    const changed = only(events, 'OnFriendInfoChanged');
    assert.equal(changed.nickname, 'Robert');
    assert.equal(changed.remark, 'Bobby');
    const conversations = only(events, 'OnConversationChanged');
    assert.deepEqual(
      conversations.map(({ showName, faceURL }) => ({ showName, faceURL })),
      [{ showName: 'Bobby', faceURL: 'https://a.example/b.png' }],
    );
  });
});
