import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { every, fails, get, names, only, takeEvents, takeFrames } from '../helpers/client-events.js';
import { GatewayFixture, makeGroup, sendToGroup } from '../helpers/gateway-fixture.js';
import { detailOf, groupItem, memberItem, NOW_S, personItem } from '../helpers/group-samples.js';

describe('createGroup', () => {
  it('should make the caller owner, bring the others in and leave a message', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, bob, cid, eve] = await gateway.people('ann', 'bob', 'cid', 'eve');
    const annTab = await gateway.connect('ann');
    const groupBaseInfo = {
      groupType: 0,
      groupName: 'G',
      introduction: 'i',
      notification: 'n',
      faceURL: 'f',
      ex: 'e',
    };
    const memberList = [
      { userID: 'bob', roleLevel: 1 },
      { userID: 'cid', roleLevel: 3 },
    ];
    const group = await get(ann, 'createGroup', { groupBaseInfo, memberList });

    const { groupID } = group;
    assert.match(groupID, /^\d{10}$/);
    const expected = groupItem(groupID, {
      introduction: 'i',
      notification: 'n',
      faceURL: 'f',
      ex: 'e',
      memberCount: 3,
    });
    assert.deepEqual(group, expected);
    const byAnn = await takeFrames(ann);
    assert.deepEqual(names(byAnn), ['OnJoinedGroupAdded', 'CreateGroup', 'OnRecvNewMessage', 'OnNewConversation']);
    const byTab = await takeEvents(annTab);
    assert.deepEqual(names(byTab), ['OnJoinedGroupAdded', 'OnRecvNewMessage', 'OnNewConversation']);
    for (const client of [bob, cid]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), [
        'OnJoinedGroupAdded',
        'OnRecvNewMessage',
        'OnNewConversation',
        'OnTotalUnreadMessageCountChanged',
      ]);
      assert.deepEqual(only(events, 'OnJoinedGroupAdded'), expected);
      assert.equal(events.at(-1)?.data, '1');
      const [conversation] = only(events, 'OnNewConversation');
      assert.equal(conversation?.conversationID, `group_${groupID}`);
      assert.equal(conversation.showName, 'G');
      assert.equal(conversation.faceURL, 'f');
      assert.equal(conversation.unreadCount, 1);
      const message = only(events, 'OnRecvNewMessage');
      assert.equal(message.recvID, client.userID);
      assert.equal(message.groupID, groupID);
    }
    assert.deepEqual(await takeEvents(eve), []);

    assert.deepEqual(only(byAnn, 'OnJoinedGroupAdded'), expected);
    assert.equal(only(byAnn, 'OnNewConversation')[0]?.unreadCount, 0);
    const message = only(byAnn, 'OnRecvNewMessage');
    assert.equal(message.contentType, 1501);
    assert.equal(message.msgFrom, 200);
    assert.equal(message.sendID, 'ann');
    assert.equal(message.senderNickname, 'ANN');
    assert.equal(message.sessionType, 2);
    assert.equal(message.status, 2);
    assert.deepEqual(detailOf(message), {
      group: expected,
      opUser: personItem(groupID, 'ann', { roleLevel: 2 }),
      memberList: [personItem(groupID, 'bob'), personItem(groupID, 'cid', { roleLevel: 3 })],
      operationTime: String(NOW_S * 1000),
      groupOwnerUser: personItem(groupID, 'ann', { roleLevel: 2 }),
    });
  });

  it('should skip unknown users, the creator, would-be owners and who is named twice', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, bob] = await gateway.people('ann', 'bob', 'cid', 'dan');
    const { groupID, memberCount } = await get(ann, 'createGroup', {
      groupBaseInfo: { groupType: 0, groupName: '' },
      memberList: [
        { userID: 'bob', roleLevel: 0 },
        { userID: 'nobody', roleLevel: 1 },
        { userID: 'ann', roleLevel: 1 },
        { userID: 'cid', roleLevel: 2 },
        { userID: 'bob', roleLevel: 3 },
      ],
    });
    assert.equal(memberCount, 2);
    const members = await get(ann, 'getGroupMemberList', { groupID, filter: 0, offset: 0, count: 10 });
    assert.deepEqual(members, [memberItem(groupID, 'ann', { roleLevel: 2 }), memberItem(groupID, 'bob')]);
    assert.equal(names(await takeEvents(bob)).filter((name) => name === 'OnJoinedGroupAdded').length, 1);
  });

  it('should name a group without a name, and take a group of one', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann] = await gateway.people('ann');
    const group = await get(ann, 'createGroup', {
      groupBaseInfo: { groupType: 0, groupName: '' },
      memberList: [],
    });
    assert.equal(group.groupName, 'Group Chat');
    assert.equal(group.memberCount, 1);
  });

  it('should refuse texts that are too long, unknown roles and more than 1000 members', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann] = await gateway.people('ann');
    for (const [member, limit] of [
      ['groupName', 255],
      ['notification', 4096],
      ['introduction', 4096],
      ['faceURL', 1024],
      ['ex', 1024],
    ] as const) {
      const groupBaseInfo = { groupType: 0, groupName: 'G', [member]: 'x'.repeat(limit + 1) };
      await fails(ann, 803, 'createGroup', { groupBaseInfo, memberList: [] });
      groupBaseInfo[member] = 'x'.repeat(limit);
      await ann.ok('createGroup', { groupBaseInfo, memberList: [] });
    }
    const groupBaseInfo = { groupType: 0, groupName: 'G' };
    await fails(ann, 803, 'createGroup', { groupBaseInfo, memberList: [{ userID: 'bob', roleLevel: 9 }] });
    const memberList = Array.from({ length: 1001 }, (_, index) => ({ userID: String(index), roleLevel: 1 }));
    await fails(ann, 803, 'createGroup', { groupBaseInfo, memberList });
  });
});

