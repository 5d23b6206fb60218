import { randomID } from '../util/ids.js';

/** An operationID as the original client makes them: random text, the time, and the user. */
export function uuid(userID: string): string {
  return `${randomID()}${Date.now()}${userID}`;
}
