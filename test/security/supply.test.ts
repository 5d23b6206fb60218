import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';

const read = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('the packages that ship', () => {
  // Seen failing without idb's row in docs/runtime-packages.md, and with `^` before its version.
  it('have exact versions, checksums, no scripts of their own, and a reason each', async (t) => {
    const { dependencies } = JSON.parse(await read('package.json')) as { dependencies: Record<string, string> };
    const page = await read('docs/runtime-packages.md');
    const reasons = [...page.matchAll(/^\| `([^`]+)`\s*\| \S/gm)].map(([, name = '']) => name);
    assert.deepEqual(reasons.sort(), Object.keys(dependencies).sort());
    for (const [name, version] of Object.entries(dependencies)) assert.match(version, /^\d+\.\d+\.\d+$/, name);

    type Locked = { dev?: boolean; integrity?: string; hasInstallScript?: boolean; link?: boolean };
    const { packages } = JSON.parse(await read('package-lock.json')) as { packages: Record<string, Locked> };
    const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);
    for (const [path, { integrity, hasInstallScript }] of shipped) {
      assert.match(integrity ?? '', /^sha512-/, path);
      assert.notEqual(hasInstallScript, true, `${path} runs a script when it is installed`);
    }
    t.diagnostic(`${reasons.length} packages with a reason, ${shipped.length} with what they bring along`);
  });
});
