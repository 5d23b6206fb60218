import type { Engine } from '../connection/engine.js';
import { ErrorCode, MessageStatus, OpenIMError, readJson, toJson, type EventFrame } from '../protocol/index.js';
import { toMessageItem } from '../storage/message-row.js';
import { UNSENT_SORT_KEY, type Changes, type MessageRow, type OutboxEntry } from '../storage/store.js';
import type { Clock } from '../util/clock.js';
import { putSent, readMessage } from './apply-message.js';
import type { CacheAccess, CacheDraft } from './cache-draft.js';
import type { UnsentMessages } from './cache.js';
import { isWorthWaiting } from './waiting.js';
import {
  answerOf,
  discarded,
  isSameMessage,
  isWaiting,
  itemOfFailed,
  messageOf,
  newItem,
  storedItem,
  takeBytes,
  usedForAnother,
  type Answer,
  type Item,
} from './outbox-item.js';
import { deleteRefused, deliver } from './outbox-delivery.js';
import { Lane } from './outbox-lane.js';
import { upload } from './outbox-upload.js';
import type { Delivery, OutgoingMessage } from './types.js';

/** The queues of one conversation: one uploads files, the other sends messages, each one at a time and in order. */
type Lanes = {
  readonly uploads: Lane<Item>;
  readonly sends: Lane<Item>;
  /** Since when a message has been waiting for the uploads before it, Unix time in milliseconds. */
  heldUpSinceMs: number | undefined;
};

export type OutboxHost = CacheAccess & {
  readonly engine: Engine;
  readonly clock: Clock;
  /** Emits an event that this client creates itself. */
  readonly announce: (frame: EventFrame) => void;
};

/**
 * How long a message waits for the uploads of messages before it: long enough that a picture and a text about it keep
 * their order, while a long video does not delay the messages after it.
 */
export const UPLOAD_HEAD_START_MS = 5000;

/**
 * The messages that the user has written and the gateway does not have yet. Each is stored before it is sent, and sent at
 * least once with the same clientMsgID. Within a conversation they are sent in order, except for files that take long to
 * upload; conversations do not wait for each other. After a temporary error, sending is retried; after any other, the
 * message is kept as failed until it is retried or discarded, and does not delay others.
 */
export class Outbox implements UnsentMessages {
  readonly #host: OutboxHost;
  readonly #items = new Map<string, Item>();
  /** Messages that are being stored, after their files have been read, unless they are discarded; later ones wait for them. */
  readonly #storing = new Set<Item>();
  readonly #lanes = new Map<string, Lanes>();
  #lastPosition = 0;
  #isClosed = false;

  constructor(host: OutboxHost) {
    this.#host = host;
  }

  // ── Content ──────────────────────────────────────────────────────────────────────────────────────────────────────

  deliveryOf(clientMsgID: string): Delivery | undefined {
    const item = this.#items.get(clientMsgID);
    if (!item) return undefined;
    if (item.isInFlight) return { kind: 'sending', ...(item.upload ? { progress: item.upload.percent } : {}) };
    return item.entry.state.kind === 'failed' ? item.entry.state : { kind: 'queued' };
  }

  fileOf(clientMsgID: string): Blob | undefined {
    return this.#items.get(clientMsgID)?.file;
  }

  rows(conversationID?: string): MessageRow[] {
    return this.#inOrder(conversationID).map(({ row }) => row);
  }

  rescue(): Changes {
    const items = this.#inOrder();
    return { messages: items.map(({ row }) => row), outbox: items.map(({ entry }) => entry) };
  }

