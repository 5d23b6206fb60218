import { pluralOf } from './plural.js';
import type { WordsOf } from './words.js';

const plural = pluralOf('en');

/**
 * Every word the elements show, in English: the source of {@link Catalog}, so that a language which lacks one does not
 * compile. What takes values is a function; times, dates and sizes come from Intl.
 */
export const en = {
  // Conversations
  conversations: 'Conversations',
  search: 'Search',
  searchConversations: 'Search conversations',
  clearSearch: 'Clear search',
  noConversations: 'No conversations yet',
  noConversationsHint: 'Chats appear here as soon as somebody writes.',
  noMatches: 'No matches',
  noMatchesHint: (query: string) => `Nothing is called “${query}”.`,
  conversationsFailed: 'Conversations could not be loaded',
  chooseConversation: 'Choose a conversation',
  unreadMessages: (count: number) => plural(count, { one: '# unread message', other: '# unread messages' }),
  mentioned: 'You were mentioned',
  draft: 'Draft: ',
  pinned: 'Pinned',
  muted: 'Muted',
  cancel: 'Cancel',
  you: 'You',
  /** As somebody to whom something is done: Mara invited you. */
  youObject: 'you',
  somebody: 'Somebody',
  said: (name: string, text: string) => `${name}: ${text}`,

  // Chat
  members: (count: number) => plural(count, { one: '# member', other: '# members' }),
  searchMessages: 'Search in this chat',
  typing: 'typing…',
  offline: 'Offline. Messages are sent when you are back.',
  tryNow: 'Try now',
  tryAgain: 'Try again',
  dismiss: 'Dismiss',
  kicked: 'This chat is open somewhere else',
  kickedHint: 'You signed in on another page or device.',
  useHere: 'Use here',
  expired: 'Your sign-in has ended',
  expiredHint: 'Nothing you wrote is lost.',
  signInAgain: 'Sign in again',
  refused: 'The sign-in was not accepted',
  refusedHint: 'The server does not know this user or token.',
  loggedOut: 'You have signed out',
  loggedOutHint: 'Sign in again to go on.',
  chatFailed: 'This chat could not be opened',
  notFound: 'There is no such person or group',
  notInGroup: 'You are no longer in this group.',
  groupDismissed: 'This group was dismissed.',
  loading: 'Loading',
  notSetUp: 'The chat is not set up yet',
  notSetUpHint: (missing: string) => `Missing: ${missing}.`,
  notLoggedIn: 'Nobody is logged in.',
  invalidURL: (url: string) => `“${url}” is not the address of a chat server.`,

  // Messages
  messages: (name: string) => `Messages with ${name}`,
  messagesUnnamed: 'Messages',
  messagesFailed: 'Messages could not be loaded',
  noMessages: 'No messages yet',
  noMessagesHint: 'Write the first one.',
  newMessages: (count: number) => plural(count, { one: '# new message', other: '# new messages' }),
  countNew: (count: number) => `${String(count)} new`,
  jumpToNewest: 'Jump to the newest message',
  queued: 'Waiting for network',
  sending: 'Sending',
  uploading: (percent: number) => `Uploading ${String(percent)} %`,
  sent: 'Sent',
  read: 'Read',
  retry: 'Retry',
  delete: 'Delete',
  messageActions: 'Message actions',
  youRecalled: 'You recalled a message',
  editAgain: 'Edit again',
  recalled: (name: string) => `${name} recalled a message`,
  photo: 'Photo',
  voiceMessage: 'Voice message',
  video: 'Video',
  file: 'File',
  location: 'Location',
  contactCard: 'Contact card',
  sticker: 'Sticker',
  customMessage: 'Custom message',
  chatHistory: 'Chat history',
  unsupported: 'This kind of message cannot be shown here.',
  noMessage: 'There is no message here.',
  originalGone: 'The original message is gone.',

  // Why a message was not sent
  failed: 'Not sent',

  // Writing
  send: 'Send',
  messageTo: (name: string) => `Message ${name}`,
  writeMessage: 'Write a message',
  charactersLeft: (count: number) => plural(count, { one: '# character left', other: '# characters left' }),
  tooLong: (count: number) => plural(count, { one: '# character too long', other: '# characters too long' }),

  attachFiles: 'Attach files',
  recordVoice: 'Record a voice message',
  emoji: 'Emoji',
  attachments: 'Files to send',

  // Connection
  connectionConnecting: 'Connecting…',
  connectionOnline: 'Online',
  connectionWaiting: (seconds: number) => `Offline, next try in ${String(seconds)} s`,
  connectionOffline: 'Offline',
  connectionKicked: 'Open somewhere else',
  connectionExpired: 'Sign-in ended',
  connectionRefused: 'Sign-in not accepted',

  // Notices; `names` is one name or several
  names: (names: readonly string[]) => new Intl.ListFormat('en').format(names),
  /** The last of some names: Ada, Jun and 17 others. */
  others: (count: number) => plural(count, { other: '# others' }),
  noticeFriendAdded: 'You are friends now. Say hello!',
  noticeGroupCreated: (name: string) => `${name} created the group`,
  noticeGroupChanged: (name: string) => `${name} changed the group`,
  noticeQuit: (name: string) => `${name} left the group`,
  noticeTransferred: (name: string, owner: string) => `${name} made ${owner} the owner`,
  noticeKicked: (name: string, names: string) => `${name} removed ${names}`,
  noticeInvited: (name: string, names: string) => `${name} invited ${names}`,
  noticeEntered: (name: string) => `${name} joined the group`,
  noticeDismissed: (name: string) => `${name} dismissed the group`,
  noticeMemberMuted: (name: string, member: string) => `${name} muted ${member}`,
  noticeMemberUnmuted: (name: string, member: string) => `${name} unmuted ${member}`,
  noticeGroupMuted: (name: string) => `${name} muted the group`,
  noticeGroupUnmuted: (name: string) => `${name} unmuted the group`,
  notice: 'Something changed in this conversation',
};

/** All words of a language. */
export type Catalog = WordsOf<typeof en>;
