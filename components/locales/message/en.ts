import { pluralOf } from '../plural.js';
import type { WordsOf } from '../words.js';

const plural = pluralOf('en');

/** The words of a message beyond its text: players, cards, pictures at full size, its menu. */
export const en = {
  // Playing
  playVoice: (duration: string) => `Play voice message, ${duration}`,
  pauseVoice: 'Pause voice message',
  position: 'Position',
  speed: (factor: string) => `Speed ${factor}`,
  playVideo: (duration: string) => `Play video, ${duration}`,
  cannotPlay: 'Can’t be played here',
  download: 'Download',
  /** Followed by a host. */
  notLoadedFrom: 'Not loaded from',

  // Pictures at full size
  photoViewer: 'Photos',
  previousPhoto: 'Previous photo',
  nextPhoto: 'Next photo',
  photoOf: (number: number, count: number) => `${String(number)} of ${String(count)}`,
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  showInChat: 'Show in chat',
  close: 'Close',

  // Cards and places
  openMap: 'Open map',
  groupCard: 'Group card',
  startChat: 'Message',
  sticker: (data: string) => `Sticker ${data}`,

  // Forwarded messages
  openMerged: (title: string) => `Open ${title}`,
  noMergedMessages: 'No messages.',

  // Menu
  reply: 'Reply',
  forward: 'Forward',
  select: 'Select',
  edit: 'Edit',
  save: 'Save',
  sentAt: (time: string) => `Sent ${time}`,
  readAt: (time: string) => `Read ${time}`,
  readBy: (count: number) => plural(count, { one: 'Read by # person', other: 'Read by # people' }),
  readByOf: (count: number, of: number) => `Read by ${String(count)} of ${String(of)}`,
  notRead: 'Not read yet',
  deleteQuestion: 'Delete this message for you only?',

  // Why it was not sent
  failedTooLarge: 'Too large',
  failedUpload: 'Upload failed',
  fileTooLarge: (max: string) => `Too large (${max} max)`,
  failedBlocked: 'You can’t message this person',
  failedNotFriend: 'Only friends can message this person',
  failedNotInGroup: 'You’re not in this group',
  failedMuted: 'You’re muted in this group',
  failedGroupMuted: 'Only admins can send messages',
  failedNoReceiver: 'Recipient not found',
  failedRefused: 'Rejected by the server',
  failedTooFast: 'Too many messages at once',
  copy: 'Copy',
  recall: 'Recall',
  messageCount: (count: number) => plural(count, { one: '# message', other: '# messages' }),
  photoFailed: 'Couldn’t load the photo',
  openPhoto: 'Open photo',
  downloadFile: (name: string) => `Download ${name}`,
};

export type MessageWords = WordsOf<typeof en>;
