import type { ConversationMenuWords } from './en.js';

export const zhCN: ConversationMenuWords = {
  actions: (name) => `${name}的操作`,
  pin: '置顶',
  unpin: '取消置顶',
  mute: '消息免打扰',
  unmute: '取消免打扰',
  markRead: '标为已读',
  deleteQuestion: '删除该会话及你的聊天记录？',
};
