import {
  conversationIDOf,
  MAX_ANSWER_LENGTH,
  type ConversationItem,
  type ConversationTarget,
  type GroupAtType,
  type Json,
  type MessageItem,
  type OptType,
  type RecordsCursor,
} from '../../src/protocol/index.js';
import { messageText } from '../fresh-message.js';
import { partsOf } from '../parts.js';
import {
  ITEM_COLUMNS,
  ITEM_JOINS,
  ITEM_MEMBERS,
  recordOf,
  typeAndID,
  type BareRecord,
  type ItemRow,
  type StateRow,
} from './conversation-record.js';
import { NO_LIMIT, type Database } from './database.js';
import { FilePlaces } from './file-places.js';
import { holdersOf, type Holder } from './holders.js';
import type { MessageRow, StoredMessage } from './message-rows.js';
import { BEYOND_SEQ, chatIDs, filedUnder, type Messages } from './messages.js';
import { VISIBLE } from './stored-columns.js';

/** The part of a record that the rules need; {@link Conversations.item} is the whole. */
export type ConversationState = {
  conversationPk: number;
  recvMsgOpt: OptType;
  unreadCount: number;
  groupAtType: GroupAtType;
  latestMessagePk: number | null;
  latestSendTimeMs: number;
  clearedTimeMs: number;
};

export type HeldCopy = {
  readonly conversationID: string;
  readonly conversation: ConversationState;
  readonly copy: StoredMessage;
};

/** An owner's record after a message was stored, as it is announced to them. */
export type ChangedRecord = {
  readonly record: BareRecord;
  /** Its latest message, unless that is the message that was stored. */
  readonly otherLatest: Json<MessageItem> | '' | undefined;
  /** Unread messages of all of the owner's conversations that notify. */
  readonly totalUnread: number;
};

const SELECT_STATE = `SELECT conversation_pk, recv_opt, unread_count, group_at_type, latest_message_pk,
  latest_send_time_ms, cleared_time_ms FROM conversations`;

const TOTAL_UNREAD = `SELECT coalesce(sum(unread_count), 0) AS total FROM conversations
  WHERE owner_id = ? AND recv_opt < 2 AND unread_count > 0`;

const FIND = `${SELECT_STATE} WHERE owner_id = ? AND conversation_id = ?`;
/** For the keys in a JSON list, in its order. */
const ITEMS = `SELECT ${ITEM_COLUMNS} FROM json_each(?) p CROSS JOIN conversations c ON c.conversation_pk = p.value
  ${ITEM_JOINS} ORDER BY p.key`;
type KeyRow = Pick<ItemRow, 'conversation_pk'>;
const KEY = ['conversation_pk'] as const;
/** Records that are read at once: each may have more than 100,000 characters, and an answer has a limit. */
const RECORDS_AT_ONCE = 64;

/** For the owners in a JSON list. In a single chat, author and receiver have different conversationIDs. */
const CHANGED = `SELECT ${ITEM_COLUMNS},
    (SELECT coalesce(sum(t.unread_count), 0) FROM conversations t
      WHERE t.owner_id = c.owner_id AND t.recv_opt < 2 AND t.unread_count > 0) AS total_unread
  FROM json_each(?1) o CROSS JOIN conversations c ON c.owner_id = o.value
    AND c.conversation_id = CASE o.value WHEN ?2 THEN ?3 ELSE ?4 END ${ITEM_JOINS}`;
/** In an order in which the copies and numbers lead to the records, not the other way round. */
const CHANGED_SINCE = `SELECT c.conversation_pk FROM (
    SELECT k.conversation_pk FROM copies k WHERE k.inbox_pk = ? AND ${BEYOND_SEQ}
    UNION SELECT conversation_pk FROM changed_records WHERE owner_id = ? AND number > ?) r
  CROSS JOIN conversations c ON c.conversation_pk = r.conversation_pk WHERE c.latest_send_time_ms > 0 LIMIT ?`;
const CHANGED_MEMBERS = [...ITEM_MEMBERS, 'total_unread'] as const;

/** Each user's own conversation records (domain rules 5). */
export class Conversations {
  readonly #database: Database;
  readonly #messages: Messages;
  readonly #filePlaces: FilePlaces;

  constructor(database: Database, messages: Messages) {
    this.#database = database;
    this.#filePlaces = new FilePlaces(database);
    this.#messages = messages;
  }

