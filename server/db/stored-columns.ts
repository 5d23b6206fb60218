/** Columns of a message as one of its owners has it: the body, their copy of it, and its author as of now. */
import { MessageStatus } from '../../src/protocol/index.js';
import type { StoredMessage } from './message-rows.js';

export const STORED_COLUMNS = `m.*, k.conversation_pk, k.seq, k.status AS copy_status, k.is_read, k.read_time_ms,
  u.nickname, u.face_url,
  CASE WHEN m.group_id <> '' AND k.inbox_pk = (SELECT i.inbox_pk FROM inboxes i WHERE i.user_id = m.send_id) THEN (
    SELECT json_group_array(r.user_id) FROM (
      SELECT g.user_id FROM group_reads g WHERE g.message_pk = m.message_pk ORDER BY g.read_time_ms, g.user_id) r
  ) || '' END AS reader_ids`;
const BODY_AND_AUTHOR =
  'JOIN messages m ON m.message_pk = k.message_pk LEFT JOIN users u ON u.user_id = m.send_id';
export const STORED_JOINS = `FROM copies k ${BODY_AND_AUTHOR}`;
export const SELECT_STORED = `SELECT ${STORED_COLUMNS} ${STORED_JOINS}`;

/** Neither deleted by the owner of the copy nor revoked. Cleared copies are excluded by their time, see `isVisible`. */
export const VISIBLE = `k.status <= ${MessageStatus.Failed} AND m.revoked_at_ms IS NULL`;

/** For the copies in a JSON list of [conversation_pk, send_time_ms, message_pk], in its order. */
export const SELECT_LISTED = `SELECT ${STORED_COLUMNS} FROM json_each(?) p CROSS JOIN copies k
    ON k.conversation_pk = p.value ->> 0 AND k.send_time_ms = p.value ->> 1 AND k.message_pk = p.value ->> 2
  ${BODY_AND_AUTHOR} WHERE ${VISIBLE} ORDER BY p.key`;

/** Members of a {@link StoredMessage}. */
export const STORED_MEMBERS = [
  'message_pk',
  'client_msg_id',
  'server_msg_id',
  'send_id',
  'recv_id',
  'group_id',
  'content_type',
  'content',
  'msg_from',
  'platform_id',
  'create_time_ms',
  'send_time_ms',
  'status',
  'revoked_at_ms',
  'source_send_time_ms',
  'member_count',
  'offline_push',
  'attached_info',
  'ex',
  'conversation_pk',
  'seq',
  'copy_status',
  'is_read',
  'read_time_ms',
  'nickname',
  'face_url',
  'reader_ids',
] as const satisfies readonly (keyof StoredMessage)[];
