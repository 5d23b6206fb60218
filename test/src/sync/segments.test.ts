import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Segment } from '../../../src/storage/store.js';
import { addArrival, addStretch, emptyUpTo, isCovered, segmentBelow } from '../../../src/sync/segments.js';

function segment(oldest: number, newest: number, reachesStart = false): Segment {
  return {
    oldestSendTime: oldest,
    oldestClientMsgID: `m${String(oldest)}`,
    newestSendTime: newest,
    reachesStart,
  };
}

describe('segments', () => {
  it('should join a stretch with everything it touches', () => {
    const known = [segment(80, 90), segment(50, 60), segment(10, 20)];
    assert.deepEqual(addStretch(known, segment(30, 40)), [known[0], known[1], segment(30, 40), known[2]]);
    assert.deepEqual(addStretch(known, segment(55, 80)), [segment(50, 90), known[2]]);
    assert.deepEqual(addStretch(known, segment(0, 95, true)), [segment(0, 95, true)]);
  });

  it('should extend the newest segment by an arrival only when it reaches the tip', () => {
    const known = [segment(10, 20)];
    const arrival = { sendTime: 30, clientMsgID: 'm30' };
    assert.deepEqual(addArrival(known, arrival, 20), [segment(10, 30)]);
    assert.deepEqual(addArrival(known, arrival, 15), [segment(10, 30)]);
    assert.deepEqual(addArrival(known, arrival, 25), [segment(30, 30), segment(10, 20)]);
    assert.deepEqual(addArrival(known, arrival, undefined), [segment(30, 30), segment(10, 20)]);
  });

  it('should know the beginning of what was empty', () => {
    const [all] = addArrival([emptyUpTo(0)], { sendTime: 30, clientMsgID: 'm30' }, 0);
    assert.deepEqual(all, { oldestSendTime: 0, oldestClientMsgID: '', newestSendTime: 30, reachesStart: true });
  });

  it('should begin where it was cleared up to, and say nothing of what lies above', () => {
    const known = [segment(80, 90), segment(50, 60), segment(10, 20)];
    const cleared = addStretch(known, emptyUpTo(55));
    assert.deepEqual(cleared, [known[0], emptyUpTo(60)]);
  });

  it('should find what somebody looks at', () => {
    const known = [segment(80, 90), segment(50, 60)];
    assert.equal(segmentBelow(known, 85), known[0]);
    assert.equal(segmentBelow(known, 60), known[1]);
    assert.equal(segmentBelow(known, 40), undefined);
    assert.ok(isCovered(known, 55) && !isCovered(known, 70));
  });

  /**
   * A gateway with messages 1, 2, 3 … and a client that hears of them, misses some and pages. The model is the set of
   * messages the client was given; the segments must never claim one outside of it.
   * Protections, each of which fails it when it is taken out: the comparison with `tip` in `addArrival`, `touches` in
   * `addStretch` and the lower of both in `union`, all in src/sync/segments.ts.
   */
  it('should never claim what the client was not given, and never forget it', () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.constant({ kind: 'message' } as const) },
      { weight: 1, arbitrary: fc.constant({ kind: 'cut' } as const) },
      { weight: 1, arbitrary: fc.constant({ kind: 'connect' } as const) },
      { weight: 1, arbitrary: fc.constant({ kind: 'list' } as const) },
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant('newest' as const), count: fc.integer({ min: 1, max: 5 }) }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant('older' as const),
          of: fc.nat({ max: 3 }),
          count: fc.integer({ min: 1, max: 5 }),
        }),
      },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        let segments: readonly Segment[] = [];
        const given = new Set<number>();
        let last = 0;
        let isOnline = true;
        let tip: number | undefined;
        for (const action of steps) {
          if (action.kind === 'message') {
            last++;
            if (!isOnline) continue;
            given.add(last);
            segments = addArrival(segments, { sendTime: last, clientMsgID: `m${String(last)}` }, tip);
            tip = last;
          } else if (action.kind === 'cut') {
            isOnline = false;
            tip = undefined;
          } else if (action.kind === 'connect') {
            isOnline = true;
          } else if (isOnline && action.kind === 'list') {
            tip = last;
          } else if (isOnline && last > 0 && action.kind === 'newest') {
            const oldest = Math.max(1, last - action.count + 1);
            for (let time = oldest; time <= last; time++) given.add(time);
            segments = addStretch(segments, segment(oldest, last));
            tip = last;
          } else if (isOnline && action.kind === 'older') {
            const from = segments[action.of];
            if (!from) continue;
            const oldest = Math.max(1, from.oldestSendTime - action.count);
            for (let time = oldest; time < from.oldestSendTime; time++) given.add(time);
            segments = addStretch(segments, segment(oldest, from.oldestSendTime));
          }
          check(segments, given);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

function check(segments: readonly Segment[], given: ReadonlySet<number>): void {
  let above = Infinity;
  const claimed = new Set<number>();
  for (const { oldestSendTime, oldestClientMsgID, newestSendTime } of segments) {
    assert.ok(oldestSendTime <= newestSendTime && newestSendTime < above, 'sorted and apart');
    assert.equal(oldestClientMsgID, `m${String(oldestSendTime)}`, 'paging goes on from its oldest message');
    for (let time = oldestSendTime; time <= newestSendTime; time++) claimed.add(time);
    above = oldestSendTime;
  }
  assert.deepEqual([...claimed].sort(), [...given].sort());
}
