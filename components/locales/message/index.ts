import { wordsOfPart } from '../index.js';
import { en } from './en.js';

/** Returns the words of messages and their actions. */
export const messageWords = wordsOfPart('message', en);
