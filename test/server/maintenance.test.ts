import assert from 'node:assert/strict';
import { chmod, copyFile, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Database, DATABASE_FILE } from '../../server/db/database.js';
import { createGateway } from '../../server/gateway.js';
import { backUp, restore } from '../../server/maintenance/backup.js';
import { checkData } from '../../server/maintenance/check.js';
import { runGatewayCommand } from '../helpers/gateway-child.js';
import { GatewayFixture, historyWith, SECRET, sendText, textMessage } from '../helpers/gateway-fixture.js';
import { storedFiles, uploaded } from '../helpers/uploads.js';

async function directory(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'openim-maintenance-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** A gateway with a message, an upload in it, and an empty upload. */
async function start(t: TestContext) {
  const gateway = await GatewayFixture.start(t);
  const [ada, bob] = await gateway.people('ada', 'bob');
  const large = new Uint8Array(2_500_000).map((_, index) => index % 251);
  const file = await uploaded(gateway.url, ada.token, large, { name: 'large.bin' });
  await uploaded(gateway.url, ada.token, '', { name: 'empty.txt' });
  await sendText(ada, 'bob', 'before the backup');
  return { gateway, ada, bob, file, large };
}

const fileID = (url: string): string => /[0-9a-f]{32}/.exec(url)?.[0] ?? '';

/** Changes a database behind the gateway's back. */
function tamper(dataDir: string, sql: string): void {
  const database = new Database(join(dataDir, DATABASE_FILE));
  database.control(sql);
  database.close();
}

describe('openim-gateway backup and restore', () => {
  it('copy a running gateway with its uploads into one file, and bring it back', async (t) => {
    const { gateway, ada, bob, file, large } = await start(t);
    const target = join(await directory(t), 'of tonight’s.backup');
    const progress = { isDone: false, sentMeanwhile: 0 };
    const backup = runGatewayCommand(t, ['backup', target, '--data', gateway.dataDir]).finally(() => {
      progress.isDone = true;
    });
    for (; !progress.isDone; progress.sentMeanwhile++) await sendText(ada, 'bob', 'meanwhile');
    const { code, stdout, stderr } = await backup;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^backed up to .*: \d+ bytes, 2 uploaded files$/);
    assert.ok(progress.sentMeanwhile > 0);

    const fresh = join(await directory(t), 'new', 'data');
    const restored = await runGatewayCommand(t, ['restore', target, '--data', fresh]);
    assert.equal(restored.code, 0, restored.stderr);
    const again = await GatewayFixture.start(t, { dataDir: fresh });
    const back = await again.connect('bob');
    const history = await historyWith(back, 'ada', 10_000);
    assert.equal(history[0]?.content, 'before the backup');
    const now = await historyWith(bob, 'ada', 10_000);
    assert.deepEqual(history, now.slice(0, history.length), 'a beginning of what there is, without a hole');
    const download = await fetch(file.url.replace(gateway.url, again.url));
    assert.deepEqual(new Uint8Array(await download.arrayBuffer()), large);
    assert.equal((await storedFiles(fresh)).length, 2);
  });

  // To see it fail: the modes taken out of backUp and restore (server/maintenance/backup.ts).
  it('make files that nobody else may read', async (t) => {
    const { gateway } = await start(t);
    const [target, restored] = [join(await directory(t), 'a.backup'), await directory(t)];
    const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;
    await backUp(gateway.dataDir, target);
    assert.equal(await modeOf(target), 0o600);
    await chmod(target, 0o644);
    await restore(target, restored);
    assert.equal(await modeOf(join(restored, DATABASE_FILE)), 0o600);
  });

  it('never overwrite, and say what to do', async (t) => {
    const { gateway } = await start(t);
    const elsewhere = await directory(t);
    const target = join(elsewhere, 'backup');
    assert.equal((await runGatewayCommand(t, ['backup', target, '--data', gateway.dataDir])).code, 0);
    const text = join(elsewhere, 'text');
    await writeFile(text, 'no database at all, but long enough to look into for a header of one');
    const other = join(elsewhere, 'other.db');
    new Database(other).close();
    const stopped = join(elsewhere, 'stopped');
    await (await createGateway({ dataDir: stopped, secret: SECRET, port: 0, logLevel: 'silent' })).close();

    const cases: [string[], RegExp][] = [
      [['backup', target, '--data', gateway.dataDir], /backup already exists and will not be overwritten/],
      [['backup', join(elsewhere, 'x'), '--data', elsewhere], /there is no database in/],
      [['backup', join(elsewhere, 'no', 'such', 'x'), '--data', gateway.dataDir], /no such file or directory/],
      [['restore', target, '--data', gateway.dataDir], /another openim-gateway is running/],
      [['restore', target, '--data', stopped], /has a database; move it away first/],
      [['restore', join(elsewhere, 'x'), '--data', join(elsewhere, 'new')], /there is no file/],
      [['restore', text, '--data', join(elsewhere, 'new')], /text is not a backup of openim-gateway/],
      [['restore', other, '--data', join(elsewhere, 'new')], /other\.db is not a backup of openim-gateway/],
    ];
    for (const [args, expected] of cases) {
      const { code, stderr } = await runGatewayCommand(t, args);
      assert.match(stderr, expected);
      assert.equal(code, 1, stderr);
      assert.doesNotMatch(stderr, /^ {4}at /m, 'no stack');
    }
    const left = await readdir(join(elsewhere, 'new'));
    assert.deepEqual(
      left.filter((name) => name.startsWith(DATABASE_FILE)),
      [],
    );
  });

  // To see it fail: the loop over what is in the way taken out of restore (server/maintenance/backup.ts).
  it('does not let the log of another database into the one it restores', async (t) => {
    const { gateway, ada } = await start(t);
    const [target, restored] = [join(await directory(t), 'a.backup'), await directory(t)];
    await backUp(gateway.dataDir, target);
    for (let index = 0; index < 20; index++) await sendText(ada, 'bob', 'after the backup');
    // As after a crash, when the database alone was moved away.
    const log = join(restored, `${DATABASE_FILE}-wal`);
    await copyFile(join(gateway.dataDir, `${DATABASE_FILE}-wal`), log);
    await assert.rejects(
      restore(target, restored),
      /gateway\.db-wal is part of another database; move it away first/,
    );
    await rm(log);
    await restore(target, restored);
    assert.deepEqual(await checkData(restored), []);
  });

  // To see it fail: the removal of the journal taken out of restore (server/maintenance/backup.ts).
  it('are not disturbed by what an interrupted restoration of another backup left', async (t) => {
    const { gateway, ada } = await start(t);
    const [place, restored] = [await directory(t), await directory(t)];
    const [first, second] = [join(place, 'first'), join(place, 'second')];
    await backUp(gateway.dataDir, first);
    for (let index = 0; index < 100; index++) await sendText(ada, 'bob', 'x'.repeat(1000));
    await backUp(gateway.dataDir, second);
    const partial = join(restored, `${DATABASE_FILE}.part`);
    await copyFile(second, partial);
    const interrupted = new Database(partial);
    // So that it writes before it commits, and what it needs to roll back is on the disk.
    interrupted.control('PRAGMA cache_size = 1');
    interrupted.control("BEGIN; UPDATE messages SET content = 'y' || content");
    const journal = join(place, 'journal');
    await copyFile(`${partial}-journal`, journal);
    interrupted.close();
    await copyFile(journal, `${partial}-journal`);
    await restore(first, restored);
    assert.deepEqual(await checkData(restored), []);
  });

  it('refuse what a newer version wrote', async (t) => {
    const { gateway } = await start(t);
    const target = join(await directory(t), 'backup');
    await runGatewayCommand(t, ['backup', target, '--data', gateway.dataDir]);
    await gateway.stop();
    tamper(gateway.dataDir, 'PRAGMA user_version = 99');
    const newer = new Database(target);
    newer.control('PRAGMA user_version = 99');
    newer.close();
    for (const args of [
      ['backup', `${target}2`, '--data', gateway.dataDir],
      ['check', '--data', gateway.dataDir],
      ['restore', target, '--data', join(await directory(t), 'new')],
    ]) {
      const { code, stderr } = await runGatewayCommand(t, args);
      assert.match(stderr, /version 99, written by a newer openim-gateway/);
      assert.equal(code, 1);
    }
  });
});

