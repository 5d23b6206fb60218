import type { IncomingMessage } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { HANDSHAKE_IN_FRAME, HANDSHAKE_PARAMETER, OpenIMError } from '../../src/protocol/index.js';
import type { TokenService } from '../auth/token-service.js';
import type { Identity } from '../session.js';
import type { OriginRule } from './origins.js';

/** Why a socket is not upgraded (protocol 1.2). */
export type HandshakeRefusal = { readonly kind: 'refused'; readonly status: number; readonly body: string };
export type Admission = { readonly kind: 'admitted'; readonly identity: Identity };

export type HandshakeDependencies = {
  readonly isAdmittedOrigin: OriginRule;
  readonly tokens: TokenService;
  /** Whether the user may have one more connection. */
  readonly hasRoom: (userID: string, platformID: number) => boolean;
};

/** The checks before an upgrade, in the protocol's order. */
export async function checkHandshake(
  request: IncomingMessage,
  { isAdmittedOrigin, tokens, hasRoom }: HandshakeDependencies,
): Promise<Admission | HandshakeRefusal> {
  if (!isAdmittedOrigin(request.headers.origin)) return refusal(403, 'Forbidden');
  const url = parseUrl(request.url);
  if (url?.pathname !== '/') return refusal(404, 'Not Found');
  const query = url.searchParams;
  const [userID, token, platformText] = [query.get('sendID'), query.get('token'), query.get('platformID')];
  if (userID === null || token === null || platformText === null) return refusal(400, 'Unauthorized');
  const platformID = platformNumber(platformText);
  const extended = query.get(HANDSHAKE_PARAMETER) === HANDSHAKE_IN_FRAME;
  if (!hasRoom(userID, platformID)) return refusal(401, 'Over quantity');
  try {
    tokens.checkStanding(await tokens.verify(token, userID));
  } catch (error) {
    if (!(error instanceof OpenIMError)) throw error;
    // Who asked for it is told by the answer to Login, which verifies its token in any case.
    if (!extended) return refusal(401, 'Unauthorized');
    return { kind: 'admitted', identity: { userID, platformID, extended, isVerified: false } };
  }
  // Asked again: others may have come in while the token was being verified.
  if (!hasRoom(userID, platformID)) return refusal(401, 'Over quantity');
  return { kind: 'admitted', identity: { userID, platformID, extended, isVerified: true } };
}

/** Answers an upgrade with a plain HTTP response and ends the connection. */
export function refuseHandshake(socket: Duplex, { status, body }: HandshakeRefusal): void {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Sec-Websocket-Version: 13',
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

function refusal(status: number, body: string): HandshakeRefusal {
  return { kind: 'refused', status, body };
}

function parseUrl(url: string | undefined): URL | undefined {
  try {
    return new URL(url ?? '', 'http://gateway.invalid');
  } catch {
    return undefined;
  }
}

/** Numbers that are no platform have no name (protocol 1.2), what is no number is 0. */
function platformNumber(text: string): number {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : 0;
}
