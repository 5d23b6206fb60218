import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packPackage } from './project.js';

describe('the modules of the package', () => {
  // Seen failing without `importHelpers`.
  it('should have no global `this`, of which Rollup warns its users', async (t) => {
    const directory = await mkdtemp(join(tmpdir(), 'openim-chat-modules-'));
    t.after(() => rm(directory, { recursive: true, force: true }));
    await packPackage(directory);
    const names = await readdir('dist/components', { recursive: true });
    const modules = names.filter((name) => name.endsWith('.js'));
    assert.ok(modules.length > 100);
    for (const name of modules) {
      assert.doesNotMatch(await readFile(join('dist/components', name), 'utf8'), /\bthis && this\./, name);
    }
  });
});
