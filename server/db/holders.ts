import { MessageStatus, SessionType } from '../../src/protocol/index.js';
import type { Database } from './database.js';
import type { MessageRow } from './message-rows.js';
import { chatIDs } from './messages.js';

/** Somebody with a copy of a message. */
export type Holder = {
  readonly userID: string;
  readonly inboxPk: number;
  readonly lastSeq: number;
  readonly conversationPk: number;
  readonly conversationID: string;
  readonly latestMessagePk: number | null;
  /** Whether they neither deleted it nor cleared the conversation since. */
  readonly sees: boolean;
};

const SELECT_HOLDERS = `SELECT c.owner_id AS userID, i.inbox_pk AS inboxPk, i.last_seq AS lastSeq,
    c.conversation_pk AS conversationPk, c.conversation_id AS conversationID, c.latest_message_pk AS latestMessagePk,
    k.status <= ${MessageStatus.Failed} AND k.send_time_ms > c.cleared_time_ms AS sees
  FROM conversations c CROSS JOIN copies k
    ON k.conversation_pk = c.conversation_pk AND k.send_time_ms = ? AND k.message_pk = ?
  CROSS JOIN inboxes i ON i.inbox_pk = k.inbox_pk`;
const HOLDER_COLUMNS = [
  'userID',
  'inboxPk',
  'lastSeq',
  'conversationPk',
  'conversationID',
  'latestMessagePk',
  'sees',
] as const;
/** Nobody else's conversation has a copy of the message. */
const IN_SINGLE_CHAT = 'c.owner_id IN (?, ?) AND c.conversation_id IN (?, ?)';
const IN_GROUP = 'c.target_id = ? AND c.conversation_type = ?';

/** Returns everybody who has a copy of a message, in whatever state. */
export function holdersOf(database: Database, message: MessageRow): Holder[] {
  const { message_pk, send_time_ms, send_id, recv_id, group_id } = message;
  const [where, places] =
    group_id === ''
      ? [IN_SINGLE_CHAT, [send_id, recv_id, ...chatIDs(message)]]
      : [IN_GROUP, [group_id, SessionType.Group]];
  return database
    .allAsJson<Omit<Holder, 'sees'> & { sees: number }>(
      `${SELECT_HOLDERS} WHERE ${where}`,
      HOLDER_COLUMNS,
      send_time_ms,
      message_pk,
      ...places,
    )
    .map((holder) => ({ ...holder, sees: holder.sees === 1 }));
}
