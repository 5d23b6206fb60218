import { ErrorCode, isTokenError, type OpenIMError } from '../protocol/index.js';

/** An original gateway has not loaded the user's data yet. */
const RESOURCE_LOADING = 1004;

/** Nothing was wrong with the request: the connection, the gateway or the session could not take it now. */
const WAITING_CODES: ReadonlySet<number> = new Set<number>([
  ErrorCode.SocketClosed,
  ErrorCode.NoSocket,
  ErrorCode.Offline,
  ErrorCode.Timeout,
  ErrorCode.RateLimited,
  ErrorCode.Internal,
  ErrorCode.LoginPending,
  ErrorCode.NotLoggedIn,
  RESOURCE_LOADING,
]);

/**
 * Whether the same request can succeed later by itself: when the connection or the session is back, or after a while.
 * Everything else fails for good, and its code says why.
 */
export function isWorthWaiting({ errCode }: OpenIMError): boolean {
  return WAITING_CODES.has(errCode) || isTokenError(errCode);
}
