import { OptType, parse, SessionType } from '../../src/index.js';
import type { MethodExamples } from './stage.js';

export const conversationExamples = {
  async getAllConversationList(openIM) {
    const conversations = parse(await openIM.getAllConversationList());
    return conversations.map(({ showName, unreadCount, latestMsg }) => ({
      showName,
      unreadCount,
      // A message inside a conversation is JSON once more.
      latest: latestMsg === '' ? undefined : parse(latestMsg).content,
    }));
  },

  async getConversationListSplit(openIM) {
    return parse(await openIM.getConversationListSplit({ offset: 0, count: 20 }));
  },

  async getOneConversation(openIM) {
    const conversation = parse(
      await openIM.getOneConversation({ sourceID: 'bob', sessionType: SessionType.Single }),
    );
    return conversation.conversationID;
  },

  async getConversationIDBySessionType(openIM, { groupID }) {
    const conversation = parse(
      await openIM.getConversationIDBySessionType({ sourceID: groupID, sessionType: SessionType.Group }),
    );
    return conversation.conversationID;
  },

  async getMultipleConversation(openIM, { groupID }) {
    return parse(await openIM.getMultipleConversation(['single_bob', `group_${groupID}`]));
  },

  async deleteConversation(openIM) {
    await openIM.deleteConversation('single_bob');
  },

  async setConversationDraft(openIM) {
    await openIM.setConversationDraft({ conversationID: 'single_bob', draftText: 'About tomorrow: ' });
  },

  async pinConversation(openIM) {
    await openIM.pinConversation({ conversationID: 'single_bob', isPinned: true });
  },

  async markGroupMessageHasRead(openIM, { groupID }) {
    await openIM.markGroupMessageHasRead(groupID);
  },

  async setConversationRecvMessageOpt(openIM, { groupID }) {
    await openIM.setConversationRecvMessageOpt({
      conversationIDList: [`group_${groupID}`],
      opt: OptType.WithoutNotify,
    });
  },

  async getTotalUnreadMsgCount(openIM) {
    const { data: count } = await openIM.getTotalUnreadMsgCount();
    return Number(count);
  },
} satisfies MethodExamples<
  | 'getAllConversationList'
  | 'getConversationListSplit'
  | 'getOneConversation'
  | 'getConversationIDBySessionType'
  | 'getMultipleConversation'
  | 'deleteConversation'
  | 'setConversationDraft'
  | 'pinConversation'
  | 'markGroupMessageHasRead'
  | 'setConversationRecvMessageOpt'
  | 'getTotalUnreadMsgCount'
>;
