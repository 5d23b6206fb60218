import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Database, DATABASE_FILE } from '../../server/db/database.js';
import { ErrorCode } from '../../src/protocol/index.js';
import { connectToChild, startGatewayChild } from '../helpers/gateway-child.js';
import { historyWith, sendText, textMessage } from '../helpers/gateway-fixture.js';

const SENDS = 20;
/** Less than two sends that wait for the lock as long as they did once, and far more than one that waits a moment. */
const LIMIT_MS = 3000;

async function directory(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'openim-locked-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

describe('a database that another program has locked', () => {
  // To see it fail: begin of server/db/database.ts without setLocked, and a longer WRITING_TIMEOUT_MS.
  it('refuses what writes with 812, at once, keeps reading, and is logged once', async (t) => {
    const dataDir = await directory(t);
    const gateway = await startGatewayChild(t, ['--port', '0', '--data', dataDir]);
    const [ada, bob] = [await connectToChild(gateway, 'ada'), await connectToChild(gateway, 'bob')];
    await sendText(ada, 'bob', 'before');
    const shell = new Database(join(dataDir, DATABASE_FILE), true);
    t.after(() => shell.close());

    shell.control('BEGIN IMMEDIATE');
    const startMs = performance.now();
    const sends = Array.from({ length: SENDS }, () =>
      ada.code('sendMessage', { recvID: 'bob', groupID: '', message: textMessage('meanwhile') }),
    );
    const read = historyWith(bob, 'ada');
    assert.deepEqual(new Set(await Promise.all(sends)), new Set([ErrorCode.Internal]));
    assert.deepEqual(
      (await read).map(({ content }) => content),
      ['before'],
    );
    const elapsedMs = performance.now() - startMs;
    t.diagnostic(`${SENDS} sends and a page of history: ${Math.round(elapsedMs)} ms`);
    assert.ok(elapsedMs < LIMIT_MS, `${elapsedMs} ms`);

    shell.control('ROLLBACK');
    await sendText(ada, 'bob', 'after');
    gateway.process.kill('SIGTERM');
    await gateway.exited;
    const messages = gateway.stderr.map((line) => (JSON.parse(line) as { msg: string }).msg);
    assert.deepEqual(
      messages.filter((message) => /lock|failed/.test(message)),
      [
        'another program has locked the database; until it ends, requests that write fail',
        'the database is no longer locked',
      ],
    );
  });
});
