/** How long messages may be, one alone and several together. Lengths are in UTF-16 code units. */
import { ErrorCode, MAX_ANSWER_LENGTH, MAX_CONTENT_LENGTH, OpenIMError } from '../src/protocol/index.js';
import type { NewMessage } from './db/new-message.js';
import { withinLength, type Texts } from './db/within-answer.js';

/** Limits each part of a new message, because every receiver gets it several times. @throws {OpenIMError} 803 if too long */
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

/**
 * Checks that the messages fit into one answer. A shorter answer would mean that there are no more.
 *
 * @throws {OpenIMError} 803 if they are too long
 */
export function checkAnswer(messages: readonly Texts[]): void {
  if (withinLength(messages, MAX_ANSWER_LENGTH).length === messages.length) return;
  throw new OpenIMError(ErrorCode.BadArguments, 'the answer would be too long; ask for fewer messages');
}
