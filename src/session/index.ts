/** The views and actions that a user interface is built on. */
export { contactsOf, makeContacts, type Contacts, type Person } from './contacts.js';
export type { GroupMembers } from './group-members.js';
export { groupsOf, makeGroups, type Groups } from './groups.js';
export type { LiveRecords } from './live-list.js';
export { makeMessageSearch, messageSearchOf, type MessageSearch } from './message-search.js';
export {
  makeSharedMessages,
  sharedMessagesOf,
  type SharedKind,
  type SharedMessages,
  type SharedMessageSource,
} from './shared-messages.js';
export type { SessionContext, SessionPart } from './session-context.js';
export { createSession, type CreateSessionOptions } from './session.js';
export type {
  ConnectionState,
  Conversation,
  Delivery,
  LoadState,
  MediaFacts,
  JumpTarget,
  OlderState,
  Session,
  SessionMessage,
  SessionOptions,
  Timeline,
  TimelineMessage,
} from './types.js';
