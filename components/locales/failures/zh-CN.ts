import type { FailureWords } from './en.js';

export const zhCN: FailureWords = {
  other: '操作失败，请重试。',
  offline: '当前没有网络连接，请稍后再试。',
  notAllowed: '你没有权限进行此操作。',
  missing: '该内容已不存在。',
  unreadable: '无法读取该文件。',
  tooFast: '操作过于频繁，请稍后再试。',
};
