/** Finds the new messages in a timeline. */
import type { TimelineMessage } from '../../src/index.js';

/** Returns the messages after the last one of `former`; none if `former` is empty or its last message is gone. */
export function newestSince(
  messages: readonly TimelineMessage[],
  former: readonly TimelineMessage[],
): readonly TimelineMessage[] {
  const last = former.at(-1)?.message.clientMsgID;
  let index = messages.length;
  while (index > 0 && messages[index - 1]?.message.clientMsgID !== last) index -= 1;
  return index > 0 ? messages.slice(index) : [];
}

/** Returns how many messages of others follow a message; 0 if that message is not in the list. */
export function countIncomingSince(messages: readonly TimelineMessage[], clientMsgID: string | undefined): number {
  let count = 0;
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    if (!message || message.message.clientMsgID === clientMsgID) return count;
    if (!message.outgoing) count += 1;
  }
  return 0;
}
