import * as v from 'valibot';
import { embeddedMessage, idList, looseNumber, looseText } from './common.js';

const picture = v.object({
  uuid: looseText,
  type: looseText,
  size: looseNumber,
  width: looseNumber,
  height: looseNumber,
  url: looseText,
});

export const createSchemas = {
  createTextMessage: v.string(),
  createTextAtMessage: v.object({ text: v.string(), atUserIDList: idList }),
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
};
