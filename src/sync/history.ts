/** Loads the history of conversations: from the cache, or from the gateway where the cache has a gap. */
import {
  ContentType,
  ErrorCode,
  OpenIMError,
  readJson,
  targetOfConversation,
  type GetHistoryMsgParams,
  type MessageItem,
} from '../protocol/index.js';
import { UNSENT_SORT_KEY, type MessageRow, type Segment } from '../storage/store.js';
import { putMessage, readMessages } from './apply-message.js';
import type { CacheAccess, CacheDraft } from './cache-draft.js';
import { addStretch, segmentBelow } from './segments.js';
import type { CachedMessage, HistoryPage } from './types.js';

/** How many messages the newest page has. */
const NEWEST_PAGE = 50;
/** The largest page. No gateway cuts a page of this size short, but it may refuse one that is too long for one answer. */
const MAX_PAGE = 128;
/** How many pages are fetched at most to close the gap between the newest page and the reader's place. */
const CATCH_UP_PAGES = 40;

/** The parts of sync that {@link History} needs. */
export type HistoryHost = CacheAccess & {
  /** Whether the newest page in the cache is known to agree with the gateway's. @throws {OpenIMError} if it cannot find out */
  readonly isCurrent: (conversationID: string) => Promise<boolean>;
  /**
   * Requests a page from the gateway and applies it with {@link applyPage}. Halves the `count` of `params` as long as that many
   * messages are too long for one answer.
   */
  readonly fetchPage: (params: GetHistoryMsgParams) => Promise<unknown>;
};

export class History {
  readonly #host: HistoryHost;
  /** The last refresh of each conversation. */
  readonly #refreshing = new Map<string, Promise<void>>();

  constructor(host: HistoryHost) {
    this.#host = host;
  }

  getNewest(conversationID: string, limit: number, downToSortKey?: number): Promise<HistoryPage> {
    return this.#host.read(async () => {
      const page = await this.#read(conversationID, UNSENT_SORT_KEY, limit, downToSortKey);
      const unsent = this.#cached(this.#host.cache.unsent.rows(conversationID));
      return { messages: [...(page?.messages ?? []), ...unsent], reachesStart: page?.reachesStart ?? false };
    });
  }

  refresh(conversationID: string, downToSortKey = Infinity): Promise<void> {
    // A second refresh waits for the first, after which it may have nothing left to do.
    const before = this.#refreshing.get(conversationID) ?? Promise.resolve();
    const refreshing = before.catch(() => undefined).then(() => this.#refresh(conversationID, downToSortKey));
    this.#refreshing.set(conversationID, refreshing);
    return refreshing;
  }

  async loadOlder(conversationID: string, beforeSortKey: number, limit: number): Promise<HistoryPage> {
    // Unsent messages come after all history.
    const before = Math.min(beforeSortKey, UNSENT_SORT_KEY);
    let cached = await this.#readOlder(conversationID, before, limit);
    if (!cached) {
      await this.refresh(conversationID, before);
      cached = await this.#readOlder(conversationID, before, limit);
    }
    if (!cached) return { messages: [], reachesStart: false };
    if (cached.messages.length >= limit || cached.reachesStart) return cached;
    try {
      const count = Math.min(Math.max(limit, NEWEST_PAGE), MAX_PAGE);
      await this.#fetchOlder(conversationID, cached.segment, count);
    } catch (error) {
      // Return the messages that the cache has without a gap, rather than fail.
      if (cached.messages.length > 0) return cached;
      throw error;
    }
    // Start again if the cache was replaced in the meantime, so that the place is no longer known.
    return (await this.#readOlder(conversationID, before, limit)) ?? this.loadOlder(conversationID, before, limit);
  }

  async #refresh(conversationID: string, downToSortKey: number): Promise<void> {
    const { cache } = this.#host;
    // A loop, because the first page of the inbox may discard the cache together with the page just fetched.
    while (!(await this.#host.isCurrent(conversationID))) await this.#fetchNewest(conversationID);
    for (let page = 0; page < CATCH_UP_PAGES; page++) {
      const [newest] = await cache.segments(conversationID);
      if (!newest || newest.reachesStart || newest.oldestSendTime <= downToSortKey) return;
      await this.#fetchOlder(conversationID, newest, MAX_PAGE);
    }
  }

  async #fetchNewest(conversationID: string): Promise<void> {
    await this.#host.fetchPage(pageParams(conversationID, '', NEWEST_PAGE));
  }

  async #fetchOlder(conversationID: string, segment: Segment, count: number): Promise<void> {
    try {
      await this.#host.fetchPage(pageParams(conversationID, segment.oldestClientMsgID, count));
    } catch (error) {
      if ((error as OpenIMError).errCode !== ErrorCode.RecordMissing) throw error;
      // The gateway does not know its own message, so it has a new database and the cached conversation is invalid.
      await this.#host.edit((draft) => draft.clear(conversationID));
      await this.#fetchNewest(conversationID);
    }
  }

  #readOlder(conversationID: string, beforeSortKey: number, limit: number): Promise<Stretch | undefined> {
    return this.#host.read(() => this.#read(conversationID, beforeSortKey, limit));
  }

  /**
   * Reads the page before a place from the cache, up to the next gap; undefined if the place is not in a segment. Returns more
   * than `limit` if necessary to reach back to `downToSortKey`.
   */
  async #read(
    conversationID: string,
    before: number,
    limit: number,
    downToSortKey = Infinity,
  ): Promise<Stretch | undefined> {
    const { cache } = this.#host;
    const segment = segmentBelow(await cache.segments(conversationID), before);
    if (!segment) return undefined;
    const range = { conversationID, from: segment.oldestSendTime, before };
    // Reads one more than requested, to know whether there are more.
    let rows = await cache.store.getMessages({ ...range, limit: limit + 1 });
    let isAll = rows.length <= limit;
    if (!isAll && range.from <= downToSortKey && downToSortKey <= (rows[0]?.sortKey ?? 0)) {
      rows = await cache.store.getMessages({ ...range, from: downToSortKey });
      isAll = (await cache.store.getMessages({ ...range, before: downToSortKey, limit: 1 })).length === 0;
    } else if (!isAll) {
      rows = rows.slice(1);
    }
    return { messages: this.#cached(rows), reachesStart: segment.reachesStart && isAll, segment };
  }

  #cached(rows: readonly MessageRow[]): CachedMessage[] {
    return rows.map((row) => this.#host.cache.toCached(row));
  }
}

