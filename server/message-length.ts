/** How long messages may be, one and several together. Lengths are in UTF-16 code units. */
import { ErrorCode, MAX_ANSWER_LENGTH, MAX_CONTENT_LENGTH, OpenIMError } from '../src/protocol/index.js';
import type { NewMessage, StoredMessage } from './db/messages.js';

/** The texts of a stored message, which may be of any length. */
type Texts = Pick<StoredMessage, 'content' | 'ex' | 'attached_info' | 'offline_push' | 'reader_ids'>;

/** Everybody who gets a message gets it several times over: each part of it has a limit. @throws {OpenIMError} 803 */
export function checkLength({
  content,
  ex,
  attachedInfo,
  offlinePush,
}: Pick<NewMessage, 'content' | 'ex' | 'attachedInfo' | 'offlinePush'>): void {
  const besideLength = ex.length + attachedInfo.length + offlinePush.length;
  if (Math.max(content.length, besideLength) <= MAX_CONTENT_LENGTH) return;
  throw new OpenIMError(ErrorCode.BadArguments, `longer than ${MAX_CONTENT_LENGTH} characters`);
}

/** Refuses instead of shortening: a shorter answer would say that there are no more. @throws {OpenIMError} 803 */
export function checkAnswer(messages: readonly Texts[]): void {
  if (withinLength(messages, MAX_ANSWER_LENGTH).length === messages.length) return;
  throw new OpenIMError(ErrorCode.BadArguments, 'the answer would be too long; ask for fewer messages');
}

/** As many of the first messages as are within the length together; one in any case. */
export function withinLength<Message extends Texts>(messages: readonly Message[], maxLength: number): Message[] {
  let left = maxLength;
  const tooMany = messages.findIndex((message, index) => (left -= lengthOf(message)) < 0 && index > 0);
  return messages.slice(0, tooMany === -1 ? undefined : tooMany);
}

function lengthOf({ content, ex, attached_info, offline_push, reader_ids }: Texts): number {
  return content.length + ex.length + attached_info.length + offline_push.length + (reader_ids?.length ?? 0);
}
