import { parse } from '../../src/index.js';
import type { MethodExamples } from './stage.js';

export const userExamples = {
  async getUsersInfo(openIM) {
    const users = parse(await openIM.getUsersInfo(['bob', 'carol']));
    return users.map(({ publicInfo, friendInfo }) => friendInfo?.remark || publicInfo?.nickname);
  },

  async getSelfUserInfo(openIM) {
    const { nickname, faceURL } = parse(await openIM.getSelfUserInfo());
    return { nickname, faceURL };
  },

  async setSelfInfo(openIM) {
    await openIM.setSelfInfo({ nickname: 'Ada Lovelace', faceURL: 'https://files.example/ada.png' });
  },
} satisfies MethodExamples<'getUsersInfo' | 'getSelfUserInfo' | 'setSelfInfo'>;
