/**
 * The algebra of a conversation's known history: stretches without holes, newest first, none overlapping. Pure, and in
 * the gateway's sendTimes only; which messages stand inside a stretch is the store's business. One that reaches the start
 * begins at 0: nothing is below it, and a notice may stand before the oldest message that is left.
 */
import type { Segment } from '../storage/store.js';

/** What is known of a conversation that has no messages up to `sendTime`, which is 0 when it has none at all. */
export function emptyUpTo(sendTime: number): Segment {
  return { oldestSendTime: 0, oldestClientMsgID: '', newestSendTime: sendTime, reachesStart: true };
}

/** `segments` with `stretch` known as well: everything it touches becomes one with it. */
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
 * `segments` after a message arrived by itself. It joins on to the newest segment only when that one is known to hold the
 * message before it; otherwise there may be a hole, and it starts a new segment.
 *
 * @param tip sendTime of the gateway's newest message before this one, undefined when it is not known
 */
export function addArrival(
  segments: readonly Segment[],
  message: { readonly sendTime: number; readonly clientMsgID: string },
  tip: number | undefined,
): Segment[] {
  const { sendTime, clientMsgID } = message;
  const [newest] = segments;
  if (newest && sendTime <= newest.newestSendTime) {
    // A late one: inside it is known to be there; below it, what stands around it is not known.
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

/** Whether the sendTime lies inside a known stretch. */
export function isCovered(segments: readonly Segment[], sendTime: number): boolean {
  return segments.some((segment) => segment.oldestSendTime <= sendTime && sendTime <= segment.newestSendTime);
}

/** The newest segment that reaches down to `sortKey` or below: what somebody who shows that place is looking at. */
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
