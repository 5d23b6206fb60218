import { createHash, timingSafeEqual } from 'node:crypto';

/** Returns whether two secrets are equal, in constant time. Compares their hashes, so the lengths may differ. */
export function secretsEqual(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
