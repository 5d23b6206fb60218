import { parse } from '../../src/index.js';
import type { MethodExamples } from './stage.js';

export const messageExamples = {
  async sendMessage(openIM) {
    const { data: message } = await openIM.createTextMessage('Lunch at one?');
    const sent = parse(await openIM.sendMessage({ recvID: 'bob', groupID: '', message }));
    return new Date(sent.sendTime);
  },

  async sendMessageNotOss(openIM, { groupID }) {
    const { data: message } = await openIM.createFileMessage({
      filePath: '',
      fileName: 'offer.pdf',
      uuid: '4a77',
      sourceUrl: 'https://files.example/offer.pdf',
      fileSize: 182_400,
    });
    return parse(await openIM.sendMessageNotOss({ recvID: '', groupID, message }));
  },

  async getHistoryMessageList(openIM) {
    const page = { userID: 'bob', groupID: '', count: 20 };
    const newest = parse(await openIM.getHistoryMessageList({ ...page, startClientMsgID: '' }));
    const startClientMsgID = newest[0]?.clientMsgID ?? '';
    const older = parse(await openIM.getHistoryMessageList({ ...page, startClientMsgID }));
    return [...older, ...newest];
  },

  async revokeMessage(openIM, { sent }) {
    await openIM.revokeMessage(sent);
  },

  async markC2CMessageAsRead(openIM, { received }) {
    const { sendID, clientMsgID } = parse(received);
    await openIM.markC2CMessageAsRead({ userID: sendID, msgIDList: [clientMsgID] });
    // Bob knows now. Ada's own unread count is a matter of its own:
    await openIM.markC2CMessageAsRead({ userID: sendID, msgIDList: [] });
  },

  async typingStatusUpdate(openIM) {
    await openIM.typingStatusUpdate({ recvID: 'bob', msgTip: 'yes' });
  },

  async deleteMessageFromLocalStorage(openIM, { received }) {
    await openIM.deleteMessageFromLocalStorage(received);
  },

  async insertSingleMessageToLocalStorage(openIM) {
    const { data: message } = await openIM.createTextMessage('You called Bob for 4 minutes');
    return parse(await openIM.insertSingleMessageToLocalStorage({ message, recvID: 'bob', sendID: 'ada' }));
  },

  async insertGroupMessageToLocalStorage(openIM, { groupID }) {
    const { data: message } = await openIM.createTextMessage('You started a poll');
    return parse(await openIM.insertGroupMessageToLocalStorage({ message, groupID, sendID: 'ada' }));
  },

  async clearC2CHistoryMessage(openIM) {
    await openIM.clearC2CHistoryMessage('bob');
  },

  async clearGroupHistoryMessage(openIM, { groupID }) {
    await openIM.clearGroupHistoryMessage(groupID);
  },
} satisfies MethodExamples<
  | 'sendMessage'
  | 'sendMessageNotOss'
  | 'getHistoryMessageList'
  | 'revokeMessage'
  | 'markC2CMessageAsRead'
  | 'typingStatusUpdate'
  | 'deleteMessageFromLocalStorage'
  | 'insertSingleMessageToLocalStorage'
  | 'insertGroupMessageToLocalStorage'
  | 'clearC2CHistoryMessage'
  | 'clearGroupHistoryMessage'
>;
