import {
  ContentType,
  conversationIDOf,
  contentWithoutQuoted,
  MessageStatus,
  revokedQuote,
  type ConversationTarget,
  type RevokedQuote,
} from '../../src/protocol/index.js';
import { partsOf } from '../parts.js';
import type { Database } from './database.js';
import type { InboxSlot } from './inboxes.js';
import { inParts, pageOf, ROWS_AT_ONCE } from './message-pages.js';
import { accepted, authored, type Acceptance, type NewMessage } from './new-message.js';
import type { CopyPlace, MessageRow, StoredMessage } from './message-rows.js';
import {
  SELECT_LISTED,
  SELECT_STORED,
  STORED_COLUMNS,
  STORED_JOINS,
  STORED_MEMBERS,
  VISIBLE,
} from './stored-columns.js';

/**
 * A copy beyond a seq. Of two lower bounds, SQLite finds the start by the first and tests every row for the second, which
 * only makes the partial index usable. In the other order, it would walk through the whole inbox.
 */
export const BEYOND_SEQ = 'k.seq > ? AND k.seq > 0';

/** A copy, and up to when its conversation is cleared. */
export type OwnedCopy = StoredMessage & { readonly cleared_time_ms: number };

/** For the messages in a JSON list, in its order. */
const SELECT_OWNED = `SELECT ${STORED_COLUMNS}, c.cleared_time_ms
  FROM json_each(?1) p CROSS JOIN messages m ON m.message_pk = p.value
  CROSS JOIN conversations c ON c.owner_id = ?2 AND c.conversation_id = CASE
    WHEN m.group_id <> '' THEN 'group_' || m.group_id
    WHEN m.send_id = ?2 THEN 'single_' || m.recv_id
    ELSE 'single_' || m.send_id END
  CROSS JOIN copies k ON k.conversation_pk = c.conversation_pk AND k.send_time_ms = m.send_time_ms
    AND k.message_pk = m.message_pk
  LEFT JOIN users u ON u.user_id = m.send_id ORDER BY p.key`;
const OWNED_MEMBERS = [...STORED_MEMBERS, 'cleared_time_ms'] as const;

/** Message bodies, and each owner's copies of them. */
export class Messages {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Returns the body with this ID, whoever has copies of it. */
  find(clientMsgID: string): MessageRow | undefined {
    return this.#database.get<MessageRow>('SELECT * FROM messages WHERE client_msg_id = ?', clientMsgID);
  }

