import { MAX_ANSWER_LENGTH } from '../../src/protocol/index.js';

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
