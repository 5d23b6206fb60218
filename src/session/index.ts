/** What a user interface binds to. */
export { createSession, type CreateSessionOptions } from './session.js';
export type {
  ConnectionState,
  Conversation,
  Delivery,
  LoadState,
  MediaFacts,
  OlderState,
  Session,
  SessionMessage,
  SessionOptions,
  Timeline,
  TimelineMessage,
} from './types.js';
