import { wordsOfPart } from '../index.js';
import { en } from './en.js';

export type { SharedFilesWords } from './en.js';

export const sharedFilesWords = wordsOfPart('sharedFiles', en);
