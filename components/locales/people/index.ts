import { wordsOfPart } from '../index.js';
import { en } from './en.js';

export type { PeopleWords } from './en.js';

export const peopleWords = wordsOfPart('people', en);
