import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ContentType, ErrorCode, OpenIMError, type MethodName } from '../../../src/protocol/index.js';
import type { Fault } from '../../helpers/fake-engine.js';
import { FakeServer } from '../../helpers/fake-server.js';
import { BOB, SyncFixture } from '../../helpers/sync-fixture.js';

const GROUP = 'group_all';
const CHATS = [BOB, GROUP];
/** Every wait of a client is over by then, but for the last steps of the backoff. */
const REFUSED = { kind: 'refuse', errCode: ErrorCode.RateLimited } as const;
const LONG_MS = 120_000;

/** alice's client, and what bob and the network do to it. */
class World {
  readonly fixture: SyncFixture;
  readonly server: FakeServer;
  /** Everything that was begun and not waited for; each fails the test by rejecting with anything but an OpenIMError. */
  readonly begun: Promise<unknown>[] = [];
  #sent = 0;
  /** What the server had when the last connection was made. */
  #atConnect: ReadonlyMap<string, readonly string[]> = new Map();

  private constructor(fixture: SyncFixture) {
    this.fixture = fixture;
    this.server = fixture.server;
  }

  static async open(inboxPageSize: number): Promise<World> {
    const server = new FakeServer({ inboxPageSize });
    server.groups.set('all', ['alice', 'bob']);
    return new World(await SyncFixture.open(server));
  }

  say(chat: string): void {
    this.server.say('bob', chat === BOB ? { recvID: 'alice' } : { groupID: 'all' }, 'from bob');
  }

  send(chat: string): void {
    this.begin(
      this.fixture.send(`own ${String(++this.#sent)}`, chat === BOB ? 'bob' : '', chat === BOB ? '' : 'all').sent,
    );
  }

  begin(work: Promise<unknown>): void {
    const handled = work.catch((error: unknown) => {
      if (!(error instanceof OpenIMError)) throw error;
    });
    this.begun.push(handled);
    handled.catch(() => undefined);
  }

  /** One of the chat's messages, the newest at 0, if somebody wrote it and it is there. */
  pick(chat: string, age: number, sendID: string): string | undefined {
    const message = this.server.history('alice', chat).at(-1 - age);
    return message?.sendID === sendID && message.contentType === ContentType.Text
      ? message.clientMsgID
      : undefined;
  }

  connect(): void {
    const { engine } = this.fixture;
    if (engine.state.kind === 'online') return;
    this.#atConnect = new Map(CHATS.map((id) => [id, this.idsAtServer(id)]));
    engine.connect();
  }

