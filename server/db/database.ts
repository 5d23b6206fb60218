import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { migrate } from './migrations.js';

/** Values that may be bound. Booleans are stored as 0 and 1: binding one aborts the whole process in libsql. */
export type SqlValue = string | number | null | Uint8Array;

export const DATABASE_FILE = 'gateway.db';

/** A LIMIT that means "all" to SQLite. */
export const NO_LIMIT = -1;

/** Pages, of 4 KiB each, in the write-ahead log before a checkpoint: the log grows to some 16 MiB. */
const CHECKPOINT_PAGES = 4000;

/** Size to which the log shrinks again after a long read, such as a backup, has made it grow. */
const MAX_IDLE_LOG_BYTES = 32 * 1024 * 1024;

/** Maximum number of prepared statements that are kept; some are ours, and many are from searches. */
const MAX_STATEMENTS = 500;

/** Maximum size of the page cache, which never takes more than the size of the database. */
const CACHE_KIB = 64 * 1024;

export type TransactionBoundary =
  'BEGIN IMMEDIATE' | 'COMMIT' | 'ROLLBACK' | 'SAVEPOINT task' | 'ROLLBACK TO task' | 'RELEASE task';

/** How long a statement waits for another program's lock. This blocks the event loop. */
const OPENING_TIMEOUT_MS = 2000;
/** The same for the first write that finds the database locked, while a gateway serves. The writes after it do not wait. */
const WRITING_TIMEOUT_MS = 100;

/** Another program writes to the database, such as a shell in a transaction. Nothing was written. */
export class LockedError extends Error {
  override readonly name = 'LockedError';
  override readonly message = 'another program has locked the database';
}

/**
 * One SQLite connection with its prepared statements. Reads may happen at any time; writes only inside a unit of work,
 * which hooks into {@link beforeWrite} to begin its transaction with the first one.
 */
export class Database {
  /** Called before every write. */
  beforeWrite: () => void = () => undefined;
  /** Called when another program has locked the database, and when it can be written to again. */
  onLocked: (isLocked: boolean) => void = () => undefined;
  readonly #connection: Libsql.Database;
  readonly #statements = new Map<string, Libsql.Statement>();
  readonly #isForeign: boolean;
  #isLocked = false;

  /** @param isForeign whether another process maintains the file: a gateway may be running on it */
  constructor(file: string, isForeign = false) {
    this.#connection = new Libsql(file);
    this.#isForeign = isForeign;
    this.control(`PRAGMA busy_timeout = ${OPENING_TIMEOUT_MS}`);
  }

  get inTransaction(): boolean {
    return this.#connection.inTransaction;
  }

  /** Returns the first row, or undefined. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what a row is stands in the SQL
  get<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.#use(sql, (statement) => statement.get(storable(values))) as Row | undefined;
  }

  all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    return this.#use(sql, (statement) => statement.all(storable(values))) as Row[];
  }

  /**
   * Like {@link all}, for as many rows as a large group has members: handing over rows takes the binding several times as
   * long as it takes SQLite to write them into one JSON text.
   */
  allAsJson<Row extends object>(
    sql: string,
    columns: readonly (keyof Row & string)[],
    ...values: SqlValue[]
  ): Row[] {
    const wrap = (inner: string): string => {
      const members = columns.map((column) => `'${column}', ${column}`).join(', ');
      return `SELECT json_group_array(json_object(${members})) AS rows FROM (${inner})`;
    };
    const { rows } = this.#use(sql, (statement) => statement.get(storable(values)), wrap) as { rows: string };
    return JSON.parse(rows) as Row[];
  }

  /** Writes. Returns how many rows changed. */
  run(sql: string, ...values: SqlValue[]): number {
    this.beforeWrite();
    return this.#use(sql, (statement) => statement.run(storable(values)).changes);
  }

  /** Writes, with a RETURNING clause. Returns its first row. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what a row is stands in the SQL
  write<Row>(sql: string, ...values: SqlValue[]): Row | undefined {
    this.beforeWrite();
    return this.#use(sql, (statement) => statement.get(storable(values))) as Row | undefined;
  }

  /** Begins a transaction that writes. @throws {LockedError} */
  begin(): void {
    try {
      this.boundary('BEGIN IMMEDIATE');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY')) throw error;
      this.#setLocked(true);
      throw new LockedError();
    }
    this.#setLocked(false);
  }

