import type { Session, Timeline } from '../../../src/index.js';

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
