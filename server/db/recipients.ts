import { conversationIDOf, type GroupAtType, type MessageStatus, type OptType } from '../../src/protocol/index.js';
import { typeAndID } from './conversation-record.js';
import type { Database } from './database.js';
import type { MessageRow } from './message-rows.js';
import { chatIDs, filedUnder } from './messages.js';

/** Somebody who may get a copy of a message: their inbox, and their record of the chat. */
export type Recipient = {
  readonly userID: string;
  readonly inboxPk: number;
  /** The seq of the copy they get next. */
  readonly nextSeq: number;
  readonly conversationPk: number;
  /** Whether the record was created for this message. */
  readonly isNew: boolean;
  readonly recvMsgOpt: OptType;
  readonly groupAtType: GroupAtType;
  readonly latestSendTimeMs: number;
};

/** Where a copy goes. */
type Place = Pick<Recipient, 'inboxPk' | 'conversationPk'>;
type StoredAt = Pick<MessageRow, 'message_pk' | 'send_time_ms'>;

type Row = {
  user_id: string;
  inbox_pk: number;
  last_seq: number;
  conversation_pk: number | null;
  recv_opt: OptType;
  group_at_type: GroupAtType;
  latest_send_time_ms: number;
};

/** For the users in a JSON list. In a single chat, author and receiver have different conversationIDs. */
const SELECT_RECIPIENTS = `SELECT i.user_id, i.inbox_pk, i.last_seq, c.conversation_pk, c.recv_opt, c.group_at_type,
    c.latest_send_time_ms
  FROM json_each(?1) u CROSS JOIN inboxes i ON i.user_id = u.value
  LEFT JOIN conversations c ON c.owner_id = i.user_id
    AND c.conversation_id = CASE i.user_id WHEN ?2 THEN ?3 ELSE ?4 END`;
const COLUMNS = [
  'user_id',
  'inbox_pk',
  'last_seq',
  'conversation_pk',
  'recv_opt',
  'group_at_type',
  'latest_send_time_ms',
] as const;

/** Stores a message with all who get it, in a few statements, however many they are. */
export class Recipients {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Returns the users with their records of the message's chat, which are created where there is none. */
  of(message: MessageRow, userIDs: readonly string[]): Recipient[] {
    const rows = this.#rows(message, userIDs);
    const without = rows.filter(({ conversation_pk }) => conversation_pk === null).map(({ user_id }) => user_id);
    if (without.length === 0) return rows.map((row) => recipient(row, false));
    this.#createRecords(message, without);
    const created = new Set(without);
    return this.#rows(message, userIDs).map((row) => recipient(row, created.has(row.user_id)));
  }

  /** Gives each a copy with the next seq of their inbox. */
  addCopies(message: StoredAt, recipients: readonly Place[], status: MessageStatus): void {
    this.#database.run(
      'UPDATE inboxes SET last_seq = last_seq + 1 WHERE inbox_pk IN (SELECT value FROM json_each(?))',
      JSON.stringify(recipients.map(({ inboxPk }) => inboxPk)),
    );
    this.#database.run(
      `INSERT INTO copies (conversation_pk, send_time_ms, message_pk, inbox_pk, seq, status)
       SELECT c.conversation_pk, ?, ?, i.inbox_pk, i.last_seq, ? FROM json_each(?) k
       CROSS JOIN conversations c ON c.conversation_pk = k.value JOIN inboxes i ON i.user_id = c.owner_id`,
      message.send_time_ms,
      message.message_pk,
      status,
      keys(recipients),
    );
  }

  /** Makes the message the latest of the chat. If it counts as unread, it does so for all but its author. */
  setLatest(message: StoredAt & Pick<MessageRow, 'send_id'>, recipients: readonly Place[], counts: boolean): void {
    this.#database.run(
      `UPDATE conversations SET latest_message_pk = ?, latest_send_time_ms = ?,
         unread_count = unread_count + (? AND owner_id <> ?)
       WHERE conversation_pk IN (SELECT value FROM json_each(?))`,
      message.message_pk,
      message.send_time_ms,
      counts ? 1 : 0,
      message.send_id,
      keys(recipients),
    );
  }

  #rows(message: MessageRow, userIDs: readonly string[]): Row[] {
    return this.#database.allAsJson<Row>(
      SELECT_RECIPIENTS,
      COLUMNS,
      JSON.stringify(userIDs),
      message.send_id,
      ...chatIDs(message),
    );
  }

  #createRecords(message: MessageRow, userIDs: readonly string[]): void {
    const authors = userIDs.filter((userID) => userID === message.send_id);
    const others = userIDs.filter((userID) => userID !== message.send_id);
    for (const ownerIDs of [authors, others]) {
      const [someone] = ownerIDs;
      if (someone === undefined) continue;
      const target = filedUnder(message, someone);
      this.#database.run(
        `INSERT INTO conversations (owner_id, conversation_id, conversation_type, target_id)
         SELECT value, ?, ?, ? FROM json_each(?)`,
        conversationIDOf(target),
        ...typeAndID(target),
        JSON.stringify(ownerIDs),
      );
    }
  }
}

function keys(recipients: readonly Place[]): string {
  return JSON.stringify(recipients.map(({ conversationPk }) => conversationPk));
}

function recipient(row: Row, isNew: boolean): Recipient {
  if (row.conversation_pk === null) throw new Error(`no conversation was made for ${row.user_id}`);
  return {
    userID: row.user_id,
    inboxPk: row.inbox_pk,
    nextSeq: row.last_seq + 1,
    conversationPk: row.conversation_pk,
    isNew,
    recvMsgOpt: row.recv_opt,
    groupAtType: row.group_at_type,
    latestSendTimeMs: row.latest_send_time_ms,
  };
}
