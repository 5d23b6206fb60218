import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { GroupApplicationItem } from '../../src/protocol/index.js';
import { fails, get, names, only, takeEvents, takeFrames } from '../helpers/client-events.js';
import { GatewayFixture, makeGroup } from '../helpers/gateway-fixture.js';
import { detailOf, groupItem, memberItem, NOW_S, personItem } from '../helpers/group-samples.js';

/** Ann's group with Bob as administrator and Cid as member; Dan wants to enter; Eve is nobody. */
async function group(test: TestContext) {
  const gateway = await GatewayFixture.start(test);
  const [ann, bob, cid, dan, eve] = await gateway.people('ann', 'bob', 'cid', 'dan', 'eve');
  const { groupID } = await get(ann, 'createGroup', {
    groupBaseInfo: { groupType: 0, groupName: 'G', notification: 'n', introduction: 'i', faceURL: 'f' },
    memberList: [
      { userID: 'bob', roleLevel: 3 },
      { userID: 'cid', roleLevel: 1 },
    ],
  });
  const people = [ann, bob, cid, dan, eve];
  for (const client of people) await client.forget();
  return { gateway, groupID, ann, bob, cid, dan, eve, people };
}

/** Dan's application. */
function application(groupID: string, members: Partial<GroupApplicationItem> = {}): GroupApplicationItem {
  return {
    groupID,
    groupName: 'G',
    notification: 'n',
    introduction: 'i',
    groupFaceURL: 'f',
    createTime: NOW_S,
    status: 0,
    creatorUserID: 'ann',
    groupType: 0,
    ownerUserID: 'ann',
    memberCount: 3,
    userID: 'dan',
    nickname: 'DAN',
    userFaceURL: '',
    gender: 0,
    handleResult: 0,
    reqMsg: 'hi',
    handledMsg: '',
    reqTime: NOW_S,
    handleUserID: '',
    handledTime: 0,
    ex: '',
    attachedInfo: '',
    joinSource: 3,
    inviterUserID: '',
    ...members,
  };
}

const texts = { notification: 'n', introduction: 'i', faceURL: 'f' };
const INCOMING = ['OnRecvNewMessage', 'OnConversationChanged', 'OnTotalUnreadMessageCountChanged'];

describe('joinGroup', () => {
  it('should apply and tell the applicant, the owner and administrators', async (test) => {
    const { groupID, ann, bob, cid, dan, eve } = await group(test);
    assert.equal(await dan.ok('joinGroup', { groupID, reqMsg: 'hi' }), '""');
    for (const client of [ann, bob, dan]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), ['OnGroupApplicationAdded']);
      assert.deepEqual(only(events, 'OnGroupApplicationAdded'), application(groupID));
    }
    assert.deepEqual(await takeEvents(cid), []);
    assert.deepEqual(await takeEvents(eve), []);

    assert.deepEqual(await get(dan, 'getSendGroupApplicationList'), [application(groupID)]);
    assert.deepEqual(await get(ann, 'getRecvGroupApplicationList'), [application(groupID)]);
    assert.deepEqual(await get(bob, 'getRecvGroupApplicationList'), [application(groupID)]);
    for (const client of [cid, dan]) assert.equal(await client.ok('getRecvGroupApplicationList'), '[]');
    assert.equal(await ann.ok('getSendGroupApplicationList'), '[]');
  });

  it('should start anew when repeated', async (test) => {
    const { gateway, groupID, ann, dan } = await group(test);
    await dan.ok('joinGroup', { groupID, reqMsg: 'hi' });
    await ann.ok('refuseGroupApplication', { groupID, fromUserID: 'dan', handleMsg: 'no' });
    await gateway.clock.advance(2000);
    await dan.ok('joinGroup', { groupID, reqMsg: 'please', joinSource: 4 });
    assert.deepEqual(await get(ann, 'getRecvGroupApplicationList'), [
      application(groupID, { reqMsg: 'please', reqTime: NOW_S + 2, joinSource: 4 }),
    ]);
  });

  it('should list the newest first, of all groups one has a say in', async (test) => {
    const { gateway, groupID, ann, dan, eve } = await group(test);
    const other = await makeGroup(ann, []);
    await dan.ok('joinGroup', { groupID, reqMsg: '1' });
    await gateway.clock.advance(1);
    await eve.ok('joinGroup', { groupID: other, reqMsg: '2' });
    await gateway.clock.advance(1);
    await dan.ok('joinGroup', { groupID: other, reqMsg: '3' });
    const received = await get(ann, 'getRecvGroupApplicationList');
    assert.deepEqual(
      received.map(({ reqMsg }) => reqMsg),
      ['3', '2', '1'],
    );
    const sent = await get(dan, 'getSendGroupApplicationList');
    assert.deepEqual(
      sent.map(({ reqMsg }) => reqMsg),
      ['3', '1'],
    );
    // Whoever loses the role loses the list.
    await ann.ok('transferGroupOwner', { groupID, newOwnerUserID: 'cid' });
    assert.deepEqual(
      (await get(ann, 'getRecvGroupApplicationList')).map(({ reqMsg }) => reqMsg),
      ['3', '2'],
    );
  });

  it('should enter at once where the group asks for no approval', async (test) => {
    const { groupID, ann, bob, cid, dan, eve } = await group(test);
    await ann.ok('setGroupVerification', { groupID, verification: 2 });
    for (const client of [ann, bob, cid, dan]) await client.forget();
    assert.equal(await dan.ok('joinGroup', { groupID, reqMsg: '' }), '""');

    const updated = groupItem(groupID, { ...texts, memberCount: 4, needVerification: 2 });
    const entry = { joinSource: 3, operatorUserID: 'dan' } as const;
    const byDan = await takeFrames(dan);
    assert.deepEqual(names(byDan), ['OnJoinedGroupAdded', 'JoinGroup', 'OnRecvNewMessage', 'OnNewConversation']);
    assert.deepEqual(only(byDan, 'OnJoinedGroupAdded'), updated);
    for (const client of [ann, bob, cid]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), ['OnGroupMemberAdded', 'OnGroupInfoChanged', ...INCOMING]);
      assert.deepEqual(only(events, 'OnGroupMemberAdded'), memberItem(groupID, 'dan', entry));
      assert.deepEqual(only(events, 'OnGroupInfoChanged'), updated);
    }
    assert.deepEqual(await takeEvents(eve), []);
    const message = only(byDan, 'OnRecvNewMessage');
    assert.equal(message.contentType, 1510);
    assert.equal(message.sendID, 'dan');
    assert.deepEqual(detailOf(message), {
      group: updated,
      entrantUser: personItem(groupID, 'dan', entry),
      operationTime: String(NOW_S * 1000),
    });
    assert.equal(await dan.ok('getSendGroupApplicationList'), '[]');
  });

  it('should refuse members, wrong sources, and groups that are not there', async (test) => {
    const { groupID, ann, cid, dan } = await group(test);
    await fails(cid, 803, 'joinGroup', { groupID, reqMsg: '' });
    await fails(dan, 803, 'joinGroup', { groupID, reqMsg: '', joinSource: 5 });
    await fails(dan, 803, 'joinGroup', { groupID, reqMsg: 'x'.repeat(1025) });
    await fails(dan, 802, 'joinGroup', { groupID: 'nothing', reqMsg: '' });
    const dismissed = await makeGroup(ann, []);
    await ann.ok('quitGroup', dismissed);
    await fails(dan, 804, 'joinGroup', { groupID: dismissed, reqMsg: '' });
    assert.deepEqual(await takeEvents(dan), []);
  });
});

