import type { WordsOf } from '../words.js';

/** The words of the search in a conversation. */
export const en = {
  older: 'Older match',
  newer: 'Newer match',
  hitOf: (place: string, count: string) => `${place} of ${count}`,
  noHits: 'No matches',
  searching: 'Searching',
  failed: 'Couldn’t search messages.',
  goToDate: 'Jump to date',
  close: 'Close search',
};

export type ChatSearchWords = WordsOf<typeof en>;