  find(ownerID: string, conversationID: string): ConversationState | undefined {
    const row = this.#database.get<StateRow>(FIND, ownerID, conversationID);
    return row && stateOf(row);
  }

  /** Returns a user's own copy of a message, in whatever state, and the conversation it is in. */
  holding(ownerID: string, message: MessageRow): HeldCopy | undefined {
    const conversationID = conversationIDOf(filedUnder(message, ownerID));
    const conversation = this.find(ownerID, conversationID);
    const copy = conversation && this.#messages.copyOf(conversation.conversationPk, message);
    return copy && { conversationID, conversation, copy };
  }

  /** Returns everybody who has a copy of a message, in whatever state. */
  holders(message: MessageRow): Holder[] {
    return holdersOf(this.#database, message);
  }

  /** Creates a hidden record. There must be none yet. */
  create(ownerID: string, target: ConversationTarget): ConversationState {
    const row = this.#database.write<{ conversation_pk: number }>(
      `INSERT INTO conversations (owner_id, conversation_id, conversation_type, target_id)
       VALUES (?, ?, ?, ?) RETURNING conversation_pk`,
      ownerID,
      conversationIDOf(target),
      ...typeAndID(target),
    );
    if (!row) throw new Error('the insert returned no key');
    return {
      conversationPk: row.conversation_pk,
      recvMsgOpt: 0,
      unreadCount: 0,
      groupAtType: 0,
      latestMessagePk: null,
      latestSendTimeMs: 0,
      clearedTimeMs: 0,
    };
  }

  /** Returns the full record; undefined if there is none. */
  item(ownerID: string, conversationID: string): ConversationItem | undefined {
    return this.items(ownerID, [conversationID])[0];
  }

