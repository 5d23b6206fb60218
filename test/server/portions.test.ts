/** Long work of the gateway, done in portions between which others are answered. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { openDatabase } from '../../server/db/database.js';
import { UnitOfWork } from '../../server/db/unit-of-work.js';
import { Portions } from '../../server/portions.js';
import { get } from '../helpers/client-events.js';
import { GatewayFixture } from '../helpers/gateway-fixture.js';
import { ManualClock } from '../helpers/manual-clock.js';
import type { RawClient } from '../helpers/raw-client.js';

describe('a change that concerns many', () => {
  const GROUPS = 40;

  async function setUp(
    t: TestContext,
  ): Promise<{ gateway: GatewayFixture; ada: RawClient; bob: RawClient; eve: RawClient }> {
    const gateway = await GatewayFixture.start(t);
    const [ada, , eve] = await gateway.people('ada', 'bob', 'eve');
    const bob = await gateway.connect('bob', { extended: true });
    for (let index = 0; index < GROUPS; index++) {
      const memberList = [{ userID: 'bob', roleLevel: 1 }];
      await ada.ok('createGroup', { groupBaseInfo: { groupType: 0, groupName: 'G' }, memberList });
    }
    await bob.forget();
    // Time goes on with each look at the clock.
    let lookedMs = gateway.clock.monotonicMs();
    t.mock.method(gateway.clock, 'monotonicMs', () => (lookedMs += 4));
    return { gateway, ada, bob, eve };
  }

  const groupsHeardBy = (bob: RawClient): string[] =>
    bob.frames
      .filter(({ event }) => event === 'OnGroupMemberInfoChanged')
      .map(({ data }) => JSON.parse(data) as { groupID: string; nickname: string })
      .filter(({ nickname }) => nickname === 'Countess')
      .map(({ groupID }) => groupID);

  // To see it fail: Portions.#portion (server/portions.ts) without a limit of time.
  it('holds nobody up: others are answered between its portions', async (t) => {
    const { ada, bob, eve } = await setUp(t);
    await ada.ok('setSelfInfo', { nickname: 'Countess' });
    await eve.ok('getSelfUserInfo');
    const heard = groupsHeardBy(bob).length;
    t.diagnostic(`${heard} of ${GROUPS} groups before the answer`);
    assert.ok(heard < GROUPS, `${heard} groups`);
    await bob.event('OnInboxChanged');
    assert.equal(new Set(groupsHeardBy(bob)).size, GROUPS);
  });

  // To see it fail: Portions.begin (server/portions.ts) that keeps all works with the same name.
  it('is done twice at most, however often it is made meanwhile', async (t) => {
    const { ada, bob } = await setUp(t);
    const names = ['Ada', 'Lady', 'Baroness', 'Countess'];
    await Promise.all(names.map((nickname) => ada.ok('setSelfInfo', { nickname })));
    await bob.event('OnInboxChanged', ({ data }) => data.includes('Countess'));
    assert.equal(groupsHeardBy(bob).length, GROUPS);
    const all = bob.eventNames.filter((name) => name === 'OnGroupMemberInfoChanged').length;
    t.diagnostic(`${all} events for ${GROUPS} groups and ${names.length} names`);
    assert.ok(all < 3 * GROUPS, `${all} events`);
  });

  // To see it fail: Portions.begin (server/portions.ts) that gives up earlier work with the same name.
  it('is done also for somebody who makes it again and again', async (t) => {
    const { ada, bob } = await setUp(t);
    for (let index = 0; index < 60; index++) await ada.ok('setSelfInfo', { nickname: `Name ${index}` });
    await bob.event('OnInboxChanged', ({ data }) => data.includes('"Name 59"'));
    const changes = bob.frames.filter(({ event }) => event === 'OnInboxChanged');
    t.diagnostic(`${changes.length} times for 60 names`);
    assert.ok(changes.length > 1);
  });

  // To see it fail: portions.stop() before the last flush in server/gateway.ts.
  it('ends with the gateway: nothing of it is left for later', async (t) => {
    const { gateway, ada } = await setUp(t);
    // Each portion is one group, so that the work takes longer than closing the connections.
    let lookedMs = gateway.clock.monotonicMs();
    t.mock.method(gateway.clock, 'monotonicMs', () => (lookedMs += 20));
    type Method = (this: unknown, ...args: unknown[]) => unknown;
    const mockMethod = (type: { prototype: object }, name: string, after: () => void): void => {
      const method = Reflect.get(type.prototype, name) as Method;
      t.mock.method(type.prototype as Record<string, Method>, name, function (this: unknown, ...args: unknown[]) {
        const result = method.apply(this, args);
        after();
        return result;
      });
    };
    let stopped: Promise<void> | undefined;
    let isStopped = false;
    let late = 0;
    mockMethod(Portions, 'begin', () => {
      queueMicrotask(() => {
        stopped = gateway.stop();
      });
    });
    mockMethod(UnitOfWork, 'stop', () => (isStopped = true));
    mockMethod(UnitOfWork, 'perform', () => (late += isStopped ? 1 : 0));
    ada.send({ reqFuncName: 'SetSelfInfo', operationID: 'last', userID: 'ada', data: '{"nickname":"Countess"}' });
    await ada.closeCode();
    await stopped;
    await setImmediate();
    assert.equal(isStopped, true);
    assert.equal(late, 0);
  });

  // To see it fail: announceProfile (server/handlers/users.ts) with one name for all its work.
  it('is not given up for one that concerns fewer: those with a name of their own show a face, but not a name', async (t) => {
    const { ada, bob } = await setUp(t);
    for (const { groupID } of await get(ada, 'getJoinedGroupList')) {
      await ada.ok('setGroupMemberNickname', { groupID, userID: 'ada', GroupMemberNickname: 'Chair' });
    }
    await bob.forget();
    await Promise.all([
      ada.ok('setSelfInfo', { faceURL: 'https://a.example/new.png' }),
      ada.ok('setSelfInfo', { nickname: 'Countess' }),
    ]);
    await bob.event('OnInboxChanged', ({ data }) => data.includes('Countess'));
    await bob.settle();
    const heard = bob.frames.filter(({ event }) => event === 'OnGroupMemberInfoChanged');
    assert.equal(heard.filter(({ data }) => data.includes('new.png')).length, GROUPS);
  });
});

describe('long works with the same name', () => {
  // To see it fail: Portions.begin (server/portions.ts) that does not look into #waiting.
  it('leave out all but the last, even if that begins between the portions of the first', async (t) => {
    const directory = await mkdtemp(join(tmpdir(), 'openim-portions-'));
    const database = openDatabase(directory);
    t.after(async () => {
      database.close();
      await rm(directory, { recursive: true, force: true });
    });
    const clock = new ManualClock();
    // Time goes on with each look at the clock, so that each portion is one item.
    let lookedMs = 0;
    t.mock.method(clock, 'monotonicMs', () => (lookedMs += 6));
    const unitOfWork = new UnitOfWork(database, () => undefined);
    const portions = new Portions(clock, unitOfWork, assert.ifError);
    const ended: string[] = [];
    const begin = (which: string, then = (): void => undefined): void => {
      unitOfWork.perform({
        run: (output) => {
          const end = (): void => void ended.push(which);
          portions.begin({ name: 'work', items: [1, 2, 3], each: () => undefined, end }, output);
          output.afterFlush(then);
        },
        fail: assert.ifError,
      });
    };
    begin('first');
    // As a request that arrives after that commit and before the next portion.
    begin('second', () => queueMicrotask(() => begin('third')));
    for (let turns = 0; turns < 20; turns++) await setImmediate();
    assert.deepEqual(ended, ['first', 'third']);
  });
});
