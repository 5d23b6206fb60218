import { ContentType, elementsOfContent } from '../../src/protocol/index.js';
import type { Database } from './database.js';
import { fileIDsOf } from './file-places.js';
import type { NewMessage } from './new-message.js';

export type FileRow = {
  file_id: string;
  owner_id: string;
  name: string;
  type: string;
  size_bytes: number;
  uploaded_at_ms: number;
};

/** The result of one step of the sweep. */
export type SweptFiles = {
  readonly forgotten: readonly string[];
  /** ID of the last file examined; undefined if there was none. */
  readonly lastID: string | undefined;
};

const SELECT_UNUSED = `SELECT f.file_id, f.uploaded_at_ms < ?
    AND NOT EXISTS (SELECT 1 FROM file_uses u WHERE u.file_id = f.file_id)
    AND NOT EXISTS (SELECT 1 FROM file_places p WHERE p.file_id = f.file_id) AS is_unused
  FROM files f WHERE f.file_id > ? ORDER BY f.file_id LIMIT ?`;

/** Uploaded files, and which messages carry them. */
export class Files {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  get(fileID: string): FileRow | undefined {
    return this.#database.get<FileRow>('SELECT * FROM files WHERE file_id = ?', fileID);
  }

  totalBytesOf(ownerID: string): number {
    const row = this.#database.get<{ total: number }>(
      'SELECT coalesce(sum(size_bytes), 0) AS total FROM files WHERE owner_id = ?',
      ownerID,
    );
    return row?.total ?? 0;
  }

  allIDs(): Set<string> {
    const rows = this.#database.all<Pick<FileRow, 'file_id'>>('SELECT file_id FROM files');
    return new Set(rows.map(({ file_id }) => file_id));
  }

  add(row: FileRow): void {
    this.#database.run(
      'INSERT INTO files (file_id, owner_id, name, type, size_bytes, uploaded_at_ms) VALUES (?, ?, ?, ?, ?, ?)',
      row.file_id,
      row.owner_id,
      row.name,
      row.type,
      row.size_bytes,
      row.uploaded_at_ms,
    );
  }

  /** Records the files that a sent message carries: they are kept until it is revoked. */
  hold(message: Pick<NewMessage, 'clientMsgID' | 'contentType' | 'content'>): void {
    for (const fileID of fileIDsIn(message)) {
      this.#database.run(
        `INSERT OR IGNORE INTO file_uses (message_pk, file_id)
         SELECT m.message_pk, f.file_id FROM messages m, files f WHERE m.client_msg_id = ? AND f.file_id = ?`,
        message.clientMsgID,
        fileID,
      );
    }
  }

  /**
   * Forgets unused files, among the next `limit` files behind `afterFileID` in the order of their IDs: those that were
   * uploaded before `beforeMs` and that nothing refers to, no message, profile, group or draft.
   */
  forgetUnused(beforeMs: number, afterFileID: string, limit: number): SweptFiles {
    const rows = this.#database.all<Pick<FileRow, 'file_id'> & { is_unused: number }>(
      SELECT_UNUSED,
      beforeMs,
      afterFileID,
      limit,
    );
    const forgotten = rows.filter(({ is_unused }) => is_unused === 1).map(({ file_id }) => file_id);
    for (const fileID of forgotten) this.#database.run('DELETE FROM files WHERE file_id = ?', fileID);
    return { forgotten, lastID: rows.at(-1)?.file_id };
  }

  /**
   * Forgets the files that no message carries any more now that one is revoked; returns their IDs. A file that its owner
   * never sent, such as a picture of themselves, is not forgotten: otherwise others could remove it by sending its address
   * and revoking the message.
   */
  release(revokedMessagePk: number): string[] {
    const rows = this.#database.all<Pick<FileRow, 'file_id'>>(
      `SELECT f.file_id FROM file_uses used JOIN files f ON f.file_id = used.file_id
       WHERE used.message_pk = ?
         AND NOT EXISTS (SELECT 1 FROM file_uses u JOIN messages m ON m.message_pk = u.message_pk
                         WHERE u.file_id = f.file_id AND m.revoked_at_ms IS NULL)
         AND EXISTS (SELECT 1 FROM file_uses u JOIN messages m ON m.message_pk = u.message_pk
                     WHERE u.file_id = f.file_id AND m.send_id = f.owner_id)`,
      revokedMessagePk,
    );
    for (const { file_id } of rows) this.#database.run('DELETE FROM files WHERE file_id = ?', file_id);
    return rows.map(({ file_id }) => file_id);
  }
}

/** Returns the files that a message carries. A quote does not keep its file, which goes when the original is revoked. */
function fileIDsIn({ contentType, content }: Pick<NewMessage, 'contentType' | 'content'>): Set<string> {
  if (!content.includes('files')) return new Set();
  const own =
    contentType === ContentType.Quote || contentType === ContentType.At ? ownText(contentType, content) : content;
  return new Set(fileIDsOf(own));
}

function ownText(contentType: number, content: string): string {
  const { quoteElem, atElem } = elementsOfContent(contentType, content, '');
  return contentType === ContentType.Quote ? quoteElem.text : atElem.text;
}
