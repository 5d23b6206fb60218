import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { every, fails, get, names, only, takeEvents, takeFrames } from '../helpers/client-events.js';
import { GatewayFixture, makeGroup, sendToGroup } from '../helpers/gateway-fixture.js';
import { detailOf, groupItem, memberItem, NOW_S, personItem } from '../helpers/group-samples.js';

/** Ann's group with Bob as administrator and Cid as member; Dan is outside. */
async function group(test: TestContext) {
  const gateway = await GatewayFixture.start(test);
  const [ann, bob, cid, dan] = await gateway.people('ann', 'bob', 'cid', 'dan');
  const { groupID } = await get(ann, 'createGroup', {
    groupBaseInfo: { groupType: 0, groupName: 'G' },
    memberList: [
      { userID: 'bob', roleLevel: 3 },
      { userID: 'cid', roleLevel: 1 },
    ],
  });
  for (const client of [ann, bob, cid]) await client.forget();
  return { gateway, groupID, ann, bob, cid, dan };
}

const INCOMING = ['OnRecvNewMessage', 'OnConversationChanged', 'OnTotalUnreadMessageCountChanged'];

describe('inviteUserToGroup', () => {
  it('should bring users in and tell each what concerns them, members before the group', async (test) => {
    const { gateway, groupID, ann, bob, cid, dan } = await group(test);
    const [eve] = await gateway.people('eve');
    await gateway.clock.advance(3000);
    const results = await get(cid, 'inviteUserToGroup', {
      groupID,
      reason: 'come',
      userIDList: ['dan', 'nobody', 'bob', 'eve', 'dan'],
    });
    assert.deepEqual(results, [
      { userID: 'dan', result: 0 },
      { userID: 'nobody', result: -1 },
      { userID: 'bob', result: -1 },
      { userID: 'eve', result: 0 },
    ]);

    const updated = groupItem(groupID, { memberCount: 5 });
    const entry = { joinTime: NOW_S + 3, joinSource: 2, operatorUserID: 'cid', inviterUserID: 'cid' } as const;
    const entrants = [memberItem(groupID, 'dan', entry), memberItem(groupID, 'eve', entry)];
    const stateEvents = ['OnGroupMemberAdded', 'OnGroupMemberAdded', 'OnGroupInfoChanged'];
    const byCid = await takeFrames(cid);
    assert.deepEqual(names(byCid), [
      ...stateEvents,
      'InviteUserToGroup',
      'OnRecvNewMessage',
      'OnConversationChanged',
    ]);
    for (const events of [byCid, await takeEvents(ann), await takeEvents(bob)]) {
      if (events !== byCid) assert.deepEqual(names(events), [...stateEvents, ...INCOMING]);
      assert.deepEqual(every(events, 'OnGroupMemberAdded'), entrants);
      assert.deepEqual(only(events, 'OnGroupInfoChanged'), updated);
    }
    for (const client of [dan, eve]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), [
        'OnJoinedGroupAdded',
        'OnRecvNewMessage',
        'OnNewConversation',
        'OnTotalUnreadMessageCountChanged',
      ]);
      assert.deepEqual(only(events, 'OnJoinedGroupAdded'), updated);
      assert.equal(only(events, 'OnNewConversation')[0]?.unreadCount, 1);
    }
    const message = only(byCid, 'OnRecvNewMessage');
    assert.equal(message.contentType, 1509);
    assert.equal(message.sendID, 'cid');
    assert.deepEqual(detailOf(message), {
      group: updated,
      opUser: personItem(groupID, 'cid'),
      invitedUserList: [personItem(groupID, 'dan', entry), personItem(groupID, 'eve', entry)],
      operationTime: String((NOW_S + 3) * 1000),
    });
  });

  it('should keep earlier messages from who comes later', async (test) => {
    const { groupID, ann, dan } = await group(test);
    await sendToGroup(ann, groupID, 'before');
    await ann.ok('inviteUserToGroup', { groupID, reason: '', userIDList: ['dan'] });
    await sendToGroup(ann, groupID, 'after');
    const page = await get(dan, 'getHistoryMessageList', {
      userID: '',
      groupID,
      count: 10,
      startClientMsgID: '',
    });
    assert.deepEqual(
      page.map(({ contentType }) => contentType),
      [1509, 101],
    );
  });

  it('should be silent when nobody can be invited', async (test) => {
    const { groupID, ann, bob } = await group(test);
    const results = await get(ann, 'inviteUserToGroup', { groupID, reason: '', userIDList: ['bob', 'nobody'] });
    assert.deepEqual(
      results.map(({ result }) => result),
      [-1, -1],
    );
    assert.deepEqual(await takeEvents(ann), []);
    assert.deepEqual(await takeEvents(bob), []);
  });

  it('should become an application where the group wants approval, unless an administrator invites', async (test) => {
    const { gateway, groupID, ann, bob, cid, dan } = await group(test);
    const [eve] = await gateway.people('eve');
    await ann.ok('setGroupVerification', { groupID, verification: 1 });
    for (const client of [ann, bob, cid, dan]) await client.forget();
    const results = await get(cid, 'inviteUserToGroup', { groupID, reason: 'r', userIDList: ['dan', 'bob'] });
    assert.deepEqual(results, [
      { userID: 'dan', result: 0 },
      { userID: 'bob', result: -1 },
    ]);
    for (const client of [ann, bob, dan]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), ['OnGroupApplicationAdded']);
      const application = only(events, 'OnGroupApplicationAdded');
      assert.equal(application.userID, 'dan');
      assert.equal(application.joinSource, 2);
      assert.equal(application.inviterUserID, 'cid');
      assert.equal(application.reqMsg, '');
      assert.equal(application.handleResult, 0);
    }
    assert.deepEqual(await takeEvents(cid), []);
    assert.equal(await dan.ok('getJoinedGroupList'), '[]');

    await bob.ok('acceptGroupApplication', { groupID, fromUserID: 'dan', handleMsg: '' });
    const [member] = await get(ann, 'getGroupMembersInfo', { groupID, userIDList: ['dan'] });
    const entry = { joinSource: 2, operatorUserID: 'bob', inviterUserID: 'cid' } as const;
    assert.deepEqual(member, memberItem(groupID, 'dan', entry));

    await bob.ok('inviteUserToGroup', { groupID, reason: '', userIDList: ['eve'] });
    assert.equal(names(await takeEvents(eve))[0], 'OnJoinedGroupAdded');
  });

  it('should refuse strangers, and groups that are not there', async (test) => {
    const { groupID, ann, dan } = await group(test);
    await fails(dan, 801, 'inviteUserToGroup', { groupID, reason: '', userIDList: ['dan'] });
    await fails(ann, 802, 'inviteUserToGroup', { groupID: 'nothing', reason: '', userIDList: ['dan'] });
    const dismissed = await makeGroup(ann, []);
    await ann.ok('quitGroup', dismissed);
    await fails(ann, 804, 'inviteUserToGroup', { groupID: dismissed, reason: '', userIDList: ['dan'] });
    const tooMany = Array.from({ length: 1001 }, String);
    await fails(ann, 803, 'inviteUserToGroup', { groupID, reason: '', userIDList: tooMany });
  });
});

