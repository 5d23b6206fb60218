import { pluralOf } from '../plural.js';

const plural = pluralOf('en');

/** Support chats, in English: the source of {@link SupportWords}. */
export const en = {
  // Notes
  closed: (name: string) => `${name} closed the conversation`,
  reopened: (name: string) => `${name} reopened the conversation`,
  rating: 'Rating',
  stars: (score: number) => plural(score, { one: '# of 5 stars', other: '# of 5 stars' }),

  // The visitor's card
  visitor: 'Visitor',
  noVisitor: 'No visitor',
  noVisitorHint: 'Select a conversation with a site visitor.',
  verified: 'Verified',
  guest: 'Guest',
  email: 'Email',
  page: 'Page',
  referrer: 'Came from',
  locale: 'Language',
  userID: 'User ID',
  about: 'About',
  preparedAnswers: 'Saved replies',
  close: 'Close conversation',
  reopen: 'Reopen conversation',
  isClosed: 'Closed',
};

export type SupportWords = { readonly [Key in keyof typeof en]: (typeof en)[Key] };
