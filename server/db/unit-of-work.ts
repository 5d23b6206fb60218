import type { Database } from './database.js';
import { Output } from '../output.js';

/** The work of a request, or of the gateway itself. It is synchronous, so nothing else runs in between. */
export type Task = {
  /**
   * Reads and writes the database, and puts what is to be sent into `output`. If it throws, both are undone. Anything it
   * changes in memory must be reverted by {@link Output.onUndo}. A task that only read may be run again if the commit of
   * its group fails, because it may have seen what was never committed.
   */
  run(output: Output): void;
  /** Puts into `output` what is to be sent instead, because `run` threw or its writes could not be committed. */
  fail(error: unknown, output: Output): void;
};

/** The transaction could not be committed, for instance because the disk is full. */
export class CommitError extends Error {
  override readonly name = 'CommitError';
}

type Entry = { readonly task: Task; readonly output: Output; wrote: boolean };

/** Length of the output ({@link Output.length}) beyond which a unit is committed without waiting for the end of the turn. */
const MAX_OUTPUT_LENGTH = 4 * 1024 * 1024;

/** What a flush did, for metrics. */
export type CommitReport = { writers: number; durationMs: number; failed: boolean };

/**
 * Group commit: the tasks of one turn of the event loop share one transaction, so that one fsync acknowledges them all.
 * Their output is sent, in their order, only after the commit: nobody is told anything that a crash could take back, and
 * the frames of a connection are in order by construction.
 *
 * The transaction begins with the first write. Each task that writes has a savepoint of its own and is undone alone. If
 * the commit fails, the tasks that wrote are answered with the failure, and those that only read run again.
 */
export class UnitOfWork {
  readonly #database: Database;
  readonly #onCommit: (report: CommitReport) => void;
  #entries: Entry[] = [];
  #current: Entry | undefined;
  #transactionOpen = false;
  #outputLength = 0;
  #scheduled = false;
  #stopped = false;

  constructor(database: Database, onCommit: (report: CommitReport) => void) {
    this.#database = database;
    this.#onCommit = onCommit;
    database.beforeWrite = () => {
      this.#beginWriting();
    };
  }

  /** Runs the task now. Its output is sent at the end of this turn of the event loop, or at once if there is much waiting. */
  perform(task: Task): void {
    const entry: Entry = { task, output: new Output(), wrote: false };
    if (this.#current) throw new Error('a task cannot perform another');
    if (this.#stopped) {
      task.fail(new Error('the gateway has stopped'), entry.output);
      entry.output.flush();
      return;
    }
    this.#current = entry;
    try {
      task.run(entry.output);
      if (entry.wrote) this.#database.boundary('RELEASE task');
    } catch (error) {
      this.#abandon(entry, error);
    } finally {
      this.#current = undefined;
    }
    this.#append(entry);
    if (this.#outputLength > MAX_OUTPUT_LENGTH) this.flush();
  }

  /** Runs `work` as a task; resolves with its result once it is committed. @throws what `work` throws; {@link CommitError} */
  transact<Result>(work: (output: Output) => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.perform({
        run: (output) => {
          const result = work(output);
          output.afterFlush(() => resolve(result));
        },
        fail: (error, output) => {
          output.afterFlush(() => reject(error instanceof Error ? error : new Error(String(error))));
        },
      });
    });
  }

  /** Commits and sends everything performed so far. */
  flush(): void {
    this.#scheduled = false;
    const entries = this.#take();
    if (this.#transactionOpen) {
      const failure = this.#commit(entries);
      if (failure) {
        this.#recover(entries, failure);
        return;
      }
    }
    for (const { output } of entries) output.flush();
  }

  /** Commits and sends everything left, including the tasks that follow from it; later tasks fail. */
  stop(): void {
    while (this.#entries.length > 0) this.flush();
    this.#stopped = true;
  }

  #take(): Entry[] {
    const entries = this.#entries;
    this.#entries = [];
    this.#outputLength = 0;
    return entries;
  }

  #append(entry: Entry): void {
    this.#entries.push(entry);
    this.#outputLength += entry.output.length;
    if (this.#scheduled) return;
    this.#scheduled = true;
    // Flushes after this turn's I/O, so that every frame that arrived with it joins the same commit.
    setImmediate(() => {
      this.flush();
    });
  }

  #beginWriting(): void {
    if (!this.#current) throw new Error('writes belong into a unit of work');
    if (this.#current.wrote) return;
    if (!this.#transactionOpen) {
      this.#database.begin();
      this.#transactionOpen = true;
    }
    this.#database.boundary('SAVEPOINT task');
    this.#current.wrote = true;
  }

  /** Undoes what the task did; the other tasks of the transaction stay. */
  #abandon(entry: Entry, error: unknown): void {
    entry.output.undo();
    if (entry.wrote && this.#database.inTransaction) {
      this.#database.boundary('ROLLBACK TO task');
      this.#database.boundary('RELEASE task');
    }
    entry.wrote = false;
    // SQLite itself rolls back the whole transaction if the disk is full or cannot be read.
    if (this.#transactionOpen && !this.#database.inTransaction) {
      this.#transactionOpen = false;
      this.#current = undefined;
      this.#redo(this.#take(), error);
    }
    entry.task.fail(error, entry.output);
  }

  /** Commits. Returns the error if that failed, after which the database is as it was before the transaction. */
  #commit(entries: readonly Entry[]): CommitError | undefined {
    const writers = entries.filter(({ wrote }) => wrote).length;
    const startMs = performance.now();
    this.#transactionOpen = false;
    try {
      this.#database.boundary('COMMIT');
      this.#onCommit({ writers, durationMs: performance.now() - startMs, failed: false });
      return undefined;
    } catch (error) {
      if (this.#database.inTransaction) this.#database.boundary('ROLLBACK');
      this.#onCommit({ writers, durationMs: performance.now() - startMs, failed: true });
      return new CommitError('the commit failed', { cause: error });
    }
  }

  #recover(entries: readonly Entry[], error: CommitError): void {
    this.#redo(entries, error);
    this.flush();
  }

  /** After a rollback, goes through the tasks in their order: those that wrote fail, those that only read run again. */
  #redo(entries: readonly Entry[], error: unknown): void {
    for (const { output } of [...entries].reverse()) output.undo();
    for (const { task, wrote } of entries) {
      if (wrote) this.#append(failedEntry(task, error));
      else this.perform(task);
    }
  }
}

function failedEntry(task: Task, error: unknown): Entry {
  const entry: Entry = { task, output: new Output(), wrote: false };
  task.fail(error, entry.output);
  return entry;
}
