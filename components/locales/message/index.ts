import { defineWords } from '../words.js';
import { ar } from './ar.js';
import { en, type MessageWords } from './en.js';
import { zhCN } from './zh-CN.js';

/** The words of what messages carry and what can be done with them. */
export const messageWords = defineWords<MessageWords>({ en, 'zh-CN': zhCN, ar });
