import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemClock } from '../../../src/util/clock.js';
import { Deferred } from '../../../src/util/deferred.js';
import { randomID } from '../../../src/util/ids.js';
import { consoleLogger } from '../../../src/util/logger.js';

describe('randomID', () => {
  it('should be 32 lower-case hex digits and never the same', () => {
    const ids = new Set(Array.from({ length: 1000 }, randomID));
    assert.equal(ids.size, 1000);
    for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/);
  });
});

describe('Deferred', () => {
  it('should settle as it is told', async () => {
    const good = new Deferred<number>();
    good.resolve(1);
    good.reject(new Error('too late'));
    assert.equal(await good.promise, 1);
    const bad = new Deferred<number>();
    bad.reject(new Error('no'));
    await assert.rejects(bad.promise, /no/);
  });
});

describe('systemClock', () => {
  it('should use the timers of the host as they are at the moment of the call', (test) => {
    test.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 5 });
    const calls: string[] = [];
    const dropped = systemClock.setTimeout(() => calls.push('dropped'), 10);
    systemClock.setTimeout(() => calls.push('kept'), 10);
    systemClock.clearTimeout(dropped);
    systemClock.clearTimeout(undefined);
    test.mock.timers.tick(10);
    assert.deepEqual(calls, ['kept']);
    assert.equal(systemClock.now(), 15);
  });
});

describe('consoleLogger', () => {
  it('should mark its lines, and pass a detail on as it is', (test) => {
    const warn = test.mock.method(console, 'warn', () => undefined);
    const error = test.mock.method(console, 'error', () => undefined);
    consoleLogger.warn('careful');
    consoleLogger.error('broken', { why: 1 });
    assert.deepEqual(warn.mock.calls[0]?.arguments, ['[openim-chat] careful']);
    assert.deepEqual(error.mock.calls[0]?.arguments, ['[openim-chat] broken', { why: 1 }]);
  });
});
