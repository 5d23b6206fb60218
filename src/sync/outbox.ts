import type { Engine } from '../connection/engine.js';
import {
  conversationIDOf,
  ErrorCode,
  MessageStatus,
  OpenIMError,
  SessionType,
  targetOfConversation,
  toJson,
  type EventFrame,
  type MessageItem,
} from '../protocol/index.js';
import { toMessageItem, toMessageRow } from '../storage/message-row.js';
import { UNSENT_SORT_KEY, type Changes, type MessageRow, type OutboxEntry } from '../storage/store.js';
import { backoffDelayMs } from '../util/backoff.js';
import type { Clock, TimerHandle } from '../util/clock.js';
import { putArrival, readMessage } from './apply-message.js';
import type { CacheDraft } from './cache-draft.js';
import type { Cache, UnsentMessages } from './cache.js';
import { readPage } from './history.js';
import { readJson } from './read-json.js';
import { isWorthWaiting } from './waiting.js';
import { answerOf, itemOf, messageOf, rowOf, type Answer, type Item } from './outbox-item.js';
import { OutboxUploads } from './outbox-uploads.js';
import type { Delivery, OutgoingMessage } from './types.js';

/** One conversation's messages: sent one after another, in order. */
type Lane = { isBusy: boolean; attempt: number; timer: TimerHandle };

export type OutboxHost = {
  readonly cache: Cache;
  readonly engine: Engine;
  readonly clock: Clock;
  /** Changes the cache, in turn with everything else that does. */
  readonly edit: (change: (draft: CacheDraft) => Promise<void> | void) => Promise<void>;
  /** Reads the cache, in turn with everything that changes it. */
  readonly read: <T>(read: () => Promise<T>) => Promise<T>;
  /** Tells an event of this client's own making. */
  readonly announce: (frame: EventFrame) => void;
};

/** How far back to look for a message that an engine may or may not have sent. */
const LOOK_BACK_COUNT = 200;

/**
 * What the user wrote and the gateway does not have yet. Stored before it is sent, sent at least once under the same
 * clientMsgID, in order within a conversation; conversations do not wait for each other. An error says whether to wait
 * or to give up; a message that was given up stays until somebody retries or discards it and holds nobody up.
 */
export class Outbox implements UnsentMessages {
  readonly #host: OutboxHost;
  readonly #items = new Map<string, Item>();
  readonly #lanes = new Map<string, Lane>();
  readonly #uploads: OutboxUploads;
  #lastPosition = 0;
  #isClosed = false;

  constructor(host: OutboxHost) {
    this.#host = host;
    const { engine, announce } = host;
    this.#uploads = new OutboxUploads({ engine, announce, onProgress: (clientMsgID) => this.#touch(clientMsgID) });
  }

  // ── What is in it ────────────────────────────────────────────────────────────────────────────────────────────────

  deliveryOf(clientMsgID: string): Delivery | undefined {
    const item = this.#items.get(clientMsgID);
    if (!item) return undefined;
    if (item.isInFlight) {
      const progress = this.#uploads.progressOf(clientMsgID);
      return { kind: 'sending', ...(progress === undefined ? {} : { progress }) };
    }
    return item.entry.state.kind === 'failed' ? item.entry.state : { kind: 'queued' };
  }

  fileOf(clientMsgID: string): Blob | undefined {
    return this.#items.get(clientMsgID)?.entry.file;
  }

  rows(conversationID?: string): MessageRow[] {
    return this.#inOrder(conversationID).map(({ row }) => row);
  }

  rescue(): Changes {
    const items = this.#inOrder();
    return { messages: items.map(({ row }) => row), outbox: items.map(({ entry }) => entry) };
  }

