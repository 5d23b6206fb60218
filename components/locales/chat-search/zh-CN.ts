import type { ChatSearchWords } from './en.js';

export const zhCN: ChatSearchWords = {
  older: '较早的结果',
  newer: '较新的结果',
  hitOf: (place, count) => `第 ${place} 条，共 ${count} 条`,
  noHits: '无匹配结果',
  searching: '正在搜索',
  failed: '无法搜索消息。',
  goToDate: '跳转到日期',
  close: '关闭搜索',
};
