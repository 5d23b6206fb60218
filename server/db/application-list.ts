import { MAX_LIST_LENGTH } from '../../src/protocol/index.js';

/**
 * SQL for the applications of a list: the newest ones, and before all others those that wait for an answer. The protocol has
 * no pages for these lists, and answered applications stay in them, so they would grow for ever.
 *
 * @param timeColumn when the application was made
 */
export function listedApplications(
  table: 'friend_applications' | 'group_applications',
  timeColumn: 'created_at_ms' | 'requested_at_ms',
  where: string,
): string {
  return `(SELECT * FROM ${table} WHERE ${where}
    ORDER BY handle_result <> 0, ${timeColumn} DESC LIMIT ${MAX_LIST_LENGTH})`;
}
