import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FastClock } from './fast-clock.js';
import { FaultProxy, type Fate } from './fault-proxy.js';
import { isFull, newRandom, tell } from '../helpers/figures.js';
import { GatewayProcess } from './gateway-process.js';
import { compare, Person, storedMessages, toGroup, toPerson } from './person.js';
import type { Random } from '../helpers/random.js';

const MESSAGES = isFull ? 10_000 : 1000;
const CUTS = isFull ? 200 : 30;
const SENDERS = ['s0', 's1', 's2', 's3'];
const READER = 'reader';
const FOUNDER = 'founder';
/** Speeds up what clients wait for, not the network or the machine, whose own time counts that much more. */
const CLOCK_FACTOR = isFull ? 4 : 10;
/** Connections are cut or fall silent after up to this many bytes, every third before it has caught up. */
const MAX_FAULT_BYTES = isFull ? 90_000 : 40_000;
const MAX_EARLY_FAULT_BYTES = 4000;
const SETTLE_WITHIN_S = 30;
/** What the machine itself takes is sped up as well, and other tests run beside the short form. */
const ALLOWED_S = isFull ? SETTLE_WITHIN_S : SETTLE_WITHIN_S * CLOCK_FACTOR;

/**
 * A fate for each connection until there were enough faults. Connections fall silent only in the first half, and only
 * where there are many: whoever is on one has to find out, and the link counts as back before they did.
 */
function fates(random: Random, faults: Map<string, number>): () => Fate {
  return () => {
    const sum = [...faults.values()].reduce((a, b) => a + b, 0);
    if (sum >= CUTS) return { kind: 'healthy' };
    const afterBytes = random.below(random.next() < 1 / 3 ? MAX_EARLY_FAULT_BYTES : MAX_FAULT_BYTES);
    const direction = random.pick(['up', 'down'] as const);
    const roll = random.next();
    if (isFull && roll < 0.1 && sum < CUTS / 2) return { kind: 'blackHole', direction, afterBytes };
    return roll < 0.4 ? { kind: 'cutBeforeAnswer', afterBytes } : { kind: 'cut', direction, afterBytes };
  };
}

describe('a network that breaks', () => {
  /*
   * Protected by: the repeat under the same clientMsgID in src/sync/outbox.ts (#handleFailure, resume), without which
   * messages are lost; one message at a time in each lane (`#isBusy` in src/sync/outbox-lane.ts), without which it never ends;
   * earlierSend in server/handlers/sending.ts, without which a repeat is refused; addArrival in src/sync/segments.ts,
   * without which timelines have holes; the comparison with `cursor.seq` in advanceTip, src/sync/apply-message.ts, without
   * which they have holes in most runs, from where the first connections are cut.
   */
  it('loses nothing, doubles nothing, and keeps the order', async (t) => {
    const random = newRandom(t);
    const clock = new FastClock(CLOCK_FACTOR);
    const gateway = await GatewayProcess.start(t);
    const faults = new Map<string, number>();
    let lastFaultMs = performance.now();
    const proxy = await FaultProxy.open(t, {
      target: () => gateway.port,
      fate: fates(random, faults),
      delayMs: () => random.below(4),
      onFault: (fate) => {
        const name = fate.kind === 'cut' ? `cut ${fate.direction}` : fate.kind;
        faults.set(name, (faults.get(name) ?? 0) + 1);
        lastFaultMs = performance.now();
      },
    });
    await gateway.register(...SENDERS, READER, FOUNDER);
    // Not through the proxy: a group whose making is cut off is there or not, and nothing is known of it.
    const founder = new Person(FOUNDER, `ws://127.0.0.1:${gateway.port}`, clock);
    await founder.enter(t, gateway);
    await founder.connected();
    const members = [...SENDERS, READER].map((userID) => ({ userID, roleLevel: 1 }));
    const group = await founder.sdk.createGroup({
      groupBaseInfo: { groupType: 0, groupName: 'All' },
      memberList: members,
    });
    const { groupID } = JSON.parse(group.data) as { groupID: string };

    const senders = SENDERS.map((userID) => new Person(userID, proxy.url, clock));
    const reader = new Person(READER, proxy.url, clock);
    const people = [...senders, reader];
    for (const person of people) await person.enter(t, gateway);
    const targets = [toPerson(READER), toGroup(groupID)];
    await Promise.all(senders.map((sender) => sender.write(MESSAGES / SENDERS.length, targets)));
    await Promise.all(senders.map((sender) => sender.settled()));
    const waited = senders
      .flatMap(({ sends }) => sends)
      .filter(({ writtenMs }) => writtenMs <= lastFaultMs)
      .map(({ settledMs }) => settledMs - lastFaultMs);
    const settledS = (Math.max(0, ...waited) * CLOCK_FACTOR) / 1000;

    const stored = storedMessages(gateway.dataDir);
    const sums = { lost: 0, doubled: 0, disordered: 0 };
    const judge = (written: readonly string[], there: readonly string[]): void => {
      const { lost, doubled, inOrder } = compare(written, there);
      sums.lost += lost;
      sums.doubled += doubled;
      if (!inOrder) sums.disordered++;
    };
    const inGroup = new Map<string, string[]>();
    for (const person of people) inGroup.set(person.userID, await person.timeline(`group_${groupID}`));
    for (const sender of senders) {
      const toReader = await reader.timeline(`single_${sender.userID}`);
      const own = await sender.timeline(`single_${READER}`);
      for (const [target, written] of sender.written) {
        const there = stored.filter((row) => row.sendID === sender.userID && row.target === target);
        judge(
          written,
          there.map(({ clientMsgID }) => clientMsgID),
        );
      }
      const [single = [], grouped = []] = [sender.written.get(READER), sender.written.get(groupID)];
      judge(single, toReader);
      judge(single, own);
      for (const timeline of inGroup.values()) judge(grouped, timeline);
    }
    const repeated = senders.reduce((sum, sender) => sum + sender.repeated.size, 0);
    const failures = people.flatMap((person) => person.failures);
    const kinds = [...faults]
      .map(([name, count]) => `${name} ${count}`)
      .sort()
      .join(', ');
    tell(t, {
      promise: 'no loss, no duplicates, in order',
      passLine: `${MESSAGES} messages, ${SENDERS.length} senders, ${CUTS} faults: 0 lost, 0 duplicated, in order`,
      measured:
        `${stored.length} messages, ${[...faults.values()].reduce((a, b) => a + b, 0)} faults (${kinds}); ` +
        `${sums.lost} lost, ${sums.doubled} duplicated, ${sums.disordered} sequences out of order on disk and in every ` +
        `cache; ${repeated} messages were sent more than once`,
      seed: random.seed,
    });
    tell(t, {
      promise: 'every send settles',
      passLine: `none pending ${SETTLE_WITHIN_S} s after the link is back`,
      measured: `0 pending ${settledS.toFixed(1)} s after the last fault, ${failures.length} rejected`,
      seed: random.seed,
    });
    assert.deepEqual(failures, []);
    assert.deepEqual(sums, { lost: 0, doubled: 0, disordered: 0 });
    assert.equal(stored.length, MESSAGES);
    assert.ok([...faults.values()].reduce((a, b) => a + b, 0) >= CUTS, kinds);
    assert.ok(repeated > 0, 'no acknowledgement was lost: nothing was tested');
    assert.ok(settledS <= ALLOWED_S, `${settledS} s`);
  });
});
