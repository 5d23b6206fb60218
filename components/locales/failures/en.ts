import type { WordsOf } from '../words.js';

/** Reasons why a request failed. */
export const en = {
  other: 'Something went wrong. Try again.',
  offline: 'No connection. Try again later.',
  notAllowed: 'You don’t have permission to do that.',
  missing: 'This is no longer available.',
  unreadable: 'Couldn’t read the file.',
  tooFast: 'Too many attempts. Try again in a moment.',
};

export type FailureWords = WordsOf<typeof en>;
