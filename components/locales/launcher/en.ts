import { pluralOf } from '../plural.js';

const plural = pluralOf('en');

/** The words of the launcher's panel, in English: the source of {@link LauncherWords}. */
export const en = {
  heading: 'Hi, how can we help?',
  subheading: 'Ask us anything.',
  away: 'We’re away right now. Leave a message and we’ll reply here.',
  close: 'Close chat',
  formHint: 'Tell us a little about yourself.',
  name: 'Name',
  email: 'Email',
  optional: 'optional',
  start: 'Start chat',
  leaveMessage: 'Leave a message',
  required: 'Please fill this in.',
  invalidEmail: 'This doesn’t look like an email address.',
  invalid: 'Please check this.',
  startFailed: 'Couldn’t start the chat',
  startFailedHint: 'Check your connection and try again.',
  tooMany: 'Too many new chats. Try again in a minute.',
  unavailable: 'Support chat isn’t available right now.',
  movedOn: 'This chat has moved',
  movedOnHint: 'Someone signed in or out in another tab.',
  rate: 'How did we do?',
  stars: (count: number) => plural(count, { one: '# star', other: '# stars' }),
  comment: 'Anything you’d like to add?',
  sendRating: 'Send rating',
  rated: 'Thanks for your rating!',
  answers: 'Suggested replies',
};

export type LauncherWords = { readonly [Key in keyof typeof en]: (typeof en)[Key] };
