import { messageBuilders, toJson, type CreateMethodName, type MessageContext } from '../../src/protocol/index.js';
import type { Call, Handlers } from '../call.js';
import { newID } from '../new-id.js';

/** Builds messages with the caller as author (protocol 6.3, domain rules 4.1). Nothing is stored. */
export const createHandlers: Pick<Handlers, CreateMethodName> = {
  createTextMessage: (call, text) => call.reply(toJson(messageBuilders.createTextMessage(author(call), text))),
  createTextAtMessage: (call, { message, atUsersInfo, ...params }) =>
    call.reply(
      toJson(
        messageBuilders.createTextAtMessage(author(call), {
          ...params,
          ...(atUsersInfo ? { atUsersInfo } : {}),
          ...(message ? { message: toJson(message) } : {}),
        }),
      ),
    ),
  createAdvancedTextMessage: (call, { text, messageEntityList = [] }) =>
    call.reply(toJson(messageBuilders.createAdvancedTextMessage(author(call), { text, messageEntityList }))),
  createImageMessage: (call, params) =>
    call.reply(toJson(messageBuilders.createImageMessage(author(call), params))),
  createSoundMessage: (call, params) =>
    call.reply(toJson(messageBuilders.createSoundMessage(author(call), params))),
  createVideoMessage: (call, params) =>
    call.reply(toJson(messageBuilders.createVideoMessage(author(call), params))),
  createFileMessage: (call, params) => call.reply(toJson(messageBuilders.createFileMessage(author(call), params))),
  createMergerMessage: (call, params) =>
    call.reply(toJson(messageBuilders.createMergerMessage(author(call), params))),
  createForwardMessage: (call, text) =>
    call.reply(toJson(messageBuilders.createForwardMessage(author(call), text))),
  createLocationMessage: (call, params) =>
    call.reply(toJson(messageBuilders.createLocationMessage(author(call), params))),
  createCardMessage: (call, text) => call.reply(toJson(messageBuilders.createCardMessage(author(call), text))),
  createCustomMessage: (call, params) =>
    call.reply(toJson(messageBuilders.createCustomMessage(author(call), params))),
  createQuoteMessage: (call, { text, message }) =>
    call.reply(toJson(messageBuilders.createQuoteMessage(author(call), { text, message: toJson(message) }))),
  createAdvancedQuoteMessage: (call, { message, ...params }) =>
    call.reply(
      toJson(messageBuilders.createAdvancedQuoteMessage(author(call), { ...params, message: toJson(message) })),
    ),
  createFaceMessage: (call, params) => call.reply(toJson(messageBuilders.createFaceMessage(author(call), params))),
};

function author(call: Call): MessageContext {
  const user = call.store.users.get(call.userID);
  return {
    sendID: call.userID,
    senderNickname: user?.nickname ?? '',
    senderFaceUrl: user?.faceURL ?? '',
    platformID: call.session.platformID,
    clientMsgID: newID(),
    nowMs: call.nowMs,
  };
}
