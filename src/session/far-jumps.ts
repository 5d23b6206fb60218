/** Ways to messages that have to be looked for. Fetched when somebody first goes one. */
import { batch, type ReadonlySignal } from '@preact/signals-core';
import { ContentType, parse, targetOfConversation } from '../protocol/index.js';
import type { CachedMessage } from '../sync/types.js';
import { isForReader, type MessageWindow } from './message-window.js';
import type { SessionContext } from './session-context.js';
import type { OlderState } from './types.js';

/** How many messages are read beyond those that are missing. */
const PAGE = 50;

/** How many messages above what is shown are read in on the way to the first unread one. */
const MAX_HELD = 500;

/** What people write, by which the gateway finds messages of a day. */
const WRITTEN_TYPES: number[] = [
  ContentType.Text,
  ContentType.Picture,
  ContentType.Sound,
  ContentType.Video,
  ContentType.File,
  ContentType.At,
  ContentType.Quote,
];

/** What jumping needs of its timeline. */
export type JumpHost = {
  readonly conversationID: string;
  readonly context: SessionContext;
  readonly window: MessageWindow;
  /** Resolves when the first page was read. */
  readonly loaded: () => Promise<unknown>;
  /** What is shown has changed: `window` holds it already. */
  readonly show: (older: OlderState) => void;
  readonly older: ReadonlySignal<OlderState>;
};

/** What takes one there. */
export interface Jumps {
  /** Whether what is shown does not end with the newest message. */
  readonly isAway: boolean;
  jumpTo(clientMsgID: string): Promise<void>;
  loadNewer(): Promise<void>;
  /** Goes to a message that is shown. */
  pointTo(clientMsgID: string): void;
}

/** Goes to what was written from a moment on: milliseconds since 1970. */
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
 * Reads on upwards from the oldest unread message that is here until the `missing` ones before it are known.
 * @returns the first unread message
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
  // What is further away is shown by itself: so much need not be held at once.
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