  /** Returns those of the records that exist, in the order asked for. */
  items(ownerID: string, conversationIDs: readonly string[]): ConversationItem[] {
    const keys = this.#database.allAsJson<KeyRow>(
      `SELECT c.conversation_pk FROM json_each(?) l CROSS JOIN conversations c
         ON c.owner_id = ? AND c.conversation_id = l.value ORDER BY l.key`,
      KEY,
      JSON.stringify([...new Set(conversationIDs)]),
      ownerID,
    );
    return this.#itemsOf(keys);
  }

  /** Returns the owners' records of the chat to which a message belongs. */
  changedBy(message: MessageRow, ownerIDs: readonly string[]): Map<string, ChangedRecord> {
    const rows = this.#database.allAsJson<ItemRow & { total_unread: number }>(
      CHANGED,
      CHANGED_MEMBERS,
      JSON.stringify(ownerIDs),
      message.send_id,
      ...chatIDs(message),
    );
    const otherwise = rows.filter(({ latest_message_pk }) => latest_message_pk !== message.message_pk);
    const latest = this.#latestOf(otherwise);
    const otherLatest = new Map(otherwise.map((row, index) => [row, latestMsg(latest[index], row.owner_id)]));
    return new Map(
      rows.map((row) => [
        row.owner_id,
        { record: recordOf(row), otherLatest: otherLatest.get(row), totalUnread: row.total_unread },
      ]),
    );
  }

  /** Returns a window of the visible records in list order (domain rules 5.2). */
  list(ownerID: string, offset = 0, limit = NO_LIMIT): ConversationItem[] {
    const keys = this.#database.allAsJson<KeyRow>(
      `SELECT conversation_pk FROM conversations WHERE owner_id = ? AND latest_send_time_ms > 0
         ORDER BY is_pinned DESC, max(latest_send_time_ms, draft_time_ms) DESC, conversation_id LIMIT ? OFFSET ?`,
      KEY,
      ownerID,
      limit,
      offset,
    );
    return this.#itemsOf(keys);
  }

  /** Returns the conversationIDs of the visible records. */
  listedIDs(ownerID: string): string[] {
    return this.#database
      .allAsJson<Pick<ItemRow, 'conversation_id'>>(
        'SELECT conversation_id FROM conversations WHERE owner_id = ? AND latest_send_time_ms > 0',
        ['conversation_id'],
        ownerID,
      )
      .map(({ conversation_id }) => conversation_id);
  }

  /** Returns up to `limit` visible records with copies beyond `seq` of their owner's inbox, or numbered beyond `change`. */
  changedSince(
    ownerID: string,
    inboxPk: number,
    { seq, change }: RecordsCursor,
    limit = NO_LIMIT,
  ): ConversationItem[] {
    const keys = this.#database.allAsJson<KeyRow>(CHANGED_SINCE, KEY, inboxPk, seq, ownerID, change, limit);
    return this.#itemsOf(keys);
  }

  /** Returns the number of the latest change of all records. */
  lastChange(): number {
    const sql = "SELECT seq FROM sqlite_sequence WHERE name = 'changed_records'";
    return this.#database.get<{ seq: number }>(sql)?.seq ?? 0;
  }

  /** Returns who has a visible conversation with the user or group. */
  ownersWith(target: ConversationTarget): string[] {
    return this.#database
      .all<{ owner_id: string }>(
        `SELECT owner_id FROM conversations
         WHERE conversation_type = ? AND target_id = ? AND latest_send_time_ms > 0`,
        ...typeAndID(target),
      )
      .map((row) => row.owner_id);
  }

  /** Returns the number of unread messages in all conversations that notify (domain rules 5.5). */
  totalUnread(ownerID: string): number {
    return this.#database.get<{ total: number }>(TOTAL_UNREAD, ownerID)?.total ?? 0;
  }

  /** Makes a message the latest one. */
  setLatest(conversationPk: number, messagePk: number, sendTimeMs: number): void {
    this.#database.run(
      'UPDATE conversations SET latest_message_pk = ?, latest_send_time_ms = ? WHERE conversation_pk = ?',
      messagePk,
      sendTimeMs,
      conversationPk,
    );
    this.#noteChanged([conversationPk]);
  }

  /** Replaces the latest messages, which are gone, by the newest visible ones. Without any, the latest time is kept. */
  resetLatest(conversationPks: readonly number[]): void {
    if (conversationPks.length === 0) return;
    this.#database.run(
      `UPDATE conversations SET latest_message_pk = ${newestVisible('message_pk')},
         latest_send_time_ms = coalesce(${newestVisible('send_time_ms')}, latest_send_time_ms)
       WHERE conversation_pk IN (SELECT value FROM json_each(?))`,
      JSON.stringify(conversationPks),
    );
    this.#noteChanged(conversationPks);
  }

  /** Numbers changes that neither a copy nor a trigger tells of. */
  #noteChanged(conversationPks: readonly number[]): void {
    this.#database.run(
      `INSERT OR REPLACE INTO changed_records (conversation_pk, owner_id) SELECT conversation_pk, owner_id
       FROM conversations WHERE conversation_pk IN (SELECT value FROM json_each(?))`,
      JSON.stringify(conversationPks),
    );
  }

  setRead(conversationPk: number): void {
    this.#database.run(
      'UPDATE conversations SET unread_count = 0, group_at_type = 0 WHERE conversation_pk = ?',
      conversationPk,
    );
  }

  setDraft(conversationPk: number, text: string, nowMs: number): void {
    this.#database.run(
      `UPDATE conversations SET draft_text = ?, draft_time_ms = ?,
         latest_send_time_ms = CASE WHEN ? <> '' AND latest_send_time_ms = 0 THEN ? ELSE latest_send_time_ms END
       WHERE conversation_pk = ?`,
      text,
      text === '' ? 0 : nowMs,
      text,
      nowMs,
      conversationPk,
    );
    this.#filePlaces.set(`draft ${conversationPk}`, text);
  }

  setPinned(conversationPk: number, isPinned: boolean): void {
    this.#database.run(
      'UPDATE conversations SET is_pinned = ? WHERE conversation_pk = ?',
      isPinned ? 1 : 0,
      conversationPk,
    );
  }

  setRecvMsgOpt(conversationPk: number, opt: OptType): void {
    this.#database.run('UPDATE conversations SET recv_opt = ? WHERE conversation_pk = ?', opt, conversationPk);
  }

  setPrivateChat(conversationPk: number, isPrivate: boolean): void {
    this.#database.run(
      'UPDATE conversations SET is_private_chat = ? WHERE conversation_pk = ?',
      isPrivate ? 1 : 0,
      conversationPk,
    );
  }

  /** Sets whether somebody mentioned the owner, or everybody; 0 for nobody. */
  setGroupAtType(conversationPk: number, groupAtType: GroupAtType): void {
    this.#database.run(
      'UPDATE conversations SET group_at_type = ? WHERE conversation_pk = ?',
      groupAtType,
      conversationPk,
    );
  }

  /** Returns the keys of all records of an owner, including hidden ones. */
  keysOf(ownerID: string): number[] {
    return this.#database
      .allAsJson<KeyRow>('SELECT conversation_pk FROM conversations WHERE owner_id = ?', KEY, ownerID)
      .map((row) => row.conversation_pk);
  }

  /** Deletes all copies so far; the records stay in the lists. */
  clear(conversationPks: readonly number[]): void {
    this.#clear(conversationPks, 'latest_send_time_ms');
  }

  /** Like {@link clear}, but also takes the records off the lists; their settings stay. */
  remove(conversationPks: readonly number[]): void {
    this.#clear(conversationPks, '0');
  }

  #clear(conversationPks: readonly number[], latestSendTimeMs: 'latest_send_time_ms' | '0'): void {
    this.#database.run(
      `UPDATE conversations SET unread_count = 0, group_at_type = 0, latest_message_pk = NULL, draft_text = '',
         draft_time_ms = 0, cleared_time_ms = max(cleared_time_ms, ${NEWEST_COPY_TIME}),
         latest_send_time_ms = ${latestSendTimeMs} WHERE conversation_pk IN (SELECT value FROM json_each(?))`,
      JSON.stringify(conversationPks),
    );
    this.#filePlaces.clearDrafts(conversationPks);
  }

  /** Leaves out the drafts and latest messages of the last records if all would be too long for one answer. */
  #itemsOf(keys: readonly KeyRow[]): ConversationItem[] {
    const items: ConversationItem[] = [];
    let left = MAX_ANSWER_LENGTH;
    for (const part of partsOf(keys, RECORDS_AT_ONCE)) {
      const list = JSON.stringify(part.map(({ conversation_pk }) => conversation_pk));
      const rows = this.#database.allAsJson<ItemRow>(ITEMS, ITEM_MEMBERS, list);
      const latest = left > 0 ? this.#latestOf(rows) : [];
      for (const [index, row] of rows.entries()) {
        const record = recordOf(row);
        const isOver = left <= 0;
        const item = isOver
          ? { ...record, draftText: '', latestMsg: '' }
          : { ...record, latestMsg: latestMsg(latest[index], row.owner_id) };
        left -= item.draftText.length + item.latestMsg.length;
        items.push(item);
      }
    }
    return items;
  }

  /** Returns the latest message of each record. */
  #latestOf(rows: readonly ItemRow[]): (StoredMessage | undefined)[] {
    const places = rows.flatMap(({ conversation_pk, latest_send_time_ms, latest_message_pk }) =>
      latest_message_pk === null
        ? []
        : [{ conversation_pk, send_time_ms: latest_send_time_ms, message_pk: latest_message_pk }],
    );
    const copies = new Map(this.#messages.visibleCopies(places).map((copy) => [copy.conversation_pk, copy]));
    return rows.map(({ conversation_pk, cleared_time_ms, latest_message_pk }) =>
      latest_message_pk === null
        ? undefined
        : (copies.get(conversation_pk) ??
          // An earlier version did not correct the latest message of those whom the notice of a revocation did not reach.
          this.#messages.page(conversation_pk, cleared_time_ms, Number.MAX_SAFE_INTEGER, 1)[0]),
    );
  }
}

function latestMsg(message: StoredMessage | undefined, ownerID: string): Json<MessageItem> | '' {
  return message ? messageText(message, ownerID) : '';
}

function newestVisible(column: string): string {
  return `(SELECT k.${column} FROM copies k JOIN messages m ON m.message_pk = k.message_pk
    WHERE k.conversation_pk = conversations.conversation_pk AND k.send_time_ms > conversations.cleared_time_ms
      AND ${VISIBLE} ORDER BY k.send_time_ms DESC LIMIT 1)`;
}

const NEWEST_COPY_TIME = `(SELECT coalesce(max(k.send_time_ms), 0) FROM copies k
  WHERE k.conversation_pk = conversations.conversation_pk)`;

function stateOf(row: StateRow): ConversationState {
  return {
    conversationPk: row.conversation_pk,
    recvMsgOpt: row.recv_opt,
    unreadCount: row.unread_count,
    groupAtType: row.group_at_type,
    latestMessagePk: row.latest_message_pk,
    latestSendTimeMs: row.latest_send_time_ms,
    clearedTimeMs: row.cleared_time_ms,
  };
}
