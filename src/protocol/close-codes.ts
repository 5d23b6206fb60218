/**
 * Why the gateway closes a socket. 4000 and above are our own; clients that do not know them see a lost connection and
 * reconnect, which is right for all of them but {@link CloseCode.LoginTimeout}.
 */
export const CloseCode = {
  /** After a logout. */
  Normal: 1000,
  /** The gateway stops. */
  GoingAway: 1001,
  /** A frame beyond MAX_FRAME_BYTES. */
  FrameTooBig: 1009,
  /** The client reads slower than it is written to; what it missed is in the history. */
  SlowReader: 4001,
  /** No successful login within the time limit. */
  LoginTimeout: 4002,
  /** Kept open for a while after it was kicked or its token ran out. */
  SessionOver: 4003,
} as const;
export type CloseCode = (typeof CloseCode)[keyof typeof CloseCode];
