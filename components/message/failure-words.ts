import { ContentType, ErrorCode, type Delivery } from '../../src/index.js';
import type { Localizer } from '../internal/localizer.js';

/** Messages that carry a file. */
const FILE_TYPES: ReadonlySet<number> = new Set<number>([
  ContentType.Picture,
  ContentType.Sound,
  ContentType.Video,
  ContentType.File,
]);

/** Why a message was not sent, in words. */
export function failureWords(
  { errCode, errMsg }: Extract<Delivery, { kind: 'failed' }>,
  contentType: number,
  localizer: Localizer,
): string {
  const { text } = localizer;
  const reasons: Readonly<Record<number, string>> = {
    [ErrorCode.MessageRefused]: text.failedRefused,
    [ErrorCode.NotInGroup]: text.failedNotInGroup,
    [ErrorCode.MemberMuted]: text.failedMuted,
    [ErrorCode.GroupMuted]: text.failedGroupMuted,
    [ErrorCode.ReceiverOrUploadFailed]: FILE_TYPES.has(contentType) ? text.failedUpload : text.failedNoReceiver,
    [ErrorCode.Blacklisted]: text.failedBlocked,
    [ErrorCode.NotFriend]: text.failedNotFriend,
    [ErrorCode.BadArguments]: tooLargeWords(errMsg, contentType, localizer),
    [ErrorCode.RateLimited]: text.failedTooFast,
  };
  return reasons[errCode] ?? text.failed;
}

/** The gateway says how large a file may be; a proxy before it does not. */
function tooLargeWords(errMsg: string, contentType: number, localizer: Localizer): string {
  const [, max] = /larger than (\d+) bytes/.exec(errMsg) ?? [];
  return FILE_TYPES.has(contentType) && max
    ? localizer.text.fileTooLarge(localizer.fileSize(Number(max)))
    : localizer.text.failedTooLarge;
}
