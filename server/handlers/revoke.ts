import { ContentType, ErrorCode, MessageFrom, OpenIMError } from '../../src/protocol/index.js';
import type { Call, Handlers } from '../call.js';
import type { HeldCopy } from '../db/conversations.js';
import type { MessageRow, NewMessage } from '../db/messages.js';
import { deliver } from '../delivery.js';
import { newID } from '../new-id.js';

/** Domain rules 7.1: the original disappears everywhere, a notice (111) is sent as any message. */
export const revokeHandlers: Pick<Handlers, 'revokeMessage'> = {
  revokeMessage: (call, clientMsgID) => {
    const { store, userID } = call;
    const original = sentCopy(call, clientMsgID).copy;
    if (original.send_id !== userID) throw notRevocable();

    store.messages.revoke(original.message_pk, call.nowMs);
    call.removeFiles(store.files.release(original.message_pk));
    const receiverIDs = original.group_id === '' ? [original.recv_id] : store.groups.memberIDs(original.group_id);
    const delivery = deliver(store, notice(call, original), receiverIDs, call.nowMs);

    const replied = call.reply('');
    call.toOthers('OnRecvMessageRevoked', clientMsgID);
    delivery.announceToSender(call.events, call.session);
    for (const receiverID of delivery.receiverIDs) {
      // Who has no copy, having joined later, has nothing to take back.
      if (call.events.isOnline(receiverID) && store.conversations.holding(receiverID, original)) {
        call.toUser(receiverID, 'OnRecvMessageRevoked', clientMsgID);
      }
      delivery.announceToReceiver(call.events, receiverID);
    }
    return replied;
  },
};

/** The caller's copy of a message a person sent. @throws {OpenIMError} 802 unknown; 201 not sent, revoked or deleted */
export function sentCopy(call: Call, clientMsgID: string): HeldCopy {
  const original = call.store.messages.find(clientMsgID);
  const held = original && call.store.conversations.holding(call.userID, original);
  if (!held) throw new OpenIMError(ErrorCode.RecordMissing, 'unknown message');
  const { copy } = held;
  const isSent = copy.seq > 0 && copy.revoked_at_ms === null && copy.copy_status === copy.status;
  if (!isSent || copy.msg_from !== MessageFrom.User) throw notRevocable();
  return held;
}

export function notRevocable(): OpenIMError {
  return new OpenIMError(ErrorCode.NotAllowedNow, 'not revocable');
}

function notice(call: Call, original: MessageRow): NewMessage {
  return {
    clientMsgID: newID(),
    sendID: call.userID,
    recvID: original.recv_id,
    groupID: original.group_id,
    contentType: ContentType.RevokeNotice,
    content: original.client_msg_id,
    msgFrom: MessageFrom.User,
    platformID: call.session.platformID,
    createTimeMs: call.nowMs,
    attachedInfo: '',
    ex: '',
    offlinePush: '',
    sourceSendTimeMs: original.send_time_ms,
  };
}
