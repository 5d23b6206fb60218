import { AT_ALL_TAG } from '../../src/index.js';
import type { CreateMethodName } from '../../src/index.js';
import type { MethodExamples } from './stage.js';

export const messageCreationExamples = {
  async createTextMessage(openIM) {
    const { data: message } = await openIM.createTextMessage('Lunch at one?');
    return openIM.sendMessage({ recvID: 'bob', groupID: '', message });
  },

  async createTextAtMessage(openIM, { groupID }) {
    const { data: message } = await openIM.createTextAtMessage({
      text: '@Bob and @everyone: the room has changed',
      atUserIDList: ['bob', AT_ALL_TAG],
    });
    return openIM.sendMessage({ recvID: '', groupID, message });
  },

  async createImageMessage(openIM) {
    const picture = { uuid: 'b2e1', type: 'image/png', size: 48_213, width: 1280, height: 720 };
    const { data: message } = await openIM.createImageMessage({
      sourcePicture: { ...picture, url: 'https://files.example/view.png' },
      bigPicture: { ...picture, url: 'https://files.example/view.png' },
      snapshotPicture: { ...picture, width: 320, height: 180, url: 'https://files.example/view-small.png' },
    });
    return openIM.sendMessageNotOss({ recvID: 'bob', groupID: '', message });
  },

  async createSoundMessage(openIM) {
    const { data: message } = await openIM.createSoundMessage({
      uuid: '7c0d',
      soundPath: '',
      sourceUrl: 'https://files.example/hello.m4a',
      dataSize: 18_020,
      duration: 4,
    });
    return openIM.sendMessageNotOss({ recvID: 'bob', groupID: '', message });
  },

  async createVideoMessage(openIM) {
    const { data: message } = await openIM.createVideoMessage({
      videoPath: '',
      videoUUID: 'd91f',
      videoUrl: 'https://files.example/harbour.mp4',
      videoType: 'video/mp4',
      videoSize: 2_310_400,
      duration: 12,
      snapshotPath: '',
      snapshotUUID: 'd920',
      snapshotUrl: 'https://files.example/harbour.jpg',
      snapshotSize: 30_112,
      snapshotWidth: 640,
      snapshotHeight: 360,
    });
    return openIM.sendMessageNotOss({ recvID: 'bob', groupID: '', message });
  },

  async createFileMessage(openIM) {
    const { data: message } = await openIM.createFileMessage({
      filePath: '',
      fileName: 'offer.pdf',
      uuid: '4a77',
      sourceUrl: 'https://files.example/offer.pdf',
      fileSize: 182_400,
    });
    return openIM.sendMessageNotOss({ recvID: 'bob', groupID: '', message });
  },

  async createMergerMessage(openIM, { groupID, sent, received }) {
    const { data: message } = await openIM.createMergerMessage({
      messageList: [received, sent],
      title: 'Ada and Bob',
      summaryList: ['Bob: Are you coming?', 'Ada: On my way'],
    });
    return openIM.sendMessage({ recvID: '', groupID, message });
  },

  async createForwardMessage(openIM, { groupID, received }) {
    const { data: message } = await openIM.createForwardMessage(received);
    return openIM.sendMessage({ recvID: '', groupID, message });
  },

  async createLocationMessage(openIM) {
    const { data: message } = await openIM.createLocationMessage({
      description: 'Café am Ufer',
      longitude: 13.4319,
      latitude: 52.4953,
    });
    return openIM.sendMessage({ recvID: 'bob', groupID: '', message });
  },

  async createCardMessage(openIM) {
    const card = { userID: 'carol', nickname: 'Carol', faceURL: 'https://files.example/carol.png' };
    const { data: message } = await openIM.createCardMessage(JSON.stringify(card));
    return openIM.sendMessage({ recvID: 'bob', groupID: '', message });
  },

  async createCustomMessage(openIM) {
    const { data: message } = await openIM.createCustomMessage({
      data: JSON.stringify({ kind: 'order', orderID: 'A-1042', total: '39.00 EUR' }),
      description: 'Order A-1042',
      extension: '',
    });
    return openIM.sendMessage({ recvID: 'bob', groupID: '', message });
  },

  async createQuoteMessage(openIM, { received }) {
    const { data: message } = await openIM.createQuoteMessage({ text: 'Yes, at noon', message: received });
    return openIM.sendMessage({ recvID: 'bob', groupID: '', message });
  },

  async createAdvancedTextMessage(openIM) {
    const { data: message } = await openIM.createAdvancedTextMessage({
      text: 'Read the rules first',
      messageEntityList: [
        { type: 'bold', offset: 0, length: 4 },
        { type: 'url', offset: 9, length: 5, url: 'https://chat.example/rules' },
      ],
    });
    return openIM.sendMessage({ recvID: 'bob', groupID: '', message });
  },

  async createAdvancedQuoteMessage(openIM, { received }) {
    const { data: message } = await openIM.createAdvancedQuoteMessage({
      text: 'Never again',
      message: received,
      messageEntityList: [{ type: 'italic', offset: 0, length: 5 }],
    });
    return openIM.sendMessage({ recvID: 'bob', groupID: '', message });
  },

  async createFaceMessage(openIM) {
    const { data: message } = await openIM.createFaceMessage({ index: 12, data: '' });
    return openIM.sendMessage({ recvID: 'bob', groupID: '', message });
  },
} satisfies MethodExamples<CreateMethodName>;