  /** What {@link Sync.refresh} promises: what happened before there was a connection is here, without a gap. */
  async refresh(chat: string): Promise<void> {
    const { engine, sync } = this.fixture;
    const had = (engine.state.kind === 'online' && this.#atConnect.get(chat)) || [];
    await sync.refresh(chat);
    const { messages, reachesStart } = await sync.getNewest(chat, 100);
    const here = new Set(messages.map(({ message }) => told(message)));
    const oldest = reachesStart ? 0 : (messages[0]?.sortKey ?? Infinity);
    const still = new Set(this.idsAtServer(chat, oldest));
    const missing = had.filter((id) => still.has(id) && !here.has(id));
    assert.deepEqual(missing, [], `${chat}: missing after a refresh`);
  }

  idsAtServer(chat: string, from = 0): string[] {
    const place = ({ sourceMessageSendTime, sendTime }: { sourceMessageSendTime?: number; sendTime: number }) =>
      sourceMessageSendTime ?? sendTime;
    return this.server
      .history('alice', chat)
      .filter((message) => place(message) >= from)
      .sort((a, b) => place(a) - place(b))
      .map(told);
  }

  /** As somebody reads it who scrolls up to the beginning. */
  async read(chat: string): Promise<string[]> {
    const { sync } = this.fixture;
    await sync.refresh(chat);
    let page = await sync.getNewest(chat, 4);
    let all = page.messages;
    while (!page.reachesStart) {
      page = await sync.loadOlder(chat, all[0]?.sortKey ?? Infinity, 4);
      assert.ok(
        page.messages.length > 0 || page.reachesStart,
        `${chat}: nothing below ${String(all[0]?.sortKey)}`,
      );
      all = [...page.messages, ...all];
    }
    return all.map(({ message }) => told(message));
  }
}

function told({ clientMsgID, isRead }: { readonly clientMsgID: string; readonly isRead: boolean }): string {
  return isRead ? `${clientMsgID} read` : clientMsgID;
}

type Step = { readonly name: string; readonly run: (world: World) => unknown };

const anyChat = fc.constantFrom(...CHATS);
const anyMessage = fc.record({ chat: anyChat, age: fc.nat({ max: 8 }) });
const anyFault = fc.record({
  method: fc.constantFrom<MethodName>('sendMessageNotOss', 'getInboxChanges', 'getHistoryMessageList'),
  fault: fc.constantFrom<Fault>(
    { kind: 'cut-before' },
    { kind: 'cut-after' },
    { kind: 'cut-with' },
    { kind: 'too-late' },
    REFUSED,
  ),
});

function some<Value>(
  weight: number,
  values: fc.Arbitrary<Value>,
  name: string,
  run: (world: World, value: Value) => unknown,
): { readonly weight: number; readonly arbitrary: fc.Arbitrary<Step> } {
  const arbitrary = values.map((value) => ({
    name: `${name} ${JSON.stringify(value)}`,
    run: (world: World) => run(world, value),
  }));
  return { weight, arbitrary };
}

const step = fc.oneof(
  some(4, anyChat, 'bob writes', (world, chat) => world.say(chat)),
  some(1, anyChat, 'bob writes more than a page', (world, chat) => {
    for (let i = 0; i < 55; i++) world.say(chat);
  }),
  some(3, anyChat, 'alice writes', (world, chat) => world.send(chat)),
  some(3, fc.constant(''), 'connect', (world) => world.connect()),
  some(2, fc.constant(''), 'cut', ({ fixture }) => fixture.engine.cut()),
  some(3, anyFault, 'plan', ({ fixture }, { method, fault }) => fixture.engine.plan(method, fault)),
  some(2, anyChat, 'refresh', (world, chat) => world.begin(world.refresh(chat))),
  some(1, anyChat, 'read', (world, chat) => world.begin(world.read(chat))),
  some(1, anyMessage, 'jump', (world, { chat, age }) => {
    const target = world.pick(chat, age, 'bob');
    if (target) world.begin(world.fixture.sync.loadAround(chat, target, 2));
  }),
  some(1, anyMessage, 'bob takes back', (world, { chat, age }) => {
    const target = world.pick(chat, age, 'bob');
    if (target) world.server.revoke('bob', target);
  }),
  some(1, anyMessage, 'alice deletes elsewhere', (world, { chat, age }) => {
    const target = world.pick(chat, age, 'bob');
    // Only a gateway that tells of everything tells of this, and of what comes next.
    if (target && world.server.inboxPageSize > 0) world.server.deleteCopy('alice', target);
  }),
  some(1, anyMessage, 'bob reads', (world, { chat, age }) => {
    const target = world.pick(chat, age, 'alice');
    if (target && world.server.inboxPageSize > 0) world.server.markRead('bob', [target]);
  }),
  // With the cuts around it: between any two things that happen without time.
  some(4, fc.integer({ min: 1, max: 40 }), 'microtasks', async (_, count) => {
    for (let done = 0; done < count; done++) await Promise.resolve();
  }),
  some(2, fc.constantFrom(0, 50, 1000, 30_000), 'ms', ({ fixture }, ms) => fixture.clock.advance(ms)),
);

async function play(inboxPageSize: number, turnsApart: number, steps: readonly Step[]): Promise<void> {
  const world = await World.open(inboxPageSize);
  const { engine, clock, sync, logger } = world.fixture;
  engine.turnsApart = turnsApart;
  // Without the list nothing is fetched unasked, which hides what would be missing.
  engine.plan('getAllConversationList', ...Array.from({ length: 8 }, () => REFUSED));
  for (const { run } of steps) await run(world);
  engine.clearPlans();
  // A fault may be under way still.
  do {
    world.connect();
    await clock.advance(LONG_MS);
  } while (engine.state.kind !== 'online');
  await Promise.all(world.begun);
  for (const chat of CHATS) assert.deepEqual(await world.read(chat), world.idsAtServer(chat), chat);
  assert.deepEqual((await sync.getOverview()).unsent, []);
  assert.deepEqual(logger.errors, []);
  sync.close();
}

describe('catching up, whatever happens meanwhile', () => {
  const anyTurns = fc.constantFrom(1, 5);
  const anySteps = fc.array(step, { maxLength: 60, size: 'max' });
  /*
   * Protections, each of which fails it when it is taken out, those marked by * in most runs only: in
   * src/sync/apply-message.ts `held.set` in follow and the comparison with `cursor.seq` in advanceTip *; `discard` in
   * src/sync/apply-inbox.ts; the loop of `current` in src/sync/inbox.ts *. What it has found stands in inbox.test.ts.
   */
  for (const [name, inboxPageSize, numRuns] of [
    ['by the inbox', 3, 400],
    ['by pages of history', 0, 150],
  ] as const) {
    it(`should miss nothing ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(anyTurns, anySteps, async (turnsApart, steps) => {
          try {
            await play(inboxPageSize, turnsApart, steps);
          } catch (cause) {
            const happened = steps.map((step) => step.name).join('; ');
            throw new Error(`${String(cause)} ${turnsApart} apart, after: ${happened}`, { cause });
          }
        }),
        { numRuns },
      );
    });
  }
});