  /** Adds the entries in the store that are not in memory: from an earlier page, or from another tab. */
  load(): Promise<void> {
    const { cache, read } = this.#host;
    return read(async () => {
      const { store } = cache;
      const ids = (await store.getOutboxIDs()).filter((clientMsgID) => !this.#items.has(clientMsgID));
      const [entries, rows] = await Promise.all([store.get('outbox', ids), store.get('messages', ids)]);
      entries.forEach((entry, i) => {
        const item = entry && storedItem(entry, rows[i], cache.userID);
        if (item) this.#add(item);
      });
    });
  }

  // ── Actions ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /**
   * Queues a message. If it is queued twice, it is sent once; `sent` rejects with 202 if its ID is used for another message.
   */
  send(outgoing: OutgoingMessage): { stored: Promise<void>; sent: Promise<Answer> } {
    const item = newItem(outgoing, this.#host.cache.userID, this.#nextPosition());
    const stored = this.#store(item);
    const next = (): void => this.#pump(item.entry.conversationID);
    stored.then(next, next);
    return { stored, sent: item.sent.promise };
  }

  async #store(item: Item): Promise<void> {
    const { cache, edit } = this.#host;
    const { entry, file } = item;
    this.#storing.add(item);
    try {
      // Not in the queue, where nothing else could change the cache until a slow disk has answered.
      if (file && !this.#waitingAs(entry)) await takeBytes(item, file);
      await edit(async (draft) => {
        const waiting = this.#waitingAs(entry);
        const row = waiting?.row ?? (await draft.row(entry.clientMsgID));
        if (row && (waiting || row.sendID !== cache.userID || row.status === MessageStatus.Sent)) {
          if (!isSameMessage(row, item)) item.sent.reject(usedForAnother());
          else if (waiting) waiting.sent.promise.then(item.sent.resolve, item.sent.reject);
          else item.sent.resolve(answerOf(toMessageItem(row, cache.userID)));
          return;
        }
        if (!this.#storing.has(item)) return;
        this.#add(item);
        draft.putOutbox(entry);
        await draft.putRow(item.row);
      });
    } finally {
      this.#storing.delete(item);
    }
  }

  async retry(clientMsgID: string): Promise<void> {
    const { cache, edit } = this.#host;
    const row = await this.#readRow(clientMsgID);
    const position = this.#nextPosition();
    const item = this.#items.get(clientMsgID) ?? (row && itemOfFailed(row, cache.userID, position));
    if (!item || (this.#items.has(clientMsgID) && item.entry.state.kind !== 'failed')) return;
    await edit(async (draft) => {
      item.entry = { ...item.entry, position, state: { kind: 'queued' } };
      item.isOvertaken = false;
      item.unexplainedFailures = 0;
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
    for (const storing of this.#storing) {
      if (storing.entry.clientMsgID !== clientMsgID) continue;
      this.#storing.delete(storing);
      storing.sent.reject(discarded());
      this.#pump(storing.entry.conversationID);
    }
    if (!item && row?.status !== MessageStatus.Failed) return;
    await this.#host.edit(async (draft) => {
      await draft.deleteRow(clientMsgID);
      if (item) draft.dropRow(item.row);
      draft.deleteOutbox(clientMsgID);
    });
    // The gateway stores messages that it has refused as failed, and would return this one with the history.
    if (row && (!item || item.entry.state.kind === 'failed')) deleteRefused(this.#host.engine, row);
  }

  // ── Following sync ───────────────────────────────────────────────────────────────────────────────────────────────

  /** Removes the messages that left the outbox in a committed draft, because they were sent or discarded. */
  forget(draft: CacheDraft): void {
    for (const clientMsgID of draft.leftOutbox) {
      const item = this.#items.get(clientMsgID);
      this.#items.delete(clientMsgID);
      item?.upload?.stop.abort();
      // A message that was revoked has no row any more, but was sent.
      const isRevoked = draft.cache.revokedPlaces.has(clientMsgID);
      const row = isRevoked && item ? { ...item.row, status: MessageStatus.Sent } : draft.peek(clientMsgID);
      const answer = item?.answer ?? (row && answerOf(toMessageItem(row, this.#host.cache.userID)));
      if (answer) item?.sent.resolve(answer);
      else item?.sent.reject(discarded());
    }
  }

  /** To be called when the connection is online: sends everything that waits. */
  async resume(): Promise<void> {
    await this.load();
    for (const lanes of this.#lanes.values()) lanes.heldUpSinceMs = undefined;
    for (const { entry } of this.#inOrder()) this.#pump(entry.conversationID);
  }

  close(): void {
    this.#isClosed = true;
    for (const { uploads, sends } of this.#lanes.values()) {
      uploads.close();
      sends.close();
    }
    for (const { sent, upload } of this.#items.values()) {
      upload?.stop.abort();
      sent.reject(new OpenIMError(ErrorCode.SocketClosed, 'closed'));
    }
  }

  // ── Sending ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Starts the next upload and the next send of a conversation now, even if its lanes wait for a retry. */
  #pump(conversationID: string): void {
    const lanes = this.#lanes.get(conversationID) ?? this.#makeLanes(conversationID);
    this.#lanes.set(conversationID, lanes);
    lanes.uploads.hurry();
    lanes.sends.hurry();
  }

  #makeLanes(conversationID: string): Lanes {
    const { engine, clock } = this.#host;
    const host = {
      clock,
      isOpen: () => !this.#isClosed && engine.state.kind === 'online',
      handleFailure: (item: Item, cause: unknown) => this.#handleFailure(item, cause),
      onDone: () => {
        lanes.uploads.advance();
        lanes.sends.advance();
      },
    };
    const lanes: Lanes = {
      uploads: new Lane({
        ...host,
        next: () => this.#waiting(conversationID).find(({ entry }) => entry.file),
        carryOut: (item) => this.#upload(item),
      }),
      sends: new Lane({
        ...host,
        next: () => this.#nextToSend(conversationID, lanes),
        carryOut: (item) => this.#send(item),
      }),
      heldUpSinceMs: undefined,
    };
    return lanes;
  }

  #waiting(conversationID: string): Item[] {
    return this.#inOrder(conversationID).filter(isWaiting);
  }

  #waitingAs({ clientMsgID }: OutboxEntry): Item | undefined {
    const item = this.#items.get(clientMsgID);
    return item && isWaiting(item) ? item : undefined;
  }

  /** Returns the first message without a file to upload, or how many milliseconds it must wait for the uploads before it. */
  #nextToSend(conversationID: string, lanes: Lanes): Item | number | undefined {
    const waiting = this.#waiting(conversationID);
    const next = waiting.find(({ entry }) => !entry.file);
    const uploading = [...waiting, ...this.#storing].filter(
      ({ entry, isOvertaken }) =>
        next && entry.conversationID === conversationID && entry.position < next.entry.position && !isOvertaken,
    );
    if (uploading.length > 0) {
      const nowMs = this.#host.clock.now();
      lanes.heldUpSinceMs ??= nowMs;
      const remainingMs = lanes.heldUpSinceMs + UPLOAD_HEAD_START_MS - nowMs;
      if (remainingMs > 0) return remainingMs;
      for (const item of uploading) item.isOvertaken = true;
    }
    lanes.heldUpSinceMs = undefined;
    return next;
  }

  /** Sends one message and removes it from the outbox. @throws {OpenIMError} as {@link Engine.call} */
  async #send(item: Item): Promise<void> {
    const { engine } = this.#host;
    if (!(await this.#isStillWanted(item))) return;
    const { entry } = item;
    const { clientMsgID } = entry;
    const mayBeThere = entry.state.kind === 'sending';
    await this.#markInFlight(item);
    const answer = await deliver(engine, item, mayBeThere);
    const message = readMessage(readJson(answer.data)) ?? messageOf(entry);
    item.answer = answer;
    await this.#host.edit((draft) =>
      putSent(draft, { ...message, clientMsgID, status: MessageStatus.Sent }, entry.conversationID),
    );
  }

  /**
   * Uploads the file and keeps its URL with the message, so that nothing is uploaded twice.
   * @throws {OpenIMError} as {@link upload}; 301 the stored file is damaged
   */
  async #upload(item: Item): Promise<void> {
    const { engine, announce, edit } = this.#host;
    const { file } = item;
    const { clientMsgID } = item.entry;
    if (!(await this.#isStillWanted(item))) return;
    if (!file) throw new OpenIMError(ErrorCode.ReceiverOrUploadFailed, 'unreadable');
    item.isInFlight = true;
    const message = await upload(engine, item, file, (frame) => {
      const told = edit((draft) => {
        if (this.#items.has(clientMsgID)) draft.touch(item.row);
      });
      // Rejects if sync was closed in the meantime; then there is nothing to emit.
      told.catch(() => undefined);
      announce(frame);
    });
    await edit(async (draft) => {
      if (!this.#items.has(clientMsgID)) return;
      const { file: _, ...entry } = item.entry;
      item.file = undefined;
      // It may have to wait: for its turn, or for a connection.
      item.isInFlight = false;
      item.entry = { ...entry, message: toJson(message) };
      item.row = { ...item.row, content: message.content };
      draft.putOutbox(item.entry);
      await draft.putRow(item.row);
    });
  }

  /** Whether the message is still to be sent: another tab may have sent or discarded it in the meantime. */
  async #isStillWanted({ entry, row }: Item): Promise<boolean> {
    const { clientMsgID } = entry;
    const { cache, read } = this.#host;
    // Read in the queue, because this tab's own entry may be in a transaction that is still being committed.
    const unsentIDs = await read(() => cache.store.getOutboxIDs());
    if (unsentIDs.includes(clientMsgID)) return true;
    await this.#host.edit(async (draft) => {
      draft.deleteOutbox(clientMsgID);
      const sent = await draft.row(clientMsgID);
      if (sent) draft.touch(sent);
      else draft.dropRow(row);
    });
    return false;
  }

  /** Marks the message as being sent. That is only stored if sending the message again could deliver it twice. */
  #markInFlight(item: Item): Promise<void> {
    return this.#host.edit((draft) => {
      item.isInFlight = true;
      draft.touch(item.row);
      if (this.#host.engine.capabilities.idempotentSend || item.entry.state.kind === 'sending') return;
      item.entry = { ...item.entry, state: { kind: 'sending' } };
      draft.putOutbox(item.entry);
    });
  }

  /** Handles the failure of an upload or a send; resolves to whether it will be retried. */
  async #handleFailure(item: Item, cause: unknown): Promise<boolean> {
    const { edit } = this.#host;
    const error = cause instanceof OpenIMError ? cause : new OpenIMError(ErrorCode.Internal, String(cause));
    item.isInFlight = false;
    // If the message was discarded in the meantime, the next one does not wait for a retry.
    if (this.#isClosed || !this.#items.has(item.entry.clientMsgID)) return false;
    if (isWorthWaiting(error)) {
      await edit((draft) => draft.touch(item.row));
      return true;
    }
    await edit(async (draft) => {
      const { errCode, errMsg } = error;
      item.entry = { ...item.entry, state: { kind: 'failed', errCode, errMsg } };
      item.row = { ...item.row, status: MessageStatus.Failed };
      draft.putOutbox(item.entry);
      await draft.putRow(item.row);
    });
    item.sent.reject(error);
    return false;
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
    return (await read(() => cache.store.get('messages', [clientMsgID])))[0];
  }

  /** Returns the next position. Based on the clock, so that the tabs of a user agree on the order. */
  #nextPosition(): number {
    return (this.#lastPosition = Math.max(this.#lastPosition + 1, this.#host.clock.now()));
  }
}
