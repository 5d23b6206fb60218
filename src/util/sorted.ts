/**
 * Returns the index of `item` in `sorted`, or the index at which it would have to be inserted. `compare` must be a total
 * order: it may only return 0 for items that are the same.
 */
export function indexInSorted<T>(sorted: readonly T[], item: T, compare: (a: T, b: T) => number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle] as T, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
