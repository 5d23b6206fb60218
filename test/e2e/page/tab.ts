/** A page of a site as one of several tabs: its query says who is logged in; what it shows and hears is read by the test. */
import { createSession, type Session, type SessionMessage, type Timeline } from '../../../src/index.js';

declare global {
  interface Window {
    tab: {
      readonly session: Session;
      readonly timeline: Timeline;
      /** clientMsgIDs of what came in, each as often as it was told. */
      readonly heard: string[];
      /** Those of them about which this tab made a sound. */
      readonly sounds: string[];
    };
  }
}

const query = new URLSearchParams(location.search);
const given = (name: string): string => query.get(name) ?? '';

const session = createSession({ url: given('url'), userID: given('user-id'), token: given('token') });
const timeline = session.openTimeline(given('conversation-id'));
const heard: string[] = [];
const sounds: string[] = [];
session.onMessage(({ kind, message: { message } }: SessionMessage) => {
  if (kind !== 'received') return;
  heard.push(message.clientMsgID);
  if (session.notifies.peek()) sounds.push(message.clientMsgID);
});
window.tab = { session, timeline, heard, sounds };
