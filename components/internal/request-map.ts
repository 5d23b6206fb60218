/** What each request does, when no page prevents it. The only place where elements act on a session. */
import { OptType, type Session, type Timeline } from '../../src/index.js';
import type { RequestDetails, RequestName } from './events.js';

/** Requests that concern the session; the rest is the provider's own. */
export type SessionRequestName = Exclude<RequestName, 'openim-conversation-select-request'>;

type RequestMap = {
  readonly [Name in SessionRequestName]: (session: Session, detail: RequestDetails[Name]) => Promise<void> | void;
};

export const requestMap: RequestMap = {
  'openim-conversation-pin-request': (session, { conversationID, isPinned }) =>
    session.pin(conversationID, isPinned),
  'openim-conversation-mute-request': (session, { conversationID, isMuted }) =>
    session.setReceiveOption(conversationID, isMuted ? OptType.WithoutNotify : OptType.Normal),
  'openim-conversation-read-request': (session, { conversationID }) =>
    session.markConversationRead(conversationID),
  'openim-conversation-delete-request': (session, { conversationID }) =>
    session.deleteConversation(conversationID),
  'openim-send-request': (session, { conversationID, text }) =>
    withTimeline(session, conversationID, (timeline) => timeline.sendText(text)),
  'openim-upload-request': (session, { conversationID, files }) =>
    withTimeline(session, conversationID, async (timeline) => {
      await Promise.all(files.map((file) => timeline.sendFile(file)));
    }),
  'openim-retry-request': (session, { conversationID, clientMsgID }) =>
    withTimeline(session, conversationID, (timeline) => timeline.retry(clientMsgID)),
  'openim-discard-request': (session, { conversationID, clientMsgID }) =>
    withTimeline(session, conversationID, (timeline) => timeline.discard(clientMsgID)),
  'openim-revoke-request': (session, { conversationID, clientMsgID }) =>
    withTimeline(session, conversationID, (timeline) => timeline.revoke(clientMsgID)),
  'openim-delete-request': (session, { conversationID, clientMsgID }) =>
    withTimeline(session, conversationID, (timeline) => timeline.deleteMessage(clientMsgID)),
  'openim-reconnect-request': (session) => {
    session.reconnect();
  },
};

export const requestNames: readonly RequestName[] = [
  ...(Object.keys(requestMap) as SessionRequestName[]),
  'openim-conversation-select-request',
];

/** Carries out a session's request. */
export function runRequest<Name extends SessionRequestName>(
  name: Name,
  session: Session,
  detail: RequestDetails[Name],
): Promise<void> | void {
  return requestMap[name](session, detail);
}

/** Timelines are shared: whoever shows the conversation has the same one open. */
async function withTimeline(
  session: Session,
  conversationID: string,
  act: (timeline: Timeline) => Promise<void>,
): Promise<void> {
  const timeline = session.openTimeline(conversationID);
  try {
    await act(timeline);
  } finally {
    timeline.release();
  }
}
