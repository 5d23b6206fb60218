import type { SharedFilesWords } from './en.js';

/** The words of a conversation's photos and files, in Arabic. */
export const ar: SharedFilesWords = {
  media: 'الصور',
  files: 'الملفات',
  links: 'الروابط',
  noMedia: 'لا صور ولا مقاطع فيديو بعد',
  noFiles: 'لا ملفات بعد',
  noLinks: 'لا روابط بعد',
  photoOf: (name, time) => `صورة، ${name}، ${time}`,
  videoOf: (duration, name, time) => `فيديو، ${duration}، ${name}، ${time}`,
};
