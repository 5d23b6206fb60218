import type { Session, Timeline } from '../../../src/index.js';
import { chatStateOf, type ChatState } from '../chat-state.js';

/** Runs an action on a conversation's timeline. Timelines are shared with every element that shows the conversation. */
export async function withTimeline(
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

/** Returns what carries out a request that is an action on the timeline of its conversation. */
export function onTimeline<Detail extends { readonly conversationID: string }>(
  act: (timeline: Timeline, detail: Detail, state: ChatState) => Promise<void> | void,
): (session: Session, detail: Detail) => Promise<void> {
  return (session, detail) =>
    withTimeline(session, detail.conversationID, (timeline) =>
      act(timeline, detail, chatStateOf(session, detail.conversationID)),
    );
}