describe('kickGroupMember', () => {
  it('should remove members, tell them the group is gone and the others who left', async (test) => {
    const { groupID, ann, bob, cid, dan } = await group(test);
    const results = await get(bob, 'kickGroupMember', {
      groupID,
      reason: 'r',
      userIDList: ['cid', 'dan', 'ann', 'bob'],
    });
    assert.deepEqual(results, [
      { userID: 'cid', result: 0 },
      { userID: 'dan', result: -1 },
      { userID: 'ann', result: -1 },
      { userID: 'bob', result: -1 },
    ]);

    const byCid = await takeEvents(cid);
    assert.deepEqual(names(byCid), ['OnJoinedGroupDeleted', ...INCOMING]);
    assert.deepEqual(only(byCid, 'OnJoinedGroupDeleted'), groupItem(groupID, { memberCount: 3 }));
    const [conversation] = only(byCid, 'OnConversationChanged');
    assert.equal(conversation?.isNotInGroup, true);
    const byBob = await takeFrames(bob);
    assert.deepEqual(names(byBob), [
      'OnGroupMemberDeleted',
      'OnGroupInfoChanged',
      'KickGroupMember',
      'OnRecvNewMessage',
      'OnConversationChanged',
    ]);
    const byAnn = await takeEvents(ann);
    assert.deepEqual(names(byAnn), ['OnGroupMemberDeleted', 'OnGroupInfoChanged', ...INCOMING]);
    const updated = groupItem(groupID, { memberCount: 2 });
    for (const events of [byBob, byAnn]) {
      assert.deepEqual(only(events, 'OnGroupMemberDeleted'), memberItem(groupID, 'cid'));
      assert.deepEqual(only(events, 'OnGroupInfoChanged'), updated);
      assert.equal(only(events, 'OnConversationChanged')[0]?.isNotInGroup, false);
    }
    assert.deepEqual(await takeEvents(dan), []);
    const message = only(byCid, 'OnRecvNewMessage');
    assert.equal(message.contentType, 1508);
    assert.equal(message.sendID, 'bob');
    assert.deepEqual(detailOf(message), {
      group: updated,
      opUser: personItem(groupID, 'bob', { roleLevel: 3 }),
      kickedUserList: [personItem(groupID, 'cid')],
      operationTime: String(NOW_S * 1000),
    });
  });

  it('should leave the kicked what they had, and nothing of what comes', async (test) => {
    const { groupID, ann, cid } = await group(test);
    await sendToGroup(ann, groupID, 'before');
    await ann.ok('kickGroupMember', { groupID, reason: '', userIDList: ['cid'] });
    await sendToGroup(ann, groupID, 'after');
    const page = await get(cid, 'getHistoryMessageList', {
      userID: '',
      groupID,
      count: 10,
      startClientMsgID: '',
    });
    assert.deepEqual(
      page.map(({ contentType }) => contentType),
      [1501, 101, 1508],
    );
    const message = await cid.ok('createTextMessage', 'me too');
    await fails(cid, 208, 'sendMessage', { recvID: '', groupID, message });
    assert.equal(await cid.ok('getJoinedGroupList'), '[]');
  });

  it('should reach also who does not receive the group’s messages', async (test) => {
    const { groupID, ann, cid } = await group(test);
    await cid.ok('setConversationRecvMessageOpt', { conversationIDList: [`group_${groupID}`], opt: 1 });
    await cid.forget();
    await ann.ok('kickGroupMember', { groupID, reason: '', userIDList: ['cid'] });
    const events = await takeEvents(cid);
    assert.deepEqual(names(events).slice(0, 3), [
      'OnJoinedGroupDeleted',
      'OnRecvNewMessage',
      'OnConversationChanged',
    ]);
  });

  it('should take them back in, also those who do not receive', async (test) => {
    const { groupID, ann, cid } = await group(test);
    await cid.ok('setConversationRecvMessageOpt', { conversationIDList: [`group_${groupID}`], opt: 1 });
    await ann.ok('kickGroupMember', { groupID, reason: '', userIDList: ['cid'] });
    await cid.forget();
    await ann.ok('inviteUserToGroup', { groupID, reason: '', userIDList: ['cid'] });
    const events = await takeEvents(cid);
    assert.deepEqual(names(events), ['OnJoinedGroupAdded', 'OnConversationChanged']);
    assert.equal(only(events, 'OnConversationChanged')[0]?.isNotInGroup, false);
  });

  it('should let only the owner kick administrators', async (test) => {
    const { groupID, ann, bob } = await group(test);
    const [dee] = ['dan'];
    await ann.ok('inviteUserToGroup', { groupID, reason: '', userIDList: [dee] });
    await ann.ok('transferGroupOwner', { groupID, newOwnerUserID: 'cid' });
    assert.deepEqual(await get(bob, 'kickGroupMember', { groupID, reason: '', userIDList: ['bob', 'cid'] }), [
      { userID: 'bob', result: -1 },
      { userID: 'cid', result: -1 },
    ]);
    assert.deepEqual(await get(bob, 'kickGroupMember', { groupID, reason: '', userIDList: ['ann'] }), [
      { userID: 'ann', result: 0 },
    ]);
  });

  it('should refuse an administrator another administrator, and allow it the owner', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, bob] = await gateway.people('ann', 'bob', 'cid');
    const { groupID } = await get(ann, 'createGroup', {
      groupBaseInfo: { groupType: 0, groupName: 'G' },
      memberList: [
        { userID: 'bob', roleLevel: 3 },
        { userID: 'cid', roleLevel: 3 },
      ],
    });
    const kick = { groupID, reason: '', userIDList: ['cid'] };
    assert.deepEqual(await get(bob, 'kickGroupMember', kick), [{ userID: 'cid', result: -1 }]);
    assert.deepEqual(await get(ann, 'kickGroupMember', kick), [{ userID: 'cid', result: 0 }]);
  });

  it('should refuse members and strangers, empty lists, and groups that are not there', async (test) => {
    const { groupID, ann, cid, dan } = await group(test);
    await fails(cid, 801, 'kickGroupMember', { groupID, reason: '', userIDList: ['bob'] });
    await fails(dan, 801, 'kickGroupMember', { groupID, reason: '', userIDList: ['bob'] });
    await fails(ann, 803, 'kickGroupMember', { groupID, reason: '', userIDList: [] });
    await fails(ann, 802, 'kickGroupMember', { groupID: 'nothing', reason: '', userIDList: ['bob'] });
    const dismissed = await makeGroup(ann, []);
    await ann.ok('quitGroup', dismissed);
    await fails(ann, 804, 'kickGroupMember', { groupID: dismissed, reason: '', userIDList: ['bob'] });
    assert.deepEqual(await takeEvents(cid), []);
  });
});

