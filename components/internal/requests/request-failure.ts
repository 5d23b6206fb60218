/** Explains in words why a request failed. Fetched together with the actions of requests. */
import { ErrorCode, isTokenError } from '../../../src/index.js';
import { failureWords } from '../../locales/failures/index.js';
import type { Localizer } from '../localizer.js';

export type RequestFailure = {
  /** The error code; 0 if there is none. */
  readonly code: number;
  /** The message of the server or the client, in English. */
  readonly message: string;
};

/** Returns the words for a failure; the server's own message only if the code is not known here. */
export function explainFailure({ code, message }: RequestFailure, localizer: Localizer): string {
  const words = failureWords(localizer);
  if (isTokenError(code) || code === ErrorCode.NotLoggedIn) return localizer.text.expired;
  switch (code) {
    case ErrorCode.SocketClosed:
    case ErrorCode.NoSocket:
    case ErrorCode.Offline:
    case ErrorCode.Timeout:
    case ErrorCode.LoginPending:
      return words.offline;
    case ErrorCode.NotInGroup:
    case ErrorCode.MemberMuted:
    case ErrorCode.GroupMuted:
    case ErrorCode.Blacklisted:
    case ErrorCode.NotFriend:
    case ErrorCode.NoPermission:
      return words.notAllowed;
    case ErrorCode.RecordMissing:
    case ErrorCode.StateAbnormal:
      return words.missing;
    case ErrorCode.ReceiverOrUploadFailed:
      return words.unreadable;
    case ErrorCode.RateLimited:
      return words.tooFast;
    case 0:
    case ErrorCode.NotAllowedNow:
    case ErrorCode.MessageRefused:
    case ErrorCode.UnknownSessionType:
    case ErrorCode.BadArguments:
    case ErrorCode.UndecodableFrame:
    case ErrorCode.BadRequest:
    case ErrorCode.NotSupported:
    case ErrorCode.Internal:
    case ErrorCode.SendFailed:
      return words.other;
    default:
      return message || words.other;
  }
}
