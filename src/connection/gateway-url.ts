import {
  HANDSHAKE_IN_FRAME,
  HANDSHAKE_PARAMETER,
  SUBPROTOCOL,
  TOKEN_SUBPROTOCOL_PREFIX,
} from '../protocol/index.js';
import type { Credentials } from './engine.js';

/**
 * Where the token travels when a socket is opened. In a subprotocol it stays out of what servers, proxies and browsers
 * write down; original gateways only look for it in the query (docs/protocol-extensions.md).
 */
export type TokenPlace = 'subprotocol' | 'query';

/** What a subprotocol may consist of (RFC 6455, 4.1); a JWT does. */
const SUBPROTOCOL_TEXT = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * The address a connection is opened with (protocol 1.1): identity as percent-encoded query parameters behind whatever
 * the URL already has, and our own `handshake=frame` (docs/protocol-extensions.md), which other gateways ignore.
 * `http` and `https` stand for `ws` and `wss`, since the address of the gateway is often at hand as such.
 */
export function gatewayURL({ url, userID, token, platformID }: Credentials, tokenPlace: TokenPlace): string {
  const parameters = Object.entries({
    sendID: userID,
    ...(tokenPlace === 'query' ? { token } : {}),
    platformID: String(platformID),
    [HANDSHAKE_PARAMETER]: HANDSHAKE_IN_FRAME,
  }).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const separator = url.includes('?') ? '&' : '?';
  return url.replace(/^http/i, 'ws') + separator + parameters.join('&');
}

/** The subprotocols to offer. A token that cannot be one travels with Login alone. */
export function subprotocolsOf({ token }: Credentials, tokenPlace: TokenPlace): string[] {
  if (tokenPlace === 'query') return [];
  return SUBPROTOCOL_TEXT.test(token) ? [SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token] : [SUBPROTOCOL];
}
