import type { WordsOf } from '../words.js';

/** The menu of a conversation. */
export const en = {
  actions: (name: string) => `Actions for ${name}`,
  pin: 'Pin to top',
  unpin: 'Unpin',
  mute: 'Mute',
  unmute: 'Unmute',
  markRead: 'Mark as read',
  deleteQuestion: 'Delete this chat and its messages for you only?',
};

export type ConversationMenuWords = WordsOf<typeof en>;
