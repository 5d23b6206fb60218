/** Loading history around a message in the middle of a conversation, and from there towards the newest message. */
import {
  ErrorCode,
  OpenIMError,
  parse,
  type FindMessageParams,
  type FoundMessages,
  type GetHistoryMsgParams,
  type Json,
  type MessageItem,
} from '../protocol/index.js';
import { UNSENT_SORT_KEY, type MessageRow, type Segment } from '../storage/store.js';
import { putMessage, readMessage, readMessages } from './apply-message.js';
import type { CacheDraft } from './cache-draft.js';
import { pageParams, readPage, removeAbsent, type History, type HistoryHost } from './history.js';
import { addStretch, isCovered } from './segments.js';
import type { MiddlePage } from './types.js';

/** How many messages one request asks for. */
const PAGE = 50;

type Answer<Data> = { readonly data: Json<Data> };

/** The parts of sync that {@link HistoryAround} needs. */
export type AroundHost = HistoryHost & {
  /** Requests messages from the gateway; treats `count` like {@link HistoryHost.fetchPage}. */
  readonly fetchNewer: (params: GetHistoryMsgParams) => Promise<Answer<MessageItem[]>>;
  readonly findMessages: (params: FindMessageParams[]) => Promise<Answer<FoundMessages>>;
};

export class HistoryAround {
  readonly #host: AroundHost;
  readonly #history: History;

  constructor(host: AroundHost, history: History) {
    this.#host = host;
    this.#history = history;
  }

  async loadAround(conversationID: string, clientMsgID: string, limit: number): Promise<MiddlePage> {
    const row = await this.#find(conversationID, clientMsgID);
    const older = await this.#history.loadOlder(conversationID, row.sortKey, limit);
    const newer = await this.loadNewer(conversationID, row.sortKey, limit);
    const target = this.#host.cache.toCached(row);
    return {
      ...newer,
      reachesStart: older.reachesStart,
      messages: [...older.messages, target, ...newer.messages],
    };
  }

  async loadNewer(conversationID: string, afterSortKey: number, limit: number): Promise<MiddlePage> {
    const known = await this.#read(conversationID, afterSortKey, limit);
    if (known.rows.length >= limit || known.isNewest) return this.#page(conversationID, known, limit);
    try {
      await this.#fetch(conversationID, known.rows.at(-1)?.clientMsgID ?? known.startID);
    } catch (error) {
      // Return the messages that the cache has without a gap, rather than fail.
      if (known.rows.length > 0) return this.#page(conversationID, known, limit);
      throw error;
    }
    return this.#page(conversationID, await this.#read(conversationID, afterSortKey, limit), limit);
  }

  /** Returns the message's row. Afterwards it lies in a known segment: one of its own if nothing around it is known. */
  async #find(conversationID: string, clientMsgID: string): Promise<MessageRow> {
    const { cache, edit, findMessages } = this.#host;
    const [cached] = await cache.store.get('messages', [clientMsgID]);
    const segments = await cache.segments(conversationID);
    const isHere = cached?.conversationID === conversationID;
    if (cached && isHere && (isCovered(segments, cached.sortKey) || cached.sortKey >= UNSENT_SORT_KEY))
      return cached;
    // Makes sure that there is a newest segment: otherwise this message's own segment would count as the newest, and arriving
    // messages would extend it.
    await this.#history.refresh(conversationID);
    const answer = await findMessages([{ conversationID, clientMsgIDList: [clientMsgID] }]);
    const message = readMessage(parse(answer).findResultItems[0]?.messageList[0]);
    if (message?.clientMsgID === clientMsgID) {
      await edit((draft) => putAlone(draft, conversationID, message));
      const [row] = await cache.store.get('messages', [clientMsgID]);
      if (row) return row;
    }
    throw new OpenIMError(ErrorCode.RecordMissing, `no message ${clientMsgID} in ${conversationID}`);
  }

  #read(conversationID: string, afterSortKey: number, limit: number): Promise<Known> {
    const { cache, read } = this.#host;
    return read(async () => {
      const segments = await cache.segments(conversationID);
      const index = segments.findIndex(
        ({ oldestSendTime, newestSendTime }) => oldestSendTime <= afterSortKey && afterSortKey <= newestSendTime,
      );
      const segment = segments[index];
      if (!segment) return { rows: [], isNewest: afterSortKey >= UNSENT_SORT_KEY, startID: '' };
      const range = { conversationID, from: afterSortKey + 1, before: segment.newestSendTime + 1 };
      const rows = await cache.store.getMessages({ ...range, limit: limit + 1, oldest: true });
      // If no message follows, paging continues from the last one of the segment.
      const [start] = rows.length > 0 ? [] : await cache.store.getMessages({ ...range, from: 0, limit: 1 });
      return { rows, isNewest: index === 0, startID: start?.clientMsgID ?? segment.oldestClientMsgID };
    });
  }

  #page(conversationID: string, { rows, isNewest }: Known, limit: number): MiddlePage {
    const { cache } = this.#host;
    const reachesEnd = isNewest && rows.length <= limit;
    const unsent = reachesEnd ? cache.unsent.rows(conversationID) : [];
    const messages = [...rows.slice(0, limit), ...unsent].map((row) => cache.toCached(row));
    return { messages, reachesStart: false, reachesEnd };
  }

  async #fetch(conversationID: string, startClientMsgID: string): Promise<void> {
    const params = pageParams(conversationID, startClientMsgID, PAGE);
    const answer = await this.#host.fetchNewer(params);
    await this.#host.edit((draft) => applyNewerPage(draft, conversationID, readPage(answer), params));
  }
}

type Known = {
  readonly rows: readonly MessageRow[];
  /** Whether the segment ends with the newest known message. */
  readonly isNewest: boolean;
  /** The clientMsgID from which paging continues if there are no rows. */
  readonly startID: string;
};

async function putAlone(draft: CacheDraft, conversationID: string, message: MessageItem): Promise<void> {
  const { clientMsgID, sendTime } = message;
  const segments = await draft.segments(conversationID);
  if (segments.length === 0 || !(await putMessage(draft, message, conversationID))) return;
  const alone: Segment = {
    oldestSendTime: sendTime,
    oldestClientMsgID: clientMsgID,
    newestSendTime: sendTime,
    reachesStart: false,
  };
  draft.setSegments(conversationID, addStretch(segments, alone));
}

/** Applies a page of messages after a start message: the cache then knows the history between them without gaps. */
async function applyNewerPage(
  draft: CacheDraft,
  conversationID: string,
  data: readonly unknown[],
  { startClientMsgID, count }: GetHistoryMsgParams,
): Promise<void> {
  const start = await draft.row(startClientMsgID);
  if (!start) return;
  const messages = readMessages(data);
  const newest = messages.at(-1)?.sendTime ?? start.sendTime;
  const segments = await draft.segments(conversationID);
  // If the page is not full, there is nothing between its last message and the newest known or received one.
  const known = Math.max(segments[0]?.newestSendTime ?? 0, draft.cache.tips.get(conversationID) ?? 0);
  const end = data.length < count ? known : 0;
  await removeAbsent(draft, conversationID, messages, start.sendTime + 1, newest + 1);
  await draft.prefetch(messages.map(({ clientMsgID }) => clientMsgID));
  for (const message of messages) await putMessage(draft, message, conversationID);
  const stretch: Segment = {
    oldestSendTime: start.sendTime,
    oldestClientMsgID: startClientMsgID,
    newestSendTime: Math.max(newest, end),
    reachesStart: false,
  };
  draft.setSegments(conversationID, addStretch(await draft.segments(conversationID), stretch));
}
