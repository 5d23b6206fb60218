import { ContentType, MessageFrom, revokedQuote } from '../../src/protocol/index.js';
import type { Call, Handlers } from '../call.js';
import type { MessageRow } from '../db/message-rows.js';
import type { NewMessage } from '../db/new-message.js';
import { deliver } from '../delivery.js';
import { announceRevoked } from '../inbox-changes.js';
import { newID } from '../new-id.js';
import { sentCopy } from '../policies/rules.js';

/** Domain rules 7.1: the original disappears everywhere, and a notice (111) is sent like any other message. */
export const revokeHandlers: Pick<Handlers, 'revokeMessage'> = {
  revokeMessage: (call, clientMsgID) => {
    const { store } = call;
    const original = sentCopy(call, clientMsgID).copy;

    store.messages.revoke(original.message_pk, call.nowMs);
    call.removeFiles(store.files.release(original.message_pk));
    const quoting = store.messages.redactQuotes(revokedQuote(clientMsgID));
    const receiverIDs = original.group_id === '' ? [original.recv_id] : store.groups.memberIDs(original.group_id);
    const delivery = deliver(store, notice(call, original), receiverIDs, call.nowMs);

    const replied = call.reply('');
    call.toOthers('OnRecvMessageRevoked', clientMsgID);
    delivery.announceToSender(call.events, call.session);
    const holders = store.conversations.holders(original);
    const holderIDs = new Set(holders.map(({ userID }) => userID));
    delivery.announceToReceivers(call.events, (receiverID) => {
      // A member who joined later has no copy of the original that could disappear.
      if (holderIDs.has(receiverID)) call.toUser(receiverID, 'OnRecvMessageRevoked', clientMsgID);
    });
    announceRevoked(call, { original, holders, quoting }, new Set([call.userID, ...delivery.receiverIDs]));
    return replied;
  },
};

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
