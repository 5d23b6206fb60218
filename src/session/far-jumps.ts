/** Jumps that first have to find their target: by date, or the first unread message. Loaded with the first such jump. */
import { batch, type ReadonlySignal } from '@preact/signals-core';
import { ContentType, parse, targetOfConversation } from '../protocol/index.js';
import type { CachedMessage } from '../sync/types.js';
import { isForReader, type MessageWindow } from './message-window.js';
import type { SessionContext } from './session-context.js';
import type { OlderState } from './types.js';

/** How many more messages are loaded than are known to be missing. */
const PAGE = 50;

/** How many messages may be added to the timeline on the way to the first unread one. */
const MAX_HELD = 500;

/** The message types that people write, for the gateway's search by date. */
const WRITTEN_TYPES: number[] = [
  ContentType.Text,
  ContentType.Picture,
  ContentType.Sound,
  ContentType.Video,
  ContentType.File,
  ContentType.At,
  ContentType.Quote,
];

/** The parts of a timeline that jumps need. */
export type JumpHost = {
  readonly conversationID: string;
  readonly context: SessionContext;
  readonly window: MessageWindow;
  /** Resolves when the first page has been loaded. */
  readonly loaded: () => Promise<unknown>;
  /** Shows the messages that `window` now contains. */
  readonly show: (older: OlderState) => void;
  readonly older: ReadonlySignal<OlderState>;
};

/** The basic jumps, from which the ones in this file are composed. */
export interface Jumps {
  /** Whether the messages shown do not end with the newest one. */
  readonly isAway: boolean;
  jumpTo(clientMsgID: string): Promise<void>;
  loadNewer(): Promise<void>;
  /** Makes a message that is already shown the timeline's target. */
  pointTo(clientMsgID: string): void;
}

/** Jumps to the first message at or after a time (Unix time in milliseconds), or to the newest if there is none. */
export async function jumpToTime(host: JumpHost, jumps: Jumps, ms: number): Promise<void> {
  const { window } = host;
  if (!(window.oldestSortKey <= ms) || (jumps.isAway && (window.newestSentSortKey ?? 0) < ms)) {
    const anchorID = (await newestBefore(host, ms)) ?? (await oldest(host));
    if (!anchorID) return;
    await jumps.jumpTo(anchorID);
  }
  if (jumps.isAway && (window.newestSentSortKey ?? 0) < ms) await jumps.loadNewer();
  const message = window.messages.find(({ sortKey }) => sortKey >= ms) ?? window.messages.at(-1);
  if (message) jumps.pointTo(message.message.clientMsgID);
}

/**
 * Loads older messages until the `missing` unread ones before those in the window are found.
 * @param oldestHereID the oldest unread message in the window, returned if there are no older ones
 * @returns the clientMsgID of the first unread message
 */
export async function findFirstUnread(host: JumpHost, oldestHereID: string, missing: number): Promise<string> {
  const { conversationID, context, window } = host;
  const sync = await context.opened;
  const start = window.oldestSortKey;
  const read: CachedMessage[] = [];
  let unread: readonly CachedMessage[] = [];
  let reachesStart = false;
  while (unread.length < missing && !reachesStart) {
    const page = await sync.loadOlder(conversationID, read[0]?.sortKey ?? start, missing + PAGE);
    if (page.messages.length === 0) break;
    read.unshift(...page.messages);
    unread = read.filter((message) => isForReader(message, context.userID));
    reachesStart = page.reachesStart;
  }
  // If there are more, they are not added: the jump then loads only the messages around its target.
  if (read.length <= MAX_HELD && window.oldestSortKey === start) {
    batch(() => {
      window.prepend(read);
      host.show(reachesStart ? 'none' : 'available');
    });
  }
  return unread.at(-missing)?.message.clientMsgID ?? unread[0]?.message.clientMsgID ?? oldestHereID;
}

async function newestBefore({ conversationID, context }: JumpHost, ms: number): Promise<string | undefined> {
  const found = await (
    await context.opened
  ).call('searchLocalMessages', [
    {
      conversationID,
      keywordList: [],
      messageTypeList: WRITTEN_TYPES,
      searchTimePosition: Math.floor(ms / 1000),
      searchTimePeriod: 0,
      pageIndex: 1,
      count: 1,
    },
  ]);
  return parse(found).searchResultItems[0]?.messageList[0]?.clientMsgID;
}

async function oldest({ conversationID, context }: JumpHost): Promise<string | undefined> {
  const target = targetOfConversation(conversationID);
  if (!target) return undefined;
  const params = { userID: '', groupID: '', ...target, startClientMsgID: '', count: 1 };
  const page = await (await context.opened).call('getHistoryMessageListReverse', [params]);
  return parse(page)[0]?.clientMsgID;
}
