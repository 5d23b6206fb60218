import { wordsOfPart } from '../index.js';
import { en } from './en.js';

export type { SupportWords } from './en.js';

export const supportWords = wordsOfPart('support', en);
