import { randomID } from '../util/ids.js';

/** Returns an operationID of the form that the original client uses: random text, the time, and the userID. */
export function uuid(userID: string): string {
  return `${randomID()}${Date.now()}${userID}`;
}
