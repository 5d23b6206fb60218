import { MAX_ANSWER_LENGTH } from '../../src/protocol/index.js';
import type { StoredMessage } from './message-rows.js';

/** The texts of a stored message, which may be of any length. */
export type Texts = Pick<StoredMessage, 'content' | 'ex' | 'attached_info' | 'offline_push' | 'reader_ids'>;

/**
 * Empties the long texts of the last items if all would be too long for one answer. The list stays complete: nobody can
 * keep others from inviting them into any number of groups, or from asking to enter theirs.
 *
 * @param texts the members that hold long texts
 */
export function withinAnswer<Item extends object>(items: readonly Item[], texts: readonly (keyof Item)[]): Item[] {
  const emptied = Object.fromEntries(texts.map((name) => [name, '']));
  let left = MAX_ANSWER_LENGTH;
  return items.map((item) => {
    if (left <= 0) return { ...item, ...emptied };
    left -= JSON.stringify(item).length;
    return item;
  });
}

/** Returns as many of the first messages as together are within the length, but at least one. */
export function withinLength<Message extends Texts>(messages: readonly Message[], maxLength: number): Message[] {
  let left = maxLength;
  const tooMany = messages.findIndex((message, index) => (left -= lengthOf(message)) < 0 && index > 0);
  return messages.slice(0, tooMany === -1 ? undefined : tooMany);
}

function lengthOf({ content, ex, attached_info, offline_push, reader_ids }: Texts): number {
  return content.length + ex.length + attached_info.length + offline_push.length + (reader_ids?.length ?? 0);
}
