import type { ConversationTarget } from '../../src/protocol/index.js';
import type { Database } from './database.js';

/** Returns the key of the chat that `userID` has with `target`, which is the same for everybody in it. */
export function threadKey(userID: string, target: ConversationTarget): string {
  if ('groupID' in target) return `group:${target.groupID}`;
  return `single:${JSON.stringify([userID, target.userID].sort())}`;
}

/** Clocks of the chats: paging compares sendTime, so no two messages of a chat may have the same (domain rules 1.2). */
export class Threads {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Returns the chat's next send time in milliseconds: now, or just after the last one if the clock is behind that. */
  nextSendTimeMs(key: string, nowMs: number): number {
    const row = this.#database.write<{ last_send_time_ms: number }>(
      `INSERT INTO threads (thread_key, last_send_time_ms) VALUES (?, ?)
       ON CONFLICT DO UPDATE SET last_send_time_ms = max(last_send_time_ms + 1, excluded.last_send_time_ms)
       RETURNING last_send_time_ms`,
      key,
      nowMs,
    );
    return row?.last_send_time_ms ?? nowMs;
  }
}
