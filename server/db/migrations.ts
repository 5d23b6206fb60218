import { batchedSearch } from './migrations/batched-search.js';
import { changedRecords } from './migrations/changed-records.js';
import { changes } from './migrations/changes.js';
import { filePlaces } from './migrations/file-places.js';
import { files } from './migrations/files.js';
import { groupReads } from './migrations/group-reads.js';
import { initialSchema } from './migrations/initial-schema.js';
import { messageSearch } from './migrations/message-search.js';
import { quotedMessages } from './migrations/quoted-messages.js';
import { support } from './migrations/support.js';
import { tokenExpiry } from './migrations/token-expiry.js';

/** The part of a database that a migration needs. */
export type Migratable = {
  readonly inTransaction: boolean;
  get(sql: string): unknown;
  control(sql: string): void;
};

/** ONLY APPEND: the index of a migration, from 1, is the version of the database it makes. */
const MIGRATIONS: readonly string[] = [
  initialSchema,
  messageSearch,
  groupReads,
  quotedMessages,
  files,
  batchedSearch,
  support,
  changes,
  filePlaces,
  tokenExpiry,
  changedRecords,
];

/** Brings a database to the newest version, each step in a transaction of its own. @throws {Error} for a newer one */
export function migrate(database: Migratable): void {
  const version = knownVersion(database);
  for (const [index, step] of MIGRATIONS.entries()) {
    if (index < version) continue;
    database.control('BEGIN IMMEDIATE');
    try {
      database.control(step);
      database.control(`PRAGMA user_version = ${index + 1}`);
      database.control('COMMIT');
    } catch (error) {
      if (database.inTransaction) database.control('ROLLBACK');
      throw error;
    }
  }
}

/** Returns a database's version. @throws {Error} if a newer program wrote it, because this one would not understand it */
export function knownVersion(database: Pick<Migratable, 'get'>): number {
  const row = database.get('PRAGMA user_version') as { user_version: number } | undefined;
  const version = row?.user_version ?? 0;
  if (version > MIGRATIONS.length) {
    throw new Error(
      `the database has version ${version}, written by a newer openim-gateway; this one knows up to ${MIGRATIONS.length}. ` +
        'Start the newer one, or restore a backup from before the upgrade.',
    );
  }
  return version;
}
