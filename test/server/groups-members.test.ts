import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { DATABASE_FILE, Database } from '../../server/db/database.js';
import type { GroupMemberFilter } from '../../src/protocol/index.js';
import { fails, get, only, takeEvents } from '../helpers/client-events.js';
import { GatewayFixture, makeGroup, sendToGroup } from '../helpers/gateway-fixture.js';
import { detailOf, memberItem, NOW_S } from '../helpers/group-samples.js';

describe('getGroupMemberList', () => {
  it('should list owner, administrators and members, each by joining time', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann] = await gateway.people('ann', 'bob', 'cid', 'dan', 'eve');
    const { groupID } = await get(ann, 'createGroup', {
      groupBaseInfo: { groupType: 0, groupName: 'G' },
      memberList: [
        { userID: 'eve', roleLevel: 1 },
        { userID: 'bob', roleLevel: 1 },
        { userID: 'dan', roleLevel: 3 },
      ],
    });
    await gateway.clock.advance(1000);
    await ann.ok('inviteUserToGroup', { groupID, reason: '', userIDList: ['cid'] });
    const list = (filter: GroupMemberFilter, offset = 0, count = 10) =>
      get(ann, 'getGroupMemberList', { groupID, filter, offset, count });
    const ids = async (...args: Parameters<typeof list>) => (await list(...args)).map(({ userID }) => userID);

    const invited = { joinTime: NOW_S + 1, joinSource: 2, inviterUserID: 'ann' } as const;
    assert.deepEqual(await list(0), [
      memberItem(groupID, 'ann', { roleLevel: 2 }),
      memberItem(groupID, 'dan', { roleLevel: 3 }),
      memberItem(groupID, 'bob'),
      memberItem(groupID, 'eve'),
      memberItem(groupID, 'cid', invited),
    ]);
    assert.deepEqual(await ids(1), ['bob', 'eve', 'cid']);
    assert.deepEqual(await ids(2), ['ann']);
    assert.deepEqual(await ids(3), ['dan']);
    assert.deepEqual(await ids(4), ['dan', 'bob', 'eve', 'cid']);
    assert.deepEqual(await ids(0, 1, 2), ['dan', 'bob']);
    assert.deepEqual(await ids(0, 4, 2), ['cid']);
    assert.deepEqual(await ids(0, 5, 2), []);
    assert.deepEqual(await ids(0, 0, 0), []);
    assert.deepEqual(await ids(0, 0, -1), []);
  });

  it('should be empty for strangers and unknown groups, and refuse wrong numbers', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, eve] = await gateway.people('ann', 'eve');
    const groupID = await makeGroup(ann, []);
    const window = { groupID, filter: 0, offset: 0, count: 10 } as const;
    assert.equal(await eve.ok('getGroupMemberList', window), '[]');
    assert.equal(await ann.ok('getGroupMemberList', { ...window, groupID: 'nothing' }), '[]');
    await fails(ann, 803, 'getGroupMemberList', { ...window, offset: -1 });
    await fails(ann, 803, 'getGroupMemberList', { ...window, count: 1.5 });
    await fails(ann, 803, 'getGroupMemberList', { ...window, filter: 5 as GroupMemberFilter });
  });
});

describe('getGroupMembersInfo', () => {
  it('should answer for the members among given users, in the order asked for, once each', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, bob, eve] = await gateway.people('ann', 'bob', 'eve');
    const groupID = await makeGroup(ann, [bob]);
    const userIDList = ['bob', 'eve', 'nobody', 'ann', 'bob'];
    assert.deepEqual(await get(ann, 'getGroupMembersInfo', { groupID, userIDList }), [
      memberItem(groupID, 'bob'),
      memberItem(groupID, 'ann', { roleLevel: 2 }),
    ]);
    assert.equal(await eve.ok('getGroupMembersInfo', { groupID, userIDList }), '[]');
    assert.equal(await ann.ok('getGroupMembersInfo', { groupID: 'nothing', userIDList }), '[]');
    const tooMany = Array.from({ length: 1001 }, String);
    await fails(ann, 803, 'getGroupMembersInfo', { groupID, userIDList: tooMany });
  });
});

describe('a large group', () => {
  it('should be listed whole and counted, up to 10,000 members and more', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann] = await gateway.people('ann');
    const groupID = await makeGroup(ann, []);
    fill(gateway, groupID, 10_999);

    const all = await get(ann, 'getGroupMemberList', { groupID, filter: 0, offset: 0, count: 20_000 });
    assert.equal(all.length, 11_000);
    assert.equal(new Set(all.map(({ userID }) => userID)).size, 11_000);
    assert.equal((await get(ann, 'getGroupsInfo', [groupID]))[0]?.memberCount, 11_000);
    const page = await get(ann, 'getGroupMemberList', { groupID, filter: 1, offset: 10_990, count: 100 });
    assert.equal(page.length, 9);
  });

  it('should be written to and left by one of a thousand', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann, bob] = await gateway.people('ann', 'bob');
    const groupID = await makeGroup(ann, [bob]);
    fill(gateway, groupID, 998);

    await sendToGroup(ann, groupID, 'hello, all');
    await bob.event('OnRecvNewMessage', ({ data }) => data.includes('hello, all'));
    await bob.ok('quitGroup', groupID);
    assert.equal(only(await takeEvents(ann), 'OnGroupInfoChanged').memberCount, 999);
  });
});

describe('notifications about many people', () => {
  it('should list the first fifty, and let all of them in', async (test) => {
    const gateway = await GatewayFixture.start(test);
    const [ann] = await gateway.people('ann');
    fill(gateway, await makeGroup(ann, []), 60);
    const memberList = Array.from({ length: 60 }, (_, index) => ({
      userID: `user-${String(index)}`,
      roleLevel: 1,
    }));
    const groupBaseInfo = { groupType: 0, groupName: 'Many' };
    const { memberCount } = await get(ann, 'createGroup', { groupBaseInfo, memberList });
    assert.equal(memberCount, 61);
    const detail = detailOf(only(await takeEvents(ann), 'OnRecvNewMessage'));
    assert.equal((detail['memberList'] as unknown[]).length, 50);
    assert.equal(detail['memberCount'], 60);
  });
});

/** Puts so many people into the group that inviting them would be most of the test. */
function fill(gateway: GatewayFixture, groupID: string, count: number): void {
  const database = new Database(join(gateway.dataDir, DATABASE_FILE));
  database.control('BEGIN');
  for (let index = 0; index < count; index++) {
    const userID = `user-${String(index)}`;
    database.run('INSERT INTO users (user_id, nickname, created_at_ms) VALUES (?, ?, 0)', userID, userID);
    database.run('INSERT INTO inboxes (user_id) VALUES (?)', userID);
    database.run(
      `INSERT INTO members (group_id, user_id, role_level, joined_at_ms, operator_id) VALUES (?, ?, 1, 0, 'ann')`,
      groupID,
      userID,
    );
  }
  database.control('COMMIT');
  database.close();
}
