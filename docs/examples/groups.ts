import { GroupMemberFilter, GroupRole, HandleResult, parse } from '../../src/index.js';
import type { MethodExamples } from './stage.js';

export const groupExamples = {
  async createGroup(openIM) {
    const group = parse(
      await openIM.createGroup({
        groupBaseInfo: { groupType: 0, groupName: 'Harbour walk', introduction: 'Sundays at ten' },
        memberList: [
          { userID: 'bob', roleLevel: GroupRole.Admin },
          { userID: 'carol', roleLevel: GroupRole.Member },
        ],
      }),
    );
    return group.groupID;
  },

  async getGroupsInfo(openIM, { groupID }) {
    const [group] = parse(await openIM.getGroupsInfo([groupID]));
    return group?.groupName;
  },

  async setGroupInfo(openIM, { groupID }) {
    await openIM.setGroupInfo({ groupID, groupInfo: { notification: 'This Sunday at eleven' } });
  },

  async getJoinedGroupList(openIM) {
    const groups = parse(await openIM.getJoinedGroupList());
    return groups.map(({ groupName, memberCount }) => `${groupName} (${String(memberCount)})`);
  },

  async getGroupMemberList(openIM, { groupID }) {
    const members = parse(
      await openIM.getGroupMemberList({ groupID, filter: GroupMemberFilter.All, offset: 0, count: 50 }),
    );
    return members.map(({ nickname }) => nickname);
  },

  async getGroupMembersInfo(openIM, { groupID }) {
    const [bob] = parse(await openIM.getGroupMembersInfo({ groupID, userIDList: ['bob'] }));
    return bob?.roleLevel === GroupRole.Admin;
  },

  async joinGroup(openIM, { otherGroupID }) {
    await openIM.joinGroup({ groupID: otherGroupID, reqMsg: 'Bob told me about it' });
  },

  async getRecvGroupApplicationList(openIM) {
    const applications = parse(await openIM.getRecvGroupApplicationList());
    return applications.filter(({ handleResult }) => handleResult === HandleResult.Pending);
  },

  async getSendGroupApplicationList(openIM) {
    const applications = parse(await openIM.getSendGroupApplicationList());
    return applications.map(({ groupName, handleResult }) => ({ groupName, handleResult }));
  },

  async acceptGroupApplication(openIM, { groupID }) {
    await openIM.acceptGroupApplication({ groupID, fromUserID: 'carol', handleMsg: 'Welcome' });
  },

  async refuseGroupApplication(openIM, { groupID }) {
    await openIM.refuseGroupApplication({ groupID, fromUserID: 'carol', handleMsg: 'We are full' });
  },

  async inviteUserToGroup(openIM, { groupID }) {
    const outcomes = parse(
      await openIM.inviteUserToGroup({ groupID, reason: 'They know the way', userIDList: ['dave'] }),
    );
    return outcomes.filter(({ result }) => result !== 0).map(({ userID }) => userID);
  },

  async kickGroupMember(openIM, { groupID }) {
    const outcomes = parse(await openIM.kickGroupMember({ groupID, reason: 'Moved away', userIDList: ['bob'] }));
    return outcomes.every(({ result }) => result === 0);
  },

  async quitGroup(openIM, { bobsGroupID }) {
    await openIM.quitGroup(bobsGroupID);
  },

  async transferGroupOwner(openIM, { groupID }) {
    await openIM.transferGroupOwner({ groupID, newOwnerUserID: 'bob' });
  },
} satisfies MethodExamples<
  | 'createGroup'
  | 'getGroupsInfo'
  | 'setGroupInfo'
  | 'getJoinedGroupList'
  | 'getGroupMemberList'
  | 'getGroupMembersInfo'
  | 'joinGroup'
  | 'getRecvGroupApplicationList'
  | 'getSendGroupApplicationList'
  | 'acceptGroupApplication'
  | 'refuseGroupApplication'
  | 'inviteUserToGroup'
  | 'kickGroupMember'
  | 'quitGroup'
  | 'transferGroupOwner'
>;
