import { pluralOf } from '../plural.js';
import type { WordsOf } from '../words.js';

const plural = pluralOf('en');

/** The words of the elements for people and groups, in English: the source of {@link PeopleWords}. */
export const en = {
  // Places
  chats: 'Chats',
  contacts: 'Contacts',
  me: 'Me',
  sections: 'Sections',
  back: 'Back',
  details: 'Details',
  closeDetails: 'Close details',
  add: 'Add',
  newChats: (count: number) => plural(count, { other: '# unread' }),
  waitingRequests: (count: number) => plural(count, { one: '# new request', other: '# new requests' }),

  // Contacts
  myGroups: 'Groups',
  people: 'People',
  searchContacts: 'Search contacts',
  noContacts: 'No contacts yet',
  noContactsHint: 'Find people by their ID to add them.',
  nobodyToPick: 'No one to add',
  findContact: 'Add a person or group',
  createGroup: 'New group',

  // Searching
  messagesHeading: 'Messages',
  hits: (count: number) => plural(count, { one: '# message', other: '# messages' }),
  searching: 'Searching',
  searchFailed: 'Couldn’t search messages.',

  // Requests
  friendRequests: 'Friend requests',
  groupRequests: 'Group requests',
  noRequests: 'No requests',
  noFriendRequestsHint: 'Friend requests will appear here.',
  noGroupRequestsHint: 'Requests to join your groups will appear here.',
  received: 'Received',
  sentByYou: 'Sent by you',
  wantsToBeFriend: 'Sent you a friend request',
  wantsToEnter: (group: string) => `Wants to join ${group}`,
  accept: 'Accept',
  acceptOf: (name: string) => `Accept ${name}`,
  refuse: 'Decline',
  refuseOf: (name: string) => `Decline ${name}`,
  accepted: 'Accepted',
  refused: 'Declined',
  waitingForAnswer: 'Pending',

  // A person
  person: 'Person',
  nobodyChosen: 'Select a contact',
  noSuchUser: 'Person not found',
  writeTo: 'Message',
  remark: 'Nickname',
  friendsSince: 'Friends since',
  addFriend: 'Add friend',
  addFriendHeading: (name: string) => `Add ${name}`,
  message: 'Message',
  messagePlaceholder: 'Introduce yourself',
  sendRequest: 'Send request',
  requestSent: 'Request sent',
  block: 'Block',
  blockQuestion: (name: string) => `Block ${name}?`,
  blockHint: 'They can’t message you, and won’t be notified.',
  blocked: 'Blocked',
  unblock: 'Unblock',
  unblockOf: (name: string) => `Unblock ${name}`,
  deleteFriend: 'Remove friend',
  deleteFriendQuestion: (name: string) => `Remove ${name} from your friends?`,
  deleteFriendHint: 'You’ll keep the chat, and stay on their friends list.',
  notYourFriend: 'Not a friend',
  thisIsYou: 'This is you',
  blockedPeople: 'Blocked people',
  nobodyBlocked: 'No blocked people',
  nobodyBlockedHint: 'To block someone, open their profile.',

  // How a conversation behaves
  pinned: 'Pin to top',
  photosAndFiles: 'Photos and files',
  searchInChat: 'Search in chat',
  muted: 'Mute',
  receiveNothing: 'Stop receiving messages',
  receiveNothingQuestion: 'Messages sent in the meantime will be lost. Stop receiving messages?',

  // What keeps messages from getting through
  mutedUntil: (time: string) => `You’re muted in this group until ${time}.`,
  onlyAdminsWrite: 'Only admins can send messages.',
  youBlocked: (name: string) => `You blocked ${name}.`,
  onlyFriendsWrite: (name: string) => `Only friends can message ${name}.`,

  // A group
  group: 'Group',
  noGroupChosen: 'Select a group',
  noSuchGroup: 'Group not found',
  groupName: 'Group name',
  groupID: 'Group ID',
  announcement: 'Announcement',
  introduction: 'About',
  myNickname: 'My name in this group',
  entering: 'Who can join',
  applyNeeds: 'Invited or approved people',
  allNeed: 'Only approved people',
  nothingNeeds: 'Anyone',
  muteEverybody: 'Only admins can send messages',
  groupIsMuted: 'Only admins can send messages',
  dismissed: 'Deleted',
  membersHeading: 'Members',
  searchMembers: 'Search members',
  showMore: 'Show more',
  owner: 'Owner',
  admin: 'Admin',
  mutedMember: 'Muted',
  actionsFor: (name: string) => `Actions for ${name}`,
  makeAdmin: 'Make admin',
  removeAdmin: 'Remove as admin',
  transfer: 'Make owner',
  transferQuestion: (name: string) => `Make ${name} the owner? You’ll become a regular member.`,
  muteMinutes: (count: number) => plural(count, { one: 'Mute for # minute', other: 'Mute for # minutes' }),
  muteHours: (count: number) => plural(count, { one: 'Mute for # hour', other: 'Mute for # hours' }),
  unmuteMember: 'Unmute',
  kick: 'Remove from group',
  kickQuestion: (name: string) => `Remove ${name} from the group?`,
  invite: 'Invite',
  inviteHeading: 'Invite friends',
  inviteCount: (count: number) => (count > 0 ? `Invite ${String(count)}` : 'Invite'),
  quit: 'Leave group',
  quitQuestion: 'Leave this group?',
  quitHint: 'You’ll stop receiving its messages.',
  dismissGroup: 'Delete group',
  dismissQuestion: 'Delete this group?',
  dismissHint: 'This closes it for everyone and can’t be undone.',
  createGroupWith: (count: number) => plural(count + 1, { one: 'Create group', other: 'Create group of #' }),

  // Search by ID
  idOfPersonOrGroup: 'Person or group ID',
  find: 'Find',
  nothingFound: (id: string) => `No person or group has the ID “${id}”.`,
  join: 'Join',

  // The user's own profile
  profile: 'My profile',
  name: 'Name',
  pictureAddress: 'Photo URL',
  gender: 'Gender',
  genderUnknown: 'Not specified',
  female: 'Female',
  male: 'Male',
  email: 'Email',
  phone: 'Phone',

  none: 'None',
  edit: 'Edit',
  editOf: (label: string) => `Edit ${label}`,
  save: 'Save',

  // What went wrong
  loadFailed: 'Couldn’t load this',
};

/** All words of the elements for people and groups. */
export type PeopleWords = WordsOf<typeof en>;