  /** Returns the keys and times of those of the messages that exist, in the order asked for, each once. */
  places(clientMsgIDs: readonly string[]): Omit<CopyPlace, 'conversation_pk'>[] {
    return this.#database.allAsJson(
      `SELECT m.message_pk, m.send_time_ms FROM json_each(?) l CROSS JOIN messages m ON m.client_msg_id = l.value
       ORDER BY l.key`,
      ['message_pk', 'send_time_ms'],
      JSON.stringify([...new Set(clientMsgIDs)]),
    );
  }

  /** Returns a user's copies of messages, in whatever state, in the order asked for. */
  copiesOf(ownerID: string, messagePks: readonly number[]): OwnedCopy[] {
    return partsOf(messagePks, ROWS_AT_ONCE).flatMap((part) =>
      this.#database.allAsJson<OwnedCopy>(SELECT_OWNED, OWNED_MEMBERS, JSON.stringify(part), ownerID),
    );
  }

  /** Returns the copy of a message in one conversation, in whatever state. */
  copyOf(
    conversationPk: number,
    message: Pick<MessageRow, 'message_pk' | 'send_time_ms'>,
  ): StoredMessage | undefined {
    return this.#database.get<StoredMessage>(
      `${SELECT_STORED} WHERE k.conversation_pk = ? AND k.send_time_ms = ? AND k.message_pk = ?`,
      conversationPk,
      message.send_time_ms,
      message.message_pk,
    );
  }

  /** Stores a body and returns its key. The clientMsgID must be free. */
  insert(message: NewMessage, acceptance: Acceptance): number {
    const row = this.#database.write<{ message_pk: number }>(
      `INSERT INTO messages (client_msg_id, send_id, recv_id, group_id, content_type, content, msg_from, platform_id,
         offline_push, attached_info, ex, source_send_time_ms, create_time_ms,
         server_msg_id, send_time_ms, status, member_count)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING message_pk`,
      ...authored(message),
      message.createTimeMs,
      ...accepted(acceptance),
    );
    if (!row) throw new Error('the insert returned no key');
    return row.message_pk;
  }

  /** Replaces a failed message by another attempt, whose row it returns; the createTime stays. */
  replace(messagePk: number, message: NewMessage, acceptance: Acceptance): MessageRow {
    const row = this.#database.write<MessageRow>(
      `UPDATE messages SET client_msg_id = ?, send_id = ?, recv_id = ?, group_id = ?, content_type = ?, content = ?,
         msg_from = ?, platform_id = ?, offline_push = ?, attached_info = ?, ex = ?, source_send_time_ms = ?,
         server_msg_id = ?, send_time_ms = ?, status = ?, member_count = ?
       WHERE message_pk = ? RETURNING *`,
      ...authored(message),
      ...accepted(acceptance),
      messagePk,
    );
    if (!row) throw new Error('there is no message to replace');
    return row;
  }

  addCopy(
    conversationPk: number,
    sendTimeMs: number,
    messagePk: number,
    slot: InboxSlot,
    status: MessageStatus,
  ): void {
    this.#database.run(
      `INSERT INTO copies (conversation_pk, send_time_ms, message_pk, inbox_pk, seq, status) VALUES (?, ?, ?, ?, ?, ?)`,
      conversationPk,
      sendTimeMs,
      messagePk,
      slot.inboxPk,
      slot.seq,
      status,
    );
  }

  removeCopy({ conversation_pk, send_time_ms, message_pk }: StoredMessage): void {
    this.#database.run(
      'DELETE FROM copies WHERE conversation_pk = ? AND send_time_ms = ? AND message_pk = ?',
      conversation_pk,
      send_time_ms,
      message_pk,
    );
  }

  deleteCopy({ conversation_pk, send_time_ms, message_pk }: StoredMessage): void {
    this.#database.run(
      `UPDATE copies SET status = ${MessageStatus.Deleted}
       WHERE conversation_pk = ? AND send_time_ms = ? AND message_pk = ?`,
      conversation_pk,
      send_time_ms,
      message_pk,
    );
  }

  /** Returns what a quote of a revoked message says to the owner of a conversation with a copy of the message. */
  revokedQuoteIn(conversationPk: number, original: MessageRow): RevokedQuote {
    const { client_msg_id: clientMsgID, send_time_ms } = original;
    // A notice that replaces the message has the message's time.
    const notice = this.#database.get<Pick<MessageRow, 'content'>>(
      `SELECT m.content FROM copies k JOIN messages m ON m.message_pk = k.message_pk
       WHERE k.conversation_pk = ? AND k.send_time_ms = ? AND m.content_type = ${ContentType.AdvancedRevokeNotice}`,
      conversationPk,
      send_time_ms,
    );
    if (!notice) return revokedQuote(clientMsgID);
    return { clientMsgID, contentType: ContentType.AdvancedRevokeNotice, content: notice.content };
  }

  /** Hides the body from everybody who has a copy. */
  revoke(messagePk: number, nowMs: number): void {
    this.#database.run('UPDATE messages SET revoked_at_ms = ? WHERE message_pk = ?', nowMs, messagePk);
  }

  /** Returns the newest `limit` visible copies older than `beforeMs`, newest first; fewer if they are too long for an answer. */
  page(conversationPk: number, clearedMs: number, beforeMs: number, limit: number): StoredMessage[] {
    return pageOf(limit, (last, count) =>
      this.#database.allAsJson<StoredMessage>(
        `${SELECT_STORED} WHERE k.conversation_pk = ? AND k.send_time_ms > ? AND k.send_time_ms < ? AND ${VISIBLE}
         ORDER BY k.send_time_ms DESC LIMIT ?`,
        STORED_MEMBERS,
        conversationPk,
        clearedMs,
        last?.send_time_ms ?? beforeMs,
        count,
      ),
    );
  }

  /** Returns the oldest `limit` visible copies newer than `afterMs`, oldest first; fewer if they are too long for an answer. */
  pageAfter(conversationPk: number, clearedMs: number, afterMs: number, limit: number): StoredMessage[] {
    return pageOf(limit, (last, count) =>
      this.#database.allAsJson<StoredMessage>(
        `${SELECT_STORED} WHERE k.conversation_pk = ? AND k.send_time_ms > ? AND ${VISIBLE}
         ORDER BY k.send_time_ms LIMIT ?`,
        STORED_MEMBERS,
        conversationPk,
        last?.send_time_ms ?? Math.max(clearedMs, afterMs),
        count,
      ),
    );
  }

  /** Returns those of the copies that their owners see, in the order asked for; fewer if they are too long for an answer. */
  visibleCopies(places: readonly CopyPlace[]): StoredMessage[] {
    return inParts(places, (part) => {
      const listed = part.map(({ conversation_pk, send_time_ms, message_pk }) => [
        conversation_pk,
        send_time_ms,
        message_pk,
      ]);
      return this.#database.allAsJson<StoredMessage>(SELECT_LISTED, STORED_MEMBERS, JSON.stringify(listed));
    });
  }

  /** Makes quotes of a revoked message say so, in everybody's copies. Returns the messages that quoted it. */
  redactQuotes(revoked: RevokedQuote): MessageRow[] {
    const quoting = this.#database.all<MessageRow>(
      `SELECT * FROM messages WHERE content_type IN (106, 114)
         AND CASE WHEN json_valid(content) THEN json_extract(content, '$.quoteMessage.clientMsgID') END = ?`,
      revoked.clientMsgID,
    );
    return quoting.filter(({ message_pk, content_type, content }) => {
      const redacted = contentWithoutQuoted(content_type, content, revoked);
      if (redacted === undefined) return false;
      this.#database.run('UPDATE messages SET content = ? WHERE message_pk = ?', redacted, message_pk);
      return true;
    });
  }

  /** Returns the oldest `limit` copies of an inbox with a seq beyond `seq`, in whatever state. */
  inboxPage(inboxPk: number, seq: number, limit: number): (StoredMessage & { cleared_time_ms: number })[] {
    return this.#database.all(
      `SELECT ${STORED_COLUMNS}, c.cleared_time_ms ${STORED_JOINS}
       JOIN conversations c ON c.conversation_pk = k.conversation_pk
       WHERE k.inbox_pk = ? AND ${BEYOND_SEQ} ORDER BY k.seq LIMIT ?`,
      inboxPk,
      seq,
      limit,
    );
  }

  /** Returns the newest `limit` visible copies of an inbox with a seq beyond `seq`, newest first. */
  missed(inboxPk: number, seq: number, limit: number): StoredMessage[] {
    return this.#database.all<StoredMessage>(
      `${SELECT_STORED} JOIN conversations c ON c.conversation_pk = k.conversation_pk
       WHERE k.inbox_pk = ? AND ${BEYOND_SEQ} AND k.send_time_ms > c.cleared_time_ms AND ${VISIBLE}
       ORDER BY k.seq DESC LIMIT ?`,
      inboxPk,
      seq,
      limit,
    );
  }
}

