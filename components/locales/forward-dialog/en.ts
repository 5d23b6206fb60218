import { pluralOf } from '../plural.js';
import type { WordsOf } from '../words.js';

const plural = pluralOf('en');

/** The words of the dialog that chooses conversations, and of the bar that replaces the text field during a selection. */
export const en = {
  forwardTo: 'Forward to',
  shareCard: 'Share a contact',
  forward: 'Forward',
  share: 'Share',
  chosen: (count: number) => plural(count, { one: '# chat', other: '# chats' }),
  mergedTitle: (first: string, second: string) => `${first} and ${second}`,
  selected: (count: number) => plural(count, { one: '# selected', other: '# selected' }),
  forwardMerged: 'Forward as one message',
  forwardSingly: 'Forward one by one',
  deleteQuestion: (count: number) =>
    plural(count, { one: 'Delete # message for you only?', other: 'Delete # messages for you only?' }),
};

export type ForwardWords = WordsOf<typeof en>;
