import type { WordsOf } from '../words.js';

/** The words of a conversation's photos and files, in English: the source of {@link SharedFilesWords}. */
export const en = {
  media: 'Photos',
  files: 'Files',
  links: 'Links',
  noMedia: 'No photos or videos yet',
  noFiles: 'No files yet',
  noLinks: 'No links yet',
  photoOf: (name: string, time: string) => `Photo, ${name}, ${time}`,
  videoOf: (duration: string, name: string, time: string) => `Video, ${duration}, ${name}, ${time}`,
};

export type SharedFilesWords = WordsOf<typeof en>;
