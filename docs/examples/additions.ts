import { ContentType, GroupRole, GroupVerification, OptType, parse } from '../../src/index.js';
import type { CreateMethodName, ExtraMethods } from '../../src/index.js';
import type { MethodExamples } from './stage.js';

/** Those of the methods beyond the seed's, but for the create methods. */
export const additionExamples = {
  async getHistoryMessageListReverse(openIM, { received }) {
    const { clientMsgID } = parse(received);
    return parse(
      await openIM.getHistoryMessageListReverse({
        userID: 'bob',
        groupID: '',
        count: 20,
        startClientMsgID: clientMsgID,
      }),
    );
  },

  async getAdvancedHistoryMessageList(openIM) {
    const { messageList, isEnd, lastMinSeq } = parse(
      await openIM.getAdvancedHistoryMessageList({
        userID: 'bob',
        groupID: '',
        count: 20,
        startClientMsgID: '',
        lastMinSeq: 0,
      }),
    );
    return { messageList, next: isEnd ? undefined : lastMinSeq };
  },

  async findMessageList(openIM, { received }) {
    const { clientMsgID } = parse(received);
    const { findResultItems } = parse(
      await openIM.findMessageList([{ conversationID: 'single_bob', clientMsgIDList: [clientMsgID] }]),
    );
    return findResultItems.flatMap(({ messageList }) => messageList);
  },

  async searchLocalMessages(openIM) {
    const { searchResultItems } = parse(
      await openIM.searchLocalMessages({
        keywordList: ['coming'],
        messageTypeList: [ContentType.Text],
        searchTimePeriod: 30 * 24 * 60 * 60,
      }),
    );
    return searchResultItems.map(({ showName, messageCount }) => `${showName}: ${String(messageCount)}`);
  },

  async getInboxChanges(openIM) {
    const { cursor } = parse(await openIM.getInboxChanges({ epoch: '', seq: 0, change: 0, count: 100 }));
    const { messages } = parse(await openIM.getInboxChanges({ ...cursor, seq: 0, count: 100 }));
    return { known: cursor, all: messages };
  },

  async newRevokeMessage(openIM, { sent }) {
    await openIM.newRevokeMessage(sent);
  },

  async deleteMessageFromLocalAndSvr(openIM, { received }) {
    await openIM.deleteMessageFromLocalAndSvr(received);
  },

  async deleteConversationFromLocalAndSvr(openIM) {
    await openIM.deleteConversationFromLocalAndSvr('single_bob');
  },

  async clearC2CHistoryMessageFromLocalAndSvr(openIM) {
    await openIM.clearC2CHistoryMessageFromLocalAndSvr('bob');
  },

  async clearGroupHistoryMessageFromLocalAndSvr(openIM, { groupID }) {
    await openIM.clearGroupHistoryMessageFromLocalAndSvr(groupID);
  },

  async deleteAllMsgFromLocal(openIM) {
    await openIM.deleteAllMsgFromLocal();
  },

  async deleteAllMsgFromLocalAndSvr(openIM) {
    await openIM.deleteAllMsgFromLocalAndSvr();
  },

  async deleteAllConversationFromLocal(openIM) {
    await openIM.deleteAllConversationFromLocal();
  },

  async markGroupMessageAsRead(openIM, { groupID, mention }) {
    const { clientMsgID } = parse(mention);
    await openIM.markGroupMessageAsRead({ groupID, msgIDList: [clientMsgID] });
  },

  async markMessageAsReadByConID(openIM, { received }) {
    const { clientMsgID } = parse(received);
    await openIM.markMessageAsReadByConID({ conversationID: 'single_bob', msgIDList: [clientMsgID] });
  },

  async setOneConversationPrivateChat(openIM) {
    await openIM.setOneConversationPrivateChat({ conversationID: 'single_bob', isPrivate: true });
  },

  async getConversationRecvMessageOpt(openIM, { groupID }) {
    const options = parse(await openIM.getConversationRecvMessageOpt([`group_${groupID}`]));
    return options.filter(({ result }) => result !== OptType.Mute);
  },

  async resetConversationGroupAtType(openIM, { groupID }) {
    await openIM.resetConversationGroupAtType(`group_${groupID}`);
  },

  async setGlobalRecvMessageOpt(openIM) {
    await openIM.setGlobalRecvMessageOpt({ opt: OptType.WithoutNotify });
  },

  async searchFriends(openIM) {
    const found = parse(
      await openIM.searchFriends({
        keywordList: ['bo'],
        isSearchUserID: false,
        isSearchNickname: true,
        isSearchRemark: true,
      }),
    );
    return found.map(({ remark, nickname }) => remark || nickname);
  },

  async searchGroups(openIM) {
    return parse(
      await openIM.searchGroups({ keywordList: ['walk'], isSearchGroupID: false, isSearchGroupName: true }),
    );
  },

  async searchGroupMembers(openIM, { groupID }) {
    return parse(
      await openIM.searchGroupMembers({
        groupID,
        keywordList: ['bo'],
        isSearchUserID: false,
        isSearchMemberNickname: true,
        offset: 0,
        count: 20,
      }),
    );
  },

  async getGroupMemberListByJoinTimeFilter(openIM, { groupID }) {
    return parse(
      await openIM.getGroupMemberListByJoinTimeFilter({
        groupID,
        joinTimeBegin: 0,
        joinTimeEnd: 0,
        filterUserIDList: ['ada'],
        offset: 0,
        count: 20,
      }),
    );
  },

  async dismissGroup(openIM, { groupID }) {
    await openIM.dismissGroup(groupID);
  },

  async changeGroupMute(openIM, { groupID }) {
    await openIM.changeGroupMute({ groupID, isMute: true });
  },

  async changeGroupMemberMute(openIM, { groupID }) {
    await openIM.changeGroupMemberMute({ groupID, userID: 'bob', mutedSeconds: 10 * 60 });
  },

  async setGroupMemberNickname(openIM, { groupID }) {
    await openIM.setGroupMemberNickname({ groupID, userID: 'bob', GroupMemberNickname: 'Bob (guide)' });
  },

  async setGroupMemberRoleLevel(openIM, { groupID }) {
    await openIM.setGroupMemberRoleLevel({ groupID, userID: 'bob', roleLevel: GroupRole.Admin });
  },

  async setGroupVerification(openIM, { groupID }) {
    await openIM.setGroupVerification({ groupID, verification: GroupVerification.NothingNeeds });
  },

  async setGroupLookMemberInfo(openIM, { groupID }) {
    await openIM.setGroupLookMemberInfo({ groupID, rule: 1 });
  },

  async setGroupApplyMemberFriend(openIM, { groupID }) {
    await openIM.setGroupApplyMemberFriend({ groupID, rule: 1 });
  },
} satisfies MethodExamples<Exclude<keyof ExtraMethods, CreateMethodName>>;
