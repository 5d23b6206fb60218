import { wordsOfPart } from '../index.js';
import { en } from './en.js';

export const failureWords = wordsOfPart('failure', en);
