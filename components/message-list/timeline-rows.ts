/** Arranges messages in rows: runs of one sender, days, and the separator before new messages. Pure. */
import type { TimelineMessage } from '../../src/index.js';
import { startOfDay } from '../internal/localizer.js';
import { isNoticeMessage } from '../internal/notice-text.js';
import type { RunPosition } from '../message/message.component.js';
import { albumAround } from './albums.js';
import { areClose, placedAtMs } from './placed-at.js';

export type TimelineRow =
  | { readonly kind: 'day'; readonly key: string; readonly ms: number }
  | { readonly kind: 'unread'; readonly key: string }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: TimelineMessage;
      readonly position: RunPosition;
    }
  | {
      readonly kind: 'album';
      readonly key: string;
      /** At least two. */
      readonly messages: readonly TimelineMessage[];
      /** The message whose delivery state is shown for all of them. */
      readonly summary: TimelineMessage;
      readonly position: RunPosition;
    };

/** A run ends when its sender pauses for this long. */
const RUN_PAUSE_MS = 5 * 60_000;

/** Returns the rows of `messages` from index `start` to before `end`. */
export function timelineRows(
  messages: readonly TimelineMessage[],
  { start, end }: { readonly start: number; readonly end: number },
  firstUnreadID: string | undefined,
): TimelineRow[] {
  const rows: TimelineRow[] = [];
  let index = start;
  while (index < end) {
    const first = messages[index];
    if (!first) break;
    const former = messages[index - 1];
    const ms = placedAtMs(first);
    const day = startOfDay(ms);
    if (!former || day !== startOfDay(placedAtMs(former)))
      rows.push({ kind: 'day', key: `day-${String(day)}`, ms });
    const key = first.message.clientMsgID;
    if (key === firstUnreadID) rows.push({ kind: 'unread', key: 'unread' });
    const shown = togetherFrom(messages, index, end, firstUnreadID);
    index += shown.length;
    const last = shown.at(-1) ?? first;
    const next = messages[index];
    const position = positionOf(
      former !== undefined && key !== firstUnreadID && isOneRun(former, first),
      next !== undefined && next.message.clientMsgID !== firstUnreadID && isOneRun(last, next),
    );
    rows.push(
      shown.length > 1
        ? { kind: 'album', key: `album-${key}`, messages: shown, summary: summaryOf(shown) ?? last, position }
        : { kind: 'message', key, message: first, position },
    );
  }
  return rows;
}

/** Returns the messages that share a row with the one at `index`; the first new message begins another row. */
function togetherFrom(
  messages: readonly TimelineMessage[],
  index: number,
  end: number,
  firstUnreadID: string | undefined,
): readonly TimelineMessage[] {
  const album = messages.slice(index, Math.min(end, albumAround(messages, index).end));
  const unread = album.findIndex(({ message }) => message.clientMsgID === firstUnreadID);
  return unread > 0 ? album.slice(0, unread) : album;
}

/** Returns the first message that is still on its way; undefined if all are sent. */
function summaryOf(album: readonly TimelineMessage[]): TimelineMessage | undefined {
  const waiting = album.find(({ delivery }) => delivery.kind !== 'sent');
  // Without the progress, which each picture shows for itself.
  return waiting?.delivery.kind === 'sending' ? { ...waiting, delivery: { kind: 'sending' } } : waiting;
}

function positionOf(joinsFormer: boolean, joinsNext: boolean): RunPosition {
  if (joinsFormer) return joinsNext ? 'middle' : 'last';
  return joinsNext ? 'first' : 'single';
}

/** Whether two neighbours belong to one run, and share one line with time and delivery state. */
function isOneRun(a: TimelineMessage, b: TimelineMessage): boolean {
  return (
    !isNoticeMessage(a.message) &&
    !isNoticeMessage(b.message) &&
    areClose(RUN_PAUSE_MS, a, b) &&
    stateOf(a) === stateOf(b)
  );
}

/** Returns the state that the line below a run shows for the user's own messages. */
function stateOf({ outgoing, delivery, message }: TimelineMessage): string {
  if (!outgoing) return '';
  return delivery.kind === 'sent' && message.isRead ? 'read' : delivery.kind;
}
