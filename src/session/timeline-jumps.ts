import { batch, signal, type ReadonlySignal } from '@preact/signals-core';
import { ContentType, MAX_HISTORY_PAGE, parse, targetOfConversation } from '../protocol/index.js';
import type { CachedMessage, CacheChange, MiddlePage } from '../sync/types.js';
import { isForReader, type MessageWindow } from './message-window.js';
import type { SessionContext } from './session-context.js';
import type { JumpTarget, OlderState } from './types.js';

/** How many messages are read on each side of one that is jumped to, and at once on the way to the newest. */
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

/** Goes to messages anywhere in the history, and back. */
export class TimelineJumps {
  readonly #host: JumpHost;
  readonly #newer = signal<OlderState>('none');
  readonly #missedCount = signal(0);
  readonly #target = signal<JumpTarget | undefined>(undefined);
  readonly newer: ReadonlySignal<OlderState> = this.#newer;
  readonly missedCount: ReadonlySignal<number> = this.#missedCount;
  readonly target: ReadonlySignal<JumpTarget | undefined> = this.#target;
  /** Counts jumps: a page that comes after the next one is not shown. */
  #jump = 0;

  constructor(host: JumpHost) {
    this.#host = host;
  }

  /** Whether what is shown does not end with the newest message. */
  get isAway(): boolean {
    return this.#newer.peek() !== 'none';
  }

  /** Counts what comes while one is away. */
  noteArrivals({ messages, arrived }: CacheChange): void {
    if (!this.isAway) return;
    const { conversationID, context, window } = this.#host;
    const fresh = messages.filter(
      ({ message, ...cached }) =>
        cached.conversationID === conversationID &&
        message.sendID !== context.userID &&
        arrived.includes(message.clientMsgID) &&
        !window.get(message.clientMsgID),
    );
    this.#missedCount.value += fresh.length;
  }

  async loadNewer(): Promise<void> {
    const { conversationID, context, window } = this.#host;
    const after = window.newestSentSortKey;
    if (!this.isAway || this.#newer.peek() === 'loading' || after === undefined) return;
    const jump = this.#jump;
    this.#newer.value = 'loading';
    try {
      const page = await (await context.opened).loadNewer(conversationID, after, PAGE);
      if (jump !== this.#jump) return;
      batch(() => {
        window.append(page.messages);
        this.#setNewer(page.reachesEnd);
        this.#host.show(this.#host.older.peek());
      });
    } catch {
      if (jump === this.#jump) this.#newer.value = 'failed';
    }
  }

  async jumpTo(clientMsgID: string): Promise<void> {
    const { conversationID, context, window, loaded } = this.#host;
    const jump = ++this.#jump;
    await loaded();
    if (jump !== this.#jump) return;
    if (window.get(clientMsgID)) {
      this.#target.value = { clientMsgID };
      return;
    }
    const page = await (await context.opened).loadAround(conversationID, clientMsgID, PAGE);
    if (jump === this.#jump) this.#replace(page, clientMsgID);
  }

  async jumpToTime(ms: number): Promise<void> {
    const { window, loaded } = this.#host;
    await loaded();
    if (!(window.oldestSortKey <= ms) || (this.isAway && (window.newestSentSortKey ?? 0) < ms)) {
      const anchorID = (await this.#newestBefore(ms)) ?? (await this.#oldest());
      if (!anchorID) return;
      await this.jumpTo(anchorID);
    }
    if (this.isAway && (window.newestSentSortKey ?? 0) < ms) await this.loadNewer();
    const message = window.messages.find(({ sortKey }) => sortKey >= ms) ?? window.messages.at(-1);
    if (message) this.#target.value = { clientMsgID: message.message.clientMsgID };
  }

  /**
   * Reads on upwards from the oldest unread message that is here until the `missing` ones before it are known.
   * @returns the first unread message
   */
  async findFirstUnread(oldestHereID: string, missing: number): Promise<string> {
    const { conversationID, context, window, older } = this.#host;
    if (this.isAway || missing <= 0 || older.peek() !== 'available') return oldestHereID;
    const sync = await context.opened;
    const start = window.oldestSortKey;
    const read: CachedMessage[] = [];
    let unread: readonly CachedMessage[] = [];
    let reachesStart = false;
    while (unread.length < missing && !reachesStart) {
      const limit = Math.min(missing + PAGE, MAX_HISTORY_PAGE);
      const page = await sync.loadOlder(conversationID, read[0]?.sortKey ?? start, limit);
      if (page.messages.length === 0) break;
      read.unshift(...page.messages);
      unread = read.filter((message) => isForReader(message, context.userID));
      reachesStart = page.reachesStart;
    }
    // What is further away is shown by itself: so much need not be held at once.
    if (read.length <= MAX_HELD && window.oldestSortKey === start) {
      batch(() => {
        window.prepend(read);
        this.#host.show(reachesStart ? 'none' : 'available');
      });
    }
    return unread.at(-missing)?.message.clientMsgID ?? unread[0]?.message.clientMsgID ?? oldestHereID;
  }

  async returnToNewest(): Promise<void> {
    if (!this.isAway) return;
    const { conversationID, context } = this.#host;
    const jump = ++this.#jump;
    const page = await (await context.opened).getNewest(conversationID, PAGE);
    if (jump === this.#jump) this.#replace({ ...page, reachesEnd: true }, '');
  }

  #replace(page: MiddlePage, targetID: string): void {
    batch(() => {
      this.#host.window.replace(page.messages);
      this.#setNewer(page.reachesEnd);
      this.#target.value = targetID ? { clientMsgID: targetID } : undefined;
      this.#host.show(page.reachesStart ? 'none' : 'available');
    });
  }

  #setNewer(reachesEnd: boolean): void {
    this.#newer.value = reachesEnd ? 'none' : 'available';
    if (reachesEnd) this.#missedCount.value = 0;
  }

  async #newestBefore(ms: number): Promise<string | undefined> {
    const { conversationID, context } = this.#host;
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

  async #oldest(): Promise<string | undefined> {
    const { conversationID, context } = this.#host;
    const target = targetOfConversation(conversationID);
    if (!target) return undefined;
    const params = { userID: '', groupID: '', ...target, startClientMsgID: '', count: 1 };
    const page = await (await context.opened).call('getHistoryMessageListReverse', [params]);
    return parse(page)[0]?.clientMsgID;
  }
}
