/** What stored notifications say (domain rules 14). */
import type { MessageItem } from '../../../src/index.js';
import { match, type Predicate } from '../match.js';

/** The text of `jsonDetail`: JSON of exactly this. */
export function detail(expected: unknown): Predicate {
  return (actual) => {
    match(JSON.parse(actual as string), expected, 'jsonDetail');
    return true;
  };
}

/** The content of a notification: its details and a sentence. */
export function notificationContent(expected: unknown): Predicate {
  return (actual) => {
    const { defaultTips, ...others } = JSON.parse(actual as string) as Record<string, unknown>;
    match(typeof defaultTips, 'string', 'defaultTips');
    match(others, { detail: '', jsonDetail: detail(expected) }, 'content');
    return true;
  };
}

/** Members of a notification in a group, over those of any message. */
export function groupNotice(
  contentType: number,
  groupID: string,
  details: unknown,
): Partial<Record<keyof MessageItem, unknown>> {
  return {
    contentType,
    msgFrom: 200,
    platformID: 0,
    groupID,
    sessionType: 2,
    status: 2,
    content: notificationContent(details),
    notificationElem: { detail: detail(details), defaultTips: (actual: unknown) => actual !== '' },
  };
}