describe('reading groups', () => {
  it('should answer for any group, in the order asked for, once each', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, eve] = await gateway.people('ann', 'eve');
    const [first, second] = [await makeGroup(ann, []), await makeGroup(ann, [])];
    assert.deepEqual(await get(eve, 'getGroupsInfo', [second, 'nothing', first, second]), [
      groupItem(second),
      groupItem(first),
    ]);
    assert.equal(await eve.ok('getGroupsInfo', []), '[]');
    await fails(eve, 803, 'getGroupsInfo', Array.from({ length: 1001 }, String));
  });

  it('should list the groups the caller is in, oldest first, without dismissed ones', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, bob] = await gateway.people('ann', 'bob');
    const made: string[] = [];
    for (const members of [[bob], [], [bob]]) {
      made.push(await makeGroup(ann, members));
      await gateway.clock.advance(1000);
    }
    const list = await get(ann, 'getJoinedGroupList');
    assert.deepEqual(
      list.map(({ groupID }) => groupID),
      made,
    );
    await ann.ok('quitGroup', made[1]!);
    assert.equal((await get(ann, 'getJoinedGroupList')).length, 2);
    assert.deepEqual(
      (await get(bob, 'getJoinedGroupList')).map(({ groupID }) => groupID),
      [made[0], made[2]],
    );
    const [dismissed] = await get(bob, 'getGroupsInfo', [made[1]!]);
    assert.equal(dismissed?.status, 2);
    assert.equal(dismissed.memberCount, 0);
  });
});

