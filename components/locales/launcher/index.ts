import { wordsOfPart } from '../index.js';
import { en } from './en.js';

export type { LauncherWords } from './en.js';

export const launcherWords = wordsOfPart('launcher', en);
