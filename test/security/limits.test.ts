import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { settingsOf } from '../../server/options.js';
import * as protocol from '../../src/protocol/index.js';
import { runGatewayCommand } from '../helpers/gateway-child.js';

const PAGE = new URL('../../docs/gateway-limits.md', import.meta.url);
const LIMITS = new URL('../../src/protocol/limits.ts', import.meta.url);
const SECRET = 'x'.repeat(16);

/** First and second column of the page's tables, without those of its heads. */
async function rows(): Promise<Map<string, number>> {
  const text = await readFile(PAGE, 'utf8');
  return new Map(
    [...text.matchAll(/^\| `([\w.]+)`\s*\| ([\d.]+)\s*\|/gm)].map(([, name = '', value]) => [name, Number(value)]),
  );
}

/** All numbers of the settings, by their path. */
function numbersOf(value: object, path = ''): [string, number][] {
  return Object.entries(value).flatMap(([name, member]: [string, unknown]): [string, number][] => {
    if (typeof member === 'number') return [[path + name, member]];
    return typeof member === 'object' && member !== null && !Array.isArray(member)
      ? numbersOf(member, `${path}${name}.`)
      : [];
  });
}

describe('the limits', () => {
  it('are documented as they are, every one of them', async (t) => {
    const documented = await rows();
    const inProtocol = [...(await readFile(LIMITS, 'utf8')).matchAll(/^export const (MAX_\w+)/gm)]
      .map(([, name = '']) => name)
      .filter((name) => name !== 'MAX_WEB_CONNECTIONS_PER_USER');
    const expected = new Map<string, number>([
      ...numbersOf(settingsOf({ dataDir: 'x', secret: SECRET })).filter(([name]) => name !== 'port'),
      ...inProtocol.map((name): [string, number] => [name, Number(Reflect.get(protocol, name))]),
    ]);
    const sorted = (map: Map<string, number>): [string, number][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
    assert.deepEqual(sorted(documented), sorted(expected));
    t.diagnostic(`${documented.size} limits in docs/gateway-limits.md, each as in the code`);
  });
});

describe('a gateway that would be open to others', () => {
  // To see it fail: MIN_SECRET_LENGTH made 1, and with isLoopback answering true.
  it('does not start: a short secret, --dev beyond loopback, no origins, half of a certificate', async (t) => {
    assert.throws(() => settingsOf({ dataDir: 'x', secret: 'x'.repeat(15) }), /at least 16/);
    assert.throws(() => settingsOf({ dataDir: 'x', secret: SECRET, host: '0.0.0.0' }), /origins/);
    const cases: [args: string[], env: Record<string, string>, why: RegExp][] = [
      [[], {}, /OPENIM_SECRET/],
      [[], { OPENIM_SECRET: 'x'.repeat(15) }, /at least 16/],
      [['--dev', '--host', '0.0.0.0', '--origins', '*'], {}, /--dev is for loopback only/],
      [['--host', '0.0.0.0'], { OPENIM_SECRET: SECRET }, /--origins is required/],
      [['--tls-cert', 'a.pem'], { OPENIM_SECRET: SECRET }, /belong together/],
    ];
    const outcomes = await Promise.all(
      cases.map(([args, env]) => runGatewayCommand(t, ['--port', '0', '--data', '/nonexistent/x', ...args], env)),
    );
    outcomes.forEach(({ code, stderr }, index) => {
      assert.equal(code, 1, cases[index]?.[0].join(' '));
      assert.match(stderr, cases[index]?.[2] ?? /$^/);
    });
  });
});
