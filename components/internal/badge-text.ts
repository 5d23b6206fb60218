const MAX_COUNT = 99;

/** Returns a count for a small badge, which shows only `99+` from 100 on. */
export function badgeText(count: number): string {
  return count > MAX_COUNT ? `${MAX_COUNT}+` : String(count);
}
