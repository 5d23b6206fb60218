import { HANDSHAKE_IN_FRAME, HANDSHAKE_PARAMETER } from '../protocol/index.js';
import type { Credentials } from './engine.js';

/**
 * The address a connection is opened with (protocol 1.1): identity as percent-encoded query parameters behind whatever
 * the URL already has, and our own `handshake=frame` (docs/protocol-extensions.md), which other gateways ignore.
 * `http` and `https` stand for `ws` and `wss`, since the address of the gateway is often at hand as such.
 */
export function gatewayURL({ url, userID, token, platformID }: Credentials): string {
  const parameters = Object.entries({
    sendID: userID,
    token,
    platformID: String(platformID),
    [HANDSHAKE_PARAMETER]: HANDSHAKE_IN_FRAME,
  }).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  const separator = url.includes('?') ? '&' : '?';
  return url.replace(/^http/i, 'ws') + separator + parameters.join('&');
}
