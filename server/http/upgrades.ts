import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { WebSocketServer, type WebSocket } from 'ws';
import { MAX_FRAME_BYTES, MAX_UNPROVEN_FRAME_BYTES, SUBPROTOCOL } from '../../src/protocol/index.js';
import type { Identity } from '../session.js';
import { checkHandshake, refuseHandshake, type HandshakeDependencies } from './handshake.js';
import { answered } from './unanswered.js';

export type UpgradeDependencies = {
  readonly admission: HandshakeDependencies;
  readonly isStopping: () => boolean;
  /** Called for each socket that was opened. */
  readonly onSocket: (socket: WebSocket, stream: Duplex, identity: Identity) => void;
  readonly onRefused: (status: number, request: IncomingMessage) => void;
  readonly onError: (error: unknown) => void;
};

/** Opens a socket for each request that asks for one, if it passes the checks of the handshake. */
export function acceptSockets(server: Server, dependencies: UpgradeDependencies): void {
  const { admission, isStopping, onSocket, onRefused, onError } = dependencies;
  // A peer that has shown no valid token must not be able to make us hold large frames.
  const [provenSockets, unprovenSockets] = [MAX_FRAME_BYTES, MAX_UNPROVEN_FRAME_BYTES].map(socketServer);

  const upgrade = async (request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> => {
    await answered(stream);
    if (stream.destroyed) return;
    if (!asksForWebSocket(request) && !isStopping()) {
      declineUpgrade(server, request, stream, head);
      return;
    }
    const outcome = await checkHandshake(request, admission);
    if (isStopping()) {
      refuseHandshake(stream, { kind: 'refused', status: 503, body: 'Stopping' });
      return;
    }
    if (outcome.kind === 'refused') {
      onRefused(outcome.status, request);
      refuseHandshake(stream, outcome);
      return;
    }
    const sockets = outcome.identity.isVerified ? provenSockets : unprovenSockets;
    sockets?.handleUpgrade(request, stream, head, (socket) => onSocket(socket, stream, outcome.identity));
  };

  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    // The peer may break the connection while earlier answers are sent or its token is verified, too.
    stream.on('error', destroyIt);
    // Node no longer listens to this. A peer that reads none of the earlier answers would have its connection for ever.
    stream.on('timeout', destroyIt);
    upgrade(request, stream, head).catch((error: unknown) => {
      onError(error);
      stream.destroy();
    });
  });
}

function destroyIt(this: Duplex): void {
  this.destroy();
}

function socketServer(maxPayload: number): WebSocketServer {
  return new WebSocketServer({
    noServer: true,
    maxPayload,
    perMessageDeflate: false,
    // Never selects the subprotocol that is a token: the response would repeat it.
    handleProtocols: (offered) => offered.has(SUBPROTOCOL) && SUBPROTOCOL,
  });
}

/**
 * Whether the request is for a WebSocket. The HTTP clients of some back ends, such as Java's, ask for HTTP/2 on their first
 * request, which is answered as if it did not ask, as RFC 9110 (7.8) allows.
 */
export function asksForWebSocket({ headers }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/** Node keeps no more names and values of a request's headers than these. */
const MAX_RAW_HEADERS = 2000;

/**
 * Answers a request that asks for an upgrade to another protocol as if it did not, by reading it again. For versions of Node
 * that do not know `shouldUpgradeCallback` (app.ts); the others never come here with such a request.
 *
 * @param head what of the request's body was read with its headers
 */
function declineUpgrade(server: Server, request: IncomingMessage, stream: Duplex, head: Buffer): void {
  const { method = '', url = '', httpVersion, rawHeaders } = request;
  stream.off('error', destroyIt).off('timeout', destroyIt);
  // What is not there, such as the length of the body, would be missing when the request is read again.
  if (rawHeaders.length >= MAX_RAW_HEADERS) {
    stream.destroy();
    return;
  }
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    if (name.toLowerCase() !== 'upgrade') lines.push(`${name}: ${value}`);
  }
  stream.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]));
  server.emit(stream instanceof TLSSocket ? 'secureConnection' : 'connection', stream);
}
