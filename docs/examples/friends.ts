import { HandleResult, parse } from '../../src/index.js';
import type { MethodExamples } from './stage.js';

export const friendExamples = {
  async getFriendList(openIM) {
    const friends = parse(await openIM.getFriendList());
    return friends.map(({ friendInfo }) => friendInfo?.remark || friendInfo?.nickname);
  },

  async getDesignatedFriendsInfo(openIM) {
    const [bob] = parse(await openIM.getDesignatedFriendsInfo(['bob']));
    return bob?.friendInfo?.remark;
  },

  async setFriendRemark(openIM) {
    await openIM.setFriendRemark({ toUserID: 'bob', remark: 'Bob from the harbour' });
  },

  async checkFriend(openIM) {
    const relations = parse(await openIM.checkFriend(['bob', 'carol']));
    return relations.filter(({ result }) => result === 1).map(({ userID }) => userID);
  },

  async deleteFriend(openIM) {
    await openIM.deleteFriend('bob');
  },

  async addFriend(openIM) {
    await openIM.addFriend({ toUserID: 'dave', reqMsg: 'We met at the harbour' });
  },

  async getRecvFriendApplicationList(openIM) {
    const applications = parse(await openIM.getRecvFriendApplicationList());
    return applications.filter(({ handleResult }) => handleResult === HandleResult.Pending);
  },

  async getSendFriendApplicationList(openIM) {
    const applications = parse(await openIM.getSendFriendApplicationList());
    return applications.map(({ toNickname, handleResult }) => ({ toNickname, handleResult }));
  },

  async acceptFriendApplication(openIM) {
    await openIM.acceptFriendApplication({ toUserID: 'carol', handleMsg: 'Welcome' });
  },

  async refuseFriendApplication(openIM) {
    await openIM.refuseFriendApplication({ toUserID: 'carol', handleMsg: 'Do I know you?' });
  },

  async addBlack(openIM) {
    await openIM.addBlack('dave');
  },

  async removeBlack(openIM) {
    await openIM.removeBlack('mallory');
  },

  async getBlackList(openIM) {
    const blacklist = parse(await openIM.getBlackList());
    return blacklist.map(({ userID }) => userID);
  },
} satisfies MethodExamples<
  | 'getFriendList'
  | 'getDesignatedFriendsInfo'
  | 'setFriendRemark'
  | 'checkFriend'
  | 'deleteFriend'
  | 'addFriend'
  | 'getRecvFriendApplicationList'
  | 'getSendFriendApplicationList'
  | 'acceptFriendApplication'
  | 'refuseFriendApplication'
  | 'addBlack'
  | 'removeBlack'
  | 'getBlackList'
>;