describe('acceptGroupApplication', () => {
  it('should let the applicant in and tell everybody in their order', async (test) => {
    const { gateway, groupID, ann, bob, cid, dan, eve, people } = await group(test);
    await dan.ok('joinGroup', { groupID, reqMsg: 'hi' });
    for (const client of people) await client.forget();
    await gateway.clock.advance(1000);
    const answer = { groupID, fromUserID: 'dan', handleMsg: 'welcome' };
    assert.equal(await bob.ok('acceptGroupApplication', answer), '""');

    const updated = groupItem(groupID, { ...texts, memberCount: 4 });
    const entry = { joinTime: NOW_S + 1, joinSource: 3, operatorUserID: 'bob' } as const;
    const accepted = application(groupID, {
      handleResult: 1,
      handledMsg: 'welcome',
      handleUserID: 'bob',
      handledTime: NOW_S + 1,
      memberCount: 4,
    });
    const byBob = await takeFrames(bob);
    assert.deepEqual(names(byBob), [
      'OnGroupMemberAdded',
      'OnGroupApplicationAccepted',
      'OnGroupInfoChanged',
      'AcceptGroupApplication',
      'OnRecvNewMessage',
      'OnConversationChanged',
    ]);
    const byAnn = await takeEvents(ann);
    assert.deepEqual(names(byAnn), [
      'OnGroupApplicationAccepted',
      'OnGroupMemberAdded',
      'OnGroupInfoChanged',
      ...INCOMING,
    ]);
    const byCid = await takeEvents(cid);
    assert.deepEqual(names(byCid), ['OnGroupMemberAdded', 'OnGroupInfoChanged', ...INCOMING]);
    const byDan = await takeEvents(dan);
    assert.deepEqual(names(byDan), [
      'OnGroupApplicationAccepted',
      'OnJoinedGroupAdded',
      'OnRecvNewMessage',
      'OnNewConversation',
      'OnTotalUnreadMessageCountChanged',
    ]);
    assert.deepEqual(await takeEvents(eve), []);

    for (const events of [byBob, byAnn, byDan]) {
      assert.deepEqual(only(events, 'OnGroupApplicationAccepted'), accepted);
    }
    for (const events of [byBob, byAnn, byCid]) {
      assert.deepEqual(only(events, 'OnGroupMemberAdded'), memberItem(groupID, 'dan', entry));
      assert.deepEqual(only(events, 'OnGroupInfoChanged'), updated);
    }
    assert.deepEqual(only(byDan, 'OnJoinedGroupAdded'), updated);
    const message = only(byBob, 'OnRecvNewMessage');
    assert.equal(message.contentType, 1510);
    assert.equal(message.sendID, 'bob');
    assert.deepEqual(detailOf(message), {
      group: updated,
      entrantUser: personItem(groupID, 'dan', entry),
      operationTime: String((NOW_S + 1) * 1000),
    });
    assert.deepEqual(await get(ann, 'getRecvGroupApplicationList'), [accepted]);
  });

  it('should only record the answer when the applicant came in meanwhile', async (test) => {
    const { groupID, ann, bob, cid, dan, people } = await group(test);
    await dan.ok('joinGroup', { groupID, reqMsg: 'hi' });
    await cid.ok('inviteUserToGroup', { groupID, reason: '', userIDList: ['dan'] });
    for (const client of people) await client.forget();
    await ann.ok('acceptGroupApplication', { groupID, fromUserID: 'dan', handleMsg: '' });
    for (const client of [ann, bob, dan]) {
      assert.deepEqual(names(await takeEvents(client)), ['OnGroupApplicationAccepted']);
    }
    assert.deepEqual(await takeEvents(cid), []);
    const members = await get(ann, 'getGroupMemberList', { groupID, filter: 0, offset: 0, count: 10 });
    assert.equal(members.length, 4);
  });

  it('should refuse who may not, what is not there, and what is handled', async (test) => {
    const { groupID, ann, bob, cid, dan, eve } = await group(test);
    const answer = { groupID, fromUserID: 'dan', handleMsg: '' };
    await fails(ann, 802, 'acceptGroupApplication', answer);
    await dan.ok('joinGroup', { groupID, reqMsg: 'hi' });
    await fails(cid, 801, 'acceptGroupApplication', answer);
    await fails(eve, 801, 'acceptGroupApplication', answer);
    await fails(dan, 801, 'acceptGroupApplication', answer);
    await fails(ann, 802, 'acceptGroupApplication', { ...answer, fromUserID: 'eve' });
    await fails(ann, 802, 'acceptGroupApplication', { ...answer, groupID: 'nothing' });
    await bob.ok('refuseGroupApplication', answer);
    await fails(ann, 804, 'acceptGroupApplication', answer);
  });

  it('should refuse in a dismissed group', async (test) => {
    const { ann, dan } = await group(test);
    const groupID = await makeGroup(ann, []);
    await dan.ok('joinGroup', { groupID, reqMsg: 'hi' });
    await ann.ok('quitGroup', groupID);
    await fails(ann, 804, 'acceptGroupApplication', { groupID, fromUserID: 'dan', handleMsg: '' });
    await fails(ann, 804, 'refuseGroupApplication', { groupID, fromUserID: 'dan', handleMsg: '' });
    assert.equal((await get(dan, 'getSendGroupApplicationList'))[0]?.status, 2);
  });
});

