import { defineWords } from '../words.js';
import { ar } from './ar.js';
import { en } from './en.js';
import type { PeopleWords } from './people-words.js';
import { zhCN } from './zh-CN.js';

export const peopleWords = defineWords<PeopleWords>({ en, 'zh-CN': zhCN, ar });

export type { PeopleWords };
