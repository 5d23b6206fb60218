/** What a message costs, counted: unlike times, counts do not depend on what else the machine does. */
import assert from 'node:assert/strict';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Database, DATABASE_FILE } from '../../server/db/database.js';
import { parse, type SupportSession } from '../../src/protocol/index.js';
import { methodOf, rowCounter, statementCounter, stepCounter } from '../helpers/cost-counters.js';
import { GatewayFixture, sendText, sendToGroup } from '../helpers/gateway-fixture.js';
import type { RawClient } from '../helpers/raw-client.js';
import { storedFiles, uploaded } from '../helpers/uploads.js';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

async function makeGroup(gateway: GatewayFixture, owner: RawClient, size: number): Promise<string> {
  const others = Array.from({ length: size - 1 }, (_, index) => `member-${size}-${index}`);
  await gateway.register(...others);
  const group = await owner.ok('createGroup', {
    groupBaseInfo: { groupType: 0, groupName: 'G' },
    memberList: others.map((userID) => ({ userID, roleLevel: 1 })),
  });
  return parse(group).groupID;
}

describe('the cost of a message', () => {
  it('is at most 16 SQL statements, the transaction included', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada', 'bob');
    await sendText(ada, 'bob', 'makes the conversations');
    const statements = statementCounter(t);
    await sendText(ada, 'bob', 'counted');
    const count = statements();
    t.diagnostic(`${count} statements`);
    assert.ok(count > 5 && count <= 16, `${count} statements`);
  });

  it('is as many statements in a group of 60 as in one of 3, and so is leaving it', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const counts: { send: number; quit: number }[] = [];
    const groupIDs = [await makeGroup(gateway, ada, 3), await makeGroup(gateway, ada, 60)];
    const leavers = [await gateway.connect('member-3-0'), await gateway.connect('member-60-0')];
    for (const [index, groupID] of groupIDs.entries()) {
      await sendToGroup(ada, groupID, 'makes the conversations');
      const leaver = leavers[index];
      assert.ok(leaver);
      const statements = statementCounter(t);
      await sendToGroup(ada, groupID, 'counted');
      const send = statements();
      await leaver.ok('quitGroup', groupID);
      counts.push({ send, quit: statements() });
      t.mock.restoreAll();
    }
    t.diagnostic(JSON.stringify(counts));
    assert.ok((counts[0]?.send ?? 0) > 5);
    assert.deepEqual(counts[1], counts[0]);
  });

  // To see it fail: writer (server/policies/rules.ts) that reads the whole group, whose members are counted.
  it('does not count the members of its group', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const groupID = await makeGroup(gateway, ada, 3);
    await sendToGroup(ada, groupID, 'makes the conversations');
    const asked: string[] = [];
    const get = methodOf('get');
    t.mock.method(
      Database.prototype,
      'get',
      function (this: Database, sql: string, ...values: unknown[]): unknown {
        asked.push(sql);
        return get.call(this, sql, ...values);
      },
    );
    await sendToGroup(ada, groupID, 'asked');
    assert.deepEqual(
      asked.filter((sql) => sql.includes('count(*)')),
      [],
    );
  });

  it('is six frames and less than 11,000 bytes for the two of them', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, bob] = await gateway.people('ada', 'bob');
    await sendText(ada, 'bob', 'makes the conversations');
    await Promise.all([ada.settle(), bob.settle()]);
    const sizes: number[] = [];
    for (const client of [ada, bob]) client.socket.on('message', (data: Buffer) => sizes.push(data.length));
    await sendText(ada, 'bob', 'The quick brown fox jumps over the lazy dog.');
    await bob.event('OnTotalUnreadMessageCountChanged', ({ data }) => data === '2');
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    t.diagnostic(`${bytes} bytes in ${sizes.length} frames`);
    assert.equal(sizes.length, 6);
    assert.ok(bytes < 11_000, `${bytes} bytes`);
  });

  it('is one commit for all that arrives together', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada', 'bob');
    await sendText(ada, 'bob', 'makes the conversations');
    let commits = 0;
    const boundary = methodOf('boundary');
    t.mock.method(Database.prototype, 'boundary', function (this: Database, sql: string) {
      if (sql === 'COMMIT') commits++;
      boundary.call(this, sql);
    });
    // Corked: they leave in one packet, and so arrive in one turn.
    const stream = (ada.socket as unknown as { _socket: { cork(): void; uncork(): void } })._socket;
    stream.cork();
    const sends = Array.from({ length: 20 }, (_, index) => sendText(ada, 'bob', `together ${index}`));
    stream.uncork();
    await Promise.all(sends);
    assert.ok(commits >= 1 && commits <= 3, `${commits} commits for 20 messages`);
  });
});

