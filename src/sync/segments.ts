/**
 * Pure functions on the known parts of a conversation's history. Segments are ranges of the gateway's sendTimes without
 * gaps, newest first, none overlapping; the store has the messages inside them. A segment that reaches the start begins
 * at 0, because nothing is before it and a notice may have an earlier place than the oldest message left.
 */
import type { Segment } from '../storage/store.js';

/** Returns the segment of a conversation that has no messages up to `sendTime`; 0 if it has none at all. */
export function emptyUpTo(sendTime: number): Segment {
  return { oldestSendTime: 0, oldestClientMsgID: '', newestSendTime: sendTime, reachesStart: true };
}

/** Returns `segments` with `stretch` added: segments that it touches are merged with it. */
export function addStretch(segments: readonly Segment[], stretch: Segment): Segment[] {
  let joined = stretch;
  const apart: Segment[] = [];
  for (const segment of segments) {
    if (touches(segment, joined)) joined = union(segment, joined);
    else apart.push(segment);
  }
  return [...apart, joined].sort((a, b) => b.newestSendTime - a.newestSendTime);
}

/**
 * Returns `segments` after a single message has arrived. The message extends the newest segment only if that is known to
 * include the message before it; otherwise there may be a gap, and the message starts a new segment.
 *
 * @param tip sendTime of the gateway's newest message before this one; undefined if unknown
 */
export function addArrival(
  segments: readonly Segment[],
  message: { readonly sendTime: number; readonly clientMsgID: string },
  tip: number | undefined,
): Segment[] {
  const { sendTime, clientMsgID } = message;
  const [newest] = segments;
  if (newest && sendTime <= newest.newestSendTime) {
    // A late message: inside a segment it is covered already; outside, nothing is known about the messages around it.
    return [...segments];
  }
  if (newest && tip !== undefined && newest.newestSendTime >= tip) {
    return addStretch(segments, { ...newest, newestSendTime: sendTime });
  }
  return addStretch(segments, {
    oldestSendTime: sendTime,
    oldestClientMsgID: clientMsgID,
    newestSendTime: sendTime,
    reachesStart: false,
  });
}

/** Whether the sendTime lies inside a segment. */
export function isCovered(segments: readonly Segment[], sendTime: number): boolean {
  return segments.some((segment) => segment.oldestSendTime <= sendTime && sendTime <= segment.newestSendTime);
}

/** Returns the newest segment that starts at or before `sortKey`, which contains every timeline that shows this place. */
export function segmentBelow(segments: readonly Segment[], sortKey: number): Segment | undefined {
  return segments.find((segment) => segment.oldestSendTime <= sortKey);
}

function touches(a: Segment, b: Segment): boolean {
  return a.oldestSendTime <= b.newestSendTime && b.oldestSendTime <= a.newestSendTime;
}

function union(a: Segment, b: Segment): Segment {
  const lower = a.oldestSendTime <= b.oldestSendTime ? a : b;
  return {
    oldestSendTime: lower.oldestSendTime,
    oldestClientMsgID: lower.oldestClientMsgID,
    newestSendTime: Math.max(a.newestSendTime, b.newestSendTime),
    reachesStart: a.reachesStart || b.reachesStart,
  };
}