describe('transferGroupOwner', () => {
  it('should swap the roles and tell all members', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, bob, cid, eve] = await gateway.people('ann', 'bob', 'cid', 'eve');
    const groupID = await makeGroup(ann, [bob, cid]);
    assert.equal(await ann.ok('transferGroupOwner', { groupID, newOwnerUserID: 'bob' }), '""');

    const byAnn = await takeFrames(ann);
    assert.deepEqual(names(byAnn), [
      'OnGroupMemberInfoChanged',
      'OnGroupMemberInfoChanged',
      'OnGroupInfoChanged',
      'TransferGroupOwner',
      'OnRecvNewMessage',
      'OnConversationChanged',
    ]);
    const group = groupItem(groupID, { ownerUserID: 'bob', memberCount: 3 });
    for (const client of [bob, cid]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), [
        'OnGroupMemberInfoChanged',
        'OnGroupMemberInfoChanged',
        'OnGroupInfoChanged',
        'OnRecvNewMessage',
        'OnConversationChanged',
        'OnTotalUnreadMessageCountChanged',
      ]);
      assert.deepEqual(every(events, 'OnGroupMemberInfoChanged'), [
        memberItem(groupID, 'ann'),
        memberItem(groupID, 'bob', { roleLevel: 2 }),
      ]);
      assert.deepEqual(only(events, 'OnGroupInfoChanged'), group);
    }
    assert.deepEqual(await takeEvents(eve), []);
    const message = only(byAnn, 'OnRecvNewMessage');
    assert.equal(message.contentType, 1507);
    assert.equal(message.sendID, 'ann');
    assert.deepEqual(detailOf(message), {
      group,
      opUser: personItem(groupID, 'ann'),
      newGroupOwner: personItem(groupID, 'bob', { roleLevel: 2 }),
      operationTime: String(NOW_S * 1000),
    });
    const owners = await get(cid, 'getGroupMemberList', { groupID, filter: 2, offset: 0, count: 10 });
    assert.deepEqual(
      owners.map(({ userID }) => userID),
      ['bob'],
    );
  });

  it('should refuse whoever may not, whoever cannot, and groups that are not there', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, bob, eve] = await gateway.people('ann', 'bob', 'eve');
    const groupID = await makeGroup(ann, [bob]);
    await fails(bob, 801, 'transferGroupOwner', { groupID, newOwnerUserID: 'bob' });
    await fails(eve, 801, 'transferGroupOwner', { groupID, newOwnerUserID: 'bob' });
    await fails(ann, 802, 'transferGroupOwner', { groupID, newOwnerUserID: 'eve' });
    await fails(ann, 803, 'transferGroupOwner', { groupID, newOwnerUserID: 'ann' });
    await fails(ann, 802, 'transferGroupOwner', { groupID: 'nothing', newOwnerUserID: 'bob' });
    const dismissed = await makeGroup(ann, []);
    await ann.ok('quitGroup', dismissed);
    await fails(ann, 804, 'transferGroupOwner', { groupID: dismissed, newOwnerUserID: 'bob' });
    assert.deepEqual(await takeEvents(bob), []);
  });
});

describe('messages of a group', () => {
  it('should be counted with the notifications, for everybody but who caused them', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, bob] = await gateway.people('ann', 'bob');
    const groupID = await makeGroup(ann, [bob]);
    await sendToGroup(ann, groupID, 'one');
    await ann.ok('setGroupInfo', { groupID, groupInfo: { introduction: 'new' } });
    assert.equal(await bob.ok('getTotalUnreadMsgCount'), '3');
    assert.equal(await ann.ok('getTotalUnreadMsgCount'), '0');
    const [conversation] = await get(bob, 'getAllConversationList');
    assert.equal(conversation?.unreadCount, 3);
    await bob.ok('markGroupMessageHasRead', groupID);
    assert.equal(await bob.ok('getTotalUnreadMsgCount'), '0');
  });

  it('should not be sent to a dismissed or unknown group, or by strangers', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, eve] = await gateway.people('ann', 'eve');
    const groupID = await makeGroup(ann, []);
    const message = await ann.ok('createTextMessage', 'hello');
    await fails(eve, 208, 'sendMessage', { recvID: '', groupID, message });
    await fails(ann, 202, 'sendMessage', { recvID: '', groupID: 'nothing', message });
    await ann.ok('quitGroup', groupID);
    await fails(ann, 202, 'sendMessage', { recvID: '', groupID, message });
  });
});
