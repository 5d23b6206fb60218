import {
  advancedRevokedQuote,
  ContentType,
  MessageFrom,
  MessageStatus,
  SessionType,
  toJson,
  type RevokeInfo,
} from '../../src/protocol/index.js';
import type { Call, Handlers } from '../call.js';
import { announceConversations } from '../conversation-events.js';
import type { HeldCopy } from '../db/conversations.js';
import { isVisible, type StoredMessage } from '../db/messages.js';
import { seconds } from '../db/users.js';
import { announceChanges, announceRevoked } from '../inbox-changes.js';
import { newID } from '../new-id.js';
import { revokerRole, sentCopy } from '../policies/rules.js';

type Witness = HeldCopy & { readonly userID: string; readonly showsIt: boolean };

/**
 * Domain rules 7.2: a notice (118) takes the original's place, with its send time, for everybody who sees the original.
 * The notice is not announced as a new message, but by OnNewRecvMessageRevoked.
 */
export const advancedRevokeHandlers: Pick<Handlers, 'newRevokeMessage'> = {
  newRevokeMessage: (call, clientMsgID) => {
    const { store, userID } = call;
    const { copy: original } = sentCopy(call, clientMsgID);
    const info = revokeInfo(call, original);
    const witnesses = witnessesOf(call, original);

    store.messages.revoke(original.message_pk, call.nowMs);
    call.removeFiles(store.files.release(original.message_pk));
    const quoting = store.messages.redactQuotes(advancedRevokedQuote(info));
    const noticePk = storeNotice(call, original, info);
    const seqs = new Map<string, number>();
    for (const { userID: witnessID, conversation } of witnesses) {
      const { conversationPk } = conversation;
      const slot = store.inboxes.next(witnessID);
      seqs.set(witnessID, slot.seq);
      store.messages.addCopy(conversationPk, original.send_time_ms, noticePk, slot, MessageStatus.Sent);
      if (conversation.latestMessagePk === original.message_pk) {
        store.conversations.setLatest(conversationPk, noticePk, original.send_time_ms);
      }
    }

    const replied = call.reply('');
    const told = new Set([userID, ...witnesses.map((witness) => witness.userID)]);
    call.toUsers(told, 'OnNewRecvMessageRevoked', () => toJson(info));
    for (const [witnessID, seq] of seqs) call.events.noteSeen(witnessID, seq);
    for (const { userID: witnessID, conversationID, showsIt } of witnesses) {
      if (showsIt) announceConversations(call, witnessID, [conversationID]);
    }
    // OnNewRecvMessageRevoked does not contain the notice's seq. A client that is not told of it would take the next message
    // for one that follows a gap.
    for (const witnessID of seqs.keys()) {
      announceChanges(call, witnessID, [{ kind: 'message', messagePk: noticePk }], 'untold');
    }
    announceRevoked(call, original, quoting, told);
    return replied;
  },
};

/** Returns everybody in the chat who sees the message now; users who joined later or deleted it have no copy to replace. */
function witnessesOf(call: Call, original: StoredMessage): Witness[] {
  const { conversations, groups } = call.store;
  const { send_id, recv_id, group_id, message_pk } = original;
  const parties = group_id === '' ? [send_id, recv_id] : [call.userID, ...groups.memberIDs(group_id)];
  return [...new Set(parties)].flatMap((userID) => {
    const held = conversations.holding(userID, original);
    const isSeen = held && isVisible(held.copy, held.conversation.clearedTimeMs);
    return isSeen ? [{ ...held, userID, showsIt: held.conversation.latestMessagePk === message_pk }] : [];
  });
}

function revokeInfo(call: Call, original: StoredMessage): RevokeInfo {
  const { send_id, group_id, client_msg_id, send_time_ms, seq } = original;
  return {
    revokerID: call.userID,
    revokerRole: revokerRole(call, original),
    clientMsgID: client_msg_id,
    revokerNickname: nameOf(call, group_id, call.userID),
    revokeTime: seconds(call.nowMs),
    sourceMessageSendTime: send_time_ms,
    sourceMessageSendID: send_id,
    sourceMessageSenderNickname: nameOf(call, group_id, send_id),
    sessionType: group_id === '' ? SessionType.Single : SessionType.Group,
    seq,
    ex: '',
  };
}

function nameOf(call: Call, groupID: string, userID: string): string {
  const { groups, users } = call.store;
  return (
    (groupID === '' ? undefined : groups.member(groupID, userID)?.nickname) ?? users.get(userID)?.nickname ?? ''
  );
}

/** Stores the notice and returns its primary key. */
function storeNotice(call: Call, original: StoredMessage, info: RevokeInfo): number {
  return call.store.messages.insert(
    {
      clientMsgID: newID(),
      sendID: call.userID,
      // The notice is filed like the original, whoever revokes it: in a single chat, only the sender can.
      recvID: original.recv_id,
      groupID: original.group_id,
      contentType: ContentType.AdvancedRevokeNotice,
      content: toJson(info),
      msgFrom: MessageFrom.User,
      platformID: call.session.platformID,
      createTimeMs: call.nowMs,
      attachedInfo: '',
      ex: '',
      offlinePush: '',
      sourceSendTimeMs: null,
    },
    {
      serverMsgID: newID(),
      sendTimeMs: original.send_time_ms,
      status: MessageStatus.Sent,
      memberCount: original.member_count,
    },
  );
}
