import type { Engine } from '../connection/engine.js';
import { ErrorCode, OpenIMError, parse, type InboxCursor } from '../protocol/index.js';
import { backoffDelayMs } from '../util/backoff.js';
import type { Clock, TimerHandle } from '../util/clock.js';
import { applyInboxPage } from './apply-inbox.js';
import type { CacheAccess } from './cache-draft.js';
import { isWorthWaiting } from './waiting.js';

/** How many messages one request asks for. */
const PAGE = 500;
/** The smallest page, for connections that are too slow for larger ones. */
const SMALLEST_PAGE = 20;
/**
 * How long a message may wait for the messages before it in the inbox. The reply to the user's own send may arrive slightly
 * later than events that the gateway sent after it.
 */
const GAP_MS = 50;

export type InboxHost = Pick<CacheAccess, 'cache' | 'edit'> & {
  readonly engine: Engine;
  readonly clock: Clock;
  /**
   * Called when the gateway refuses the method that it has announced; the method is not called again until the next connection.
   */
  readonly onRefused: (error: OpenIMError) => void;
};

/**
 * Keeps the cache up to date with the user's inbox, on an engine that returns the changes since a cursor. After connecting,
 * and whenever an event shows that changes are missing, it fetches everything after the cursor, page by page.
 */
export class Inbox {
  readonly #host: InboxHost;
  /** Incremented whenever a connection starts or ends: work that was begun on one connection is not continued on another. */
  #connection = 0;
  #pulling: Promise<void> | undefined;
  /** Whether no changes are known to be missing. */
  #isCurrent = false;
  /** Number of pulls in a row that have failed and are worth repeating. */
  #failures = 0;
  #timer: TimerHandle;
  #pageSize = PAGE;

  constructor(host: InboxHost) {
    this.#host = host;
  }

  /** To be called when there is a new connection: fetches everything that happened before it. */
  connect(): void {
    this.disconnect();
    if (this.#host.cache.isFollowing) void this.#pull();
  }

  /** To be called when there is no connection any more. */
  disconnect(): void {
    this.#connection++;
    this.#pulling = undefined;
    this.#isCurrent = false;
    this.#failures = 0;
    this.#stopWaiting();
  }

  /**
   * Resolves once the cache agrees with the gateway, or the gateway refuses to tell what changed.
   * @throws {OpenIMError} if fetching the changes fails
   */
  async current(): Promise<void> {
    let connection: number;
    // If the connection ended during the pull, start again on the next one.
    do {
      connection = this.#connection;
      if (!this.#isCurrent) await this.#pull();
    } while (connection !== this.#connection);
  }

  /** To be called after changes were applied: if they show a gap, the missing changes are fetched. */
  noteApplied(): void {
    if (!this.#hasGap || !this.#host.cache.isFollowing || this.#pulling) return;
    this.#isCurrent = false;
    if (this.#timer === undefined) this.#pullIn(GAP_MS);
  }

  get #hasGap(): boolean {
    const { hasGap, held } = this.#host.cache;
    return hasGap || held.size > 0;
  }

  #pull(): Promise<void> {
    if (this.#pulling) return this.#pulling;
    this.#stopWaiting();
    const pulling = this.#pullPages(this.#connection);
    this.#pulling = pulling;
    // Whoever waits for it learns of a failure; it is repeated in any case.
    pulling.catch(() => undefined);
    return pulling;
  }

  #pullIn(delayMs: number): void {
    this.#timer = this.#host.clock.setTimeout(() => {
      this.#timer = undefined;
      // The missing messages may have arrived in the meantime.
      if (this.#failures > 0 || this.#hasGap) void this.#pull();
      else this.#isCurrent = true;
    }, delayMs);
  }

  #stopWaiting(): void {
    this.#host.clock.clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #pullPages(connection: number): Promise<void> {
    const { cache, edit, engine, onRefused } = this.#host;
    try {
      for (let isEnd = false; !isEnd;) {
        cache.hasGap = false;
        const from = cache.cursor ?? NO_CURSOR;
        // The page must be applied before any frame that follows it, so nothing else is awaited in between.
        const page = parse(await engine.call('getInboxChanges', [{ ...from, count: this.#pageSize }]));
        await edit((draft) =>
          connection === this.#connection ? applyInboxPage(draft, from.seq, page) : undefined,
        );
        if (connection !== this.#connection) return;
        ({ isEnd } = page);
      }
      this.#pulling = undefined;
      this.#isCurrent = true;
      this.#failures = 0;
      this.#pageSize = PAGE;
      // Events that arrived during the pull may have shown another gap.
      this.noteApplied();
    } catch (cause) {
      // A reply that cannot be parsed counts as a refusal.
      const error = cause instanceof OpenIMError ? cause : new OpenIMError(ErrorCode.BadRequest, String(cause));
      // The page may be too large for a slow connection, which would fail on it again and again.
      this.#pageSize = Math.max(SMALLEST_PAGE, this.#pageSize >> 1);
      if (connection === this.#connection) {
        this.#pulling = undefined;
        if (!isWorthWaiting(error)) {
          onRefused(error);
          return;
        }
        this.#pullIn(backoffDelayMs(++this.#failures));
      }
      throw error;
    }
  }
}

const NO_CURSOR: InboxCursor = { epoch: '', seq: 0, change: 0 };
