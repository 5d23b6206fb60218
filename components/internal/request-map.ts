/** What each request does, when no page prevents it. The only place where elements act on a session. */
import { ContentType, OptType, type MediaFacts, type Session, type Timeline } from '../../src/index.js';
import { chatStateOf } from './chat-state.js';
import type { RequestDetails, RequestName } from './events.js';
import { sendText } from './send-text.js';
import { isPeopleRequest, peopleRequestNames, type PeopleRequestName } from './people-events.js';

/** Requests of the provider, which chooses conversations. */
const providerRequestNames = ['openim-conversation-select-request', 'openim-conversation-start-request'] as const;

/** Requests that concern the session; the rest is the provider's own. */
export type SessionRequestName = Exclude<RequestName, (typeof providerRequestNames)[number]>;

/** Requests that are carried out without fetching anything. */
type OwnRequestName = Exclude<SessionRequestName, PeopleRequestName>;

type RequestMap = {
  readonly [Name in OwnRequestName]: (session: Session, detail: RequestDetails[Name]) => Promise<void> | void;
};

const requestMap: RequestMap = {
  'openim-conversation-pin-request': (session, { conversationID, isPinned }) =>
    session.pin(conversationID, isPinned),
  'openim-conversation-mute-request': (session, { conversationID, isMuted }) =>
    session.setReceiveOption(conversationID, isMuted ? OptType.WithoutNotify : OptType.Normal),
  'openim-conversation-read-request': (session, { conversationID }) =>
    session.markConversationRead(conversationID),
  'openim-conversation-delete-request': (session, { conversationID }) =>
    session.deleteConversation(conversationID),
  'openim-send-request': (session, detail) =>
    // At once: what is sent next must not overtake it.
    withTimeline(session, detail.conversationID, (timeline) => sendText(timeline, detail)),
  'openim-voice-request': (session, { conversationID, file, durationMs }) =>
    withTimeline(session, conversationID, (timeline) => timeline.sendFile(file, { kind: 'sound', durationMs })),
  'openim-compose-request': (session, { conversationID, content }) =>
    withTimeline(session, conversationID, async (timeline) => {
      const { sendContent } = await import('./compose.js');
      return sendContent(timeline, content);
    }),
  'openim-quote-request': (session, { conversationID, clientMsgID }) => {
    const { quoted } = chatStateOf(session, conversationID);
    return withTimeline(session, conversationID, (timeline) => {
      quoted.value = timeline.messages.peek().find(({ message }) => message.clientMsgID === clientMsgID);
    });
  },
  'openim-jump-request': (session, { conversationID, clientMsgID }) =>
    withTimeline(session, conversationID, (timeline) => timeline.jumpTo(clientMsgID)),
  'openim-time-jump-request': (session, { conversationID, ms }) =>
    withTimeline(session, conversationID, (timeline) => timeline.jumpToTime(ms)),
  'openim-search-request': (session, { conversationID, words }) => {
    chatStateOf(session, conversationID).search.value = { words };
  },
  'openim-edit-request': (session, { conversationID, clientMsgID }) =>
    withTimeline(session, conversationID, async (timeline) => {
      const { takeBack } = await import('./compose.js');
      return takeBack(timeline, chatStateOf(session, conversationID), clientMsgID);
    }),
  'openim-message-select-request': (session, { conversationID, clientMsgID, isSelected }) => {
    chatStateOf(session, conversationID).select(clientMsgID, isSelected);
  },
  'openim-forward-request': async (session, detail) => {
    const { forward } = await import('./compose.js');
    await forward(session, detail);
  },
  'openim-upload-request': (session, { conversationID, files }) =>
    withTimeline(session, conversationID, async (timeline) => {
      await Promise.all(files.map((file) => timeline.sendFile(file, factsOf(file))));
    }),
  'openim-retry-request': (session, { conversationID, clientMsgID }) =>
    withTimeline(session, conversationID, (timeline) => timeline.retry(clientMsgID)),
  'openim-discard-request': (session, { conversationID, clientMsgID }) =>
    withTimeline(session, conversationID, (timeline) => timeline.discard(clientMsgID)),
  'openim-revoke-request': (session, { conversationID, clientMsgID }) =>
    withTimeline(session, conversationID, async (timeline) => {
      const text = ownTextOf(timeline, clientMsgID);
      await timeline.revoke(clientMsgID);
      if (!text) return;
      const { recalled } = chatStateOf(session, conversationID);
      recalled.value = new Map([...recalled.peek(), [clientMsgID, text]]);
    }),
  'openim-delete-request': (session, { conversationID, clientMsgID }) =>
    withTimeline(session, conversationID, (timeline) => timeline.deleteMessage(clientMsgID)),
  'openim-reconnect-request': (session) => {
    session.reconnect();
  },
};

export const requestNames: readonly RequestName[] = [
  ...(Object.keys(requestMap) as (keyof RequestMap)[]),
  ...peopleRequestNames,
  ...providerRequestNames,
];

/** Carries out a session's request; resolves to the ID of the conversation that is to be chosen then, if any. */
export async function runRequest<Name extends SessionRequestName>(
  name: Name,
  session: Session,
  detail: RequestDetails[Name],
): Promise<unknown> {
  if (!isPeopleRequest(name)) {
    const own: OwnRequestName = name;
    return (requestMap[own] as (session: Session, detail: unknown) => Promise<void> | void)(session, detail);
  }
  const { runPeopleRequest } = await import('./people-requests.js');
  return runPeopleRequest(name, session, detail as never);
}

/** Timelines are shared: whoever shows the conversation has the same one open. */
async function withTimeline(
  session: Session,
  conversationID: string,
  act: (timeline: Timeline) => Promise<void> | void,
): Promise<void> {
  const timeline = session.openTimeline(conversationID);
  try {
    await act(timeline);
  } finally {
    timeline.release();
  }
}

/** What it takes to send a film as one; undefined for every other file. */
async function mediaFactsOf(file: File): Promise<MediaFacts | undefined> {
  const { mediaFacts } = await import('./media-facts.js');
  return mediaFacts(file);
}

function factsOf(file: File): Promise<MediaFacts | undefined> | undefined {
  return file.type.startsWith('video/') ? mediaFactsOf(file) : undefined;
}

/** What one wrote oneself in a message that is nothing but text. */
function ownTextOf(timeline: Timeline, clientMsgID: string): string | undefined {
  const found = timeline.messages.peek().find(({ message }) => message.clientMsgID === clientMsgID);
  return found?.outgoing && found.message.contentType === ContentType.Text ? found.message.content : undefined;
}
