/**
 * Why the gateway closes a socket. Codes from 4000 on are our own. A client that does not know them treats the closure as
 * a lost connection and reconnects, which is right for all of them except {@link CloseCode.LoginTimeout}.
 */
export const CloseCode = {
  /** After a logout. */
  Normal: 1000,
  /** The gateway is shutting down. */
  GoingAway: 1001,
  /** The client sent a frame larger than MAX_FRAME_BYTES. */
  FrameTooBig: 1009,
  /** The client reads more slowly than the gateway writes; it finds the messages it missed in the history. */
  SlowReader: 4001,
  /** No successful login within the time limit. */
  LoginTimeout: 4002,
  /** The session ended some time ago, by a kick or an expired token; the socket stayed open for a grace period. */
  SessionOver: 4003,
} as const;
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];
