import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { limitOptions, settingsOf } from '../../server/options.js';
import * as protocol from '../../src/protocol/index.js';
import { CHILD_SECRET, runGatewayCommand, startGatewayChild } from '../helpers/gateway-child.js';
import { GatewayFixture } from '../helpers/gateway-fixture.js';
import { RawClient } from '../helpers/raw-client.js';

const PAGE = new URL('../../docs/gateway-limits.md', import.meta.url);
const LIMITS = new URL('../../src/protocol/limits.ts', import.meta.url);
const { ErrorCode } = protocol;
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

describe('options that are undefined', () => {
  it('have their defaults', () => {
    const { dataDir, secret, ...others } = settingsOf({ dataDir: 'x', secret: SECRET });
    const undefinedOnes = Object.fromEntries(Object.keys(others).map((name) => [name, undefined]));
    assert.deepEqual(settingsOf({ dataDir, secret, ...undefinedOnes }), { dataDir, secret, ...others });
  });
});

describe('limits by name', () => {
  it('take the place of one number and leave the others', () => {
    const options = limitOptions(['rateLimit.burst=7', 'connectionLimits.perUser=3', 'maxFileBytes=1e6']);
    const limited = settingsOf({ dataDir: 'x', secret: SECRET, ...options });
    assert.deepEqual(limited.rateLimit, { perSecond: 100, burst: 7 });
    assert.deepEqual(limited.userRateLimit, { perSecond: 200, burst: 14 });
    assert.equal(limited.connectionLimits.perUser, 3);
    assert.equal(limited.connectionLimits.perAddress, 4000);
    assert.equal(limited.maxFileBytes, 1_000_000);
  });

  it('exist for every number of the page, and for nothing else', () => {
    const names = numbersOf(settingsOf({ dataDir: 'x', secret: SECRET })).map(([name]) => name);
    for (const name of names.filter((each) => each !== 'port')) assert.ok(limitOptions([`${name}=1`]), name);
    for (const bad of [
      'port=1',
      'rateLimit=1',
      '__proto__.x=1',
      'rateLimit.burst',
      'rateLimit.burst=',
      'rateLimit.burst=x',
    ])
      assert.throws(() => limitOptions([bad]), /unknown limit|needs a number/, bad);
    for (const bad of ['rateLimit.burst=0', 'maxFileBytes=-1', 'unsentFileDays=-1', 'maxSendQueueBytes=Infinity'])
      assert.throws(
        () => settingsOf({ dataDir: 'x', secret: SECRET, ...limitOptions([bad]) }),
        /must be a positive (whole )?number/,
        bad,
      );
  });

  // To see it fail: `isWhole` of settingsOf (server/options.ts) made false, #lifetimeS of TokenService not rounded.
  it('are whole where they count something, and may be fractions of a day or of a request per second', async (t) => {
    for (const name of ['catchUpLimit', 'rateLimit.burst', 'maxFileBytes', 'connectionLimits.perUser']) {
      for (const value of [0.5, 1e300]) {
        const limits = limitOptions([`${name}=${value}`]);
        assert.throws(
          () => settingsOf({ dataDir: 'x', secret: SECRET, ...limits }),
          /must be a positive whole number/,
        );
      }
    }
    for (const name of ['tokenLifetimeDays', 'unsentFileDays'])
      assert.throws(
        () => settingsOf({ dataDir: 'x', secret: SECRET, ...limitOptions([`${name}=1e9`]) }),
        /Days must be at most 100000000, not 1000000000/,
      );
    const fractions = limitOptions([
      'tokenLifetimeDays=0.1234567',
      'unsentFileDays=0.1',
      'rateLimit.perSecond=0.3',
    ]);
    const gateway = await GatewayFixture.start(t, fractions);
    await gateway.people('ada');
  });

  it('are taken from the command line, and from the environment', async (t) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'openim-limits-'));
    t.after(() => rm(dataDir, { recursive: true, force: true }));
    const limit = 'loginRateLimit.burst=2,loginRateLimit.perSecond=0.001';
    for (const [name, args, env] of [
      ['option', ['--limit', limit], {}],
      ['environment', [], { OPENIM_LIMITS: limit }],
    ] as const) {
      const child = await startGatewayChild(t, ['--port', '0', '--data', join(dataDir, name), ...args], {
        OPENIM_SECRET: CHILD_SECRET,
        ...env,
      });
      const client = await RawClient.open(
        `${child.url.replace('http', 'ws')}/?sendID=ada&platformID=5&handshake=frame`,
        'ada',
        '',
      );
      const codes = [];
      for (let index = 0; index < 3; index++) codes.push((await client.request('GetSelfUserInfo')).errCode);
      assert.deepEqual(codes, [ErrorCode.NotLoggedIn, ErrorCode.NotLoggedIn, ErrorCode.RateLimited], name);
      client.socket.terminate();
    }
    const { code, stderr } = await runGatewayCommand(t, ['--limit', 'rateLimit.speed=1'], {
      OPENIM_SECRET: CHILD_SECRET,
    });
    assert.equal(code, 1);
    assert.match(stderr, /unknown limit rateLimit\.speed; use one of rateLimit\.perSecond/);
  });
});

describe('a gateway that would be open to others', () => {
  // To see it fail: MIN_SECRET_LENGTH made 1, and with each of the three checks taken out of cli.ts: --dev, --origins, half of
  // a certificate.
  it('does not start: a short secret, --dev beyond loopback, no origins, half of a certificate', async (t) => {
    assert.throws(() => settingsOf({ dataDir: 'x', secret: 'x'.repeat(15) }), /at least 16/);
    assert.throws(() => settingsOf({ dataDir: 'x', secret: SECRET, host: '0.0.0.0' }), /origins/);
    const cases: [args: string[], env: Record<string, string>, why: RegExp][] = [
      [[], {}, /OPENIM_SECRET/],
      [[], { OPENIM_SECRET: 'x'.repeat(15) }, /at least 16/],
      [['--dev', '--host', '0.0.0.0', '--origins', '*'], {}, /--dev is for loopback only/],
      [['--host', '0.0.0.0'], { OPENIM_SECRET: SECRET }, /--origins is required/],
      [['--tls-cert', 'a.pem'], { OPENIM_SECRET: SECRET }, /must be used together/],
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
