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
import type { Change } from '../db/changes.js';
import type { Holder } from '../db/holders.js';
import type { StoredMessage } from '../db/message-rows.js';
import { seconds } from '../db/users.js';
import { announceChangesOf, announceRevoked } from '../inbox-changes.js';
import { newID } from '../new-id.js';
import { revokerRole, sentCopy } from '../policies/rules.js';

/**
 * Domain rules 7.2: a notice (118) takes the original's place, with its send time, for everybody who sees the original.
 * The notice is not announced as a new message, but by OnNewRecvMessageRevoked.
 */
export const advancedRevokeHandlers: Pick<Handlers, 'newRevokeMessage'> = {
  newRevokeMessage: (call, clientMsgID) => {
    const { store, userID } = call;
    const { copy: original } = sentCopy(call, clientMsgID);
    const info = revokeInfo(call, original);
    const holders = store.conversations.holders(original);
    const witnesses = witnessesOf(call, original, holders);

    store.messages.revoke(original.message_pk, call.nowMs);
    call.removeFiles(store.files.release(original.message_pk));
    const quoting = store.messages.redactQuotes(advancedRevokedQuote(info));
    const noticePk = storeNotice(call, original, info);
    const notice = { message_pk: noticePk, send_time_ms: original.send_time_ms, send_id: userID };
    const showing = witnesses.filter(({ latestMessagePk }) => latestMessagePk === original.message_pk);
    store.recipients.addCopies(notice, witnesses, MessageStatus.Sent);
    store.recipients.setLatest(notice, showing, false);

    const replied = call.reply('');
    const told = new Set([userID, ...witnesses.map((witness) => witness.userID)]);
    call.toUsers(told, 'OnNewRecvMessageRevoked', () => toJson(info));
    for (const witness of witnesses) {
      if (call.events.isOnline(witness.userID)) call.events.noteSeen(witness.userID, witness.lastSeq + 1);
    }
    for (const witness of showing) announceConversations(call, witness.userID, [witness.conversationID]);
    // OnNewRecvMessageRevoked does not contain the notice's seq. A client that is not told of it would take the next message
    // for one that follows a gap.
    const change: Change = { kind: 'message', messagePk: noticePk };
    announceChangesOf(call, new Map(witnesses.map((witness) => [witness.userID, [change]])));
    announceRevoked(call, { original, holders, quoting }, told);
    return replied;
  },
};

/** Returns everybody in the chat who sees the message now; users who joined later or deleted it have no copy to replace. */
function witnessesOf(call: Call, { group_id }: StoredMessage, holders: readonly Holder[]): Holder[] {
  const seeing = holders.filter(({ sees }) => sees);
  if (group_id === '') return seeing;
  const parties = new Set([call.userID, ...call.store.groups.memberIDs(group_id)]);
  return seeing.filter(({ userID }) => parties.has(userID));
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
