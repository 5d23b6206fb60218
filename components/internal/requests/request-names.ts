import type { Session } from '../../../src/index.js';
import type { RequestDetails, RequestName } from '../events.js';
import { peopleRequestNames } from '../people-events.js';

/** Requests that only fetched code, such as a menu, dispatches: the code that carries them out is fetched too. */
export const laterRequestNames = [
  'openim-conversation-pin-request',
  'openim-conversation-mute-request',
  'openim-conversation-read-request',
  'openim-conversation-delete-request',
  'openim-compose-request',
  'openim-quote-request',
  'openim-time-jump-request',
  'openim-search-request',
  'openim-edit-request',
  'openim-message-select-request',
  'openim-forward-request',
  'openim-revoke-request',
  'openim-delete-request',
  ...peopleRequestNames,
] as const;

export type LaterRequestName = (typeof laterRequestNames)[number];

/** The actions of requests; an action may resolve to the ID of a conversation to select then. */
export type RequestMap<Name extends RequestName> = {
  readonly [Each in Name]: (session: Session, detail: RequestDetails[Each]) => unknown;
};