  /** Runs transaction control, prepared once, without {@link beforeWrite}. */
  boundary(sql: TransactionBoundary): void {
    this.#prepare(sql).run();
  }

  /** A program that keeps the lock for longer than a moment may keep it for minutes, in which nobody must be held up. */
  #setLocked(isLocked: boolean): void {
    if (isLocked === this.#isLocked) return;
    this.#isLocked = isLocked;
    this.control(`PRAGMA busy_timeout = ${isLocked ? 0 : WRITING_TIMEOUT_MS}`);
    this.onLocked(isLocked);
  }

  /** Runs migrations and settings, also several statements at once, without {@link beforeWrite}. */
  control(sql: string): void {
    this.#connection.exec(sql);
  }

  /** Writes the log into the database file and closes it: the binding itself closes only when its memory is collected. */
  close(): void {
    this.#statements.clear();
    try {
      if (!this.#isForeign) this.#connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // SQLite recovers what is in the write-ahead log at the next opening.
    }
    this.#connection.close();
  }

  /**
   * Uses a statement. One that fails is forgotten, because the binding does not reset it: it would fail ever after, whatever
   * is bound to it.
   */
  #use<Result>(
    sql: string,
    work: (statement: Libsql.Statement) => Result,
    wrap?: (text: string) => string,
  ): Result {
    try {
      return work(this.#prepare(sql, wrap));
    } catch (error) {
      this.#statements.delete(sql);
      throw error;
    }
  }

  /** @param wrap makes the statement from the text, which must not be used without it elsewhere */
  #prepare(sql: string, wrap = (text: string) => text): Libsql.Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#connection.prepare(wrap(sql));
      // The SQL of a search depends on what is asked for, so there is no limit to how many different ones there are.
      const [oldest] = this.#statements.keys();
      if (oldest !== undefined && this.#statements.size >= MAX_STATEMENTS) this.#statements.delete(oldest);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/**
 * Opens `<dataDir>/gateway.db`, with durable commits and the newest schema. The directory must exist.
 *
 * @throws {Error} if commits cannot be made durable, or a newer version wrote the file
 */
export function openDatabase(dataDir: string): Database {
  const file = join(dataDir, DATABASE_FILE);
  // Created first, because SQLite would make it readable for everybody. Its log gets the same permissions.
  closeSync(openSync(file, 'a', 0o600));
  const database = new Database(file);
  try {
    require(database, 'journal_mode', 'WAL', 'wal');
    // Without FULL, the log is synced only at checkpoints, and a power failure would lose what was acknowledged.
    require(database, 'synchronous', 'FULL', 2);
    require(database, 'foreign_keys', 'ON', 1);
    // A page that many messages change is written to the database once for all of them; until then it is in the log.
    require(database, 'wal_autocheckpoint', String(CHECKPOINT_PAGES), CHECKPOINT_PAGES);
    require(database, 'journal_size_limit', String(MAX_IDLE_LOG_BYTES), MAX_IDLE_LOG_BYTES);
    require(database, 'cache_size', String(-CACHE_KIB), -CACHE_KIB);
    // What a savepoint needs to roll back is kept in memory, not in a file.
    require(database, 'temp_store', 'MEMORY', 2);
    migrate(database);
    database.control(`PRAGMA busy_timeout = ${WRITING_TIMEOUT_MS}`);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/** Sets a pragma and checks that it took effect: SQLite ignores what it cannot do. */
function require(database: Database, pragma: string, value: string, expected: string | number): void {
  database.get(`PRAGMA ${pragma} = ${value}`);
  const actual = database.get<Record<string, unknown>>(`PRAGMA ${pragma}`)?.[pragma];
  if (actual !== expected) throw new Error(`the database does not take ${pragma} = ${value}: ${String(actual)}`);
}

/** NUL ends a text in SQLite's C interface, and half a surrogate pair cannot be encoded as UTF-8. */
const NOT_STORABLE = /\0|\p{Surrogate}/gu;

/** Returns `text` as it comes back from the database: what cannot be stored becomes U+FFFD. */
export function storableText(text: string): string {
  return text.replace(NOT_STORABLE, '\ufffd');
}

function storable(values: readonly unknown[]): unknown[] {
  return values.map((value) => {
    if (typeof value === 'string') return storableText(value);
    // If the types were circumvented, this throws where libsql would abort the process.
    if (typeof value === 'boolean') throw new TypeError('a boolean cannot be bound');
    return value;
  });
}
