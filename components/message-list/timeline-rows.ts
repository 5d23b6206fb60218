/** Messages as rows: runs of one sender, days, the line before what is new. Pure. */
import type { TimelineMessage } from '../../src/index.js';
import { startOfDay } from '../internal/localizer.js';
import { isNoticeMessage } from '../internal/notice-text.js';
import type { RunPosition } from '../message/message.component.js';

export type TimelineRow =
  | { readonly kind: 'day'; readonly key: string; readonly ms: number }
  | { readonly kind: 'unread'; readonly key: string }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: TimelineMessage;
      readonly position: RunPosition;
    };

/** A run ends when its sender is silent for so long. */
const RUN_PAUSE_MS = 5 * 60_000;

/** The rows of `messages` from index `start` to before `end`. */
export function timelineRows(
  messages: readonly TimelineMessage[],
  { start, end }: { readonly start: number; readonly end: number },
  firstUnreadID: string | undefined,
): TimelineRow[] {
  const rows: TimelineRow[] = [];
  for (let index = start; index < end; index += 1) {
    const message = messages[index];
    if (!message) continue;
    const former = messages[index - 1];
    const day = startOfDay(message.sortKey);
    if (!former || day !== startOfDay(former.sortKey))
      rows.push({ kind: 'day', key: `day-${String(day)}`, ms: message.sortKey });
    const { clientMsgID } = message.message;
    if (clientMsgID === firstUnreadID) rows.push({ kind: 'unread', key: 'unread' });
    const joinsFormer = former !== undefined && clientMsgID !== firstUnreadID && isOneRun(former, message);
    const next = messages[index + 1];
    const joinsNext = next !== undefined && next.message.clientMsgID !== firstUnreadID && isOneRun(message, next);
    rows.push({ kind: 'message', key: clientMsgID, message, position: positionOf(joinsFormer, joinsNext) });
  }
  return rows;
}

function positionOf(joinsFormer: boolean, joinsNext: boolean): RunPosition {
  if (joinsFormer) return joinsNext ? 'middle' : 'last';
  return joinsNext ? 'first' : 'single';
}

/** Whether two neighbours stand together and share one line of time and ticks. */
function isOneRun(a: TimelineMessage, b: TimelineMessage): boolean {
  return (
    a.message.sendID === b.message.sendID &&
    !isNoticeMessage(a.message) &&
    !isNoticeMessage(b.message) &&
    b.sortKey - a.sortKey < RUN_PAUSE_MS &&
    startOfDay(a.sortKey) === startOfDay(b.sortKey) &&
    stateOf(a) === stateOf(b)
  );
}

/** What the line below a run says of one's own messages. */
function stateOf({ outgoing, delivery, message }: TimelineMessage): string {
  if (!outgoing) return '';
  return delivery.kind === 'sent' && message.isRead ? 'read' : delivery.kind;
}
