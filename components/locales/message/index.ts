import { wordsOfPart } from '../index.js';
import { en } from './en.js';

/** The words of what messages carry and what can be done with them. */
export const messageWords = wordsOfPart('message', en);
