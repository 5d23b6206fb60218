import type { Author, ClearedConversation, ConversationTarget } from '../../src/protocol/index.js';
import { typeAndID } from './conversation-record.js';
import type { Database } from './database.js';

/** Which part of a user's data has changed, not how. */
export type Change =
  | { readonly kind: 'message'; readonly messagePk: number }
  | { readonly kind: 'clear'; readonly conversationPk: number };

/** A change with its number. A change of an author's name or face concerns everybody who may have messages of theirs. */
export type NumberedChange = { readonly number: number } & (
  Change | { readonly kind: 'author'; readonly userID: string }
);

/** A change of the data of an inbox's owner. */
export type OwnedChange = { readonly inboxPk: number; readonly change: Change };

/** The changes of a user's data between two numbers, the first one excluded. */
export type ChangeSpan = { readonly afterChange: number; readonly change: number };

/** In place of an inbox, for changes that concern everybody who has messages of the author. */
const EVERYBODY = 0;

/** Numbers the changes to data that users already have, so that a client can ask for those it missed. */
export class Changes {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Returns the ID of the database to which the numbers of changes, and the seqs of inboxes, belong. */
  epoch(): string {
    const row = this.#database.get<{ epoch: string }>('SELECT epoch FROM database_epoch');
    if (!row) throw new Error('the database has no epoch');
    return row.epoch;
  }

  /** Returns the number of the latest change of all. */
  last(): number {
    const sql = 'SELECT max(change_pk) AS number FROM changes';
    return this.#database.get<{ number: number | null }>(sql)?.number ?? 0;
  }

  /**
   * Gives changes new numbers. Something that changes again loses its old number.
   *
   * @returns the spans of those of the inboxes that are in `toldPks`, in their order
   */
  note(changes: readonly OwnedChange[], toldPks: readonly number[]): ChangeSpan[] {
    const before = this.#newestOf(toldPks);
    const rows = changes.map(({ inboxPk, change }) => [
      inboxPk,
      change.kind,
      change.kind === 'message' ? change.messagePk : change.conversationPk,
    ]);
    this.#database.run(
      `INSERT OR REPLACE INTO changes (inbox_pk, kind, ref)
       SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)`,
      JSON.stringify(rows),
    );
    const after = this.#newestOf(toldPks);
    return after.map((change, index) => ({ afterChange: before[index] ?? 0, change }));
  }

  /** Notes that a user's name or face has changed. */
  noteAuthor(userID: string): void {
    this.#database.run(
      "INSERT OR REPLACE INTO changes (inbox_pk, kind, ref) VALUES (?, 'author', ?)",
      EVERYBODY,
      userID,
    );
  }

  /** Returns the oldest `limit` changes after a number that may concern the owner of the inbox. */
  after(inboxPk: number, number: number, limit: number): NumberedChange[] {
    const select = `SELECT change_pk, kind, ref FROM changes WHERE inbox_pk = ? AND change_pk > ?
      ORDER BY change_pk LIMIT ?`;
    return this.#database
      .all<ChangeRow>(
        `SELECT * FROM (${select}) UNION ALL SELECT * FROM (${select}) ORDER BY change_pk LIMIT ?`,
        ...[inboxPk, number, limit],
        ...[EVERYBODY, number, limit],
        limit,
      )
      .map(numbered);
  }

  /** Returns an author as their messages show them, if the viewer may have any, having ever shared a chat with them. */
  author(userID: string, viewerID: string): Author | undefined {
    return this.#database.get<Author>(
      `SELECT u.user_id AS userID, u.nickname, u.face_url AS faceURL FROM users u
       WHERE u.user_id = ?1 AND (?1 = ?2
         OR EXISTS (SELECT 1 FROM conversations c
           WHERE c.owner_id = ?2 AND c.conversation_type = 1 AND c.target_id = ?1)
         OR EXISTS (SELECT 1 FROM conversations mine JOIN conversations theirs
             ON theirs.owner_id = ?1 AND theirs.conversation_id = mine.conversation_id
           WHERE mine.owner_id = ?2 AND mine.conversation_type = 2))`,
      userID,
      viewerID,
    );
  }

  /** Returns who has or had a conversation with a user or group, and so may have messages of theirs. */
  acquaintancesIn(target: ConversationTarget): string[] {
    return this.#database
      .all<{ owner_id: string }>(
        'SELECT owner_id FROM conversations WHERE conversation_type = ? AND target_id = ?',
        ...typeAndID(target),
      )
      .map((row) => row.owner_id);
  }

  /** Returns up to when conversations were cleared by their owner, and whether they are off the owner's list. */
  cleared(conversationPks: readonly number[]): ClearedConversation[] {
    const rows = this.#database.allAsJson<ClearedRow>(
      `SELECT c.conversation_id, c.cleared_time_ms, c.latest_send_time_ms FROM json_each(?) p
       CROSS JOIN conversations c ON c.conversation_pk = p.value`,
      ['conversation_id', 'cleared_time_ms', 'latest_send_time_ms'],
      JSON.stringify(conversationPks),
    );
    return rows.map(({ conversation_id, cleared_time_ms, latest_send_time_ms }) => ({
      conversationID: conversation_id,
      clearedTime: cleared_time_ms,
      isHidden: latest_send_time_ms === 0,
    }));
  }

  /** Returns the number of the latest change of each inbox, 0 without any. */
  #newestOf(inboxPks: readonly number[]): number[] {
    if (inboxPks.length === 0) return [];
    const rows = this.#database.allAsJson<{ number: number }>(
      `SELECT coalesce((SELECT max(change_pk) FROM changes WHERE inbox_pk = i.value), 0) AS number
       FROM json_each(?) i ORDER BY i.key`,
      ['number'],
      JSON.stringify(inboxPks),
    );
    return rows.map(({ number }) => number);
  }
}

type ChangeRow = { change_pk: number; kind: NumberedChange['kind']; ref: number | string };
type ClearedRow = { conversation_id: string; cleared_time_ms: number; latest_send_time_ms: number };

function numbered({ change_pk: number, kind, ref }: ChangeRow): NumberedChange {
  switch (kind) {
    case 'message':
      return { number, kind, messagePk: Number(ref) };
    case 'clear':
      return { number, kind, conversationPk: Number(ref) };
    case 'author':
      return { number, kind, userID: String(ref) };
  }
}
