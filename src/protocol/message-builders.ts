/**
 * The `create…Message` methods as pure functions from arguments to a message (protocol 6.3, domain rules 4.1). Our client
 * calls them without a round trip; the gateway calls them for original clients, which send a request.
 */
import { ContentType, MessageStatus } from './constants.js';
import type { MessageElements, MessageItem, Picture } from './message-entities.js';
import { ErrorCode, OpenIMError } from './errors.js';
import { parseJsonObject, readJson } from './json.js';
import { blankElements, completeMessage, withContent, withElement } from './messages.js';
import type { MethodArgs, MethodName } from './methods.js';
import { authorship, newMessage, textMessage, type MessageContext } from './new-message.js';

export type CreateMethodName = Extract<MethodName, `create${string}Message`>;

type MessageBuilders = {
  readonly [Name in CreateMethodName]: (context: MessageContext, ...args: MethodArgs<Name>) => MessageItem;
};

/** One builder for each create method. @throws {OpenIMError} as documented at the method */
export const messageBuilders: MessageBuilders = {
  createTextMessage: textMessage,

  createTextAtMessage: (context, { text, atUserIDList, atUsersInfo, message }) =>
    newMessage(
      context,
      ContentType.At,
      withElement('atElem', {
        text,
        atUserList: [...atUserIDList],
        isAtSelf: false,
        ...(atUsersInfo ? { atUsersInfo: [...atUsersInfo] } : {}),
        ...(message ? { quoteMessage: flattenQuote(parseMessage(message)) } : {}),
      }),
    ),

  createAdvancedTextMessage: (context, { text, messageEntityList = [] }) =>
    newMessage(
      context,
      ContentType.AdvancedText,
      withElement('messageEntityElem', { text, messageEntityList: [...messageEntityList] }),
    ),

  createImageMessage: (context, { sourcePicture, bigPicture, snapshotPicture }) =>
    buildElement(context, ContentType.Picture, 'pictureElem', {
      sourcePath: '',
      sourcePicture: completePicture(sourcePicture),
      bigPicture: completePicture(bigPicture),
      snapshotPicture: completePicture(snapshotPicture),
    }),

  createSoundMessage: (context, params) => buildElement(context, ContentType.Sound, 'soundElem', params),

  createVideoMessage: (context, params) => buildElement(context, ContentType.Video, 'videoElem', params),

  createFileMessage: (context, params) => buildElement(context, ContentType.File, 'fileElem', params),

  createMergerMessage: (context, { messageList, title, summaryList }) =>
    buildElement(context, ContentType.Merger, 'mergeElem', {
      title,
      abstractList: [...summaryList],
      multiMessage: messageList.map((message) => (typeof message === 'string' ? parseMessage(message) : message)),
    }),

  createForwardMessage: (context, message) => {
    const source = parseMessage(message);
    if (source.status !== MessageStatus.Sent) {
      throw new OpenIMError(ErrorCode.NotAllowedNow, 'only a sent message can be forwarded');
    }
    return { ...source, ...authorship(context), serverMsgID: '', seq: 0, isRead: false };
  },

  createLocationMessage: (context, params) => buildElement(context, ContentType.Location, 'locationElem', params),

  createCardMessage: (context, cardDesc) => {
    if (!parseJsonObject(cardDesc)) throw new OpenIMError(ErrorCode.BadRequest, 'the card is not a JSON object');
    return newMessage(context, ContentType.Card, { content: cardDesc });
  },

  createCustomMessage: (context, params) => buildElement(context, ContentType.Custom, 'customElem', params),

  createQuoteMessage: (context, { text, message }) =>
    buildElement(context, ContentType.Quote, 'quoteElem', {
      text,
      quoteMessage: flattenQuote(parseMessage(message)),
    }),

  createAdvancedQuoteMessage: (context, { text, message, messageEntityList }) =>
    newMessage(
      context,
      ContentType.Quote,
      withElement('quoteElem', {
        text,
        quoteMessage: flattenQuote(parseMessage(message)),
        messageEntityList: [...messageEntityList],
      }),
    ),

  createFaceMessage: (context, params) => buildElement(context, ContentType.Face, 'faceElem', params),
};

/** Parses the JSON text of a message. @throws {OpenIMError} 803 if it is not a message */
export function parseMessage(json: string): MessageItem {
  const message = completeMessage(readJson(json));
  if (!message) throw new OpenIMError(ErrorCode.BadArguments, 'not the JSON of a message');
  return message;
}

function buildElement<Name extends keyof MessageElements>(
  context: MessageContext,
  contentType: number,
  name: Name,
  given: Partial<MessageElements[Name]>,
): MessageItem {
  return newMessage(context, contentType, withElement(name, pickMembers(blankElements()[name], given)));
}

/** Returns `zero` with its members replaced by those of `given`. Ignores others, so that content has no foreign members. */
function pickMembers<T extends object>(zero: T, given: Partial<T>): T {
  const picked = { ...zero };
  for (const member of Object.keys(zero) as (keyof T)[]) {
    const value = given[member];
    if (value !== undefined) picked[member] = value;
  }
  return picked;
}

function completePicture(picture: Partial<Picture>): Picture {
  return pickMembers(blankElements().pictureElem.sourcePicture, picture);
}

/** Turns a message that quotes another into its plain text, so that quotes never nest. */
function flattenQuote(message: MessageItem): MessageItem {
  if (message.contentType !== ContentType.Quote) return message;
  return withContent(message, { contentType: ContentType.Text, content: message.quoteElem.text }, '');
}