describe('openim-gateway check', () => {
  it('finds a running gateway sound', async (t) => {
    const { gateway } = await start(t);
    const { code, stdout } = await runGatewayCommand(t, ['check', '--data', gateway.dataDir]);
    assert.match(stdout, /^no damage found in /m);
    assert.equal(code, 0);
  });

  it('names what is damaged, with exit code 2', async (t) => {
    const { gateway, ada, file } = await start(t);
    for (let index = 0; index < 5; index++) {
      await ada.ok('sendMessage', { recvID: 'bob', groupID: '', message: textMessage('x'.repeat(60_000)) });
    }
    await gateway.stop();
    const database = join(gateway.dataDir, DATABASE_FILE);
    const upload = join(gateway.dataDir, 'files', fileID(file.url));
    const check = async (expected: RegExp): Promise<void> => {
      const { code, stdout, stderr } = await runGatewayCommand(t, ['check', '--data', gateway.dataDir]);
      assert.match(stdout, expected, stderr);
      assert.equal(code, 2);
    };
    await truncate(upload, 10);
    await check(/^file [0-9a-f]{32}: has 10 of 2500000 bytes$/m);
    await rm(upload);
    await check(/^file [0-9a-f]{32}: is missing$/m);
    tamper(gateway.dataDir, 'DELETE FROM copies WHERE seq = 2 AND inbox_pk = (SELECT max(inbox_pk) FROM copies)');
    await check(/^inbox of \w+: should hold 1 to 6, has 5 up to 6$/m);
    tamper(gateway.dataDir, 'PRAGMA foreign_keys = OFF; DELETE FROM messages WHERE message_pk = 1');
    await check(/^database: a row of copies refers to one of messages that is not there$/m);
    await truncate(database, 100_000);
    await check(/^database: /m);
  });
});

describe('one data directory', () => {
  it('serves one gateway at a time', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const options = { dataDir: gateway.dataDir, secret: SECRET, port: 0, logLevel: 'silent' } as const;
    await assert.rejects(createGateway(options), /another openim-gateway is running on/);
    const env = { OPENIM_SECRET: SECRET };
    const outcome = await runGatewayCommand(t, ['--port', '0', '--data', gateway.dataDir], env);
    assert.match(outcome.stderr, /another openim-gateway is running on .*; stop it, or choose another directory/);
    assert.equal(outcome.code, 1);
    await gateway.restart();
    await gateway.people('ada');
  });
});
