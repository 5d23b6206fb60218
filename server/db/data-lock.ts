import { join } from 'node:path';
import Libsql from 'libsql';

const LOCK_FILE = 'gateway.lock';

/**
 * Keeps a second gateway from using a data directory: each would believe that it knows who is online and who was told
 * what. The lock is SQLite's own on a file beside the database, so it ends with the process, in whatever way that ends.
 */
export class DataLock {
  readonly #connection: Libsql.Database;

  private constructor(connection: Libsql.Database) {
    this.#connection = connection;
  }

  /** Takes the lock. @throws {Error} if another process has it */
  static take(dataDir: string): DataLock {
    const connection = new Libsql(join(dataDir, LOCK_FILE));
    try {
      connection.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      connection.close();
      if (!isBusy(error)) throw error;
      throw new Error(`another openim-gateway is running on ${dataDir}; stop it, or choose another directory`, {
        cause: error,
      });
    }
    return new DataLock(connection);
  }

  release(): void {
    // The binding closes the file only when its memory is collected, so the lock is released first.
    this.#connection.exec('ROLLBACK');
    this.#connection.close();
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
}
