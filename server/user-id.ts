import { MAX_USER_ID_LENGTH } from '../src/protocol/index.js';

export const USER_ID_RULE = `it has 1 to ${MAX_USER_ID_LENGTH} characters, none of them invisible`;

/** Returns whether a user may have this ID. Invisible characters would let two IDs look alike, in lists and in logs. */
export function isUserID(text: string): boolean {
  return text.length <= MAX_USER_ID_LENGTH && /^[^\p{C}]+$/u.test(text);
}
