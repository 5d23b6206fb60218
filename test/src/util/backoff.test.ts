import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { BACKOFF_MAX_MS, BACKOFF_MIN_MS, backoffDelayMs } from '../../../src/util/backoff.js';

describe('backoffDelayMs', () => {
  it('should range from the minimum to a ceiling that doubles up to the maximum', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 100].map((attempt) => backoffDelayMs(attempt, 0.999_999)),
      [999, 1999, 3999, 7999, 15_999, 29_999, 29_999],
    );
    assert.equal(backoffDelayMs(1, 0), BACKOFF_MIN_MS);
    assert.equal(backoffDelayMs(50, 0), BACKOFF_MIN_MS);
  });

  it('should stay within its limits for every attempt', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (n, random) => {
          const delayMs = backoffDelayMs(n, random);
          assert.ok(delayMs >= BACKOFF_MIN_MS && delayMs <= BACKOFF_MAX_MS);
        },
      ),
    );
  });

  it('should spread clients that were cut off together over the whole range', () => {
    const quarters = [0, 0, 0, 0];
    for (let client = 0; client < 1000; client++) {
      const share = (backoffDelayMs(4, client / 1000) - BACKOFF_MIN_MS) / (8000 - BACKOFF_MIN_MS);
      quarters[Math.floor(share * 4)]!++;
    }
    assert.ok(Math.max(...quarters) <= 255, String(quarters));
  });
});
