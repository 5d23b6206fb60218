import type { WordsOf } from '../words.js';

/** Why something that was asked for could not be done. */
export const en = {
  other: 'That did not work. Try again.',
  offline: 'There is no connection at the moment. Try again in a while.',
  notAllowed: 'You are not allowed to do this.',
  missing: 'This is no longer there.',
  unreadable: 'The file could not be read.',
  tooFast: 'Too much at once. Try again in a moment.',
};

export type FailureWords = WordsOf<typeof en>;
