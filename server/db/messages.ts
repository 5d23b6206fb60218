import {
  ContentType,
  conversationIDOf,
  contentWithoutQuoted,
  MessageStatus,
  revokedQuote,
  type ConversationTarget,
  type RevokedQuote,
} from '../../src/protocol/index.js';
import { storableText, type Database } from './database.js';
import type { InboxSlot } from './inboxes.js';

/** A message that is to be stored: what its author decides, without what the gateway adds. */
export type NewMessage = {
  readonly clientMsgID: string;
  readonly sendID: string;
  /** The receiver of a single message, `''` in groups. */
  readonly recvID: string;
  /** `''` in single chats. */
  readonly groupID: string;
  readonly contentType: number;
  readonly content: string;
  readonly msgFrom: number;
  readonly platformID: number;
  readonly createTimeMs: number;
  readonly attachedInfo: string;
  readonly ex: string;
  /** JSON of an OfflinePush, or `''`. */
  readonly offlinePush: string;
  /** sendTime of the message to which a revoke notice (111) refers. */
  readonly sourceSendTimeMs: number | null;
};

/** What the gateway adds when it stores a message. */
export type Acceptance = {
  readonly serverMsgID: string;
  readonly sendTimeMs: number;
  readonly status: typeof MessageStatus.Sent | typeof MessageStatus.Failed;
  /** Members of the group, 0 in single chats. */
  readonly memberCount: number;
};

/** A stored body. */
export type MessageRow = {
  message_pk: number;
  client_msg_id: string;
  server_msg_id: string;
  send_id: string;
  recv_id: string;
  group_id: string;
  content_type: number;
  content: string;
  msg_from: number;
  platform_id: number;
  create_time_ms: number;
  send_time_ms: number;
  status: MessageStatus;
  revoked_at_ms: number | null;
  source_send_time_ms: number | null;
  member_count: number;
  offline_push: string;
  attached_info: string;
  ex: string;
};

/** One owner's copy of a body. */
export type CopyRow = {
  seq: number;
  copy_status: MessageStatus;
  is_read: number;
  read_time_ms: number;
  /** JSON list of who read a group message, for its sender; null for everybody else. */
  reader_ids?: string | null;
};
/** The author as in their present profile; null for an unknown author. */
export type AuthorRow = { nickname: string | null; face_url: string | null };

export type StoredMessage = MessageRow & CopyRow & AuthorRow & { conversation_pk: number };

const STORED_COLUMNS = `m.*, k.conversation_pk, k.seq, k.status AS copy_status, k.is_read, k.read_time_ms,
  u.nickname, u.face_url,
  CASE WHEN m.group_id <> '' AND k.inbox_pk = (SELECT i.inbox_pk FROM inboxes i WHERE i.user_id = m.send_id) THEN (
    SELECT json_group_array(r.user_id) FROM (
      SELECT g.user_id FROM group_reads g WHERE g.message_pk = m.message_pk ORDER BY g.read_time_ms, g.user_id) r
  ) END AS reader_ids`;
const STORED_JOINS = `FROM copies k JOIN messages m ON m.message_pk = k.message_pk LEFT JOIN users u ON u.user_id = m.send_id`;
const SELECT_STORED = `SELECT ${STORED_COLUMNS} ${STORED_JOINS}`;

/** Neither deleted by the owner of the copy nor revoked. Cleared copies are excluded by their time, see {@link isVisible}. */
const VISIBLE = `k.status <= ${MessageStatus.Failed} AND m.revoked_at_ms IS NULL`;

/**
 * A copy beyond a seq. Of two lower bounds, SQLite finds the start by the first and tests every row for the second, which
 * only makes the partial index usable. In the other order, it would walk through the whole inbox.
 */
export const BEYOND_SEQ = 'k.seq > ? AND k.seq > 0';

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

  get(messagePk: number): MessageRow | undefined {
    return this.#database.get<MessageRow>('SELECT * FROM messages WHERE message_pk = ?', messagePk);
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

  /** Like {@link copyOf}, but only if its owner still sees it. */
  visibleCopy(conversationPk: number, sendTimeMs: number, messagePk: number): StoredMessage | undefined {
    return this.#database.get<StoredMessage>(
      `${SELECT_STORED} WHERE k.conversation_pk = ? AND k.send_time_ms = ? AND k.message_pk = ? AND ${VISIBLE}`,
      conversationPk,
      sendTimeMs,
      messagePk,
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

  markCopyRead({ conversation_pk, send_time_ms, message_pk }: StoredMessage, readTimeMs: number): void {
    this.#database.run(
      `UPDATE copies SET is_read = 1, read_time_ms = ?
       WHERE conversation_pk = ? AND send_time_ms = ? AND message_pk = ?`,
      readTimeMs,
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

  /** Returns the newest `limit` visible copies older than `beforeMs`, newest first. */
  page(conversationPk: number, clearedMs: number, beforeMs: number, limit: number): StoredMessage[] {
    return this.#database.all<StoredMessage>(
      `${SELECT_STORED} WHERE k.conversation_pk = ? AND k.send_time_ms > ? AND k.send_time_ms < ? AND ${VISIBLE}
       ORDER BY k.send_time_ms DESC LIMIT ?`,
      conversationPk,
      clearedMs,
      beforeMs,
      limit,
    );
  }

  /** Returns the oldest `limit` visible copies newer than `afterMs`, oldest first. */
  pageAfter(conversationPk: number, clearedMs: number, afterMs: number, limit: number): StoredMessage[] {
    return this.#database.all<StoredMessage>(
      `${SELECT_STORED} WHERE k.conversation_pk = ? AND k.send_time_ms > ? AND ${VISIBLE}
       ORDER BY k.send_time_ms LIMIT ?`,
      conversationPk,
      Math.max(clearedMs, afterMs),
      limit,
    );
  }

  /** Records that somebody read a group message. */
  addReader(messagePk: number, userID: string, readTimeMs: number): void {
    this.#database.run(
      'INSERT INTO group_reads (message_pk, user_id, read_time_ms) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      messagePk,
      userID,
      readTimeMs,
    );
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

function authored(message: NewMessage) {
  return [
    message.clientMsgID,
    message.sendID,
    message.recvID,
    message.groupID,
    message.contentType,
    message.content,
    message.msgFrom,
    message.platformID,
    message.offlinePush,
    message.attachedInfo,
    message.ex,
    message.sourceSendTimeMs,
  ];
}

function accepted({ serverMsgID, sendTimeMs, status, memberCount }: Acceptance) {
  return [serverMsgID, sendTimeMs, status, memberCount];
}

/** Returns a message's row as the database would give it back, without its key. */
export function transientRow(message: NewMessage, acceptance: Acceptance): MessageRow & CopyRow {
  return {
    message_pk: 0,
    client_msg_id: message.clientMsgID,
    server_msg_id: acceptance.serverMsgID,
    send_id: message.sendID,
    recv_id: message.recvID,
    group_id: message.groupID,
    content_type: message.contentType,
    content: storableText(message.content),
    msg_from: message.msgFrom,
    platform_id: message.platformID,
    create_time_ms: message.createTimeMs,
    send_time_ms: acceptance.sendTimeMs,
    status: acceptance.status,
    revoked_at_ms: null,
    source_send_time_ms: message.sourceSendTimeMs,
    member_count: acceptance.memberCount,
    offline_push: message.offlinePush,
    attached_info: storableText(message.attachedInfo),
    ex: storableText(message.ex),
    seq: 0,
    copy_status: acceptance.status,
    is_read: 0,
    read_time_ms: 0,
  };
}
