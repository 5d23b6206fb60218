/** Rows of messages, as the statements of this folder return them. */
import type { MessageStatus } from '../../src/protocol/index.js';

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

/** Where a copy is. */
export type CopyPlace = Pick<StoredMessage, 'conversation_pk' | 'send_time_ms' | 'message_pk'>;

export type StoredMessage = MessageRow & CopyRow & AuthorRow & { conversation_pk: number };
