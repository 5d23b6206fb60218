import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ANSWER_MS, Heartbeat, SILENCE_MS } from '../../../src/connection/heartbeat.js';
import { ManualClock } from '../../helpers/manual-clock.js';

function setUp() {
  const clock = new ManualClock();
  const log: string[] = [];
  const heartbeat = new Heartbeat(
    clock,
    () => log.push('ask'),
    () => log.push('dead'),
  );
  return { clock, log, heartbeat };
}

describe('Heartbeat', () => {
  it('should ask after silence, and give up within 35 s', async () => {
    const { clock, log, heartbeat } = setUp();
    heartbeat.start();
    await clock.advance(SILENCE_MS - 1);
    assert.deepEqual(log, []);
    await clock.advance(1);
    assert.deepEqual(log, ['ask']);
    await clock.advance(ANSWER_MS - 1);
    assert.deepEqual(log, ['ask']);
    await clock.advance(1);
    assert.deepEqual(log, ['ask', 'dead']);
    assert.ok(SILENCE_MS + ANSWER_MS <= 35_000);
    assert.equal(clock.pendingTimers, 0);
  });

  it('should take anything that is heard for an answer', async () => {
    const { clock, log, heartbeat } = setUp();
    heartbeat.start();
    for (let round = 0; round < 5; round++) {
      await clock.advance(SILENCE_MS + ANSWER_MS - 1);
      heartbeat.heard();
    }
    assert.deepEqual(
      log,
      Array.from({ length: 5 }, () => 'ask'),
    );
  });

  it('should do nothing before it is started and after it is stopped', async () => {
    const { clock, log, heartbeat } = setUp();
    heartbeat.heard();
    heartbeat.check(1000);
    assert.equal(clock.pendingTimers, 0);
    heartbeat.start();
    heartbeat.stop();
    heartbeat.heard();
    heartbeat.check(1000);
    await clock.advance(100_000);
    assert.deepEqual(log, []);
  });
});