describe('refuseGroupApplication', () => {
  it('should record the answer and tell the applicant, the owner and administrators', async (test) => {
    const { groupID, ann, bob, cid, dan, eve, people } = await group(test);
    await dan.ok('joinGroup', { groupID, reqMsg: 'hi' });
    for (const client of people) await client.forget();
    const answer = { groupID, fromUserID: 'dan', handleMsg: 'no' };
    assert.equal(await bob.ok('refuseGroupApplication', answer), '""');
    const refused = application(groupID, {
      handleResult: -1,
      handledMsg: 'no',
      handleUserID: 'bob',
      handledTime: NOW_S,
    });
    for (const client of [ann, bob, dan]) {
      const events = await takeEvents(client);
      assert.deepEqual(names(events), ['OnGroupApplicationRejected']);
      assert.deepEqual(only(events, 'OnGroupApplicationRejected'), refused);
    }
    for (const client of [cid, eve]) assert.deepEqual(await takeEvents(client), []);
    assert.deepEqual(await get(dan, 'getSendGroupApplicationList'), [refused]);
    assert.equal(await dan.ok('getJoinedGroupList'), '[]');
  });

  it('should refuse who may not, what is not there, and what is handled', async (test) => {
    const { groupID, ann, cid, dan } = await group(test);
    const answer = { groupID, fromUserID: 'dan', handleMsg: '' };
    await fails(ann, 802, 'refuseGroupApplication', answer);
    await dan.ok('joinGroup', { groupID, reqMsg: 'hi' });
    await fails(cid, 801, 'refuseGroupApplication', answer);
    await fails(ann, 802, 'refuseGroupApplication', { ...answer, groupID: 'nothing' });
    await ann.ok('acceptGroupApplication', answer);
    await fails(ann, 804, 'refuseGroupApplication', answer);
  });
});
