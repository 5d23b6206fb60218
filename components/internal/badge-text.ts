const MAX_COUNT = 99;

/** A number for a place so small that from 100 on it only says that there are more. */
export function badgeText(count: number): string {
  return count > MAX_COUNT ? `${MAX_COUNT}+` : String(count);
}
