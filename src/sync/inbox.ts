import type { Engine } from '../connection/engine.js';
import { ErrorCode, OpenIMError, parse, type InboxChanges, type InboxCursor } from '../protocol/index.js';
import { backoffDelayMs } from '../util/backoff.js';
import type { Clock, TimerHandle } from '../util/clock.js';
import { applyInboxPage } from './apply-inbox.js';
import type { CacheDraft } from './cache-draft.js';
import type { Cache } from './cache.js';
import { isWorthWaiting } from './waiting.js';

/** How many messages one round trip brings. */
const PAGE = 500;
/**
 * How long a message may wait for those before it in the inbox: the answer to one's own send can come a moment later
 * than what the gateway sent after it.
 */
const GAP_MS = 50;

export type InboxHost = {
  readonly cache: Cache;
  readonly engine: Engine;
  readonly clock: Clock;
  /** Changes the cache, in turn with everything else that does. */
  readonly edit: (change: (draft: CacheDraft) => Promise<void> | void) => Promise<void>;
  /** The gateway does not do what it promised, and is asked no more until the next connection. */
  readonly onRefused: (error: OpenIMError) => void;
};

/**
 * Follows the user's inbox on an engine that can say what happened since a cursor: after connecting, and whenever what
 * comes in does not go on from where the cache is, everything after the cursor is fetched, page by page.
 */
export class Inbox {
  readonly #host: InboxHost;
  #pulling: Promise<void> | undefined;
  #isCurrent = false;
  #connection = 0;
  #timer: TimerHandle;

  constructor(host: InboxHost) {
    this.#host = host;
  }

  /** There is a connection: nothing is known of what happened before it. */
  connect(): void {
    this.#isCurrent = false;
    this.#connection++;
    this.#pulling = undefined;
    this.#host.clock.clearTimeout(this.#timer);
    if (this.#host.cache.isFollowing) this.#pullInBackground(1);
  }

  /** There is none. */
  disconnect(): void {
    this.#isCurrent = false;
    this.#connection++;
    this.#host.clock.clearTimeout(this.#timer);
  }

  /** Resolves once the cache is what the gateway has. @throws {OpenIMError} */
  async current(): Promise<void> {
    if (!this.#isCurrent) await this.#pull();
  }

  /** Something was applied: fetches what it showed to be missing. */
  noteApplied(): void {
    const { cache, clock } = this.#host;
    if (!cache.isFollowing || !this.#isCurrent || this.#pulling || (cache.held.size === 0 && !cache.hasGap))
      return;
    clock.clearTimeout(this.#timer);
    this.#timer = clock.setTimeout(() => {
      if (cache.held.size > 0 || cache.hasGap) this.#pullInBackground(1);
    }, GAP_MS);
  }

  #pullInBackground(attempt: number): void {
    const { clock } = this.#host;
    const connection = this.#connection;
    this.#pull().catch((error: unknown) => {
      if (connection !== this.#connection || !(error instanceof OpenIMError && isWorthWaiting(error))) return;
      const again = () => this.#pullInBackground(attempt + 1);
      this.#timer = clock.setTimeout(again, backoffDelayMs(attempt, Math.random()));
    });
  }

  #pull(): Promise<void> {
    if (this.#pulling) return this.#pulling;
    const pulling = this.#pullPages(this.#connection).finally(() => {
      if (this.#pulling === pulling) this.#pulling = undefined;
      // What came meanwhile may have shown another gap.
      this.noteApplied();
    });
    this.#pulling = pulling;
    return pulling;
  }

  async #pullPages(connection: number): Promise<void> {
    const { cache, edit } = this.#host;
    for (let isEnd = false; !isEnd && connection === this.#connection;) {
      cache.hasGap = false;
      const from = cache.cursor ?? NO_CURSOR;
      const page = await this.#ask(from, connection);
      await edit((draft) => (connection === this.#connection ? applyInboxPage(draft, from.seq, page) : undefined));
      ({ isEnd } = page);
    }
    this.#isCurrent = connection === this.#connection;
  }

  async #ask(from: InboxCursor, connection: number): Promise<InboxChanges> {
    const { engine, onRefused } = this.#host;
    try {
      return parse(await engine.call('getInboxChanges', [{ ...from, count: PAGE }]));
    } catch (cause) {
      // An answer that cannot be read is no better than none.
      const error = cause instanceof OpenIMError ? cause : new OpenIMError(ErrorCode.BadRequest, String(cause));
      if (connection === this.#connection && !isWorthWaiting(error)) onRefused(error);
      throw error;
    }
  }
}

const NO_CURSOR: InboxCursor = { epoch: '', seq: 0, change: 0 };
