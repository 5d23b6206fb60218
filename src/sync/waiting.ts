import { ErrorCode, isTokenError, type OpenIMError } from '../protocol/index.js';

/** Error code of an original gateway that has not loaded the user's data yet. */
const RESOURCE_LOADING = 1004;

/**
 * Whether a request that failed with this error should be retried automatically, because it can succeed once the
 * connection or the session is back, or after a while. All other errors are permanent.
 */
export function isWorthWaiting({ errCode, retryable }: OpenIMError): boolean {
  // The gateway could not send the message: the user decides whether to retry.
  if (errCode === ErrorCode.SendFailed) return false;
  return retryable || errCode === RESOURCE_LOADING || isTokenError(errCode);
}
