import type { TimelineMessage } from '../../src/index.js';
import { startOfDay } from '../internal/localizer.js';

/**
 * Returns the time of a message's place in the timeline, in milliseconds: for a notice, that of the message it replaces; for an
 * unsent message, whose sort key is not a time, when it was written.
 */
export function placedAtMs({ delivery, sortKey, message }: TimelineMessage): number {
  return delivery.kind === 'sent' ? sortKey : message.sendTime || message.createTime;
}

/** Whether two neighbours have the same sender and day, with less than `pauseMs` between them. */
export function areClose(pauseMs: number, a: TimelineMessage, b: TimelineMessage): boolean {
  const [fromMs, toMs] = [placedAtMs(a), placedAtMs(b)];
  return (
    a.message.sendID === b.message.sendID && toMs - fromMs < pauseMs && startOfDay(fromMs) === startOfDay(toMs)
  );
}
