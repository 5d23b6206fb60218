import type { CachedMessage, Session, SessionContext, SessionPart } from '../../src/index.js';

/** Together with the logout after it, this stays below the time limit of a verb of the script tag. */
const TIMEOUT_MS = 1500;

type Opened = SessionPart & Pick<SessionContext, 'opened'>;

const openedOf = ({ opened }: SessionContext): Opened => ({ opened });

/** Returns the messages that wait to be sent. */
async function waitingIn(session: Session): Promise<readonly CachedMessage[]> {
  const { unsent } = await (await session.part(openedOf).opened).getOverview();
  return unsent.filter(({ delivery }) => delivery.kind !== 'failed');
}

/**
 * Waits, for a moment only, until the user's messages are sent or can no longer be sent, before the user leaves. Resolves to
 * the number of messages that were not sent.
 */
export function sendLastWords(session: Session): Promise<number> {
  const { connection, conversations } = session;
  // Reconnects now, not after the delay that follows a failed attempt.
  if (connection.peek().kind === 'waiting') session.reconnect();
  return new Promise((resolve) => {
    let unsent = 0;
    const end = (): void => {
      clearTimeout(timer);
      for (const stop of stops) stop();
      resolve(unsent);
    };
    const timer = setTimeout(end, TIMEOUT_MS);
    const look = (): void => {
      waitingIn(session).then((waiting) => {
        unsent = waiting.length;
        const isHopeless = !['connecting', 'online'].includes(connection.peek().kind);
        if (unsent === 0 || isHopeless) end();
      }, end);
    };
    // The list changes whenever a message leaves the outbox.
    const stops = [connection.subscribe(look), conversations.subscribe(look)];
  });
}

/**
 * Sends what waits in a guest's session as the visitor they are now, and ends it. Resolves to false if one of the sessions
 * was closed meanwhile; the guest's cache is then kept.
 */
export async function passOnWords(from: Session, to: Session, groupID: string): Promise<boolean> {
  try {
    const sync = await to.part(openedOf).opened;
    for (const { file, message } of await waitingIn(from)) {
      // With the same clientMsgID, so that nobody gets it twice.
      await sync.send({ recvID: '', groupID, message, ...(file && { file }) }).stored;
    }
  } catch {
    await from.close();
    return false;
  }
  await from.logout();
  return true;
}
