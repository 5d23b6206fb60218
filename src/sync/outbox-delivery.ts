import type { Engine } from '../connection/engine.js';
import { ErrorCode, MessageStatus, toJson, type MessageItem, type OpenIMError } from '../protocol/index.js';
import type { MessageRow, OutboxEntry } from '../storage/store.js';
import { readMessages } from './apply-message.js';
import { fitting, pageParams, readPage } from './history.js';
import { answerOf, type Answer, type Item } from './outbox-item.js';

/** How many of the newest messages to check for one that may or may not have been sent, or as many as fit into an answer. */
const LOOK_BACK_COUNT = 200;

/**
 * Sends a message so that the gateway has it exactly once.
 *
 * @param mayBeThere whether the message was sent before without a reply
 * @throws {OpenIMError} as {@link Engine.call}
 */
export async function deliver(engine: Engine, item: Item, mayBeThere: boolean): Promise<Answer> {
  const found = mayBeThere && !engine.capabilities.idempotentSend ? await look(engine, item.entry) : undefined;
  return found ? answerOf(found) : call(engine, item, mayBeThere);
}

async function call(engine: Engine, { entry, operationID }: Item, mayBeThere: boolean): Promise<Answer> {
  const { recvID, groupID, message, offlinePushInfo, method } = entry;
  const params = { recvID, groupID, message, ...(offlinePushInfo ? { offlinePushInfo } : {}) };
  try {
    return await engine.call(method, [params], operationID);
  } catch (error) {
    const isTaken = mayBeThere && (error as OpenIMError).errCode === ErrorCode.MessageRefused;
    const found = isTaken ? await look(engine, entry) : undefined;
    if (found) return answerOf(found);
    throw error;
  }
}

/** Looks for the message in the gateway's history; returns undefined if it is not there as sent. */
async function look(
  engine: Engine,
  { conversationID, clientMsgID }: OutboxEntry,
): Promise<MessageItem | undefined> {
  const ask = fitting((params) => engine.call('getHistoryMessageList', [params]));
  const messages = readMessages(readPage(await ask(pageParams(conversationID, '', LOOK_BACK_COUNT))));
  return messages.find((message) => message.clientMsgID === clientMsgID && message.status === MessageStatus.Sent);
}

/** Deletes the gateway's copy of a message that it has refused. */
export function deleteRefused(engine: Engine, row: MessageRow): void {
  if (engine.state.kind !== 'online') return;
  // The gateway may not have the message at all. If the call fails, the message comes back as failed, to be discarded again.
  engine.call('deleteMessageFromLocalStorage', [toJson(row)]).catch(() => undefined);
}
