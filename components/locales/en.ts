import { pluralOf } from './plural.js';
import type { WordsOf } from './words.js';

const plural = pluralOf('en');

/**
 * All words that the elements show, in English: the source of {@link Catalog}, so that a language in which one is missing does
 * not compile. Words that contain values are functions; times, dates and sizes come from Intl.
 */
export const en = {
  // Conversations
  conversations: 'Chats',
  search: 'Search',
  searchConversations: 'Search chats',
  clearSearch: 'Clear search',
  noConversations: 'No chats yet',
  noConversationsHint: 'New chats will show up here.',
  noMatches: 'No matches',
  noMatchesHint: (query: string) => `We couldn’t find “${query}”.`,
  conversationsFailed: 'Couldn’t load chats',
  chooseConversation: 'Select a chat',
  unreadMessages: (count: number) => plural(count, { one: '# unread message', other: '# unread messages' }),
  mentioned: 'You were mentioned',
  draft: 'Draft: ',
  pinned: 'Pinned',
  muted: 'Muted',
  cancel: 'Cancel',
  you: 'You',
  /** As the object of a sentence: Mara invited you. */
  youObject: 'you',
  somebody: 'Someone',
  said: (name: string, text: string) => `${name}: ${text}`,

  // Chat
  members: (count: number) => plural(count, { one: '# member', other: '# members' }),
  searchMessages: 'Search in this chat',
  typing: 'typing…',
  offline: 'You’re offline. Messages will be sent when you reconnect.',
  tryNow: 'Try now',
  tryAgain: 'Try again',
  dismiss: 'Dismiss',
  kicked: 'Chat is open elsewhere',
  kickedHint: 'You signed in on another page or device.',
  useHere: 'Continue here',
  expired: 'Your session has expired',
  expiredHint: 'Nothing you wrote is lost.',
  signInAgain: 'Sign in again',
  refused: 'Couldn’t sign you in',
  refusedHint: 'The server didn’t accept this user or token.',
  loggedOut: 'You’re signed out',
  loggedOutHint: 'Sign in again to continue.',
  chatFailed: 'Couldn’t open this chat',
  notFound: 'Person or group not found',
  notInGroup: 'You’re no longer in this group.',
  groupDismissed: 'This group was deleted.',
  loading: 'Loading',
  notSetUp: 'Chat isn’t set up yet',
  notSetUpHint: (missing: string) => `Missing: ${missing}.`,
  notLoggedIn: 'No one is signed in.',
  invalidURL: (url: string) => `“${url}” isn’t a chat server address.`,

  // Messages
  messages: (name: string) => `Messages with ${name}`,
  messagesUnnamed: 'Messages',
  messagesFailed: 'Couldn’t load messages',
  noMessages: 'No messages yet',
  noMessagesHint: 'Send the first one.',
  newMessages: (count: number) => plural(count, { one: '# new message', other: '# new messages' }),
  countNew: (count: number) => `${String(count)} new`,
  jumpToNewest: 'Jump to the newest message',
  queued: 'Waiting to send',
  sending: 'Sending',
  uploading: (percent: number) => `Uploading ${String(percent)}%`,
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
  unsupported: 'This message can’t be shown here.',
  noMessage: 'No message to show.',
  originalGone: 'Original message unavailable.',

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
  connectionWaiting: (seconds: number) => `Offline, retrying in ${String(seconds)} s`,
  connectionOffline: 'Offline',

  // Notices; `names` is one name or several
  names: (names: readonly string[]) => new Intl.ListFormat('en').format(names),
  /** The last item in a list of names: Ada, Jun and 17 others. */
  others: (count: number) => plural(count, { other: '# others' }),
  noticeFriendAdded: 'You’re now friends. Say hello!',
  noticeGroupCreated: (name: string) => `${name} created the group`,
  noticeGroupChanged: (name: string) => `${name} updated the group info`,
  noticeQuit: (name: string) => `${name} left the group`,
  noticeTransferred: (name: string, owner: string) => `${name} made ${owner} the owner`,
  noticeKicked: (name: string, names: string) => `${name} removed ${names}`,
  noticeInvited: (name: string, names: string) => `${name} invited ${names}`,
  noticeEntered: (name: string) => `${name} joined the group`,
  noticeDismissed: (name: string) => `${name} deleted the group`,
  noticeMemberMuted: (name: string, member: string) => `${name} muted ${member}`,
  noticeMemberUnmuted: (name: string, member: string) => `${name} unmuted ${member}`,
  noticeGroupMuted: (name: string) => `${name} allowed only admins to send messages`,
  noticeGroupUnmuted: (name: string) => `${name} allowed everyone to send messages`,
  notice: 'This chat was updated',
};

/** All words of a language. */
export type Catalog = WordsOf<typeof en>;
