/**
 * Our additions to the protocol, described in docs/protocol-extensions.md. The gateway uses one only if the client asks
 * for it, so original clients and gateways are not affected.
 */

/**
 * Query parameter of the connection's URL with which a client says that it supports more than the original protocol.
 * With the value `frame`, the gateway upgrades the connection even if it refuses the token, and sends the code (701–706)
 * in the Login reply, because a page cannot read the status of a failed handshake; and Login replies have `extensions`.
 */
export const HANDSHAKE_PARAMETER = 'handshake';
export const HANDSHAKE_IN_FRAME = 'frame';

/**
 * A client may also send its token in the header `Sec-WebSocket-Protocol`, which proxies, unlike URLs, do not log: it
 * offers a second subprotocol, this prefix followed by the token, beside {@link SUBPROTOCOL}, which the gateway selects.
 *
 *     new WebSocket(url, [SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token])
 */
export const SUBPROTOCOL = 'openim-chat';
export const TOKEN_SUBPROTOCOL_PREFIX = 'openim-token.';

/** The values that a gateway may list in the `extensions` of its Login reply. */
export const Extension = {
  /** Sending the same clientMsgID again is answered like the first time, and the message is delivered only once. */
  IdempotentSend: 'idempotent-send',
  /** GetInboxChanges returns what happened to the user's data since a cursor; OnInboxChanged reports changes live. */
  InboxChanges: 'inbox-changes',
} as const;
export type Extension = (typeof Extension)[keyof typeof Extension];
