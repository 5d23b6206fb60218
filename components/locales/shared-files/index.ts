import { defineWords, type WordsOf } from '../words.js';

/** The words of a conversation's photos and files. */
const en = {
  media: 'Photos',
  files: 'Files',
  links: 'Links',
  noMedia: 'No photos or videos yet',
  noFiles: 'No files yet',
  noLinks: 'No links yet',
  photoOf: (name: string, time: string) => `Photo, ${name}, ${time}`,
  videoOf: (duration: string, name: string, time: string) => `Video, ${duration}, ${name}, ${time}`,
};

type Words = WordsOf<typeof en>;

const zhCN: Words = {
  media: '图片',
  files: '文件',
  links: '链接',
  noMedia: '暂无图片或视频',
  noFiles: '暂无文件',
  noLinks: '暂无链接',
  photoOf: (name, time) => `图片，${name}，${time}`,
  videoOf: (duration, name, time) => `视频，${duration}，${name}，${time}`,
};

const ar: Words = {
  media: 'الصور',
  files: 'الملفات',
  links: 'الروابط',
  noMedia: 'لا صور ولا مقاطع فيديو بعد',
  noFiles: 'لا ملفات بعد',
  noLinks: 'لا روابط بعد',
  photoOf: (name, time) => `صورة، ${name}، ${time}`,
  videoOf: (duration, name, time) => `فيديو، ${duration}، ${name}، ${time}`,
};

export const sharedFilesWords = defineWords<Words>({ en, 'zh-CN': zhCN, ar });

export type SharedFilesWords = Words;
