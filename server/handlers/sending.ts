import {
  ContentType,
  ErrorCode,
  MAX_CLIENT_MSG_ID_LENGTH,
  MessageFrom,
  MessageStatus,
  OpenIMError,
  SENDABLE_TYPES,
  contentWithoutQuoted,
  elementsOfContent,
  quotedIDOf,
  revokedQuote,
  toJson,
  type MessageElements,
  type MessageItem,
} from '../../src/protocol/index.js';
import type { Call, Handlers, Replied } from '../call.js';
import { storableText } from '../db/database.js';
import { messageItem } from '../db/message-item.js';
import type { MessageRow } from '../db/message-rows.js';
import type { NewMessage } from '../db/new-message.js';
import { deliver, keepFailed, pushOnline } from '../delivery.js';
import { announceChanges } from '../inbox-changes.js';
import { checkLength } from '../message-length.js';
import { refusalOf, type Refusal } from '../policies/rules.js';
import type { SentMessage } from '../schemas/common.js';
import type { Input } from '../schemas/index.js';

type SendMethod = 'sendMessage' | 'sendMessageNotOss';
type SendInput = Input<SendMethod>;

/** Protocol 6.4, domain rules 4. */
export const sendingHandlers: Pick<Handlers, SendMethod> = {
  sendMessage: (call, input) => send(call, input, missingUpload(input.message)),
  sendMessageNotOss: (call, input) => send(call, input, undefined),
};

/**
 * Makes the checks in the order of domain rules 4.5, of which the policy has already done step 2, and sends the message.
 * Up to step 5, a refused message leaves no trace; from step 6 on, it is stored as failed.
 */
function send(call: Call<SendMethod>, input: SendInput, upload: Refusal | undefined): Replied {
  const message = newMessage(call, input);
  const receiverIDs = receiversOf(call, message);
  const earlier = earlierSend(call, message);
  if (earlier.kind === 'sent') return call.reply(toJson(earlier.item));

  checkLength(message);
  const refusal = upload ?? refusalOf(call, message);
  const replaces = takeOver(call, earlier);
  if (refusal) {
    const failed = keepFailed(call.store, message, call.nowMs, replaces);
    const replied = call.fail(refusal.code, refusal.message);
    failed.announceConversationToSender(call.events);
    announceChanges(call, call.userID, [{ kind: 'message', messagePk: failed.messagePk }], 'untold');
    return replied;
  }
  if (message.contentType === ContentType.CustomOnlineOnly) {
    return call.reply(toJson(pushOnline(call.store, call.events, message, receiverIDs, call.nowMs)));
  }

  const delivery = deliver(call.store, message, receiverIDs, call.nowMs, replaces);
  call.store.files.hold(message);
  call.toCaller('OnProgress', toJson({ progress: 100, clientMsgID: message.clientMsgID }));
  const replied = call.reply(delivery.senderData());
  delivery.announceToSender(call.events, call.session);
  delivery.announceToReceivers(call.events);
  return replied;
}

/** Takes from the client's JSON what the client decides (domain rules 4.1); the gateway decides everything else. */
function newMessage(call: Call, { recvID, groupID, message, offlinePushInfo }: SendInput): NewMessage {
  if (recvID === '' && groupID === '')
    throw new OpenIMError(ErrorCode.NotAllowedNow, 'neither recvID nor groupID');
  const { clientMsgID } = message;
  if (clientMsgID === '' || clientMsgID.length > MAX_CLIENT_MSG_ID_LENGTH) {
    throw new OpenIMError(ErrorCode.BadArguments, 'clientMsgID is empty or too long');
  }
  return {
    clientMsgID: storableText(clientMsgID),
    sendID: call.userID,
    recvID,
    groupID: recvID === '' ? groupID : '',
    contentType: message.contentType,
    content: withoutRevoked(call, message.contentType, storableText(message.content)),
    msgFrom: MessageFrom.User,
    platformID: call.session.platformID,
    createTimeMs: isSaneTime(message.createTime) ? message.createTime : call.nowMs,
    attachedInfo: message.attachedInfo,
    ex: message.ex,
    offlinePush: offlinePushInfo === '' ? '' : JSON.stringify(offlinePushInfo),
    sourceSendTimeMs: null,
  };
}

