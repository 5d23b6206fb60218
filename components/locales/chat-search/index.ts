import { wordsOfPart } from '../index.js';
import { en } from './en.js';

export const chatSearchWords = wordsOfPart('chatSearch', en);
