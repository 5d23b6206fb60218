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

  /** Takes the lock. @throws {Error} if another process has it, or the file is not one of this class */
  static take(dataDir: string): DataLock {
    const file = join(dataDir, LOCK_FILE);
    const connection = new Libsql(file);
    try {
      connection.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      connection.close();
      throw new Error(reasonOf(error, dataDir, file), { cause: error });
    }
    return new DataLock(connection);
  }

  release(): void {
    // The binding closes the file only when its memory is collected, so the lock is released first.
    this.#connection.exec('ROLLBACK');
    this.#connection.close();
  }
}

function reasonOf(error: unknown, dataDir: string, file: string): string {
  const { code, message } = error as Error & { code?: unknown };
  switch (code) {
    case 'SQLITE_BUSY':
      return `another openim-gateway is running on ${dataDir}; stop it, or choose another directory`;
    case 'SQLITE_NOTADB':
      return `${file} is damaged; it holds no data, so delete it, unless a gateway is running on ${dataDir}`;
    default:
      return `cannot lock ${file}: ${message}`;
  }
}