/** Takes a revoked message out of the quote: the client may not know of the revocation, and the text must not spread. */
function withoutRevoked({ store, userID }: Call, contentType: number, content: string): string {
  const quotedID = quotedIDOf(contentType, content);
  const original = quotedID === undefined ? undefined : store.messages.find(quotedID);
  if (!original || original.revoked_at_ms === null) return content;
  const held = store.conversations.holding(userID, original);
  const revoked = held
    ? store.messages.revokedQuoteIn(held.conversation.conversationPk, original)
    : revokedQuote(original.client_msg_id);
  return contentWithoutQuoted(contentType, content, revoked) ?? content;
}

function isSaneTime(ms: number): boolean {
  return Number.isSafeInteger(ms) && ms > 0;
}

/** Returns who gets the message. @throws {OpenIMError} 202 if its type cannot be sent */
function receiversOf({ store }: Call, { recvID, groupID, contentType }: NewMessage): string[] {
  if (!SENDABLE_TYPES.has(contentType)) {
    throw new OpenIMError(ErrorCode.MessageRefused, `contentType ${contentType} cannot be sent`);
  }
  return groupID === '' ? [recvID] : store.groups.memberIDs(groupID);
}

type EarlierSend =
  | { readonly kind: 'none' }
  /** An earlier attempt failed; this one takes its place. */
  | { readonly kind: 'failed'; readonly row: MessageRow }
  /** The very same message was already sent, but its reply was lost. */
  | { readonly kind: 'sent'; readonly item: MessageItem };

/**
 * Looks for an earlier attempt to send the message. Sends are idempotent (domain rules 4.7): the same message again gets
 * the same reply.
 *
 * @throws {OpenIMError} 202 if the clientMsgID belongs to another message, whoever sent it
 */
function earlierSend(call: Call, message: NewMessage): EarlierSend {
  const row = call.store.messages.find(message.clientMsgID);
  if (!row) return { kind: 'none' };
  const isOwn = row.send_id === message.sendID;
  if (isOwn && row.status === MessageStatus.Failed) return { kind: 'failed', row };
  const copy = isOwn ? call.store.conversations.holding(call.userID, row)?.copy : undefined;
  const isSame =
    copy &&
    copy.seq > 0 &&
    row.recv_id === message.recvID &&
    row.group_id === message.groupID &&
    row.content_type === message.contentType &&
    row.content === message.content;
  if (!isSame) throw new OpenIMError(ErrorCode.MessageRefused, 'clientMsgID is used for another message');
  return { kind: 'sent', item: messageItem({ ...copy, copy_status: MessageStatus.Sent }, call.userID) };
}

/** Removes the failed copy that this attempt replaces, and returns the primary key of its body. */
function takeOver(call: Call, earlier: EarlierSend): number | undefined {
  if (earlier.kind !== 'failed') return undefined;
  const { conversations, messages } = call.store;
  const held = conversations.holding(call.userID, earlier.row);
  if (held) {
    messages.removeCopy(held.copy);
    const { conversationPk, latestMessagePk } = held.conversation;
    if (latestMessagePk === held.copy.message_pk) conversations.resetLatest([conversationPk]);
  }
  return earlier.row.message_pk;
}

/** Refuses media without any URL: sendMessage uploads nothing, so they could never be shown (domain rules 4.4). */
function missingUpload(message: SentMessage): Refusal | undefined {
  const urls = mediaURLs(message);
  if (!urls || urls.some((url) => url !== '')) return undefined;
  return { code: ErrorCode.ReceiverOrUploadFailed, message: 'the medium has no URL' };
}

function mediaURLs({ content, contentType }: SentMessage): string[] | undefined {
  const elements = (): MessageElements => elementsOfContent(contentType, content, '');
  switch (contentType) {
    case ContentType.Picture: {
      const { sourcePicture, bigPicture, snapshotPicture } = elements().pictureElem;
      return [sourcePicture.url, bigPicture.url, snapshotPicture.url];
    }
    case ContentType.Sound:
      return [elements().soundElem.sourceUrl];
    case ContentType.Video:
      return [elements().videoElem.videoUrl];
    case ContentType.File:
      return [elements().fileElem.sourceUrl];
    default:
      return undefined;
  }
}
