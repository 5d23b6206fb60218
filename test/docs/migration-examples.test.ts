import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { migrationExamples } from '../../docs/examples/migration.js';
import { ExampleWorld, playStory } from './example-world.js';

/** Longer than the first wait before a reconnect. */
const A_WHILE_MS = 10_000;

type Name = keyof typeof migrationExamples;

/** Runs an example and makes sure that it does what the page says about it. */
const checks: { readonly [_ in Name]: (world: ExampleWorld, run: () => Promise<unknown>) => Promise<void> } = {
  asBefore: async (_world, run) => {
    assert.equal(typeof (await run()), 'number');
  },

  typedData: async (_world, run) => {
    assert.deepEqual(await run(), ['Bob', 'Bob']);
  },

  errorObjects: async ({ screen }, run) => {
    await run();
    await screen.shows(/^DeleteFriend failed: .+ \(802\)$/);
  },

  pendingCalls: async (world, run) => {
    await run();
    await world.screen.shows(/^1 friends$/);
    const call = run();
    await world.cut();
    await call;
    await world.screen.shows(/^no answer, try again$/);
  },

  refusedLogin: async ({ openIM, screen }, run) => {
    await run();
    await screen.shows(/^please sign in again$/);
    assert.equal(openIM.connectionState.kind, 'idle');
  },

  withoutWaiting: async ({ openIM, enter }, run) => {
    openIM.close();
    const bob = await enter('bob');
    await run();
    assert.equal((await bob.eventData('OnRecvNewMessage')).content, 'Good morning');
  },

  acrossCuts: async (world, run) => {
    const bob = await world.enter('bob');
    await world.cut();
    const sending = run();
    assert.deepEqual(world.screen.lines, []);
    await world.gateway.clock.advance(A_WHILE_MS);
    await sending;
    await world.screen.shows(/^sent$/);
    assert.equal((await bob.eventData('OnRecvNewMessage')).content, 'In the tunnel now');
  },

  uploads: async (_world, run) => {
    const response = await fetch((await run()) as string);
    assert.equal(await response.text(), 'Dear Bob');
  },
};

it('docs/migration.md', async (test) => {
  const story = await playStory(test);
  const page = readFileSync('docs/migration.md', 'utf8');
  for (const name of Object.keys(checks) as Name[]) {
    await test.test(`should be right about ${name}`, async (subtest) => {
      assert.ok(page.includes(`<!-- example: ${name} -->`), `the page does not show ${name}`);
      const world = await ExampleWorld.open(subtest, story);
      await checks[name](world, () => migrationExamples[name](world.openIM, world.stage));
    });
  }
});
