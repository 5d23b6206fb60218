import { wordsOfPart } from '../index.js';
import { en } from './en.js';

export const conversationMenuWords = wordsOfPart('conversationMenu', en);
