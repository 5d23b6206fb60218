import { defineWords, type WordsOf } from '../words.js';

/** The menu of a conversation. */
const en = {
  actions: (name: string) => `Actions for ${name}`,
  pin: 'Pin to top',
  unpin: 'Unpin',
  mute: 'Mute',
  unmute: 'Unmute',
  markRead: 'Mark as read',
  deleteQuestion: 'Delete this conversation and its messages for you?',
};

export type ConversationMenuWords = WordsOf<typeof en>;

const zhCN: ConversationMenuWords = {
  actions: (name) => `${name}的操作`,
  pin: '置顶',
  unpin: '取消置顶',
  mute: '消息免打扰',
  unmute: '取消免打扰',
  markRead: '标为已读',
  deleteQuestion: '删除该会话及你的聊天记录？',
};

const ar: ConversationMenuWords = {
  actions: (name) => `إجراءات ${name}`,
  pin: 'تثبيت في الأعلى',
  unpin: 'إلغاء التثبيت',
  mute: 'كتم',
  unmute: 'إلغاء الكتم',
  markRead: 'تحديد كمقروءة',
  deleteQuestion: 'هل تريد حذف هذه المحادثة ورسائلها لديك؟',
};

export const conversationMenuWords = defineWords<ConversationMenuWords>({ en, 'zh-CN': zhCN, ar });