/** A page with the segment that contains it. */
type Stretch = HistoryPage & { readonly segment: Segment };

/** The start message of a page that does not start at the newest message. */
export type PageAnchor = { readonly sendTime: number; readonly clientMsgID: string };

/**
 * Makes the cache agree with a page of history: the page's messages are stored, other messages in its range are deleted, and
 * the range is recorded as known without gaps.
 *
 * @param count how many were requested: fewer mean that there is nothing older, unless no gateway returns so many
 */
export async function applyPage(
  draft: CacheDraft,
  conversationID: string,
  data: readonly unknown[],
  count: number,
  anchor: PageAnchor | undefined,
): Promise<void> {
  const { tips, fetched } = draft.cache;
  const messages = readMessages(data);
  const reachesStart = data.length < Math.min(count, MAX_PAGE);
  const oldest = messages[0] ?? anchor;
  const oldestSendTime = reachesStart ? 0 : (oldest?.sendTime ?? 0);
  const newest = messages.at(-1)?.sendTime ?? 0;
  const tip = tips.get(conversationID) ?? 0;
  // Nothing is missing between the newest page and messages that arrived since connecting, so the segment includes them.
  const newestSendTime = anchor?.sendTime ?? Math.max(newest, tip);
  // A page without messages says nothing about its range, unless there is nothing older.
  if (messages.length > 0 || reachesStart) {
    const before = anchor?.sendTime ?? (tip > newest ? newest + 1 : UNSENT_SORT_KEY);
    await removeAbsent(draft, conversationID, messages, oldestSendTime, before);
  }
  // Of the notice of a revocation, the message that it replaces, too.
  const ids = messages.flatMap(({ clientMsgID, contentType, content }) =>
    contentType === ContentType.RevokeNotice ? [clientMsgID, content] : clientMsgID,
  );
  await draft.prefetch(ids);
  for (const message of messages) await putMessage(draft, message, conversationID);
  const oldestClientMsgID = oldest?.clientMsgID ?? '';
  const stretch: Segment = { oldestSendTime, oldestClientMsgID, newestSendTime, reachesStart };
  draft.setSegments(conversationID, addStretch(await draft.segments(conversationID), stretch));
  if (!anchor) {
    tips.set(conversationID, newestSendTime);
    fetched.add(conversationID);
  }
}

/** Reads the messages of a reply to getHistoryMessageList. @throws {OpenIMError} 812 the reply is not JSON */
export function readPage({ data }: { readonly data: string }): readonly unknown[] {
  const page = readJson(data);
  if (page === undefined) throw new OpenIMError(ErrorCode.Internal, 'unreadable page');
  return Array.isArray(page) ? page : [];
}

/**
 * Deletes rows with a sendTime in [from, before) that are not among `messages`, except those in the outbox: they were deleted
 * or revoked while offline.
 */
export async function removeAbsent(
  draft: CacheDraft,
  conversationID: string,
  messages: readonly MessageItem[],
  from: number,
  before: number,
): Promise<void> {
  const present = new Set(messages.map(({ clientMsgID }) => clientMsgID));
  for (const row of await draft.rowsOf(conversationID, from, before)) {
    const { clientMsgID, sendTime } = row;
    if (!present.has(clientMsgID) && from <= sendTime && sendTime < before) draft.dropRow(row);
  }
}

export function pageParams(conversationID: string, startClientMsgID: string, count: number): GetHistoryMsgParams {
  const target = targetOfConversation(conversationID);
  if (!target) throw new OpenIMError(ErrorCode.BadArguments, `no conversation: ${conversationID}`);
  return { userID: '', groupID: '', ...target, startClientMsgID, count };
}

/**
 * Returns `ask` with a count that is halved as long as that many messages are too long for one answer (803), as notices about
 * many people, or messages read by thousands, may be.
 */
export function fitting<Answer>(ask: (params: GetHistoryMsgParams) => Promise<Answer>): typeof ask {
  const askFewer: typeof ask = (params) =>
    ask(params).catch((error: unknown) => {
      if ((error as OpenIMError).errCode !== ErrorCode.BadArguments || params.count < 2) throw error;
      params.count >>= 1;
      return askFewer(params);
    });
  return askFewer;
}
