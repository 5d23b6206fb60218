import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hostWakeSignals } from '../../../src/util/wake-signals.js';

describe('hostWakeSignals without a page', () => {
  it('should be silent, and sure of nothing', () => {
    assert.equal(hostWakeSignals.offline, false);
    const stop = hostWakeSignals.subscribe(() => assert.fail());
    stop();
  });
});
