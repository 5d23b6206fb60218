/** Why a request was not carried out, in words. Fetched with what requests do. */
import { ErrorCode, isTokenError } from '../../../src/index.js';
import { failureWords } from '../../locales/failures/index.js';
import type { Localizer } from '../localizer.js';

export type RequestFailure = {
  /** An error code; 0 for what has none. */
  readonly code: number;
  /** As the server or the client said it, in English. */
  readonly message: string;
};

/** The server's own words only for what is not known here. */
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
