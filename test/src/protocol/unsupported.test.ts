import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { methodByWireName, unsupportedMethods } from '../../../src/protocol/index.js';
import { originalModule } from '../../helpers/original-client.js';

/** In the clients' enumeration, and sent by none of their methods. */
const SENT_BY_NOBODY: ReadonlySet<string> = new Set(['InitSDK', 'MarkSingleMessageHasRead']);

describe('names of the published clients', () => {
  it('should be methods of ours, or unsupported for a reason, and never both', () => {
    for (const version of ['2.0.3', '2.3.0'] as const) {
      const names = Object.values(originalModule(version).RequestFunc).filter((name) => !SENT_BY_NOBODY.has(name));
      for (const name of names) {
        assert.equal(methodByWireName.has(name), !unsupportedMethods.has(name), `${name} of ${version}`);
      }
    }
  });

  it('should be documented where they are unsupported', () => {
    const page = readFileSync('docs/compatibility.md', 'utf8');
    for (const name of unsupportedMethods.keys()) assert.ok(page.includes(`\`${name}\``), name);
  });
});
