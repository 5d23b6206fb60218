import { defineWords } from '../words.js';
import { ar } from './ar.js';
import { en } from './en.js';
import { zhCN } from './zh-CN.js';

/** The words of what messages carry and what can be done with them. */
export const messageWords = defineWords({ en, 'zh-CN': zhCN, ar });