describe('the cost of a connection', () => {
  // To see it fail: the conditions of BEYOND_SEQ, server/db/messages.ts, in the other order.
  it('does not grow with the messages that the user has', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    await gateway.register('bob');
    const page = { epoch: '', seq: 0, change: 0, count: 10 };
    const costs: { login: number; missed: number; changes: number }[] = [];
    for (const messages of [20, 180]) {
      for (let index = 0; index < messages; index++) await sendText(ada, 'bob', String(index));
      let bob = await gateway.connect('bob', { extended: true });
      const { cursor } = parse(await bob.ok('getInboxChanges', page));
      await bob.close();
      const steps = stepCounter(t);
      bob = await gateway.connect('bob', { extended: true });
      steps();
      await bob.close();
      await ada.settle();
      steps();
      bob = await gateway.connect('bob', { extended: true });
      const login = steps();
      await bob.ok('getInboxChanges', { ...page, ...cursor });
      const changes = steps();
      await bob.close();
      await sendText(ada, 'bob', 'missed');
      steps();
      bob = await gateway.connect('bob', { extended: true });
      costs.push({ login, missed: steps(), changes });
      await bob.close();
      t.mock.restoreAll();
    }
    t.diagnostic(JSON.stringify(costs));
    assert.deepEqual(costs[1], costs[0]);
  });
});

describe('the cost of a change that concerns a large group', () => {
  // To see it fail: in setGroupInfo (server/handlers/groups.ts), those not receiving found among all who list the group.
  it('of its name is as many rows for 60 members as for three', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const counts: number[] = [];
    for (const size of [3, 60]) {
      const groupID = await makeGroup(gateway, ada, size);
      const rows = rowCounter(t);
      await ada.ok('setGroupInfo', { groupID, groupInfo: { groupName: 'Another' } });
      counts.push(rows());
      t.mock.restoreAll();
    }
    assert.equal(counts[1], counts[0]);
  });

  // To see it fail: announceEntrants (server/handlers/group-entry.ts) that sends its events one by one.
  it('of 6 people who enter and are removed is as many writes to sockets as of one', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const groupID = await makeGroup(gateway, ada, 4);
    const members = await Promise.all([0, 1, 2].map((index) => gateway.connect(`member-4-${index}`)));
    const guests = Array.from({ length: 6 }, (_, index) => `guest-${index}`);
    await gateway.register(...guests);
    const counts: number[] = [];
    for (const userIDList of [guests.slice(0, 1), guests]) {
      const write = t.mock.method(Socket.prototype, 'write');
      await ada.ok('inviteUserToGroup', { groupID, reason: '', userIDList });
      await ada.ok('kickGroupMember', { groupID, reason: '', userIDList });
      counts.push(write.mock.callCount());
      t.mock.restoreAll();
      for (const client of [ada, ...members]) {
        await client.settle();
        for (const name of ['OnGroupMemberAdded', 'OnGroupMemberDeleted'] as const) {
          const events = client.frames.filter(({ event }) => event === name);
          const userIDs = events.map(({ data }) => (JSON.parse(data) as { userID: string }).userID);
          assert.deepEqual(userIDs, userIDList);
        }
        await client.forget();
      }
    }
    t.diagnostic(`${String(counts)} writes`);
    assert.equal(counts[1], counts[0]);
  });

  // To see it fail: announceProfile (server/handlers/users.ts) that reads the record of each friend.
  it('of a name is as many statements for 12 friends who are offline as for two', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const counts: number[] = [];
    let friends = 0;
    for (const wanted of [2, 12]) {
      while (friends < wanted) {
        const friend = await gateway.people(`friend-${friends++}`);
        await ada.ok('addFriend', { toUserID: friend[0].userID, reqMsg: '' });
        await friend[0].ok('acceptFriendApplication', { toUserID: 'ada', handleMsg: '' });
        await friend[0].close();
      }
      await ada.forget();
      const statements = statementCounter(t);
      await ada.ok('setSelfInfo', { nickname: `Ada with ${wanted}` });
      counts.push(statements());
      t.mock.restoreAll();
    }
    t.diagnostic(`${String(counts)} statements`);
    assert.equal(counts[1], counts[0]);
  });

  // To see it fail: in server/db/group-applications.ts, the members counted for each request.
  it('counts its members once for a list of requests, not for each of them', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada] = await gateway.people('ada');
    const counts: number[] = [];
    const groupID = await makeGroup(gateway, ada, 60);
    for (let index = 0; index < 10; index++) {
      const [applicant] = await gateway.people(`applicant-${index}`);
      await applicant.ok('joinGroup', { groupID, reqMsg: '', joinSource: 2 });
      if (index !== 0 && index !== 9) continue;
      await ada.forget();
      const steps = stepCounter(t);
      await ada.ok('getSelfUserInfo');
      steps();
      const list = parse(await ada.ok('getRecvGroupApplicationList'));
      counts.push(steps());
      t.mock.restoreAll();
      assert.deepEqual(
        list.map(({ memberCount }) => memberCount),
        list.map(() => 60),
      );
    }
    t.diagnostic(`${String(counts)} steps`);
    const [one = 0, ten = 0] = counts;
    assert.ok((ten - one) / 9 < 100, `${(ten - one) / 9} steps for each`);
  });

  // To see it fail: announceAuthor (server/inbox-changes.ts) that tells each acquaintance apart.
  it('of a member’s name is one text for all who are online', async (t) => {
    const counts: number[] = [];
    for (const size of [3, 12]) {
      const gateway = await GatewayFixture.start(t);
      const [ada] = await gateway.people('ada');
      const groupID = await makeGroup(gateway, ada, size);
      const others = Array.from({ length: size - 1 }, (_, index) => `member-${size}-${index}`);
      const clients = await Promise.all(others.map((userID) => gateway.connect(userID, { extended: true })));
      await sendToGroup(ada, groupID, 'makes the conversations');
      await ada.forget();
      const stringify = t.mock.method(JSON, 'stringify');
      await ada.ok('setSelfInfo', { nickname: 'Countess' });
      counts.push(stringify.mock.callCount());
      t.mock.restoreAll();
      for (const client of clients) {
        const { authors } = await client.eventData('OnInboxChanged');
        assert.deepEqual(
          authors.map(({ userID, nickname }) => [userID, nickname]),
          [['ada', 'Countess']],
        );
      }
    }
    t.diagnostic(`${String(counts)} texts`);
    assert.equal(counts[1], counts[0]);
  });
});

