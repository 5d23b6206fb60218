import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  HANDSHAKE_IN_FRAME,
  HANDSHAKE_PARAMETER,
  OpenIMError,
  Platform,
  TOKEN_SUBPROTOCOL_PREFIX,
} from '../../src/protocol/index.js';
import type { TokenService } from '../auth/token-service.js';
import type { Identity } from '../session.js';
import type { AddressOf } from './client-address.js';
import type { OriginRule } from './origins.js';
import { answerPlainly } from './plain-answer.js';

/** Why a socket is not upgraded (protocol 1.2). */
export type HandshakeRefusal = { readonly kind: 'refused'; readonly status: number; readonly body: string };
export type Admission = { readonly kind: 'admitted'; readonly identity: Identity };

export type HandshakeDependencies = {
  readonly isAdmittedOrigin: OriginRule;
  readonly tokens: TokenService;
  /** Whether the user may have one more connection. */
  readonly hasRoom: (userID: string, platformID: number) => boolean;
  readonly addressOf: AddressOf;
  /** Whether the address may try once more now. */
  readonly mayTry: (address: string) => boolean;
  /** Whether the address may have one more connection. */
  readonly hasRoomFrom: (address: string, isVerified: boolean) => boolean;
};

const TOO_MANY: HandshakeRefusal = { kind: 'refused', status: 429, body: 'Too many connections' };

/** Makes the checks before an upgrade, in the protocol's order. */
export async function checkHandshake(
  request: IncomingMessage,
  { isAdmittedOrigin, tokens, hasRoom, addressOf, mayTry, hasRoomFrom }: HandshakeDependencies,
): Promise<Admission | HandshakeRefusal> {
  const address = addressOf(request);
  if (!mayTry(address)) return TOO_MANY;
  if (!isAdmittedOrigin(request.headers.origin)) return refusal(403, 'Forbidden');
  const url = parseUrl(request.url);
  if (url?.pathname !== '/') return refusal(404, 'Not Found');
  const query = url.searchParams;
  const [userID, platformText] = [query.get('sendID'), query.get('platformID')];
  const extended = query.get(HANDSHAKE_PARAMETER) === HANDSHAKE_IN_FRAME;
  // A client that reads refusals from frames may also send the token only in a frame, with Login.
  const token = query.get('token') ?? subprotocolToken(request) ?? (extended ? '' : null);
  if (userID === null || token === null || platformText === null) return refusal(400, 'Unauthorized');
  const platformID = platformNumber(platformText);
  if (!hasRoom(userID, platformID)) return refusal(401, 'Over quantity');
  try {
    tokens.checkStanding(await tokens.verify(token, userID));
  } catch (error) {
    if (!(error instanceof OpenIMError)) throw error;
    // A client that reads refusals from frames gets this one as the reply to Login, which verifies its token in any case.
    if (!extended) return refusal(401, 'Unauthorized');
    if (!hasRoomFrom(address, false)) return TOO_MANY;
    return { kind: 'admitted', identity: { userID, platformID, address, extended, isVerified: false } };
  }
  // Checked again: others may have connected while the token was being verified.
  if (!hasRoom(userID, platformID)) return refusal(401, 'Over quantity');
  if (!hasRoomFrom(address, true)) return TOO_MANY;
  return { kind: 'admitted', identity: { userID, platformID, address, extended, isVerified: true } };
}

/** Answers an upgrade with a plain HTTP response and ends the connection. */
export function refuseHandshake(socket: Duplex, { status, body }: HandshakeRefusal): void {
  answerPlainly(socket, status, body, { 'sec-websocket-version': '13' });
}

/** Returns the token that the client sent as a subprotocol, if any (docs/protocol-extensions.md). */
function subprotocolToken({ headers }: IncomingMessage): string | undefined {
  return headers['sec-websocket-protocol']
    ?.split(',')
    .map((name) => name.trim())
    .find((name) => name.startsWith(TOKEN_SUBPROTOCOL_PREFIX))
    ?.slice(TOKEN_SUBPROTOCOL_PREFIX.length);
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

const PLATFORMS: ReadonlySet<number> = new Set(Object.values(Platform));

/**
 * Parses a platform number. All others are one platform without a name, 0: a user may have a connection on each platform, so
 * with numbers of their own making they would have any number of connections, each of which gets every event.
 */
function platformNumber(text: string): number {
  const value = Number(text);
  return PLATFORMS.has(value) ? value : 0;
}
