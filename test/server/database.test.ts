import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Database, DATABASE_FILE, openDatabase, type SqlValue } from '../../server/db/database.js';

async function directory(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'openim-database-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

describe('the database', () => {
  it('is opened durable: WAL, synchronous FULL, foreign keys', async (t) => {
    const database = openDatabase(await directory(t));
    const pragma = (name: string): unknown => database.get<Record<string, unknown>>(`PRAGMA ${name}`)?.[name];
    assert.deepEqual([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys')], ['wal', 2, 1]);
    assert.throws(() => database.run("INSERT INTO inboxes (user_id) VALUES ('nobody')"), /FOREIGN KEY/);
    database.close();
  });

  it('leaves one complete file when it is closed', async (t) => {
    const dataDir = await directory(t);
    openDatabase(dataDir).close();
    const left = await stat(join(dataDir, `${DATABASE_FILE}-wal`)).catch(() => undefined);
    assert.equal(left?.size ?? 0, 0);
  });

  // To see it fail: journal_size_limit taken out of openDatabase.
  it('gives back what its log grew to while somebody read', async (t) => {
    const dataDir = await directory(t);
    const database = openDatabase(dataDir);
    database.control('CREATE TABLE bulk (bytes BLOB)');
    const write = (): void => database.control('INSERT INTO bulk VALUES (randomblob(1000000))');
    const logBytes = async (): Promise<number> => (await stat(join(dataDir, `${DATABASE_FILE}-wal`))).size;
    const reader = new Database(join(dataDir, DATABASE_FILE), true);
    reader.control('BEGIN');
    reader.get('SELECT count(*) FROM bulk');
    for (let count = 0; count < 60; count++) write();
    assert.ok((await logBytes()) > 60_000_000);
    reader.control('COMMIT');
    reader.close();
    // The first brings the log into the database, the next begins it anew.
    for (let count = 0; count < 3; count++) write();
    assert.ok((await logBytes()) < 40_000_000);
    database.close();
  });

  it('refuses a file that a newer version wrote, and leaves it as it was', async (t) => {
    const dataDir = await directory(t);
    openDatabase(dataDir).close();
    const file = new Database(join(dataDir, DATABASE_FILE));
    file.control('PRAGMA user_version = 99');
    file.close();
    assert.throws(() => openDatabase(dataDir), /version 99, written by a newer openim-gateway/);
    const after = new Database(join(dataDir, DATABASE_FILE));
    assert.equal(after.get<{ user_version: number }>('PRAGMA user_version')?.user_version, 99);
    after.close();
  });

  it('refuses what would abort the process or cannot be stored', async (t) => {
    const database = openDatabase(await directory(t));
    assert.throws(() => database.get('SELECT ?', true as unknown as SqlValue), TypeError);
    const stored = database.get<{ text: string }>('SELECT ? AS text', 'a\0b\ud800c👍');
    assert.equal(stored?.text, 'a\ufffdb\ufffdc👍');
    database.close();
  });

  // To see it fail: #use of server/db/database.ts that keeps a statement that failed.
  it('runs a statement again after it failed', () => {
    const database = new Database(':memory:');
    database.control('CREATE TABLE numbers (number INTEGER PRIMARY KEY) STRICT');
    const returning = 'INSERT INTO numbers VALUES (?) RETURNING number';
    const ways: ((number: number) => unknown)[] = [
      (number) => database.write(returning, number),
      (number) => database.get(`${returning} AS got`, number),
      (number) => database.all(`${returning} AS listed`, number),
      (number) => database.run('INSERT INTO numbers VALUES (?)', number),
    ];
    for (const [index, insert] of ways.entries()) {
      insert(index * 10);
      assert.throws(() => insert(index * 10), /UNIQUE/);
      assert.throws(() => insert(0.5), /mismatch/);
      insert(index * 10 + 1);
    }
    assert.equal(database.get<{ count: number }>('SELECT count(*) AS count FROM numbers')?.count, 8);
    database.close();
  });

  it('answers the frequent questions from an index', async (t) => {
    const database = openDatabase(await directory(t));
    const plan = (sql: string): string =>
      database
        .all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .map(({ detail }) => detail)
        .join('; ');
    const page = plan(
      'SELECT * FROM copies WHERE conversation_pk = 1 AND send_time_ms < 9 ORDER BY send_time_ms DESC',
    );
    assert.match(page, /SEARCH copies USING PRIMARY KEY \(conversation_pk=\? AND send_time_ms<\?\)/);
    assert.doesNotMatch(page, /TEMP B-TREE/);
    const unread = plan(
      "SELECT sum(unread_count) FROM conversations WHERE owner_id = 'a' AND recv_opt < 2 AND unread_count > 0",
    );
    assert.match(unread, /COVERING INDEX conversations_unread/);
    const list = plan(
      `SELECT * FROM conversations WHERE owner_id = 'a' AND latest_send_time_ms > 0
       ORDER BY is_pinned DESC, max(latest_send_time_ms, draft_time_ms) DESC, conversation_id LIMIT 20`,
    );
    assert.match(list, /INDEX conversations_in_order/);
    assert.doesNotMatch(list, /TEMP B-TREE/);
    const members = plan(
      `SELECT * FROM members WHERE group_id = 'g'
       ORDER BY CASE role_level WHEN 2 THEN 0 WHEN 3 THEN 1 ELSE 2 END, joined_at_ms, user_id LIMIT 20`,
    );
    assert.match(members, /INDEX members_in_order/);
    assert.doesNotMatch(members, /TEMP B-TREE/);
    const missed = plan('SELECT * FROM copies WHERE inbox_pk = 1 AND seq > 0 AND seq > 5 ORDER BY seq DESC');
    assert.match(missed, /INDEX copies_in_inbox/);
    database.close();
  });
});
