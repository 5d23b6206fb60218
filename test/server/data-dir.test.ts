import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { createGateway } from '../../server/gateway.js';

/** Starts a gateway as somebody whom file permissions hold for, as they do not for root; what it says. */
const START = `
  import { createGateway } from './server/gateway.ts';
  if (process.getuid() === 0) process.setuid(65534);
  try {
    await (await createGateway({ dataDir: process.argv[1], secret: 'a secret of this test', port: 0, logLevel: 'silent' })).close();
    console.log('started');
  } catch (error) {
    console.log(error.message);
  }`;

function start(dataDir: string): string {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', START, dataDir];
  return execFileSync(process.execPath, args, { encoding: 'utf8' }).trim();
}

/** A directory that everybody may write to. */
function directory(t: TestContext): string {
  const path = mkdtempSync(join(tmpdir(), 'openim-data-dir-'));
  t.after(() => {
    rmSync(path, { recursive: true, force: true });
  });
  chmodSync(path, 0o777);
  return path;
}

describe('the data directory', () => {
  it('is made on the way, for its owner alone', (t) => {
    const dataDir = join(directory(t), 'on', 'the', 'way');
    assert.equal(start(dataDir), 'started');
    assert.equal(statSync(dataDir).mode & 0o777, 0o700);
  });

  it('is refused in words where it cannot be written to', (t) => {
    const locked = directory(t);
    chmodSync(locked, 0o555);
    assert.equal(
      start(locked),
      `no permission to read and write ${locked}; it has to belong to the user that runs the gateway`,
    );
    assert.match(start(join(locked, 'new')), /^no permission to read and write /);

    const file = join(directory(t), 'file');
    writeFileSync(file, '');
    assert.equal(start(file), `${file} is a file where a directory has to be`);
    assert.equal(start(join(file, 'in', 'it')), `${join(file, 'in', 'it')} is a file where a directory has to be`);
  });

  // To see it fail: the first check of prepareDataDir, without which it is the working directory.
  it('is refused without a name', () => {
    assert.equal(start(''), 'the data directory has no name; use one like ./data');
  });

  it('is refused where its database may only be read', (t) => {
    const dataDir = directory(t);
    const database = join(dataDir, 'gateway.db');
    assert.equal(start(dataDir), 'started');
    chmodSync(database, 0o444);
    assert.match(start(dataDir), /^no permission to read and write .*gateway\.db; /);
  });

  // To see it fail: the mode taken out of openDatabase (server/db/database.ts).
  it('holds a database that nobody else may read, whoever made the directory', (t) => {
    const dataDir = directory(t);
    assert.equal(start(dataDir), 'started');
    assert.equal(statSync(join(dataDir, 'gateway.db')).mode & 0o777, 0o600);
  });

  // To see it fail: `mkdirSync` with `recursive`, which never returns.
  const skip = !existsSync('/proc/self') && 'there is no /proc';
  it('is refused where nothing can be made at all', { skip }, () => {
    assert.equal(
      start('/proc/nowhere/at/all'),
      "/proc/nowhere/at/all cannot be made: ENOENT: no such file or directory, mkdir '/proc/nowhere'",
    );
  });

  // To see it fail: `lock.release()` taken out of the outer catch of createGateway.
  it('is free again when the gateway could not start', async (t) => {
    const dataDir = directory(t);
    const options = { dataDir, secret: 'a secret of this test', port: 0, logLevel: 'silent' } as const;
    const tls = { certificate: '/nonexistent', key: '/nonexistent' };
    await assert.rejects(createGateway({ ...options, tls }), /cannot use TLS/);
    await assert.rejects(createGateway({ ...options, trustedProxies: ['nobody'] }), /is not an address/);
    await (await createGateway(options)).close();
  });
});
