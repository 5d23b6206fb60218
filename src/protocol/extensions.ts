/**
 * Our additions to the protocol, described in docs/protocol-extensions.md. Each is asked for by a client that knows it,
 * so that original clients and gateways notice nothing.
 */

/**
 * Parameter of the connection's URL by which a client says that it can take more than the original protocol has. With
 * the value `frame` the gateway also upgrades a connection whose token it refuses, and answers its Login with the code
 * (701–706), since a page cannot read the status of a failed handshake; and its Login replies carry `extensions`.
 */
export const HANDSHAKE_PARAMETER = 'handshake';
export const HANDSHAKE_IN_FRAME = 'frame';

/**
 * A token may also travel in the header `Sec-WebSocket-Protocol`, which proxies do not log as they do URLs: as a
 * subprotocol of its own behind this prefix, beside {@link SUBPROTOCOL}, which is the one the gateway picks.
 *
 *     new WebSocket(url, [SUBPROTOCOL, TOKEN_SUBPROTOCOL_PREFIX + token])
 */
export const SUBPROTOCOL = 'openim-chat';
export const TOKEN_SUBPROTOCOL_PREFIX = 'openim-token.';

/** What a gateway can say in the `extensions` of its Login reply. */
export const Extension = {
  /** Sending the same clientMsgID again delivers once and answers as the first time. */
  IdempotentSend: 'idempotent-send',
  /** GetInboxChanges answers what happened to the user's data since a cursor, and OnInboxChanged tells of it live. */
  InboxChanges: 'inbox-changes',
} as const;
export type Extension = (typeof Extension)[keyof typeof Extension];
