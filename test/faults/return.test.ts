import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { isFull, tell } from '../helpers/figures.js';
import { FastClock } from './fast-clock.js';
import { GatewayProcess } from './gateway-process.js';
import { Person } from './person.js';

const CLIENTS = isFull ? 500 : 200;
/** In the long form seconds are seconds. */
const CLOCK_FACTOR = isFull ? 1 : 4;
const BUSIEST_SHARE = 0.25;
/** So few are spread less evenly: by chance alone it is more than a quarter of them once in three thousand runs. */
const ALLOWED_SHARE = isFull ? BUSIEST_SHARE : 0.28;
const ALL_BACK_MS = 60_000;
/** What the machine itself takes is sped up as well, and other tests run beside the short form. */
const ALLOWED_MS = ALL_BACK_MS * CLOCK_FACTOR;
const SECOND_MS = 1000;

/** Resolves when all are connected. */
async function online(people: readonly Person[]): Promise<void> {
  await Promise.all(people.map((person) => person.connected()));
}

/**
 * Notes from now on when each is to try again, and so at last when they set out to come back. When they arrived would say
 * more about this machine: whoever is due while it stands still comes together with the others.
 */
function departures(people: readonly Person[]): () => number[] {
  const lastMs = new Map<Person, number>();
  for (const person of people) {
    person.sync.engine.on('state', (state) => {
      if (state.kind === 'waiting') lastMs.set(person, state.retryAtMs);
    });
  }
  return () => [...lastMs.values()];
}

/** The most moments within any one second. */
function busiest(moments: readonly number[]): number {
  const counts = moments.map((from) => moments.filter((at) => at >= from && at < from + SECOND_MS).length);
  return Math.max(...counts);
}

/** Resolves when somebody has tried to come back in vain. */
function hasTried({ sdk }: Person): Promise<void> {
  return new Promise((resolve) => {
    const engine = sdk.sync?.engine;
    const look = (): void => {
      if (engine?.state.kind === 'waiting' && engine.state.attempt > 1) resolve();
    };
    engine?.on('state', look);
    look();
  });
}

async function comeBack(t: TestContext, signal: NodeJS.Signals): Promise<{ share: number; allBackMs: number }> {
  const gateway = await GatewayProcess.start(t);
  const userIDs = Array.from({ length: CLIENTS }, (_, index) => `user${index}`);
  await gateway.register(...userIDs);
  const clock = new FastClock(CLOCK_FACTOR);
  const people = userIDs.map((userID) => new Person(userID, gateway.url.replace('http', 'ws'), clock));
  await Promise.all(people.map((person) => person.enter(t, gateway)));
  await online(people);
  const departed = departures(people);
  await gateway.end(signal);
  const gone = people.map(
    ({ sdk }) =>
      new Promise<void>((resolve) => {
        if (sdk.connectionState.kind !== 'online') resolve();
        else
          sdk.sync?.engine.on('state', () => {
            resolve();
          });
      }),
  );
  await Promise.all(gone);
  // One that is back before anybody tries is not a crash that many notice: what that is like, the benchmark says.
  if (signal === 'SIGKILL') await Promise.all(people.map(hasTried));
  await gateway.start();
  const startMs = clock.now();
  await online(people);
  const allBackMs = clock.now() - startMs;
  const moments = departed();
  assert.equal(moments.length, CLIENTS, 'all were away');
  return { share: busiest(moments) / CLIENTS, allBackMs };
}

const percent = (share: number): string => `${(share * 100).toFixed(0)} %`;

describe('clients of a gateway that restarts', () => {
  /*
   * Protected by: FIRST_CROWD_ATTEMPT in src/connection/connection-machine.ts, without which they come back in step: 40 %
   * in one second when only the first wait was longer. After a crash, which looks like a loss of one's own until the
   * gateway is not there at the first try: `reason === 'unreachable'` in `#lose` of gateway-connection.ts; 66 % without.
   */
  for (const [signal, title] of [
    ['SIGTERM', 'a restart'],
    ['SIGKILL', 'a crash that outlasts the first retry'],
  ] as const) {
    it(`come back spread out, and soon, after ${title}`, async (t) => {
      const { share, allBackMs } = await comeBack(t, signal);
      tell(t, {
        promise: 'all clients return',
        passLine:
          `${CLIENTS} clients after ${title} (${signal}): busiest second ≤ ${percent(BUSIEST_SHARE)} of them, ` +
          `all back ≤ ${ALL_BACK_MS / 1000} s`,
        measured: `busiest second ${percent(share)}, all back after ${(allBackMs / 1000).toFixed(1)} s`,
      });
      assert.ok(share <= ALLOWED_SHARE, percent(share));
      assert.ok(allBackMs <= ALLOWED_MS, `${allBackMs} ms`);
    });
  }
});
