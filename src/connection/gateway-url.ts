import {
  HANDSHAKE_IN_FRAME,
  HANDSHAKE_PARAMETER,
  SUBPROTOCOL,
  TOKEN_SUBPROTOCOL_PREFIX,
} from '../protocol/index.js';
import type { Credentials } from './engine.js';

/**
 * Where the token is sent when a socket is opened. As a subprotocol it stays out of the logs of servers, proxies and
 * browsers; original gateways only look for it in the query (docs/protocol-extensions.md).
 */
export type TokenPlace = 'subprotocol' | 'query';

/** The characters a subprotocol may consist of (RFC 6455, 4.1); a JWT has no others. */
const SUBPROTOCOL_TEXT = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Returns the URL of the WebSocket (protocol 1.1): `url` with the user's identity appended as query parameters, and our own
 * `handshake=frame` (docs/protocol-extensions.md), which other gateways ignore. `http` and `https` become `ws` and `wss`,
 * because users often know the gateway's address in that form.
 */
export function gatewayURL({ url, userID, token, platformID }: Credentials, tokenPlace: TokenPlace): string {
  const parameters = new URLSearchParams({
    sendID: userID,
    ...(tokenPlace === 'query' ? { token } : {}),
    platformID: String(platformID),
    [HANDSHAKE_PARAMETER]: HANDSHAKE_IN_FRAME,
  });
  return `${url.replace(/^http/i, 'ws')}${url.includes('?') ? '&' : '?'}${String(parameters)}`;
}

/** Returns the subprotocols to offer. A token that cannot be a subprotocol is sent only with Login. */
export function subprotocolsOf({ token }: Credentials, tokenPlace: TokenPlace): string[] {
  if (tokenPlace === 'query') return [];
  return SUBPROTOCOL_TEXT.test(token) ? [SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token] : [SUBPROTOCOL];
}
