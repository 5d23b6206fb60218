import { effect } from '@preact/signals-core';
import { conversationIDOf, type Session } from '../../src/index.js';
import type { LauncherTarget } from '../launcher/types.js';

/** With the goodbye after it, shorter than a verb of the script tag may take. */
const TIMEOUT_MS = 1500;

/**
 * Lets what somebody wrote go out before they leave, as long as there is hope and for a moment only. Resolves to how many
 * messages did not.
 */
export function sendLastWords(session: Session, target: LauncherTarget): Promise<number> {
  const conversationIDs = new Set([conversationIDOf(target)]);
  for (const { conversationID, latestDelivery } of session.conversations.peek())
    if (latestDelivery) conversationIDs.add(conversationID);
  const timelines = [...conversationIDs].map((conversationID) => session.openTimeline(conversationID));
  // Not after the wait that follows a failed attempt, but now.
  if (session.connection.peek().kind === 'waiting') session.reconnect();
  return new Promise<number>((resolve) => {
    const isOver = new AbortController();
    let unsent = 0;
    const timer = setTimeout(() => isOver.abort(), TIMEOUT_MS);
    const dispose = effect(() => {
      unsent = timelines
        .flatMap(({ messages }) => messages.value)
        .filter(({ delivery }) => delivery.kind === 'queued' || delivery.kind === 'sending').length;
      const isKnown = timelines.every(({ state }) => state.value.kind !== 'loading');
      const isHopeless = !['connecting', 'online'].includes(session.connection.value.kind);
      if ((isKnown && unsent === 0) || isHopeless) isOver.abort();
    });
    const end = (): void => {
      clearTimeout(timer);
      // Not within the effect, which may have ended it while it was being made.
      queueMicrotask(() => dispose());
      for (const timeline of timelines) timeline.release();
      resolve(unsent);
    };
    if (isOver.signal.aborted) end();
    else isOver.signal.addEventListener('abort', end, { once: true });
  });
}
