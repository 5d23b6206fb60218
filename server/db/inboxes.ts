import type { Database } from './database.js';

/** The place of a user's next copy in their inbox. */
export type InboxSlot = { inboxPk: number; seq: number };

/** The counter of each user's inbox: seq is contiguous from 1. */
export class Inboxes {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** A slot outside the sequence, for copies that were never sent. */
  aside(userID: string): InboxSlot {
    return { inboxPk: this.get(userID).inboxPk, seq: 0 };
  }

  get(userID: string): { inboxPk: number; lastSeq: number; seenSeq: number } {
    const row = this.#database.get<{ inbox_pk: number; last_seq: number; seen_seq: number }>(
      'SELECT inbox_pk, last_seq, seen_seq FROM inboxes WHERE user_id = ?',
      userID,
    );
    if (!row) throw new Error(`no inbox for ${userID}`);
    return { inboxPk: row.inbox_pk, lastSeq: row.last_seq, seenSeq: row.seen_seq };
  }

  /** Returns the keys of users' inboxes. */
  keysOf(userIDs: readonly string[]): Map<string, number> {
    const rows = this.#database.allAsJson<{ user_id: string; inbox_pk: number }>(
      'SELECT i.user_id, i.inbox_pk FROM json_each(?) u CROSS JOIN inboxes i ON i.user_id = u.value',
      ['user_id', 'inbox_pk'],
      JSON.stringify(userIDs),
    );
    return new Map(rows.map(({ user_id, inbox_pk }) => [user_id, inbox_pk]));
  }

  /** Records that the user has been told of everything up to `seq`. */
  markSeen(userID: string, seq: number): void {
    if (this.get(userID).seenSeq >= seq) return;
    this.#database.run('UPDATE inboxes SET seen_seq = ? WHERE user_id = ?', seq, userID);
  }
}
