import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { ManualClock } from './manual-clock.js';

describe('ManualClock', () => {
  it('should run due timers by due time, then by the order they were set', async () => {
    const clock = new ManualClock(1000);
    const ran: [string, number][] = [];
    const note = (name: string) => () => void ran.push([name, clock.now()]);
    clock.setTimeout(note('late'), 30);
    clock.setTimeout(note('first of two'), 10);
    clock.setTimeout(note('second of two'), 10);
    clock.setTimeout(note('too late'), 31);

    await clock.advance(30);

    assert.deepEqual(ran, [
      ['first of two', 1010],
      ['second of two', 1010],
      ['late', 1030],
    ]);
    assert.equal(clock.now(), 1030);
    assert.equal(clock.pendingTimers, 1);
    assert.equal(clock.nextDelayMs, 1);
  });

  it('should settle promises between timers, and run timers set on the way', async () => {
    const clock = new ManualClock(0);
    const ran: number[] = [];
    const wait = (delayMs: number): Promise<void> => new Promise((resolve) => clock.setTimeout(resolve, delayMs));
    void (async () => {
      for (let round = 0; round < 3; round++) {
        await wait(10);
        await Promise.resolve();
        ran.push(clock.now());
      }
    })();

    await clock.advance(30);

    assert.deepEqual(ran, [10, 20, 30]);
  });

  it('should run timers when they are due, whatever the time of day is set to', async () => {
    const clock = new ManualClock(1000);
    const ran: number[] = [];
    clock.setTimeout(() => ran.push(clock.now()), 10);
    clock.setAhead(5000);
    await clock.advance(9);
    assert.deepEqual([ran, clock.now(), clock.monotonicMs()], [[], 6009, 1009]);
    await clock.advance(1);
    assert.deepEqual(ran, [6010]);
  });

  it('should not run a cleared timer', async () => {
    const clock = new ManualClock();
    const handle = clock.setTimeout(() => assert.fail('ran'), 1);
    clock.clearTimeout(handle);
    clock.clearTimeout(undefined);
    await clock.advance(10);
    assert.equal(clock.pendingTimers, 0);
    await assert.rejects(clock.advanceToNext(), /No timer waits/);
  });
});
