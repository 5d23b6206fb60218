import * as v from 'valibot';
import { MAX_LIST_LENGTH } from '../../src/protocol/index.js';
import { embeddedMessage, idList, looseNumber, looseText } from './common.js';

const picture = v.object({
  uuid: looseText,
  type: looseText,
  size: looseNumber,
  width: looseNumber,
  height: looseNumber,
  url: looseText,
});

/** A member that may be missing, for which some clients send `''` or null. */
const absent = <Output>(schema: v.GenericSchema<unknown, Output>) =>
  v.pipe(
    v.optional(v.union([v.literal(''), v.null(), schema])),
    v.transform((value) => (value === '' || value === null ? undefined : (value as Output | undefined))),
  );

const entities = v.pipe(
  v.array(
    v.object({
      type: looseText,
      offset: looseNumber,
      length: looseNumber,
      url: v.optional(v.string()),
      info: v.optional(v.string()),
    }),
  ),
  v.maxLength(MAX_LIST_LENGTH),
);

export const createSchemas = {
  createTextMessage: v.string(),
  createTextAtMessage: v.object({
    text: v.string(),
    atUserIDList: idList,
    atUsersInfo: absent(v.array(v.object({ atUserID: v.string(), groupNickname: looseText }))),
    message: absent(embeddedMessage),
  }),
  createAdvancedTextMessage: v.object({ text: v.string(), messageEntityList: absent(entities) }),
  createImageMessage: v.object({ sourcePicture: picture, bigPicture: picture, snapshotPicture: picture }),
  createSoundMessage: v.object({
    uuid: looseText,
    soundPath: looseText,
    sourceUrl: looseText,
    dataSize: looseNumber,
    duration: looseNumber,
  }),
  createVideoMessage: v.object({
    videoPath: looseText,
    duration: looseNumber,
    videoType: looseText,
    snapshotPath: looseText,
    videoUUID: looseText,
    videoUrl: looseText,
    videoSize: looseNumber,
    snapshotUUID: looseText,
    snapshotSize: looseNumber,
    snapshotUrl: looseText,
    snapshotWidth: looseNumber,
    snapshotHeight: looseNumber,
  }),
  createFileMessage: v.object({
    filePath: looseText,
    fileName: looseText,
    uuid: looseText,
    sourceUrl: looseText,
    fileSize: looseNumber,
  }),
  createMergerMessage: v.object({ messageList: v.array(embeddedMessage), title: v.string(), summaryList: idList }),
  createForwardMessage: v.string(),
  createLocationMessage: v.object({ description: v.string(), longitude: v.number(), latitude: v.number() }),
  createCardMessage: v.string(),
  createCustomMessage: v.object({ data: v.string(), extension: v.string(), description: v.string() }),
  createQuoteMessage: v.object({ text: v.string(), message: embeddedMessage }),
  createAdvancedQuoteMessage: v.object({
    text: v.string(),
    message: embeddedMessage,
    messageEntityList: entities,
  }),
  createFaceMessage: v.object({ index: v.number(), data: v.string() }),
};