describe('quitGroup', () => {
  it('should take the caller out and tell the others', async (test) => {
    const { groupID, ann, bob, cid, dan } = await group(test);
    assert.equal(await cid.ok('quitGroup', groupID), '""');
    const byCid = await takeFrames(cid);
    assert.deepEqual(names(byCid), [
      'OnJoinedGroupDeleted',
      'QuitGroup',
      'OnRecvNewMessage',
      'OnConversationChanged',
    ]);
    assert.deepEqual(only(byCid, 'OnJoinedGroupDeleted'), groupItem(groupID, { memberCount: 3 }));
    const [conversation] = only(byCid, 'OnConversationChanged');
    assert.equal(conversation?.isNotInGroup, true);
    assert.equal(conversation.unreadCount, 1);
    const updated = groupItem(groupID, { memberCount: 2 });
    for (const client of [ann, bob]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), ['OnGroupMemberDeleted', 'OnGroupInfoChanged', ...INCOMING]);
      assert.deepEqual(only(events, 'OnGroupMemberDeleted'), memberItem(groupID, 'cid'));
      assert.deepEqual(only(events, 'OnGroupInfoChanged'), updated);
    }
    assert.deepEqual(await takeEvents(dan), []);
    const message = only(byCid, 'OnRecvNewMessage');
    assert.equal(message.contentType, 1504);
    assert.equal(message.sendID, 'cid');
    assert.deepEqual(detailOf(message), {
      group: updated,
      quitUser: personItem(groupID, 'cid'),
      operationTime: String(NOW_S * 1000),
    });
  });

  it('should keep the owner while others are there, and dismiss when they are alone', async (test) => {
    const { groupID, ann, bob, cid } = await group(test);
    await fails(ann, 801, 'quitGroup', groupID);
    await ann.ok('kickGroupMember', { groupID, reason: '', userIDList: ['bob', 'cid'] });
    for (const client of [ann, bob, cid]) await client.forget();
    assert.equal(await ann.ok('quitGroup', groupID), '""');

    const byAnn = await takeFrames(ann);
    assert.deepEqual(names(byAnn), [
      'OnJoinedGroupDeleted',
      'QuitGroup',
      'OnRecvNewMessage',
      'OnConversationChanged',
    ]);
    assert.deepEqual(await takeEvents(bob), []);
    const message = only(byAnn, 'OnRecvNewMessage');
    assert.equal(message.contentType, 1511);
    assert.deepEqual(detailOf(message), {
      group: groupItem(groupID, { status: 2, memberCount: 0 }),
      opUser: personItem(groupID, 'ann', { roleLevel: 2 }),
      operationTime: String(NOW_S * 1000),
    });
    assert.equal(only(byAnn, 'OnConversationChanged')[0]?.isNotInGroup, true);
  });

  it('should refuse who is not in it', async (test) => {
    const { groupID, ann, dan } = await group(test);
    await fails(dan, 802, 'quitGroup', groupID);
    await fails(dan, 802, 'quitGroup', 'nothing');
    const dismissed = await makeGroup(ann, []);
    await ann.ok('quitGroup', dismissed);
    await fails(ann, 802, 'quitGroup', dismissed);
  });
});
