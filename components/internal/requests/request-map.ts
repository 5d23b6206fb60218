/** The action of each request, unless a page prevents it. This is the only place where elements act on a session. */
import { ErrorCode, type MediaFacts, type OpenIMError, type Session, type Timeline } from '../../../src/index.js';
import type { ChatState } from '../chat-state.js';
import type { RequestDetails, RequestName } from '../events.js';
import { Lazy } from '../lazy.js';
import { laterRequestNames, type LaterRequestName, type RequestMap } from './request-names.js';
import { sendText } from './send-text.js';
import { onTimeline } from './with-timeline.js';

/** The actions of the other requests. */
export const laterRequests = new Lazy(() => import('./later-requests.js'));

/** Requests that concern the session; selecting a conversation is carried out by the provider itself. */
type SessionRequestName = Exclude<RequestName, 'openim-conversation-select-request'>;

/** Actions that start synchronously, so that nothing can overtake a message that is being sent. */
const requestMap: RequestMap<Exclude<SessionRequestName, LaterRequestName>> = {
  'openim-conversation-start-request': (session, target) => session.startConversation(target),
  'openim-send-request': onTimeline(sendText),
  'openim-voice-request': onTimeline((timeline, { file, durationMs }, state) => {
    recordings.set(file, { kind: 'sound', durationMs });
    return sendFile(timeline, file, state);
  }),
  'openim-upload-request': onTimeline(async (timeline, { files }, state) => {
    await Promise.all(files.map((file) => sendFile(timeline, file, state)));
  }),
  'openim-jump-request': onTimeline((timeline, { clientMsgID }, state) => {
    // A message list that opens with this jump must not return to its former place.
    state.place = undefined;
    return timeline.jumpTo(clientMsgID);
  }),
  'openim-retry-request': onTimeline((timeline, { clientMsgID }) => timeline.retry(clientMsgID)),
  'openim-discard-request': onTimeline((timeline, { clientMsgID }) => timeline.discard(clientMsgID)),
  'openim-reconnect-request': (session) => {
    session.reconnect();
  },
};

export const requestNames: readonly RequestName[] = [
  'openim-conversation-select-request',
  ...(Object.keys(requestMap) as (keyof typeof requestMap)[]),
  ...laterRequestNames,
];

/** Carries out a request on a session. Resolves to the ID of a conversation to select then, if any. */
export async function runRequest<Name extends SessionRequestName>(
  name: Name,
  session: Session,
  detail: RequestDetails[Name],
): Promise<unknown> {
  const requests: Partial<RequestMap<SessionRequestName>> =
    name in requestMap ? requestMap : (laterRequests.value ?? (await laterRequests.load())).requests;
  return requests[name]?.(session, detail);
}

/** What is known of recordings, which may be sent again. */
const recordings = new WeakMap<File, MediaFacts>();

/** Sends a file. One that cannot be stored goes back into the composer, unless it cannot be read, which would stay so. */
async function sendFile(timeline: Timeline, file: File, state: ChatState): Promise<void> {
  try {
    await timeline.sendFile(file, factsOf(file));
  } catch (error) {
    if ((error as Partial<OpenIMError>).errCode !== ErrorCode.ReceiverOrUploadFailed)
      state.unsent.value = [...state.unsent.peek(), file];
    throw error;
  }
}

/** Measures a video. */
async function mediaFactsOf(file: File): Promise<MediaFacts | undefined> {
  const { mediaFacts } = await laterRequests.load();
  return mediaFacts(file);
}

/** Returns the facts that are needed to send a recording or a video as such; undefined for every other file. */
function factsOf(file: File): MediaFacts | Promise<MediaFacts | undefined> | undefined {
  return recordings.get(file) ?? (file.type.startsWith('video/') ? mediaFactsOf(file) : undefined);
}
