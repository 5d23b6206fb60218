import { wordsOfPart } from '../index.js';
import { en } from './en.js';

export const composerWords = wordsOfPart('composer', en);
