import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Database, DATABASE_FILE } from '../db/database.js';
import { knownVersion } from '../db/migrations.js';
import { FILES_DIRECTORY } from '../files/file-vault.js';

type Inbox = { user_id: string; last_seq: number; copies: number; newest: number };
type StoredFile = { file_id: string; size_bytes: number };

/**
 * Checks a data directory. Resolves to one sentence for each thing that is damaged, to none if it is sound. A gateway may
 * be running on it.
 *
 * @throws {Error} if there is no database, or a newer program wrote it
 */
export function checkData(dataDir: string): Promise<string[]> {
  const file = join(dataDir, DATABASE_FILE);
  if (!existsSync(file)) throw new Error(`there is no database in ${dataDir}`);
  return findDamage(file, dataDir);
}

/** Like {@link checkData}, for a database file with another name. */
export async function findDamage(databaseFile: string, dataDir: string): Promise<string[]> {
  const database = new Database(databaseFile, true);
  try {
    knownVersion(database);
    // One transaction, so that all queries see the same snapshot, whatever a running gateway writes meanwhile.
    database.control('BEGIN');
    const damage = [...brokenPages(database), ...brokenReferences(database), ...brokenInboxes(database)];
    const files = storedFiles(database);
    database.control('COMMIT');
    return [...damage, ...(await brokenFiles(database, files, join(dataDir, FILES_DIRECTORY)))];
  } catch (error) {
    if (isUnreadable(error)) return [`database: ${error.message}`];
    throw error;
  } finally {
    database.close();
  }
}

function brokenPages(database: Database): string[] {
  return database
    .all<{ integrity_check: string }>('PRAGMA integrity_check')
    .map(({ integrity_check }) => integrity_check)
    .filter((text) => text !== 'ok')
    .map((text) => `database: ${text}`);
}

function brokenReferences(database: Database): string[] {
  return database
    .all<{ table: string; parent: string }>('PRAGMA foreign_key_check')
    .map(({ table, parent }) => `database: a row of ${table} refers to one of ${parent} that is not there`);
}

function brokenInboxes(database: Database): string[] {
  return database
    .all<Inbox>(
      `SELECT i.user_id, i.last_seq, count(k.seq) AS copies, coalesce(max(k.seq), 0) AS newest
       FROM inboxes i LEFT JOIN copies k ON k.inbox_pk = i.inbox_pk AND k.seq > 0 GROUP BY i.inbox_pk`,
    )
    .filter(({ last_seq, copies, newest }) => copies !== last_seq || newest !== last_seq)
    .map(
      ({ user_id, last_seq, copies, newest }) =>
        `inbox of ${user_id}: should hold 1 to ${last_seq}, has ${copies} up to ${newest}`,
    );
}

function storedFiles(database: Database): StoredFile[] {
  if (!database.get("SELECT 1 FROM sqlite_master WHERE name = 'files'")) return [];
  return database.all<StoredFile>('SELECT file_id, size_bytes FROM files');
}

async function brokenFiles(
  database: Database,
  files: readonly StoredFile[],
  directory: string,
): Promise<string[]> {
  const damage: string[] = [];
  for (const { file_id, size_bytes } of files) {
    const found = await stat(join(directory, file_id)).catch(() => undefined);
    if (found?.size === size_bytes) continue;
    // The file was deleted during the check, when its message was revoked.
    if (!database.get('SELECT 1 FROM files WHERE file_id = ?', file_id)) continue;
    damage.push(`file ${file_id}: ${found ? `has ${found.size} of ${size_bytes} bytes` : 'is missing'}`);
  }
  return damage;
}

/** Returns whether SQLite cannot read the database at all. */
function isUnreadable(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code));
}
