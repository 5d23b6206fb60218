import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CALL_TIMEOUT_MS, PendingCalls } from '../../../src/connection/pending-calls.js';
import type { OpenIMError, RequestFrame } from '../../../src/protocol/index.js';
import { ManualClock } from '../../helpers/manual-clock.js';
import { settled } from '../../helpers/fake-web-socket.js';

const frame = (operationID: string): RequestFrame => ({ reqFuncName: 'GetLoginUser', operationID, data: '' });
const reply = (operationID: string, errCode = 0) => ({
  event: 'GetLoginUser',
  errCode,
  errMsg: '',
  data: '',
  operationID,
});

/** What became of a promise: 'ok', its errCode, or undefined while pending. */
function watch(promise: Promise<unknown>): { outcome: 'ok' | number | undefined } {
  const watched: { outcome: 'ok' | number | undefined } = { outcome: undefined };
  promise.then(
    () => (watched.outcome = 'ok'),
    (error: unknown) => (watched.outcome = (error as OpenIMError).errCode),
  );
  return watched;
}

describe('PendingCalls', () => {
  it('should hand out each frame once, in order, and settle only what was handed out', async () => {
    const calls = new PendingCalls(new ManualClock());
    const first = watch(calls.add(frame('1')));
    const second = watch(calls.add(frame('2')));
    assert.equal(calls.settle(reply('1')), false);
    assert.deepEqual(
      calls.takeUnsent().map(({ operationID }) => operationID),
      ['1', '2'],
    );
    assert.deepEqual(calls.takeUnsent(), []);
    assert.equal(calls.settle(reply('2', 802)), true);
    assert.equal(calls.settle(reply('1')), true);
    await settled();
    assert.deepEqual([first.outcome, second.outcome], ['ok', 802]);
    assert.equal(calls.settle(reply('1')), false);
  });

  it('should give each call its own time limit', async () => {
    const clock = new ManualClock();
    const calls = new PendingCalls(clock);
    const first = watch(calls.add(frame('1')));
    await clock.advance(1000);
    const second = watch(calls.add(frame('2')));
    await clock.advance(CALL_TIMEOUT_MS - 1000);
    assert.deepEqual([first.outcome, second.outcome], [114, undefined]);
    await clock.advance(1000);
    assert.equal(second.outcome, 114);
    assert.equal(calls.size, 0);
  });

  it('should tell calls that were sent from those that were not when it rejects all', async () => {
    const clock = new ManualClock();
    const calls = new PendingCalls(clock);
    const sent = watch(calls.add(frame('1')));
    calls.takeUnsent();
    const unsent = watch(calls.add(frame('2')));
    calls.rejectAll(111, 112, 'lost');
    await settled();
    assert.deepEqual([sent.outcome, unsent.outcome], [111, 112]);
    assert.equal(clock.pendingTimers, 0);
  });

  it('should settle every call exactly once, whatever happens in whatever order', async () => {
    const anyStep = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), id: fc.nat(3) }),
      fc.record({ kind: fc.constant('reply' as const), id: fc.nat(3) }),
      fc.record({ kind: fc.constantFrom('send' as const, 'lose' as const, 'time' as const), id: fc.constant(0) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep), async (steps) => {
        const clock = new ManualClock();
        const calls = new PendingCalls(clock);
        const watched: ReturnType<typeof watch>[] = [];
        for (const { kind, id } of steps) {
          if (kind === 'add') watched.push(watch(calls.add(frame(String(id)))));
          else if (kind === 'reply') calls.settle(reply(String(id)));
          else if (kind === 'send') calls.takeUnsent();
          else if (kind === 'lose') calls.rejectAll(111, 112, '');
          else await clock.advance(11_000);
        }
        await settled();
        assert.equal(watched.filter(({ outcome }) => outcome === undefined).length, calls.size);
        await clock.advance(CALL_TIMEOUT_MS);
        assert.ok(watched.every(({ outcome }) => outcome !== undefined));
        assert.equal(clock.pendingTimers, 0);
      }),
      { numRuns: 50 },
    );
  });
});
