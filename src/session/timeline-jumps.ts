import { batch, signal, type ReadonlySignal } from '@preact/signals-core';
import type { CacheChange, MiddlePage } from '../sync/types.js';
import type { JumpHost } from './far-jumps.js';
import type { JumpTarget, OlderState } from './types.js';

/** How many messages are read on each side of one that is jumped to, and at once on the way to the newest. */
const PAGE = 50;

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

  /** Goes to a message that is shown. */
  pointTo(clientMsgID: string): void {
    this.#target.value = { clientMsgID };
  }

  async jumpTo(clientMsgID: string): Promise<void> {
    const { conversationID, context, window, loaded } = this.#host;
    const jump = ++this.#jump;
    await loaded();
    if (jump !== this.#jump) return;
    if (window.get(clientMsgID)) {
      this.pointTo(clientMsgID);
      return;
    }
    const page = await (await context.opened).loadAround(conversationID, clientMsgID, PAGE);
    if (jump === this.#jump) this.#replace(page, clientMsgID);
  }

  async jumpToTime(ms: number): Promise<void> {
    await this.#host.loaded();
    const { jumpToTime } = await import('./far-jumps.js');
    await jumpToTime(this.#host, this, ms);
  }

  /**
   * Reads on upwards from the oldest unread message that is here until the `missing` ones before it are known.
   * @returns the first unread message
   */
  async findFirstUnread(oldestHereID: string, missing: number): Promise<string> {
    if (this.isAway || missing <= 0 || this.#host.older.peek() !== 'available') return oldestHereID;
    const { findFirstUnread } = await import('./far-jumps.js');
    return findFirstUnread(this.#host, oldestHereID, missing);
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
}
