/** What is new in a timeline. */
import type { TimelineMessage } from '../../src/index.js';

/** The messages behind the last of `former`; none when that was empty or its last one is gone. */
export function newestSince(
  messages: readonly TimelineMessage[],
  former: readonly TimelineMessage[],
): readonly TimelineMessage[] {
  const last = former.at(-1)?.message.clientMsgID;
  let index = messages.length;
  while (index > 0 && messages[index - 1]?.message.clientMsgID !== last) index -= 1;
  return index > 0 ? messages.slice(index) : [];
}

/** How many messages of others stand behind one; none when it is not among them. */
export function countIncomingSince(messages: readonly TimelineMessage[], clientMsgID: string | undefined): number {
  let count = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (!message || message.message.clientMsgID === clientMsgID) return count;
    if (!message.outgoing) count += 1;
  }
  return 0;
}
