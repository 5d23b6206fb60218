import type { ForwardWords } from './en.js';

export const zhCN: ForwardWords = {
  forwardTo: '转发给',
  shareCard: '分享名片',
  forward: '转发',
  share: '分享',
  chosen: (count) => `${String(count)}个会话`,
  mergedTitle: (first, second) => `${first}和${second}`,
  selected: (count) => `已选${String(count)}条`,
  forwardMerged: '合并转发',
  forwardSingly: '逐条转发',
  deleteQuestion: (count) => `要删除${String(count)}条消息吗？仅对你生效。`,
};
