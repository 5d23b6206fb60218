import { FIRST_NOTIFICATION_TYPE } from '../../src/protocol/index.js';
import type { Database } from './database.js';

/** An unread copy of a message, and where its author has theirs. */
export type UnreadCopy = {
  readonly messagePk: number;
  readonly clientMsgID: string;
  readonly sendID: string;
  readonly sendTimeMs: number;
  /** The author's conversation, null if they have none, and its latest message. */
  readonly authorsPk: number | null;
  readonly authorsLatestPk: number | null;
};

/** From somebody else, and neither a notification nor inserted locally. */
const SELECT_UNREAD = `SELECT m.message_pk AS messagePk, m.client_msg_id AS clientMsgID, m.send_id AS sendID,
    m.send_time_ms AS sendTimeMs, a.conversation_pk AS authorsPk, a.latest_message_pk AS authorsLatestPk
  FROM json_each(?) l CROSS JOIN messages m ON m.client_msg_id = l.value
  CROSS JOIN copies k ON k.conversation_pk = ? AND k.send_time_ms = m.send_time_ms AND k.message_pk = m.message_pk
  LEFT JOIN conversations a ON a.owner_id = m.send_id AND a.conversation_id = ?
  WHERE k.is_read = 0 AND k.seq > 0 AND m.send_id <> ? AND m.content_type < ${FIRST_NOTIFICATION_TYPE}
  ORDER BY l.key`;
const UNREAD_COLUMNS = [
  'messagePk',
  'clientMsgID',
  'sendID',
  'sendTimeMs',
  'authorsPk',
  'authorsLatestPk',
] as const;

/** Who has read what, for many messages in a few statements. */
export class ReadMarks {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /**
   * Returns the unread ones of the messages in a conversation of the reader, in the order asked for, each once.
   *
   * @param authorsConversationID under which the authors have the chat
   */
  unread(
    readerID: string,
    conversationPk: number,
    authorsConversationID: string,
    clientMsgIDs: readonly string[],
  ): UnreadCopy[] {
    return this.#database.allAsJson<UnreadCopy>(
      SELECT_UNREAD,
      UNREAD_COLUMNS,
      JSON.stringify([...new Set(clientMsgIDs)]),
      conversationPk,
      authorsConversationID,
      readerID,
    );
  }

  /** Marks the copies in the reader's conversation, and those of their authors, as read. */
  mark(conversationPk: number, copies: readonly UnreadCopy[], readTimeMs: number): void {
    const places = copies.flatMap(({ messagePk, sendTimeMs, authorsPk }) => [
      [conversationPk, sendTimeMs, messagePk],
      ...(authorsPk === null ? [] : [[authorsPk, sendTimeMs, messagePk]]),
    ]);
    this.#database.run(
      `UPDATE copies SET is_read = 1, read_time_ms = ? WHERE (conversation_pk, send_time_ms, message_pk) IN (
         SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?))`,
      readTimeMs,
      JSON.stringify(places),
    );
  }

  /** Records that somebody read group messages. */
  addReader(copies: readonly UnreadCopy[], userID: string, readTimeMs: number): void {
    this.#database.run(
      `INSERT INTO group_reads (message_pk, user_id, read_time_ms) SELECT value, ?, ? FROM json_each(?) WHERE true
       ON CONFLICT DO NOTHING`,
      userID,
      readTimeMs,
      JSON.stringify(copies.map(({ messagePk }) => messagePk)),
    );
  }
}
