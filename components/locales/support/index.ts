import { defineWords } from '../words.js';
import { ar } from './ar.js';
import { en } from './en.js';
import { zhCN } from './zh-CN.js';

export type { SupportWords } from './en.js';

export const supportWords = defineWords({ en, 'zh-CN': zhCN, ar });
