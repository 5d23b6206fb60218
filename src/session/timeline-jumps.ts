import { batch, signal } from '@preact/signals-core';
import { laterPart, type CacheChange, type MiddlePage } from '../sync/types.js';
import type { JumpHost } from './far-jumps.js';
import type { JumpTarget, OlderState } from './types.js';

/** How many messages are loaded on each side of the target of a jump, and per page on the way to the newest message. */
const PAGE = 50;

const loadFarJumps = laterPart(() => import('./far-jumps.js'));

/** Jumps to messages anywhere in the history, and back to the newest. */
export class TimelineJumps {
  readonly #host: JumpHost;
  readonly newer = signal<OlderState>('none');
  readonly missedCount = signal(0);
  readonly target = signal<JumpTarget | undefined>(undefined);
  /** Counts jumps, so that a page is ignored if another jump has started before it arrives. */
  #jump = 0;

  constructor(host: JumpHost) {
    this.#host = host;
  }

  /** Whether the messages shown do not end with the newest one. */
  get isAway(): boolean {
    return this.newer.peek() !== 'none';
  }

  /** Counts messages that arrive while the newest message is not shown. */
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
    this.missedCount.value += fresh.length;
  }

  async loadNewer(): Promise<void> {
    const { conversationID, context, window } = this.#host;
    const after = window.newestSentSortKey;
    if (!this.isAway || this.newer.peek() === 'loading') return;
    // Every message that was shown has been deleted.
    if (after === undefined) return this.returnToNewest();
    const jump = this.#jump;
    this.newer.value = 'loading';
    try {
      const page = await (await context.opened).loadNewer(conversationID, after, PAGE);
      if (jump !== this.#jump) return;
      batch(() => {
        window.append(page.messages);
        this.#setNewer(page.reachesEnd);
        this.#host.show(this.#host.older.peek());
      });
    } catch {
      if (jump === this.#jump) this.newer.value = 'failed';
    }
  }

  /** Makes a message that is already shown the target. */
  pointTo(clientMsgID: string): void {
    this.target.value = { clientMsgID };
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
    const { jumpToTime } = await loadFarJumps();
    await jumpToTime(this.#host, this, ms);
  }

  /**
   * Loads older messages until the `missing` unread ones before those shown are found.
   * @param oldestHereID the oldest unread message that is shown
   * @returns the clientMsgID of the first unread message
   */
  async findFirstUnread(oldestHereID: string, missing: number): Promise<string> {
    if (this.isAway || missing <= 0 || this.#host.older.peek() !== 'available') return oldestHereID;
    const { findFirstUnread } = await loadFarJumps();
    return findFirstUnread(this.#host, oldestHereID, missing);
  }

  async returnToNewest(): Promise<void> {
    // Also cancels a jump in progress before it takes the reader away from the newest messages.
    const jump = ++this.#jump;
    if (!this.isAway) return;
    const { conversationID, context } = this.#host;
    const page = await (await context.opened).getNewest(conversationID, PAGE);
    if (jump === this.#jump) this.#replace({ ...page, reachesEnd: true }, '');
  }

  #replace(page: MiddlePage, targetID: string): void {
    batch(() => {
      this.#host.window.replace(page.messages);
      this.#setNewer(page.reachesEnd);
      this.target.value = targetID ? { clientMsgID: targetID } : undefined;
      this.#host.show(page.reachesStart ? 'none' : 'available');
    });
  }

  #setNewer(reachesEnd: boolean): void {
    this.newer.value = reachesEnd ? 'none' : 'available';
    if (reachesEnd) this.missedCount.value = 0;
  }
}
