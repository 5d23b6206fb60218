import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { every, fails, get, names, only, takeEvents, takeFrames } from '../helpers/client-events.js';
import { GatewayFixture, makeGroup, sendToGroup } from '../helpers/gateway-fixture.js';
import { detailOf, groupItem, NOW_S, personItem } from '../helpers/group-samples.js';

describe('setGroupInfo', () => {
  it('should change what is given and tell all members, the conversation included', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, bob, eve] = await gateway.people('ann', 'bob', 'eve');
    const annTab = await gateway.connect('ann');
    const groupID = await makeGroup(ann, [bob]);
    await annTab.forget();
    const groupInfo = { groupName: 'New', faceURL: 'face', introduction: 'i', ex: 'e' };
    assert.equal(await ann.ok('setGroupInfo', { groupID, groupInfo }), '""');

    const group = groupItem(groupID, { ...groupInfo, memberCount: 2 });
    const byAnn = await takeFrames(ann);
    assert.deepEqual(names(byAnn), [
      'OnGroupInfoChanged',
      'SetGroupInfo',
      'OnRecvNewMessage',
      'OnConversationChanged',
    ]);
    const byTab = await takeEvents(annTab);
    assert.deepEqual(names(byTab), ['OnGroupInfoChanged', 'OnRecvNewMessage', 'OnConversationChanged']);
    const byBob = await takeEvents(bob);
    assert.deepEqual(names(byBob), [
      'OnGroupInfoChanged',
      'OnRecvNewMessage',
      'OnConversationChanged',
      'OnTotalUnreadMessageCountChanged',
    ]);
    assert.deepEqual(await takeEvents(eve), []);
    for (const events of [byAnn, byTab, byBob]) {
      assert.deepEqual(only(events, 'OnGroupInfoChanged'), group);
      const [conversation] = only(events, 'OnConversationChanged');
      assert.equal(conversation?.showName, 'New');
      assert.equal(conversation.faceURL, 'face');
      assert.equal(conversation.groupAtType, 0);
    }
    const message = only(byBob, 'OnRecvNewMessage');
    assert.equal(message.contentType, 1502);
    assert.equal(message.sendID, 'ann');
    assert.deepEqual(detailOf(message), {
      group,
      opUser: personItem(groupID, 'ann', { roleLevel: 2 }),
      muteTime: 0,
    });
    assert.deepEqual(await get(eve, 'getGroupsInfo', [groupID]), [group]);
  });

  it('should point the others at a new notice, and remember who changed it when', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, bob] = await gateway.people('ann', 'bob');
    const groupID = await makeGroup(ann, [bob]);
    await gateway.clock.advance(5000);
    await ann.ok('setGroupInfo', { groupID, groupInfo: { notification: 'Read this' } });

    const byBob = await takeEvents(bob);
    const group = only(byBob, 'OnGroupInfoChanged');
    assert.equal(group.notification, 'Read this');
    assert.equal(group.notificationUpdateTime, NOW_S + 5);
    assert.equal(group.notificationUserID, 'ann');
    assert.equal(only(byBob, 'OnConversationChanged')[0]?.groupAtType, 4);
    assert.equal(only(await takeEvents(ann), 'OnConversationChanged')[0]?.groupAtType, 0);

    // What other members say does not hide it; reading does.
    await sendToGroup(ann, groupID, 'and?');
    assert.equal(only(await takeEvents(bob), 'OnConversationChanged')[0]?.groupAtType, 4);
    await bob.ok('markGroupMessageHasRead', groupID);
    assert.equal(only(await takeEvents(bob), 'OnConversationChanged')[0]?.groupAtType, 0);
  });

  it('should clear with empty texts, except the name', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann] = await gateway.people('ann');
    const full = { groupName: 'N', notification: 'n', introduction: 'i', faceURL: 'f', ex: 'e' };
    const { groupID } = await get(ann, 'createGroup', {
      groupBaseInfo: { groupType: 0, ...full },
      memberList: [],
    });
    const empty = { groupName: '', notification: '', introduction: '', faceURL: '', ex: '' };
    await ann.ok('setGroupInfo', { groupID, groupInfo: empty });
    assert.deepEqual(await get(ann, 'getGroupsInfo', [groupID]), [
      groupItem(groupID, { groupName: 'N', notificationUpdateTime: NOW_S, notificationUserID: 'ann' }),
    ]);
  });

  it('should be silent when nothing changes', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, bob] = await gateway.people('ann', 'bob');
    const groupID = await makeGroup(ann, [bob]);
    for (const groupInfo of [{}, { groupName: 'G' }, { groupName: '' }, { introduction: '' }]) {
      assert.equal(await ann.ok('setGroupInfo', { groupID, groupInfo }), '""');
    }
    assert.deepEqual(await takeEvents(ann), []);
    assert.deepEqual(await takeEvents(bob), []);
  });

  it('should tell members who do not receive messages of the new name only', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, bob] = await gateway.people('ann', 'bob');
    const groupID = await makeGroup(ann, [bob]);
    await bob.ok('setConversationRecvMessageOpt', { conversationIDList: [`group_${groupID}`], opt: 1 });
    await bob.forget();
    await ann.ok('setGroupInfo', { groupID, groupInfo: { groupName: 'New' } });
    const events = await takeEvents(bob);
    assert.deepEqual(names(events), ['OnGroupInfoChanged', 'OnConversationChanged']);
    assert.equal(only(events, 'OnConversationChanged')[0]?.showName, 'New');
    await ann.ok('setGroupInfo', { groupID, groupInfo: { introduction: 'no concern of the list' } });
    assert.deepEqual(names(await takeEvents(bob)), ['OnGroupInfoChanged']);
  });

  it('should let owner and administrators, and nobody else', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, bob, cid, eve] = await gateway.people('ann', 'bob', 'cid', 'eve');
    const { groupID } = await get(ann, 'createGroup', {
      groupBaseInfo: { groupType: 0, groupName: 'G' },
      memberList: [
        { userID: 'bob', roleLevel: 3 },
        { userID: 'cid', roleLevel: 1 },
      ],
    });
    await bob.ok('setGroupInfo', { groupID, groupInfo: { groupName: 'By Bob' } });
    await fails(cid, 801, 'setGroupInfo', { groupID, groupInfo: { groupName: 'By Cid' } });
    await fails(eve, 801, 'setGroupInfo', { groupID, groupInfo: { groupName: 'By Eve' } });
    await fails(ann, 802, 'setGroupInfo', { groupID: 'nothing', groupInfo: { groupName: 'x' } });
    const dismissed = await makeGroup(ann, []);
    await ann.ok('quitGroup', dismissed);
    await fails(ann, 804, 'setGroupInfo', { groupID: dismissed, groupInfo: { groupName: 'x' } });
    assert.equal((await get(cid, 'getGroupsInfo', [groupID]))[0]?.groupName, 'By Bob');
  });

  it('should refuse texts that are too long', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann] = await gateway.people('ann');
    const groupID = await makeGroup(ann, []);
    await fails(ann, 803, 'setGroupInfo', { groupID, groupInfo: { groupName: 'x'.repeat(256) } });
    await fails(ann, 803, 'setGroupInfo', { groupID, groupInfo: { notification: 'x'.repeat(4097) } });
  });
});

describe('a member’s profile', () => {
  it('should show in the group and be told to its members', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, bob, eve] = await gateway.people('ann', 'bob', 'eve');
    const groupID = await makeGroup(ann, [bob]);
    await bob.ok('setSelfInfo', { nickname: 'Robert' });
    const [changed] = every(await takeEvents(ann), 'OnGroupMemberInfoChanged');
    assert.equal(changed?.nickname, 'Robert');
    assert.deepEqual(await takeEvents(eve), []);
    const [member] = await get(ann, 'getGroupMembersInfo', { groupID, userIDList: ['bob'] });
    assert.equal(member?.nickname, 'Robert');
  });
});