/** Returns whether a copy's owner sees it, in a conversation of which everything up to `clearedTimeMs` is deleted. */
export function isVisible(
  {
    copy_status,
    revoked_at_ms,
    send_time_ms,
  }: Pick<StoredMessage, 'copy_status' | 'revoked_at_ms' | 'send_time_ms'>,
  clearedTimeMs: number,
): boolean {
  return copy_status <= MessageStatus.Failed && revoked_at_ms === null && send_time_ms > clearedTimeMs;
}

/** Returns the chat under which `viewerID` files a message. */
export function filedUnder(
  row: Pick<MessageRow, 'group_id' | 'send_id' | 'recv_id'>,
  viewerID: string,
): ConversationTarget {
  if (row.group_id !== '') return { groupID: row.group_id };
  return { userID: row.send_id === viewerID ? row.recv_id : row.send_id };
}

/** Returns the conversationID that the author has for the chat, and the one that everybody else has. */
export function chatIDs(message: Pick<MessageRow, 'group_id' | 'send_id' | 'recv_id'>): [string, string] {
  return message.group_id === ''
    ? [conversationIDOf({ userID: message.recv_id }), conversationIDOf({ userID: message.send_id })]
    : [conversationIDOf({ groupID: message.group_id }), conversationIDOf({ groupID: message.group_id })];
}