describe('the cost of looking for uploads that came to nothing', () => {
  it('is that of what it looks for: no table is read from end to end', async (t) => {
    const gateway = await GatewayFixture.start(t, { unsentFileDays: 1 });
    const [ada] = await gateway.people('ada');
    await uploaded(gateway.url, ada.token, 'lost');
    await gateway.clock.advance(DAY_MS);
    const asked: string[] = [];
    for (const name of ['get', 'all', 'run', 'write'] as const) {
      const method = methodOf(name);
      t.mock.method(
        Database.prototype,
        name,
        function (this: Database, sql: string, ...values: unknown[]): unknown {
          asked.push(sql);
          return method.call(this, sql, ...values);
        },
      );
    }
    await gateway.clock.advance(HOUR_MS);
    await ada.settle();
    t.mock.restoreAll();
    assert.ok(asked.some((sql) => sql.startsWith('DELETE FROM files')));
    const database = new Database(join(gateway.dataDir, DATABASE_FILE), true);
    const plans = asked.flatMap((sql) => database.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`));
    database.close();
    assert.deepEqual(
      plans.map(({ detail }) => detail).filter((detail) => detail.startsWith('SCAN')),
      [],
    );
  });

  it('is as many statements for 10 pictures that people have of themselves as for one', async (t) => {
    const counts = [];
    for (const pictures of [1, 10]) {
      const gateway = await GatewayFixture.start(t, { unsentFileDays: 1 });
      const [ada] = await gateway.people('ada');
      const uploads = await Promise.all(
        Array.from({ length: pictures }, (_, index) => uploaded(gateway.url, ada.token, String(index))),
      );
      await ada.ok('setSelfInfo', { ex: uploads.map(({ url }) => url).join(' ') });
      await gateway.clock.advance(DAY_MS);
      const statements = statementCounter(t);
      // Sweeps come by the hour.
      await gateway.clock.advance(HOUR_MS);
      counts.push(statements());
      t.mock.restoreAll();
      assert.equal((await storedFiles(gateway.dataDir)).length, pictures);
    }
    t.diagnostic(`${String(counts)} statements`);
    assert.ok((counts[0] ?? 0) > 2);
    assert.equal(counts[1], counts[0]);
  });
});

describe('the cost of a guest who becomes a user', () => {
  // To see it fail: messagesOf of server/db/support.ts that returns a row for each message, or Changes.note that inserts
  // one change at a time.
  it('is as many statements and rows for 60 messages as for 3', async (t) => {
    const gateway = await GatewayFixture.start(t, { supportAgents: ['alice', 'bob'] });
    const costs: { statements: number; rows: number }[] = [];
    for (const messages of [3, 60]) {
      const userID = `user-${messages}`;
      await gateway.register(userID);
      const headers = { 'content-type': 'application/json', token: await gateway.token(userID) };
      const guest = (await gateway.post('/support/session', {})).data as unknown as SupportSession;
      const client = await gateway.connect(guest.userID, { token: guest.token });
      for (let index = 0; index < messages; index++) await sendToGroup(client, guest.groupID, String(index));
      await client.close();
      const statements = statementCounter(t);
      const rows = rowCounter(t);
      const body = JSON.stringify({ visitorToken: guest.visitorToken });
      const response = await fetch(`${gateway.url}/support/session`, { method: 'POST', headers, body });
      assert.equal(response.status, 200);
      costs.push({ statements: statements(), rows: rows() });
      t.mock.restoreAll();
      const user = await gateway.connect(userID);
      const page = { userID: '', groupID: guest.groupID, count: 100, startClientMsgID: '' };
      const history = parse(await user.ok('getHistoryMessageList', page));
      assert.equal(history.filter(({ sendID }) => sendID === userID).length, messages);
    }
    t.diagnostic(JSON.stringify(costs));
    assert.ok((costs[0]?.rows ?? 0) > 0);
    assert.deepEqual(costs[1], costs[0]);
  });
});
