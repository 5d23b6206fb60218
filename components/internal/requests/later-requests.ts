/** The actions of requests that only fetched code dispatches. Fetched with the first of them. */
import { ContentType, OptType, type Timeline } from '../../../src/index.js';
import { chatStateOf } from '../chat-state.js';
import { forward, sendContent, takeBack } from './compose.js';
import { peopleRequests } from './people-requests.js';
import type { LaterRequestName, RequestMap } from './request-names.js';
import { onTimeline } from './with-timeline.js';

export { mediaFacts } from './media-facts.js';
export { explainFailure } from './request-failure.js';

export const requests: RequestMap<LaterRequestName> = {
  ...peopleRequests,
  'openim-conversation-pin-request': (session, { conversationID, isPinned }) =>
    session.pin(conversationID, isPinned),
  'openim-conversation-mute-request': (session, { conversationID, isMuted }) =>
    session.setReceiveOption(conversationID, isMuted ? OptType.WithoutNotify : OptType.Normal),
  'openim-conversation-read-request': (session, { conversationID }) =>
    session.markConversationRead(conversationID),
  'openim-conversation-delete-request': (session, { conversationID }) =>
    session.deleteConversation(conversationID),
  'openim-compose-request': onTimeline(sendContent),
  'openim-quote-request': onTimeline((timeline, { clientMsgID }, { quoted }) => {
    quoted.value = timeline.messages.peek().find(({ message }) => message.clientMsgID === clientMsgID);
  }),
  'openim-time-jump-request': onTimeline((timeline, { ms }) => timeline.jumpToTime(ms)),
  'openim-search-request': (session, { conversationID, words }) => {
    chatStateOf(session, conversationID).search.value = { words };
  },
  'openim-edit-request': onTimeline(takeBack),
  'openim-message-select-request': (session, { conversationID, clientMsgID, isSelected }) => {
    chatStateOf(session, conversationID).select(clientMsgID, isSelected);
  },
  'openim-forward-request': forward,
  'openim-revoke-request': onTimeline(async (timeline, { clientMsgID }, { recalled }) => {
    const text = ownTextOf(timeline, clientMsgID);
    await timeline.revoke(clientMsgID);
    if (text) recalled.value = new Map([...recalled.peek(), [clientMsgID, text]]);
  }),
  'openim-delete-request': onTimeline((timeline, { clientMsgID }) => timeline.deleteMessage(clientMsgID)),
};

/** Returns the content of a message if it is a text of the user. */
function ownTextOf(timeline: Timeline, clientMsgID: string): string | undefined {
  const found = timeline.messages.peek().find(({ message }) => message.clientMsgID === clientMsgID);
  return found?.outgoing && found.message.contentType === ContentType.Text ? found.message.content : undefined;
}
