import type { MessageItem } from '../../src/index.js';

/** The messages shared in one month, newest first. */
export type Month = { readonly startMs: number; readonly messages: readonly Readonly<MessageItem>[] };

/** Groups messages, given newest first, by months in the user's time zone. */
export function byMonth(messages: readonly Readonly<MessageItem>[]): Month[] {
  const months = new Map<number, Readonly<MessageItem>[]>();
  for (const message of messages) {
    const date = new Date(message.sendTime);
    const startMs = new Date(date.getFullYear(), date.getMonth()).getTime();
    const month = months.get(startMs) ?? [];
    month.push(message);
    months.set(startMs, month);
  }
  return [...months].map(([startMs, inMonth]) => ({ startMs, messages: inMonth }));
}
