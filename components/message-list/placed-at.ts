import type { TimelineMessage } from '../../src/index.js';
import { startOfDay } from '../internal/localizer.js';

/**
 * The moment a message stands at in the timeline, in milliseconds: a notice where the message was that it replaces, and what
 * is not sent, whose sort key is no time, when it was written.
 */
export function placedAtMs({ delivery, sortKey, message }: TimelineMessage): number {
  return delivery.kind === 'sent' ? sortKey : message.sendTime || message.createTime;
}

/** Whether two neighbours are of one sender and one day, with less than `pauseMs` between them. */
export function areClose(pauseMs: number, a: TimelineMessage, b: TimelineMessage): boolean {
  const [fromMs, toMs] = [placedAtMs(a), placedAtMs(b)];
  return (
    a.message.sendID === b.message.sendID && toMs - fromMs < pauseMs && startOfDay(fromMs) === startOfDay(toMs)
  );
}
