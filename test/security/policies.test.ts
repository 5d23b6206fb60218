import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { policies } from '../../server/policies/index.js';
import { methodTable } from '../../src/protocol/index.js';

describe('the policies', () => {
  // Seen failing without the line of `sendMessageNotOss` in server/policies/index.ts.
  it('say of each method of the table who may call it, and of nothing else', (t) => {
    assert.deepEqual(Object.keys(policies).sort(), Object.keys(methodTable).sort());
    const rules = Object.values(policies).flatMap(({ user, guest }) => [user, guest]);
    assert.ok(rules.every((rule) => typeof rule === 'function'));
    t.diagnostic(`${Object.keys(policies).length} methods, each with a policy`);
  });
});
