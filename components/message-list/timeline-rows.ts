/** Messages as rows: runs of one sender, days, the line before what is new. Pure. */
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
      /** The one that says how far they are. */
      readonly summary: TimelineMessage;
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

/** The messages that share a row with the one at `index`: what is new begins a row of its own. */
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

/** The first that is still on its way, else the last. */
function summaryOf(album: readonly TimelineMessage[]): TimelineMessage | undefined {
  const waiting = album.find(({ delivery }) => delivery.kind !== 'sent');
  // Each picture shows its own progress.
  return waiting?.delivery.kind === 'sending' ? { ...waiting, delivery: { kind: 'sending' } } : waiting;
}

function positionOf(joinsFormer: boolean, joinsNext: boolean): RunPosition {
  if (joinsFormer) return joinsNext ? 'middle' : 'last';
  return joinsNext ? 'first' : 'single';
}

/** Whether two neighbours stand together and share one line of time and ticks. */
function isOneRun(a: TimelineMessage, b: TimelineMessage): boolean {
  return (
    !isNoticeMessage(a.message) &&
    !isNoticeMessage(b.message) &&
    areClose(RUN_PAUSE_MS, a, b) &&
    stateOf(a) === stateOf(b)
  );
}

/** What the line below a run says of one's own messages. */
function stateOf({ outgoing, delivery, message }: TimelineMessage): string {
  if (!outgoing) return '';
  return delivery.kind === 'sent' && message.isRead ? 'read' : delivery.kind;
}
