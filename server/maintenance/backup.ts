import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { prepareDataDir } from '../db/data-dir.js';
import { DataLock } from '../db/data-lock.js';
import { Database, DATABASE_FILE } from '../db/database.js';
import { knownVersion } from '../db/migrations.js';
import { FILES_DIRECTORY, isFileID } from '../files/file-vault.js';
import { findDamage } from './check.js';

/** Ending of a file that is still incomplete. */
const PARTIAL = '.part';
/** Uploads are stored in the backup in pieces of this size. */
const PIECE_BYTES = 1024 * 1024;

export type BackupSummary = { files: number; sizeBytes: number };

/**
 * Writes a consistent copy of the database, and of every uploaded file it knows, into the one file `target`. A gateway
 * may be running on the directory and is not blocked. The copy is itself an SQLite database, with the uploads in a table
 * of their own.
 *
 * @throws {Error} if there is no database, a newer program wrote it, or `target` exists or cannot be written
 */
export async function backUp(dataDir: string, target: string): Promise<BackupSummary> {
  const source = join(dataDir, DATABASE_FILE);
  if (!existsSync(source)) throw new Error(`there is no database in ${dataDir}`);
  if (existsSync(target)) throw new Error(`${target} already exists and will not be overwritten`);
  const partial = target + PARTIAL;
  await rm(partial, { force: true });
  try {
    const database = new Database(source, true);
    try {
      knownVersion(database);
      // Created first, so that only its owner can read it, like the data directory. SQLite writes into an empty file.
      await (await open(partial, 'wx', 0o600)).close();
      database.control(`VACUUM INTO '${partial.replaceAll("'", "''")}'`);
    } finally {
      database.close();
    }
    const files = await packFiles(partial, dataDir);
    await syncToDisk(partial);
    await rename(partial, target);
    await syncToDisk(dirname(resolve(target)));
    return { files, sizeBytes: (await stat(target)).size };
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/**
 * Creates a data directory from a backup. Never overwrites anything: an existing database has to be moved away first, with
 * its log. The database gets its final name last, so an interrupted restore can simply be repeated.
 *
 * @throws {Error} if `dataDir` has a database, the log of one, or a running gateway, or if `backup` is not a backup, is
 *   damaged, or was written by a newer program
 */
export async function restore(backup: string, dataDir: string): Promise<BackupSummary> {
  if (!existsSync(backup)) throw new Error(`there is no file ${backup}`);
  prepareDataDir(dataDir);
  const lock = DataLock.take(dataDir);
  const target = join(dataDir, DATABASE_FILE);
  const partial = target + PARTIAL;
  try {
    if (existsSync(target)) {
      throw new Error(`${dataDir} has a database; move it away first, or choose another directory with --data`);
    }
    // SQLite would write the log of a database that was moved away without it into the restored one.
    for (const log of [`${target}-wal`, `${target}-journal`]) {
      if (existsSync(log)) throw new Error(`${log} is part of another database; move it away first`);
    }
    // SQLite would undo in the new copy what an interrupted restoration did to an earlier one.
    await rm(`${partial}-journal`, { force: true });
    await copyFile(backup, partial);
    await chmod(partial, 0o600);
    const database = openBackup(partial, backup);
    let files: number;
    try {
      files = await unpackFiles(database, join(dataDir, FILES_DIRECTORY));
      renewEpoch(database);
      database.control('DROP TABLE backup_pieces; VACUUM');
    } finally {
      database.close();
    }
    const damage = await findDamage(partial, dataDir);
    if (damage.length > 0) throw new Error(`the backup is damaged: ${damage.join('; ')}`);
    await syncToDisk(partial);
    await rename(partial, target);
    await syncToDisk(dataDir);
    return { files, sizeBytes: (await stat(target)).size };
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  } finally {
    lock.release();
  }
}

/** Marks the database as a new one to clients, because they may know of changes that were made after the backup. */
function renewEpoch(database: Database): void {
  // A backup made by an older version gets its first epoch when a gateway opens it.
  if (!database.get("SELECT 1 FROM sqlite_schema WHERE name = 'database_epoch'")) return;
  database.control('UPDATE database_epoch SET epoch = lower(hex(randomblob(16)))');
}

/** Puts the uploads into the copy, whose rows say which there are. Removes the rows of files that are gone meanwhile. */
async function packFiles(copy: string, dataDir: string): Promise<number> {
  const database = new Database(copy);
  let packed = 0;
  try {
    // An interrupted copy is thrown away, so it needs no journal.
    database.get('PRAGMA journal_mode = OFF');
    database.control('PRAGMA foreign_keys = ON');
    database.control(
      `CREATE TABLE backup_pieces (
         file_id TEXT NOT NULL, position INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (file_id, position)
       ) STRICT`,
    );
    database.control('BEGIN');
    for (const file_id of fileIDsOf(database)) {
      if (await packFile(database, file_id, join(dataDir, FILES_DIRECTORY, file_id))) packed++;
      else database.run('DELETE FROM files WHERE file_id = ?', file_id);
    }
    database.control('COMMIT');
  } finally {
    database.close();
  }
  return packed;
}

async function packFile(database: Database, fileID: string, path: string): Promise<boolean> {
  const file = await open(path).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (!file) return false;
  try {
    const piece = Buffer.alloc(PIECE_BYTES);
    // An empty file has one piece, too, which shows that the file existed.
    for (let position = 0, isEnd = false; !isEnd; position++) {
      const { bytesRead } = await file.read(piece, 0, PIECE_BYTES);
      isEnd = bytesRead < PIECE_BYTES;
      const bytes = piece.subarray(0, bytesRead);
      database.run('INSERT INTO backup_pieces VALUES (?, ?, ?)', fileID, position, bytes);
    }
  } finally {
    await file.close();
  }
  return true;
}

async function unpackFiles(database: Database, directory: string): Promise<number> {
  await mkdir(directory, { recursive: true });
  const fileIDs = fileIDsOf(database);
  for (const fileID of fileIDs) {
    if (!isFileID(fileID)) throw new Error(`the backup is damaged: ${fileID} is not the name of an upload`);
    const file = await open(join(directory, fileID), 'w', 0o600);
    try {
      for (let position = 0; ; position++) {
        const piece = database.get<{ bytes: Uint8Array }>(
          'SELECT bytes FROM backup_pieces WHERE file_id = ? AND position = ?',
          fileID,
          position,
        );
        if (!piece) break;
        await file.writeFile(piece.bytes);
      }
      await file.sync();
    } finally {
      await file.close();
    }
  }
  await syncToDisk(directory);
  return fileIDs.length;
}

/** Opens a backup. @throws {Error} if the file is not a backup of this gateway, or a newer program wrote it */
function openBackup(copy: string, name: string): Database {
  const database = new Database(copy);
  try {
    knownVersion(database);
    database.get('SELECT 1 FROM backup_pieces LIMIT 1');
    return database;
  } catch (error) {
    database.close();
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Error(`${name} is not a backup of openim-gateway`, { cause: error });
  }
}

/** Databases written before uploads existed have no such table. */
function fileIDsOf(database: Database): string[] {
  if (!database.get("SELECT 1 FROM sqlite_master WHERE name = 'files'")) return [];
  return database.all<{ file_id: string }>('SELECT file_id FROM files').map(({ file_id }) => file_id);
}

async function syncToDisk(path: string): Promise<void> {
  const file = await open(path);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
