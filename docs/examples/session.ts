import { LoginStatus } from '../../src/index.js';
import type { MethodExamples } from './stage.js';

export const sessionExamples = {
  async login(openIM, { token, url }) {
    await openIM.login({ userID: 'ada', token, url, platformID: 5 });
  },

  async logout(openIM) {
    await openIM.logout();
  },

  async getLoginStatus(openIM) {
    const { data: status } = await openIM.getLoginStatus();
    return status === LoginStatus.LoggedIn;
  },

  async getLoginUser(openIM) {
    const { data: userID } = await openIM.getLoginUser();
    return userID;
  },
} satisfies MethodExamples<'login' | 'logout' | 'getLoginStatus' | 'getLoginUser'>;
