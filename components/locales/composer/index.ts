import { defineWords } from '../words.js';
import { ar } from './ar.js';
import { en, type ComposerWords } from './en.js';
import { zhCN } from './zh-CN.js';

export const composerWords = defineWords<ComposerWords>({ en, 'zh-CN': zhCN, ar });
