import { defineWords } from '../words.js';
import { ar } from './ar.js';
import { en } from './en.js';
import { zhCN } from './zh-CN.js';

export type { LauncherWords } from './en.js';

export const launcherWords = defineWords({ en, 'zh-CN': zhCN, ar });
