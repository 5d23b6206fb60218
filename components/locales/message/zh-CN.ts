import { pluralOf } from '../plural.js';
import type { MessageWords } from './en.js';

const plural = pluralOf('zh-CN');

export const zhCN: MessageWords = {
  playVoice: (duration) => `播放语音消息，${duration}`,
  pauseVoice: '暂停语音消息',
  position: '播放进度',
  speed: (factor) => `${factor}倍速`,
  playVideo: (duration) => `播放视频，${duration}`,
  cannotPlay: '此处无法播放',
  download: '下载',
  notLoadedFrom: '未加载，来源：',

  photoViewer: '图片',
  previousPhoto: '上一张',
  nextPhoto: '下一张',
  photoOf: (number, count) => `${String(number)}/${String(count)}`,
  zoomIn: '放大',
  zoomOut: '缩小',
  showInChat: '定位到聊天位置',
  close: '关闭',

  openMap: '打开地图',
  groupCard: '群名片',
  startChat: '发消息',
  sticker: (data) => `表情 ${data}`,

  openMerged: (title) => `打开${title}`,
  noMergedMessages: '没有内容。',

  reply: '回复',
  forward: '转发',
  select: '多选',
  edit: '编辑',
  save: '保存',
  sentAt: (time) => `发送于${time}`,
  readAt: (time) => `已读于${time}`,
  readBy: (count) => `${String(count)}人已读`,
  readByOf: (count, of) => `${String(count)}/${String(of)}人已读`,
  notRead: '未读',
  deleteQuestion: '要删除这条消息吗？仅对你生效。',

  // Why it was not sent
  failedTooLarge: '内容过大',
  failedUpload: '上传失败',
  fileTooLarge: (max) => `文件过大（上限${max}）`,
  failedBlocked: '对方拒收了你的消息',
  failedNotFriend: '对方只接收好友的消息',
  failedNotInGroup: '你不在该群组中',
  failedMuted: '你已被禁言',
  failedGroupMuted: '该群组已全员禁言',
  failedNoReceiver: '接收方不存在',
  failedRefused: '服务器拒绝了该消息',
  failedTooFast: '发送过于频繁',
  copy: '复制',
  recall: '撤回',
  messageCount: (count) => plural(count, { other: '#条消息' }),
  photoFailed: '图片加载失败',
  openPhoto: '打开图片',
  downloadFile: (name) => `下载${name}`,
};
