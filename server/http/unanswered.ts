import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * Requests that a client may send on a connection before the first of them is answered. Hardly any client sends more than
 * one, and each may hold a file open until its answer has its turn.
 */
const MAX_UNANSWERED = 8;

/** Answers that are not complete yet, by connection. */
const unanswered = new WeakMap<Duplex, Set<ServerResponse>>();

/** Counts a request. Returns whether it is to be answered: if there are too many, closes the connection. */
export function awaitAnswer({ socket }: IncomingMessage, response: ServerResponse): boolean {
  const responses = unanswered.get(socket) ?? new Set();
  unanswered.set(socket, responses.add(response));
  response.once('close', () => responses.delete(response));
  if (responses.size <= MAX_UNANSWERED) return true;
  socket.destroy();
  return false;
}

/** Waits until the requests that came before on the connection are answered: what is written now would overtake that. */
export async function answered(stream: Duplex): Promise<void> {
  const responses = unanswered.get(stream);
  if (!responses || responses.size === 0) return;
  // After a request for an upgrade, Node no longer tells the answers that the connection can take more of them.
  const drain = (): void => {
    for (const response of responses) response.emit('drain');
  };
  stream.on('drain', drain);
  for (const response of responses) await once(response, 'close');
  stream.off('drain', drain);
}
