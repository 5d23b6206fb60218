import type { Database } from './database.js';

/** The place of a user's next copy in their inbox. */
export type InboxSlot = { inboxPk: number; seq: number };

/** The counter of each user's inbox: seq is contiguous from 1. */
export class Inboxes {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Takes the next seq of the user's inbox. */
  next(userID: string): InboxSlot {
    const row = this.#database.write<{ inbox_pk: number; last_seq: number }>(
      'UPDATE inboxes SET last_seq = last_seq + 1 WHERE user_id = ? RETURNING inbox_pk, last_seq',
      userID,
    );
    if (!row) throw new Error(`no inbox for ${userID}`);
    return { inboxPk: row.inbox_pk, seq: row.last_seq };
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

  /** Records that the user has been told of everything up to `seq`. */
  markSeen(userID: string, seq: number): void {
    if (this.get(userID).seenSeq >= seq) return;
    this.#database.run('UPDATE inboxes SET seen_seq = ? WHERE user_id = ?', seq, userID);
  }
}
