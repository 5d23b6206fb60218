import { defineWords } from '../words.js';
import { ar } from './ar.js';
import { en, type ForwardWords } from './en.js';
import { zhCN } from './zh-CN.js';

export const forwardWords = defineWords<ForwardWords>({ en, 'zh-CN': zhCN, ar });