  /** Takes up what the store has: of an earlier page, or of another tab that may be gone. */
  load(): Promise<void> {
    const { cache, read } = this.#host;
    return read(async () => {
      const entries = (await cache.store.getOutbox()).filter(({ clientMsgID }) => !this.#items.has(clientMsgID));
      const rows = await cache.store.getMessagesByID(entries.map(({ clientMsgID }) => clientMsgID));
      entries.forEach((entry, i) => {
        const row = rows[i] ?? rowOf(entry, readMessage(readJson(entry.message)));
        if (row && row.status !== MessageStatus.Sent) this.#add(itemOf(entry, row));
      });
    });
  }

  // ── What one does with it ────────────────────────────────────────────────────────────────────────────────────────

  send(outgoing: OutgoingMessage): { stored: Promise<void>; sent: Promise<Answer> } {
    const item = this.#makeItem(outgoing);
    const stored = this.#host.edit(async (draft) => {
      this.#add(item);
      draft.putOutbox(item.entry);
      await draft.putRow(item.row);
    });
    stored.then(
      () => this.#pump(item.entry.conversationID),
      () => undefined,
    );
    return { stored, sent: item.sent.promise };
  }

  async retry(clientMsgID: string): Promise<void> {
    const { edit } = this.#host;
    const row = await this.#readRow(clientMsgID);
    const item = this.#items.get(clientMsgID) ?? (row && this.#itemOfFailed(row));
    if (!item || (this.#items.has(clientMsgID) && item.entry.state.kind !== 'failed')) return;
    const position = this.#nextPosition();
    await edit(async (draft) => {
      item.entry = { ...item.entry, position, state: { kind: 'queued' } };
      item.row = { ...item.row, sortKey: UNSENT_SORT_KEY + position, status: MessageStatus.Sending };
      this.#add(item);
      draft.putOutbox(item.entry);
      await draft.putRow(item.row);
    });
    this.#pump(item.entry.conversationID);
  }

  async discard(clientMsgID: string): Promise<void> {
    const row = await this.#readRow(clientMsgID);
    const item = this.#items.get(clientMsgID);
    if (!item && row?.status !== MessageStatus.Failed) return;
    await this.#host.edit(async (draft) => {
      await draft.deleteRow(clientMsgID);
      draft.deleteOutbox(clientMsgID);
    });
    // A gateway keeps what it refused, as failed, and would show it again with the history.
    if (row && (!item || item.entry.state.kind === 'failed')) this.#deleteAtGateway(row);
  }

  // ── What happens to it ───────────────────────────────────────────────────────────────────────────────────────────

  /** Messages left it in a committed draft: one's own answer, or the gateway's copy was seen. */
  forget(draft: CacheDraft): void {
    for (const clientMsgID of draft.leftOutbox) {
      const item = this.#items.get(clientMsgID);
      this.#items.delete(clientMsgID);
      this.#uploads.cancel(clientMsgID);
      const row = draft.peek(clientMsgID);
      if (row) item?.sent.resolve(item.answer ?? answerOf(toMessageItem(row, this.#host.cache.userID)));
      else item?.sent.reject(new OpenIMError(ErrorCode.SendFailed, 'discarded'));
    }
  }

  /** There is a connection again: everything that waits is sent. */
  async resume(): Promise<void> {
    await this.load();
    for (const conversationID of new Set(this.#inOrder().map(({ entry }) => entry.conversationID))) {
      this.#pump(conversationID);
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#uploads.close();
    for (const lane of this.#lanes.values()) this.#host.clock.clearTimeout(lane.timer);
    for (const { sent } of this.#items.values()) {
      sent.reject(new OpenIMError(ErrorCode.SocketClosed, 'closed; what is in the outbox is sent next time'));
    }
  }

  // ── Sending ──────────────────────────────────────────────────────────────────────────────────────────────────────

  #pump(conversationID: string): void {
    const lane = this.#lanes.get(conversationID) ?? { isBusy: false, attempt: 0, timer: undefined };
    this.#lanes.set(conversationID, lane);
    const next = this.#inOrder(conversationID).find(({ entry }) => entry.state.kind !== 'failed');
    const { engine, clock } = this.#host;
    if (!next || lane.isBusy || this.#isClosed || engine.state.kind !== 'online') return;
    clock.clearTimeout(lane.timer);
    lane.isBusy = true;
    void this.#send(next)
      .then(
        () => {
          lane.attempt = 0;
        },
        (error: unknown) => this.#handleFailure(next, lane, error),
      )
      .then(() => {
        lane.isBusy = false;
        if (lane.attempt === 0) this.#pump(conversationID);
      })
      // Closed meanwhile: whoever waits for it has been told.
      .catch(() => undefined);
  }

  /** Sends one message and takes it out of the outbox. @throws what the engine says */
  async #send(item: Item): Promise<void> {
    const { engine } = this.#host;
    if (!(await this.#isStillWanted(item))) return;
    if (item.entry.file) {
      await this.#upload(item, item.entry.file);
      if (!(await this.#isStillWanted(item))) return;
    }
    const { entry } = item;
    const { clientMsgID } = entry;
    const mayBeThere = entry.state.kind === 'sending';
    await this.#markInFlight(item);
    const found = mayBeThere && !engine.capabilities.idempotentSend ? await this.#look(entry) : undefined;
    const answer = found ? answerOf(found) : await this.#call(item, mayBeThere);
    const message = readMessage(readJson(answer.data)) ?? messageOf(entry);
    item.answer = answer;
    await this.#host.edit((draft) =>
      putArrival(draft, { ...message, clientMsgID, status: MessageStatus.Sent }, entry.conversationID),
    );
  }

  /** Uploads the file and keeps its URL with the message, so that nothing is uploaded twice. @throws as Engine.upload */
  async #upload(item: Item, file: Blob): Promise<void> {
    const { clientMsgID } = item.entry;
    item.isInFlight = true;
    const message = await this.#uploads.run(messageOf(item.entry), file);
    await this.#host.edit(async (draft) => {
      if (!this.#items.has(clientMsgID)) return;
      const { file: _, ...entry } = item.entry;
      item.entry = { ...entry, message: toJson(message) };
      item.row = { ...item.row, content: message.content };
      draft.putOutbox(item.entry);
      await draft.putRow(item.row);
    });
  }

  /** Tells that the delivery of a message changed. */
  #touch(clientMsgID: string): void {
    const told = this.#host.edit((draft) => {
      const item = this.#items.get(clientMsgID);
      if (item) draft.touch(item.row);
    });
    // Closed meanwhile: there is nobody left to tell.
    told.catch(() => undefined);
  }

  async #call({ entry, operationID }: Item, mayBeThere: boolean): Promise<Answer> {
    const { engine } = this.#host;
    const { recvID, groupID, message, offlinePushInfo, method } = entry;
    const params = { recvID, groupID, message, ...(offlinePushInfo ? { offlinePushInfo } : {}) };
    try {
      return await engine.call(method, [params], operationID);
    } catch (error) {
      const isTaken = error instanceof OpenIMError && error.errCode === ErrorCode.MessageRefused && mayBeThere;
      const found = isTaken ? await this.#look(entry) : undefined;
      if (found) return answerOf(found);
      throw error;
    }
  }

  /** Whether another tab has not sent or discarded it meanwhile. */
  async #isStillWanted({ entry, row }: Item): Promise<boolean> {
    const { clientMsgID } = entry;
    const { cache, read } = this.#host;
    // In turn: its own entry may be in a transaction that is still being committed.
    const entries = await read(() => cache.store.getOutbox());
    if (entries.some((stored) => stored.clientMsgID === clientMsgID)) return true;
    await this.#host.edit(async (draft) => {
      draft.deleteOutbox(clientMsgID);
      const stored = await draft.row(clientMsgID);
      if (stored) draft.touch(stored);
      else draft.dropRow(row);
    });
    return false;
  }

  /** Tells that it is being sent; the store need not know where a resend does no harm. */
  #markInFlight(item: Item): Promise<void> {
    return this.#host.edit((draft) => {
      item.isInFlight = true;
      draft.touch(item.row);
      if (this.#host.engine.capabilities.idempotentSend || item.entry.state.kind === 'sending') return;
      item.entry = { ...item.entry, state: { kind: 'sending' } };
      draft.putOutbox(item.entry);
    });
  }

  /** The message as the gateway has it, undefined when it does not. */
  async #look({ conversationID, clientMsgID }: OutboxEntry): Promise<MessageItem | undefined> {
    const target = targetOfConversation(conversationID);
    if (!target) return undefined;
    const params = { userID: '', groupID: '', ...target, startClientMsgID: '', count: LOOK_BACK_COUNT };
    const response = await this.#host.engine.call('getHistoryMessageList', [params]);
    const messages = readPage(response).map((value) => readMessage(value));
    return messages.find(
      (message) => message?.clientMsgID === clientMsgID && message.status === MessageStatus.Sent,
    );
  }

  async #handleFailure(item: Item, lane: Lane, cause: unknown): Promise<void> {
    const { engine, clock, edit } = this.#host;
    const { conversationID, clientMsgID } = item.entry;
    const error = cause instanceof OpenIMError ? cause : new OpenIMError(ErrorCode.Internal, String(cause));
    item.isInFlight = false;
    if (this.#isClosed) return;
    if (!this.#items.has(clientMsgID)) {
      // Discarded meanwhile: the next one need not wait for what came of it.
      lane.attempt = 0;
      return;
    }
    if (isWorthWaiting(error)) {
      lane.attempt++;
      await edit((draft) => draft.touch(item.row));
      // Otherwise resume() is the next to try.
      if (engine.state.kind === 'online') {
        const delayMs = backoffDelayMs(lane.attempt, Math.random());
        lane.timer = clock.setTimeout(() => this.#pump(conversationID), delayMs);
      }
      return;
    }
    lane.attempt = 0;
    await edit(async (draft) => {
      const { errCode, errMsg } = error;
      item.entry = { ...item.entry, state: { kind: 'failed', errCode, errMsg } };
      item.row = { ...item.row, status: MessageStatus.Failed };
      draft.putOutbox(item.entry);
      await draft.putRow(item.row);
    });
    item.sent.reject(error);
  }

  #deleteAtGateway(row: MessageRow): void {
    const { engine } = this.#host;
    if (engine.state.kind !== 'online') return;
    // It may well have none; and if this fails, the message comes back as failed, to be discarded again.
    engine.call('deleteMessageFromLocalStorage', [toJson(row)]).catch(() => undefined);
  }

  // ── Items ────────────────────────────────────────────────────────────────────────────────────────────────────────

  #add(item: Item): void {
    this.#items.set(item.entry.clientMsgID, item);
    this.#lastPosition = Math.max(this.#lastPosition, item.entry.position);
  }

  #inOrder(conversationID?: string): Item[] {
    return [...this.#items.values()]
      .filter(({ entry }) => conversationID === undefined || entry.conversationID === conversationID)
      .sort((a, b) => a.entry.position - b.entry.position);
  }

  async #readRow(clientMsgID: string): Promise<MessageRow | undefined> {
    const { cache, read } = this.#host;
    const [row] = await read(() => cache.store.getMessagesByID([clientMsgID]));
    return row;
  }

  /** By the clock, so that the tabs of one user agree on an order. */
  #nextPosition(): number {
    this.#lastPosition = Math.max(this.#lastPosition + 1, this.#host.clock.now());
    return this.#lastPosition;
  }

  #makeItem({ recvID, groupID, message, file, offlinePushInfo, method, operationID }: OutgoingMessage): Item {
    const conversationID = conversationIDOf(recvID ? { userID: recvID } : { groupID });
    const outgoing: MessageItem = {
      ...message,
      sendID: this.#host.cache.userID,
      recvID,
      groupID: recvID ? '' : groupID,
      sessionType: recvID ? SessionType.Single : SessionType.Group,
      status: MessageStatus.Sending,
    };
    const entry: OutboxEntry = {
      clientMsgID: message.clientMsgID,
      conversationID,
      recvID,
      groupID,
      message: toJson(message),
      ...(file ? { file } : {}),
      offlinePushInfo,
      method: method ?? 'sendMessageNotOss',
      position: this.#nextPosition(),
      state: { kind: 'queued' },
    };
    const row = toMessageRow(outgoing, conversationID, UNSENT_SORT_KEY + entry.position);
    return { ...itemOf(entry, row), operationID };
  }

  /** A message that the gateway says was not sent, once more: it is allowed to go out under its ID. */
  #itemOfFailed(row: MessageRow): Item | undefined {
    if (row.status !== MessageStatus.Failed || row.sendID !== this.#host.cache.userID) return undefined;
    const { recvID, groupID } = row;
    const target = groupID ? { recvID: '', groupID } : { recvID, groupID: '' };
    return this.#makeItem({ ...target, message: this.#host.cache.toCached(row).message });
  }
}
