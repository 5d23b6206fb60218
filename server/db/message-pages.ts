/** Reading many messages: in parts, and no more of them than fit into one answer. */
import { MAX_ANSWER_LENGTH } from '../../src/protocol/index.js';
import { partsOf } from '../parts.js';
import type { StoredMessage } from './message-rows.js';
import { withinLength } from './within-answer.js';

/** Rows that are read at once: each may have more than 100,000 characters, and an answer has a limit. */
export const ROWS_AT_ONCE = 64;

/** Reads a page in steps. @param step returns up to `count` rows behind `last`, which is undefined for the first */
export function pageOf(
  limit: number,
  step: (last: StoredMessage | undefined, count: number) => StoredMessage[],
): StoredMessage[] {
  const page: StoredMessage[] = [];
  while (page.length < limit && !isTooLong(page)) {
    const count = Math.min(ROWS_AT_ONCE, limit - page.length);
    const rows = step(page.at(-1), count);
    page.push(...rows);
    if (rows.length < count) break;
  }
  return page;
}

/** Returns whether messages are more than fit into one answer, so that nobody needs those behind them. */
function isTooLong(messages: readonly StoredMessage[]): boolean {
  return withinLength(messages, MAX_ANSWER_LENGTH).length < messages.length;
}

/** Reads what is listed. @param read returns the messages of a part of the list */
export function inParts<Item>(
  list: readonly Item[],
  read: (part: readonly Item[]) => StoredMessage[],
): StoredMessage[] {
  const found: StoredMessage[] = [];
  for (const part of partsOf(list, ROWS_AT_ONCE)) {
    if (isTooLong(found)) break;
    found.push(...read(part));
  }
  return found;
}
