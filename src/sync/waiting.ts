import { ErrorCode, isTokenError, type OpenIMError } from '../protocol/index.js';

/** An original gateway has not loaded the user's data yet. */
const RESOURCE_LOADING = 1004;

/**
 * Whether the same request can succeed later by itself: when the connection or the session is back, or after a while.
 * Everything else fails for good, and its code says why.
 */
export function isWorthWaiting({ errCode, retryable }: OpenIMError): boolean {
  // What the gateway says it could not send is for its writer to decide about.
  if (errCode === ErrorCode.SendFailed) return false;
  return retryable || errCode === RESOURCE_LOADING || isTokenError(errCode);
}
