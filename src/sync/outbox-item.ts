import {
  conversationIDOf,
  ErrorCode,
  MessageStatus,
  OpenIMError,
  readJson,
  SessionType,
  toJson,
  type MessageItem,
  type MethodResponse,
} from '../protocol/index.js';
import { toMessageItem, toMessageRow } from '../storage/message-row.js';
import { UNSENT_SORT_KEY, type MessageRow, type OutboxEntry, type StoredFile } from '../storage/store.js';
import { Deferred } from '../util/deferred.js';
import { readMessage } from './apply-message.js';
import type { OutgoingMessage } from './types.js';

export type Answer = MethodResponse<'sendMessage'>;

/** `percent` is the percentage uploaded. */
export type Upload = { readonly stop: AbortController; percent: number };

/** A message in the outbox, with its state in this page. */
export type Item = {
  entry: OutboxEntry;
  row: MessageRow;
  /** The file of the entry, to be shown and uploaded. */
  file: Blob | undefined;
  /** Whether a call is in progress. It is not part of the entry, because it is only valid in this page. */
  isInFlight: boolean;
  /** The upload of the file, while it is in progress. */
  upload: Upload | undefined;
  /** How often the upload failed for a reason that the browser does not tell. */
  unexplainedFailures: number;
  /** Whether later messages have overtaken this one, because its file takes long to upload. */
  isOvertaken: boolean;
  operationID: string | undefined;
  /** The gateway's reply, from its arrival until it is in the cache. */
  answer: Answer | undefined;
  readonly sent: Deferred<Answer>;
};

function itemOf(entry: OutboxEntry, row: MessageRow): Item {
  return {
    entry,
    row,
    file: entry.file && fileOf(entry.file),
    isInFlight: false,
    upload: undefined,
    unexplainedFailures: 0,
    isOvertaken: false,
    operationID: undefined,
    answer: undefined,
    sent: handled(),
  };
}

/** Creates the item for a message by `sendID`. `position` is its place in the order of sending. */
export function newItem(
  { recvID, groupID, message, file, offlinePushInfo, method, operationID }: OutgoingMessage,
  sendID: string,
  position: number,
): Item {
  const entry: OutboxEntry = {
    clientMsgID: message.clientMsgID,
    conversationID: conversationIDOf(recvID ? { userID: recvID } : { groupID }),
    recvID,
    groupID,
    message: toJson(message),
    ...(file ? { file } : {}),
    offlinePushInfo,
    method: method ?? 'sendMessageNotOss',
    position,
    state: { kind: 'queued' },
  };
  return { ...itemOf(entry, rowOf(entry, message, sendID)), operationID };
}

/**
 * Creates the item for a stored entry; undefined if its message was sent. A row that was damaged is made again: without one,
 * the message would never be sent.
 */
export function storedItem(entry: OutboxEntry, stored: MessageRow | undefined, userID: string): Item | undefined {
  const message = readMessage(readJson(entry.message));
  const row = stored ?? (message && rowOf(entry, message, userID));
  return row && row.status !== MessageStatus.Sent ? itemOf(entry, row) : undefined;
}

/** Makes the row of a message in the outbox. */
function rowOf(
  { conversationID, recvID, groupID, position }: OutboxEntry,
  message: MessageItem,
  sendID: string,
): MessageRow {
  const outgoing: MessageItem = {
    ...message,
    sendID,
    recvID,
    groupID: recvID ? '' : groupID,
    sessionType: recvID ? SessionType.Single : SessionType.Group,
    status: MessageStatus.Sending,
  };
  return toMessageRow(outgoing, conversationID, UNSENT_SORT_KEY + position);
}

/**
 * Creates an item for a message that the gateway has stored as failed, which may be sent again under the same ID; returns
 * undefined for any other message.
 */
export function itemOfFailed(row: MessageRow, userID: string, position: number): Item | undefined {
  if (row.status !== MessageStatus.Failed || row.sendID !== userID) return undefined;
  const { recvID, groupID } = row;
  const target = groupID ? { recvID: '', groupID } : { recvID, groupID: '' };
  return newItem({ ...target, message: toMessageItem(row, userID) }, userID, position);
}

/** Whether the message is still to be sent without the user asking for it. */
export function isWaiting({ entry }: Item): boolean {
  return entry.state.kind !== 'failed';
}

/** Returns the file of an entry; undefined if it is damaged. */
function fileOf(file: StoredFile | Blob): Blob | undefined {
  if (file instanceof Blob) return file;
  return file.bytes instanceof ArrayBuffer ? new File([file.bytes], file.name, file) : undefined;
}

/**
 * Copies the bytes of the given file, because the original may be changed or deleted before it is uploaded.
 * @throws {OpenIMError} 301 the file cannot be read, because it is a folder or was deleted
 */
export async function takeBytes(item: Item, file: Blob & { readonly name?: string }): Promise<void> {
  const { type, name = 'file' } = file;
  const bytes = await file.arrayBuffer().catch(() => {
    throw new OpenIMError(ErrorCode.ReceiverOrUploadFailed, 'unreadable');
  });
  item.entry.file = { bytes, name, type };
  item.file = fileOf(item.entry.file);
}

/** Makes a deferred whose rejection is not reported as unhandled, because callers may ignore `sent`. */
function handled(): Deferred<Answer> {
  const deferred = new Deferred<Answer>();
  deferred.promise.catch(() => undefined);
  return deferred;
}

/** Parses the entry's message. @throws {OpenIMError} 803 if it is not a message */
export function messageOf(entry: OutboxEntry): MessageItem {
  const message = readMessage(readJson(entry.message));
  if (!message) throw new OpenIMError(ErrorCode.BadArguments, 'not the JSON of a message');
  return message;
}

export function answerOf(message: MessageItem): Answer {
  return { event: '', errCode: 0, errMsg: '', data: toJson(message), operationID: '' };
}

/**
 * Whether an item is the same message as `present`, by the members that a gateway compares before it repeats its first
 * answer. Does not compare the content of messages with files, because uploading changes it.
 */
export function isSameMessage(present: MessageRow, { row, entry }: Item): boolean {
  return (
    present.sendID === row.sendID &&
    present.recvID === row.recvID &&
    present.groupID === row.groupID &&
    present.contentType === row.contentType &&
    (entry.file !== undefined || present.content === row.content)
  );
}

/** Makes the error of a message that the user has discarded. */
export function discarded(): OpenIMError {
  return new OpenIMError(ErrorCode.SendFailed, 'discarded');
}

/** Makes the error with which a gateway refuses a clientMsgID that is already used. */
export function usedForAnother(): OpenIMError {
  return new OpenIMError(ErrorCode.MessageRefused, 'clientMsgID is taken');
}
