import type { SharedFilesWords } from './en.js';

/** The words of a conversation's photos and files, in Simplified Chinese. */
export const zhCN: SharedFilesWords = {
  media: '图片',
  files: '文件',
  links: '链接',
  noMedia: '暂无图片或视频',
  noFiles: '暂无文件',
  noLinks: '暂无链接',
  photoOf: (name, time) => `图片，${name}，${time}`,
  videoOf: (duration, name, time) => `视频，${duration}，${name}，${time}`,
};
