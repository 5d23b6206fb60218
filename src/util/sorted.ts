/**
 * Where `item` stands in `sorted`, or would stand. `compare` must tell any two items apart; equal means the same place.
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
