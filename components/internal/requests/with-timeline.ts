import type { Session, Timeline } from '../../../src/index.js';

/** Timelines are shared: whoever shows the conversation has the same one open. */
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
