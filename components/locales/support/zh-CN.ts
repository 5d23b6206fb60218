import type { SupportWords } from './en.js';

/** Support chats in Simplified Chinese. */
export const zhCN: SupportWords = {
  closed: (name) => `${name}结束了对话`,
  reopened: (name) => `${name}重新打开了对话`,
  rating: '评价',
  stars: (score) => `${String(score)} 星（共 5 星）`,
  visitor: '访客',
  noVisitor: '没有访客',
  noVisitorHint: '请选择与网站访客的对话。',
  verified: '已验证',
  guest: '访客身份',
  email: '邮箱',
  page: '页面',
  referrer: '来源',
  locale: '语言',
  userID: '用户 ID',
  about: '资料',
  preparedAnswers: '快捷回复',
  close: '结束对话',
  reopen: '重新打开',
  isClosed: '已结束',
};
