import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Database, DATABASE_FILE } from '../../server/db/database.js';
import { CloseCode } from '../../src/protocol/index.js';
import { CHILD_SECRET, connectToChild, runGatewayCommand, startGatewayChild } from '../helpers/gateway-child.js';
import { sendText } from '../helpers/gateway-fixture.js';

async function dataDirectory(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'openim-cli-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

describe('openim-gateway', () => {
  it('says where it listens in one line, logs JSON, and stops with 1001 and exit code 0', async (t) => {
    const data = await dataDirectory(t);
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const child = await startGatewayChild(t, ['--port', '0', '--data', join(data, signal)]);
      assert.equal(await (await fetch(`${child.url}/healthz`)).text(), '{"status":"ok"}');
      const [ada, bob] = [await connectToChild(child, 'ada'), await connectToChild(child, 'bob')];
      const lastWords = sendText(ada, 'bob', 'acknowledged');
      await lastWords;
      child.process.kill(signal);
      assert.equal(await ada.closeCode(), CloseCode.GoingAway);
      assert.equal(await bob.closeCode(), CloseCode.GoingAway);
      assert.equal(await child.exited, 0, signal);
      assert.equal(child.stdout.length, 1);
      for (const line of child.stderr) assert.equal(typeof JSON.parse(line), 'object', line);
      assert.ok(!child.stderr.join().includes(ada.token), 'no token in the logs');
    }
  });

  it('takes its settings from the environment, and options before those', async (t) => {
    const data = await dataDirectory(t);
    const child = await startGatewayChild(t, ['--port', '0'], {
      OPENIM_SECRET: CHILD_SECRET,
      OPENIM_DATA: data,
      OPENIM_PORT: '1',
      OPENIM_HOST: '127.0.0.1',
      OPENIM_ORIGINS: 'https://a.example',
    });
    const preflight = await fetch(`${child.url}/healthz`, { headers: { origin: 'https://a.example' } });
    assert.equal(preflight.headers.get('access-control-allow-origin'), 'https://a.example');
    const other = await fetch(`${child.url}/healthz`, { headers: { origin: 'https://b.example' } });
    assert.equal(other.headers.get('access-control-allow-origin'), null);
    new Database(join(data, DATABASE_FILE)).close();
  });

  it('tells its version', async (t) => {
    const { code, stdout } = await runGatewayCommand(t, ['--version']);
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
    assert.deepEqual([code, stdout], [0, version]);
  });

  it('makes a throw-away secret with --dev and prints it', async (t) => {
    const child = await startGatewayChild(t, ['--dev', '--port', '0', '--data', await dataDirectory(t)], {});
    const secret = child.stderr
      .map((line) => (JSON.parse(line) as { devSecret?: string }).devSecret)
      .find((devSecret) => devSecret !== undefined);
    const response = await fetch(`${child.url}/auth/user_register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ secret, platform: 5, userID: 'ada' }),
    });
    assert.equal(response.status, 200);
  });

  it('does not start unsafe, and says why in a sentence', async (t) => {
    const data = await dataDirectory(t);
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    t.after(() => taken.close());
    const port = String((taken.address() as AddressInfo).port);
    const file = join(data, 'file');
    await writeFile(file, '');
    const broken = join(data, 'broken');
    await mkdir(broken);
    await writeFile(join(broken, DATABASE_FILE), 'no database '.repeat(100));
    const unlockable = join(data, 'unlockable');
    await mkdir(unlockable);
    await writeFile(join(unlockable, 'gateway.lock'), 'no lock '.repeat(100));
    const newer = join(data, 'newer');
    const made = await startGatewayChild(t, ['--port', '0', '--data', newer]);
    made.process.kill('SIGTERM');
    await made.exited;
    const database = new Database(join(newer, DATABASE_FILE));
    database.control('PRAGMA user_version = 99');
    database.close();

    const secret = { OPENIM_SECRET: CHILD_SECRET };
    const cases: [string[], Record<string, string>, RegExp][] = [
      [[], {}, /OPENIM_SECRET must be set to at least 16 characters/],
      [[], { OPENIM_SECRET: 'short' }, /OPENIM_SECRET must be set to at least 16 characters/],
      [['--dev', '--host', '0.0.0.0'], {}, /--dev is for loopback only/],
      [['--host', '0.0.0.0'], secret, /--origins is required with --host 0\.0\.0\.0/],
      [['--origins', 'a.example'], secret, /a\.example is not an origin/],
      [
        ['--trusted-proxies', '10.0.0.0/99'],
        secret,
        /10\.0\.0\.0\/99 is not an address; use one like 10\.0\.0\.7/,
      ],
      [
        ['--support-agents', `alice,${'x'.repeat(65)}`],
        secret,
        /x{65} is not a userID: it has 1 to 64 characters/,
      ],
      [['--support-agents', 'a\u200bb'], secret, /is not a userID/],
      [['--port', 'x'], secret, /must be a number from 0 to 65535/],
      [['--public-url', 'chat.example'], secret, /chat\.example is not a public URL/],
      [['--public-url', 'https://chat.example/?a=1'], secret, /\?a=1 is not a public URL/],
      [
        ['--tls-cert', file, '--tls-key', file, '--data', join(data, 'tls')],
        secret,
        /cannot use TLS with .*file and .*file: /,
      ],
      [['serve'], secret, /unknown command 'serve'/],
      [['--port', port], secret, new RegExp(`port ${port} on 127.0.0.1 is taken`)],
      [['--data', file], secret, /file is a file where a directory has to be/],
      [['--data', broken], secret, /the database in .*broken is damaged \(file is not a database\)/],
      [['--data', unlockable], secret, /unlockable\/gateway\.lock is damaged; it holds no data, so delete it/],
      [['--data', newer, '--port', '0'], secret, /version 99, written by a newer openim-gateway/],
    ];
    const outcomes = await Promise.all(
      cases.map(([args, env]) => {
        const ownData = args.includes('--data') ? [] : ['--data', data];
        return runGatewayCommand(t, [...args, ...ownData], env);
      }),
    );
    for (const [index, { code, stderr }] of outcomes.entries()) {
      assert.equal(code, 1, stderr);
      assert.match(stderr, cases[index]![2]);
      assert.doesNotMatch(stderr, /^ {4}at /m, 'no stack');
    }
  });
});
