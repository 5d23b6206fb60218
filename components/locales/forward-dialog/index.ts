import { wordsOfPart } from '../index.js';
import { en } from './en.js';

export const forwardWords = wordsOfPart('forward', en);
