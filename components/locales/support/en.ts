import { pluralOf } from '../plural.js';

const plural = pluralOf('en');

/** Support chats, in English: the source of {@link SupportWords}. */
export const en = {
  // Notes
  closed: (name: string) => `${name} closed the conversation`,
  reopened: (name: string) => `${name} opened the conversation again`,
  rating: 'Rating',
  stars: (score: number) => plural(score, { one: '# of 5 stars', other: '# of 5 stars' }),

  // The visitor's card
  visitor: 'Visitor',
  noVisitor: 'No visitor',
  noVisitorHint: 'Choose a conversation with a visitor of your site.',
  verified: 'Verified',
  guest: 'Guest',
  email: 'Email',
  page: 'Page',
  referrer: 'Came from',
  locale: 'Language',
  userID: 'User ID',
  about: 'About',
  preparedAnswers: 'Prepared answers',
  close: 'Close conversation',
  reopen: 'Open again',
  isClosed: 'Closed',
};

export type SupportWords = { readonly [Key in keyof typeof en]: (typeof en)[Key] };
