import { pluralOf } from '../plural.js';

const plural = pluralOf('en');

/** What the launcher's panel says, in English: the source of {@link LauncherWords}. */
export const en = {
  heading: 'Hi, how can we help?',
  subheading: 'Ask us anything.',
  away: 'We are away at the moment. Leave a message and we will answer here.',
  close: 'Close chat',
  formHint: 'Tell us who we are talking to.',
  name: 'Name',
  email: 'Email',
  optional: 'optional',
  start: 'Start chat',
  leaveMessage: 'Leave a message',
  required: 'Please fill this in.',
  invalidEmail: 'This does not look like an email address.',
  invalid: 'Please check this.',
  startFailed: 'The chat could not be started',
  startFailedHint: 'Check your connection and try again.',
  tooMany: 'Too many chats were started from here. Try again in a minute.',
  unavailable: 'Support chat is not available right now.',
  movedOn: 'This conversation goes on elsewhere',
  movedOnHint: 'Somebody has signed in or out in another tab.',
  rate: 'How did we do?',
  stars: (count: number) => plural(count, { one: '# star', other: '# stars' }),
  comment: 'Anything you would like to add?',
  sendRating: 'Send rating',
  rated: 'Thank you for your rating.',
  answers: 'Answers to choose from',
};

export type LauncherWords = { readonly [Key in keyof typeof en]: (typeof en)[Key] };
