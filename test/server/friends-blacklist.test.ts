import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { BlackItem } from '../../src/protocol/index.js';
import { GatewayFixture } from '../helpers/gateway-fixture.js';
import { fails, get, takeEvents, names, only } from '../helpers/client-events.js';
import type { RawClient } from '../helpers/raw-client.js';

const NOW_S = 1_700_000_000;

async function people(test: TestContext) {
  const gateway = await GatewayFixture.start(test);
  const [ann, bob, eve] = await gateway.people('ann', 'bob', 'eve');
  return { gateway, ann, bob, eve };
}

function black(userID: string, members: Partial<BlackItem> = {}): BlackItem {
  return {
    ownerUserID: 'ann',
    userID,
    nickname: userID.toUpperCase(),
    faceURL: '',
    gender: 0,
    createTime: NOW_S,
    addSource: 0,
    operatorUserID: 'ann',
    ex: '',
    attachedInfo: '',
    ...members,
  };
}

async function send(from: RawClient, recvID: string, text: string) {
  const message = await from.ok('createTextMessage', text);
  return from.call('sendMessage', { recvID, groupID: '', message });
}

describe('addBlack', () => {
  it('should tell only the owner, on all connections', async (test) => {
    const { gateway, ann, bob, eve } = await people(test);
    const tab = await gateway.connect('ann');
    assert.equal(await ann.ok('addBlack', 'bob'), '""');
    for (const client of [ann, tab]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), ['OnBlackAdded']);
      assert.deepEqual(only(events, 'OnBlackAdded'), black('bob'));
    }
    assert.deepEqual(await takeEvents(bob), []);
    assert.deepEqual(await takeEvents(eve), []);
  });

  it('should list bare records, the first one first', async (test) => {
    const { gateway, ann, bob } = await people(test);
    await ann.ok('addBlack', 'eve');
    await gateway.clock.advance(2000);
    await ann.ok('addBlack', 'bob');
    assert.deepEqual(await get(ann, 'getBlackList'), [black('eve'), black('bob', { createTime: NOW_S + 2 })]);
    assert.equal(await bob.ok('getBlackList'), '[]');
  });

  it('should refuse unknown users, those already there and oneself', async (test) => {
    const { ann } = await people(test);
    await ann.ok('addBlack', 'bob');
    await takeEvents(ann);
    await fails(ann, 802, 'addBlack', 'bob');
    await fails(ann, 802, 'addBlack', 'nobody');
    await fails(ann, 803, 'addBlack', 'ann');
    assert.deepEqual(await takeEvents(ann), []);
    assert.equal((await get(ann, 'getBlackList')).length, 1);
  });

  it('should show up in getUsersInfo', async (test) => {
    const { ann } = await people(test);
    await ann.ok('addBlack', 'bob');
    const [user] = await get(ann, 'getUsersInfo', ['bob']);
    assert.deepEqual(user?.blackInfo, black('bob'));
    assert.equal(user.friendInfo, null);
  });
});

describe('a blacklist', () => {
  it('should refuse the other’s messages and typing with 600 and keep what the owner sends', async (test) => {
    const { ann, bob } = await people(test);
    await ann.ok('addBlack', 'bob');
    await takeEvents(ann);

    assert.equal((await send(bob, 'ann', 'hello?')).errCode, 600);
    await fails(bob, 600, 'typingStatusUpdate', { recvID: 'ann', msgTip: 'yes' });
    assert.deepEqual(await takeEvents(ann), []);
    assert.equal(await ann.ok('getAllConversationList'), '[]');

    await takeEvents(bob);
    assert.equal((await send(ann, 'bob', 'go away')).errCode, 0);
    assert.equal(only(await takeEvents(bob), 'OnRecvNewMessage').content, 'go away');
  });

  it('should keep refused messages from arriving later', async (test) => {
    const { ann, bob } = await people(test);
    await ann.ok('addBlack', 'bob');
    await send(bob, 'ann', 'lost');
    await ann.ok('removeBlack', 'bob');
    assert.equal((await send(bob, 'ann', 'heard')).errCode, 0);
    const page = await get(ann, 'getHistoryMessageList', {
      userID: 'bob',
      groupID: '',
      count: 10,
      startClientMsgID: '',
    });
    assert.deepEqual(
      page.map(({ content }) => content),
      ['heard'],
    );
  });

  it('should not reach into groups', async (test) => {
    const { ann, bob } = await people(test);
    const { groupID } = await get(ann, 'createGroup', {
      groupBaseInfo: { groupType: 0, groupName: 'g' },
      memberList: [{ userID: 'bob', roleLevel: 1 }],
    });
    await ann.ok('addBlack', 'bob');
    await takeEvents(ann);
    const message = await bob.ok('createTextMessage', 'in the group');
    await bob.ok('sendMessage', { recvID: '', groupID, message });
    assert.equal(only(await takeEvents(ann), 'OnRecvNewMessage').content, 'in the group');
  });

  it('should not stop the message that two are friends', async (test) => {
    const { ann, bob } = await people(test);
    await ann.ok('addBlack', 'bob');
    await ann.ok('addFriend', { toUserID: 'bob', reqMsg: '' });
    await bob.ok('acceptFriendApplication', { toUserID: 'ann', handleMsg: '' });
    assert.equal(only(await takeEvents(ann), 'OnRecvNewMessage').contentType, 1204);
  });
});

describe('removeBlack', () => {
  it('should tell only the owner and let messages through again', async (test) => {
    const { gateway, ann, bob } = await people(test);
    const tab = await gateway.connect('ann');
    await ann.ok('addBlack', 'bob');
    for (const client of [ann, tab]) await takeEvents(client);

    assert.equal(await ann.ok('removeBlack', 'bob'), '""');
    for (const client of [ann, tab]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), ['OnBlackDeleted']);
      assert.deepEqual(only(events, 'OnBlackDeleted'), black('bob'));
    }
    assert.deepEqual(await takeEvents(bob), []);
    assert.equal(await ann.ok('getBlackList'), '[]');
    assert.equal((await send(bob, 'ann', 'hello')).errCode, 0);
  });

  it('should be silent about who is not on it', async (test) => {
    const { ann } = await people(test);
    assert.equal(await ann.ok('removeBlack', 'bob'), '""');
    assert.equal(await ann.ok('removeBlack', 'nobody'), '""');
    assert.deepEqual(await takeEvents(ann), []);
  });
});
