import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { openDatabase, type Database } from '../../server/db/database.js';
import { CommitError, UnitOfWork, type CommitReport, type Task } from '../../server/db/unit-of-work.js';
import type { Output, Receiver } from '../../server/output.js';

class Inbox implements Receiver {
  readonly batch = false;
  readonly texts: string[] = [];

  deliver(text: string): void {
    this.texts.push((JSON.parse(text) as { data: string }).data);
  }
}

async function setUp(t: TestContext) {
  const directory = await mkdtemp(join(tmpdir(), 'openim-unit-'));
  const database = openDatabase(directory);
  t.after(async () => {
    database.close();
    await rm(directory, { recursive: true, force: true });
  });
  const commits: CommitReport[] = [];
  const unitOfWork = new UnitOfWork(database, (report) => commits.push(report));
  const inbox = new Inbox();
  const say = (output: Output, data: string): void => {
    output.frame(inbox, { event: '', errCode: 0, errMsg: '', data, operationID: '' });
  };
  /** A task that does `work` and says its name, or that it failed. */
  const task = (name: string, work: () => void): Task => ({
    run: (output) => {
      work();
      say(output, name);
    },
    fail: (error, output) => {
      say(output, `${name} failed: ${error instanceof CommitError ? 'commit' : String(error)}`);
    },
  });
  const addThread = (key: string) => (): void => {
    database.run('INSERT INTO threads (thread_key, last_send_time_ms) VALUES (?, 1)', key);
  };
  return { database, unitOfWork, inbox, commits, task, addThread, say };
}

const threads = (database: Database): string[] =>
  database.all<{ thread_key: string }>('SELECT thread_key FROM threads ORDER BY 1').map((row) => row.thread_key);

/** Makes the next COMMIT fail, as a full disk would. */
function breakNextCommit(database: Database): void {
  const boundary = database.boundary.bind(database);
  database.boundary = (sql) => {
    if (sql === 'COMMIT') {
      database.boundary = boundary;
      throw new Error('database or disk is full');
    }
    boundary(sql);
  };
}

describe('group commit', () => {
  it('commits the tasks of one turn together and sends nothing before', async (t) => {
    const { database, unitOfWork, inbox, commits, task, addThread } = await setUp(t);
    unitOfWork.perform(task('a', addThread('a')));
    unitOfWork.perform(task('read', () => void threads(database)));
    unitOfWork.perform(task('b', addThread('b')));
    assert.deepEqual(inbox.texts, []);
    await unitOfWork.transact(() => undefined);
    assert.deepEqual(inbox.texts, ['a', 'read', 'b']);
    assert.deepEqual(
      commits.map(({ writers, failed }) => [writers, failed]),
      [[2, false]],
    );
    assert.ok(!database.inTransaction);
  });

  it('opens no transaction for reads', async (t) => {
    const { database, unitOfWork, commits, task } = await setUp(t);
    unitOfWork.perform(task('read', () => assert.ok(!database.inTransaction)));
    await unitOfWork.transact(() => undefined);
    assert.deepEqual(commits, []);
  });

  it('undoes a task that throws, and only that', async (t) => {
    const { database, unitOfWork, inbox, task, addThread, say } = await setUp(t);
    let undone = 0;
    unitOfWork.perform(task('a', addThread('a')));
    unitOfWork.perform({
      run: (output) => {
        addThread('b')();
        say(output, 'never said');
        output.onUndo(() => undone++);
        throw new Error('oops');
      },
      fail: (error, output) => {
        say(output, String(error));
      },
    });
    unitOfWork.perform(task('duplicate', addThread('a')));
    unitOfWork.perform(task('c', addThread('c')));
    await unitOfWork.transact(() => undefined);
    assert.deepEqual(threads(database), ['a', 'c']);
    assert.equal(undone, 1);
    assert.deepEqual(
      inbox.texts.map((text) => text.split(':')[0]),
      ['a', 'Error', 'duplicate failed', 'c'],
    );
  });

  it('answers writers with the failure of a commit, and lets readers read again', async (t) => {
    const { database, unitOfWork, inbox, commits, task, addThread, say } = await setUp(t);
    await unitOfWork.transact(addThread('kept'));
    breakNextCommit(database);
    let undone = 0;
    unitOfWork.perform({
      run: (output) => {
        addThread('lost')();
        output.onUndo(() => undone++);
      },
      fail: (error, output) => {
        say(output, `writer failed: ${error instanceof CommitError}`);
      },
    });
    unitOfWork.perform({
      run: (output) => {
        say(output, threads(database).join());
      },
      fail: () => undefined,
    });
    unitOfWork.perform(task('another writer', addThread('lost too')));
    await unitOfWork.transact(() => undefined);
    assert.deepEqual(inbox.texts, ['writer failed: true', 'kept', 'another writer failed: commit']);
    assert.equal(undone, 1);
    assert.deepEqual(threads(database), ['kept']);
    assert.deepEqual(
      commits.map(({ failed }) => failed),
      [false, true],
    );
    await unitOfWork.transact(addThread('afterwards'));
    assert.deepEqual(threads(database), ['afterwards', 'kept'], 'the next commit works');
  });

  it('fails everything so far when the database rolls back by itself in the middle', async (t) => {
    const { database, unitOfWork, inbox, task, addThread } = await setUp(t);
    unitOfWork.perform(task('a', addThread('a')));
    unitOfWork.perform(task('read', () => undefined));
    unitOfWork.perform(
      task('b', () => {
        addThread('b')();
        // What SQLite does when the disk is full in the middle of a statement.
        database.boundary('ROLLBACK');
        throw new Error('database or disk is full');
      }),
    );
    unitOfWork.perform(task('c', addThread('c')));
    await unitOfWork.transact(() => undefined);
    assert.deepEqual(threads(database), ['c']);
    assert.deepEqual(
      inbox.texts.map((text) => text.split(':')[0]),
      ['a failed', 'read', 'b failed', 'c'],
    );
  });

  it('commits before it stops what comes of the last tasks, and nothing after that', async (t) => {
    const { database, unitOfWork, inbox, task, addThread } = await setUp(t);
    unitOfWork.perform({
      run: (output) => {
        addThread('a')();
        output.afterFlush(() => unitOfWork.perform(task('what comes of it', addThread('b'))));
      },
      fail: () => undefined,
    });
    unitOfWork.stop();
    assert.ok(!database.inTransaction);
    assert.deepEqual(threads(database), ['a', 'b']);
    unitOfWork.perform(task('late', addThread('c')));
    assert.deepEqual(inbox.texts, ['what comes of it', 'late failed: Error: the gateway has stopped']);
  });

  it('lets nobody write outside of it', async (t) => {
    const { addThread } = await setUp(t);
    assert.throws(addThread('x'), /unit of work/);
  });
});
