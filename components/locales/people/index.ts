import { defineWords } from '../words.js';
import { ar } from './ar.js';
import { en, type PeopleWords } from './en.js';
import { zhCN } from './zh-CN.js';

export const peopleWords = defineWords<PeopleWords>({ en, 'zh-CN': zhCN, ar });

export type { PeopleWords };
