import type { MessageStatus } from '../../src/protocol/index.js';
import { storableText } from './database.js';
import type { CopyRow, MessageRow } from './message-rows.js';

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

/** Returns the values of what the author decides, in the order of the statements that store it. */
export function authored(message: NewMessage) {
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

/** Returns the values of what the gateway adds, in the order of the statements that store it. */
export function accepted({ serverMsgID, sendTimeMs, status, memberCount }: Acceptance) {
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
