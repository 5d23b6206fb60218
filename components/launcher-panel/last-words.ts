import { effect } from '@preact/signals-core';
import { conversationIDOf, type Session } from '../../src/index.js';
import type { LauncherTarget } from '../launcher/types.js';

/** Together with the logout after it, this stays below the time limit of a verb of the script tag. */
const TIMEOUT_MS = 1500;

/**
 * Waits, for a moment only, until the user's messages are sent or can no longer be sent, before the user leaves. Resolves to
 * the number of messages that were not sent.
 */
export function sendLastWords(session: Session, target: LauncherTarget): Promise<number> {
  const conversationIDs = new Set([conversationIDOf(target)]);
  for (const { conversationID, latestDelivery } of session.conversations.peek())
    if (latestDelivery) conversationIDs.add(conversationID);
  const timelines = [...conversationIDs].map((conversationID) => session.openTimeline(conversationID));
  // Reconnects now, not after the delay that follows a failed attempt.
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
      // Deferred: the effect may end this while it is still being created, before `dispose` is assigned.
      queueMicrotask(() => dispose());
      for (const timeline of timelines) timeline.release();
      resolve(unsent);
    };
    if (isOver.signal.aborted) end();
    else isOver.signal.addEventListener('abort', end, { once: true });
  });
}
