/** Says why messages were not sent. Fetched with the first message that was not. */
import { carriesFile, ErrorCode, type Delivery } from '../../src/index.js';
import { fileSizeWords } from '../internal/file-size.js';
import type { Localizer } from '../internal/localizer.js';
import { messageWords } from '../locales/message/index.js';

/** Returns the reason why a message was not sent, in words. */
export function failureWords(
  { errCode, errMsg }: Extract<Delivery, { kind: 'failed' }>,
  contentType: number,
  localizer: Localizer,
): string {
  const words = messageWords(localizer);
  const reasons: Readonly<Record<number, string>> = {
    [ErrorCode.MessageRefused]: words.failedRefused,
    [ErrorCode.NotInGroup]: words.failedNotInGroup,
    [ErrorCode.MemberMuted]: words.failedMuted,
    [ErrorCode.GroupMuted]: words.failedGroupMuted,
    [ErrorCode.ReceiverOrUploadFailed]: carriesFile(contentType) ? words.failedUpload : words.failedNoReceiver,
    [ErrorCode.Blacklisted]: words.failedBlocked,
    [ErrorCode.NotFriend]: words.failedNotFriend,
    [ErrorCode.BadArguments]: tooLargeWords(errMsg, contentType, localizer),
    [ErrorCode.RateLimited]: words.failedTooFast,
  };
  return reasons[errCode] ?? localizer.text.failed;
}

/** Returns words with the file size limit if they are known: the gateway reports it, a proxy in front of it does not. */
function tooLargeWords(errMsg: string, contentType: number, localizer: Localizer): string {
  const [, max] = /larger than (\d+) bytes/.exec(errMsg) ?? [];
  return carriesFile(contentType) && max
    ? messageWords(localizer).fileTooLarge(fileSizeWords(Number(max), localizer))
    : messageWords(localizer).failedTooLarge;
}
