/** What each request does, when no page prevents it. The only place where elements act on a session. */
import type { Session } from '../../src/index.js';
import type { RequestDetails, RequestName } from './events.js';
import { Lazy } from './lazy.js';
import { laterRequestNames, type LaterRequestName, type RequestMap } from './request-names.js';
import { sendText } from './send-text.js';
import { withTimeline } from './with-timeline.js';

/** What the other requests do. */
export const laterRequests = new Lazy(() => import('./later-requests.js'));

/** Requests that concern the session; to choose a conversation is the provider's own. */
type SessionRequestName = Exclude<RequestName, 'openim-conversation-select-request'>;

/** What needs nothing to be fetched. */
const requestMap: RequestMap<Exclude<SessionRequestName, LaterRequestName>> = {
  'openim-conversation-start-request': (session, target) => session.startConversation(target),
  'openim-send-request': (session, detail) =>
    // At once: what is sent next must not overtake it.
    withTimeline(session, detail.conversationID, (timeline) => sendText(timeline, detail)),
  'openim-jump-request': (session, { conversationID, clientMsgID }) =>
    withTimeline(session, conversationID, (timeline) => timeline.jumpTo(clientMsgID)),
  'openim-retry-request': (session, { conversationID, clientMsgID }) =>
    withTimeline(session, conversationID, (timeline) => timeline.retry(clientMsgID)),
  'openim-discard-request': (session, { conversationID, clientMsgID }) =>
    withTimeline(session, conversationID, (timeline) => timeline.discard(clientMsgID)),
  'openim-reconnect-request': (session) => {
    session.reconnect();
  },
};

export const requestNames: readonly RequestName[] = [
  'openim-conversation-select-request',
  ...(Object.keys(requestMap) as (keyof typeof requestMap)[]),
  ...laterRequestNames,
];

/** Carries out a session's request; resolves to the ID of the conversation that is to be chosen then, if any. */
export async function runRequest<Name extends SessionRequestName>(
  name: Name,
  session: Session,
  detail: RequestDetails[Name],
): Promise<unknown> {
  const requests: Partial<RequestMap<SessionRequestName>> =
    name in requestMap ? requestMap : (await laterRequests.load()).requests;
  return requests[name]?.(session, detail);
}
