import type { ConnectionState, Engine } from '../connection/engine.js';
import { laterPart } from '../connection/later-part.js';
import {
  compareConversations,
  ErrorCode,
  isHiddenConversation,
  OpenIMError,
  type EventFrame,
  type FindMessageParams,
  type FullUserItem,
  type MethodArgs,
  type MethodResponse,
} from '../protocol/index.js';
import { openStore } from '../storage/open-store.js';
import type { Store } from '../storage/store.js';
import { backoffDelayMs } from '../util/backoff.js';
import type { Clock, TimerHandle } from '../util/clock.js';
import { Emitter, type Unsubscribe } from '../util/emitter.js';
import type { Logger } from '../util/logger.js';
import { applyEvent } from './apply-event.js';
import { applyReply, meansSomething } from './apply-reply.js';
import { backgroundOf } from './background.js';
import { CacheDraft, type CacheAccess } from './cache-draft.js';
import { Cache } from './cache.js';
import { FrameQueue } from './frame-queue.js';
import type { AroundHost, HistoryAround } from './history-around.js';
import { fitting, History } from './history.js';
import { Inbox } from './inbox.js';
import { Outbox } from './outbox.js';
import type {
  CallableName,
  HistoryPage,
  MiddlePage,
  OutgoingMessage,
  Overview,
  Sync,
  SyncEvents,
} from './types.js';
import { isWorthWaiting } from './waiting.js';

/** How many conversations are checked after connecting, to fetch their newest pages before they are opened. */
const CATCH_UP_CONVERSATIONS = 20;

export type SyncOptions = {
  readonly engine: Engine;
  readonly url: string;
  readonly userID: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** `memory` stores nothing beyond the page. */
  readonly storage: 'auto' | 'memory';
  /** Whether the cache is still to be opened: it waits for its turn among the tabs, and may be closed meanwhile. */
  readonly isWanted: () => boolean;
  /** Further options of the login: only tabs in which they are equal share a connection. */
  readonly variant: readonly unknown[];
};

export type OpenSync = (options: SyncOptions) => Promise<Sync>;

/** Opens the user's cache and keeps it up to date with the engine's frames. Needs no connection. */
export async function openSync(options: SyncOptions): Promise<Sync> {
  const cache = new Cache(options.userID);
  const sync = new SyncClient(cache, options);
  cache.store = await openStore({
    ...options,
    rescue: () => cache.rescue(),
    onFallback: () => sync.handleFallback(),
  });
  await sync.start();
  return sync;
}

const loadAround = laterPart(() => import('./history-around.js'));

class SyncClient implements Sync {
  readonly engine: Engine;
  readonly notifies = true;
  readonly #cache: Cache;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #background: (work: Promise<unknown>) => void;
  readonly #events: Emitter<SyncEvents>;
  readonly #queue: FrameQueue;
  readonly #outbox: Outbox;
  readonly #history: History;
  readonly #historyHost: AroundHost;
  readonly #inbox: Inbox;
  #unsubscribe: readonly Unsubscribe[] = [];
  /** Incremented on every change of the connection, so that work for an earlier one is abandoned. */
  #epoch = 0;
  #catchUpTimer: TimerHandle;
  #isListed = false;

  constructor(cache: Cache, { engine, clock, logger }: SyncOptions) {
    this.engine = engine;
    this.#cache = cache;
    this.#clock = clock;
    this.#logger = logger;
    this.#background = backgroundOf(logger);
    this.#events = new Emitter(logger);
    this.#queue = new FrameQueue((frames) => this.#applyFrames(frames));
    const access: CacheAccess = {
      cache,
      edit: (change) => this.#edit(change),
      read: (read) => this.#queue.run(read),
    };
    const host = { ...access, engine, clock };
    this.#outbox = new Outbox({ ...host, announce: (frame) => this.#events.emit('frame', frame) });
    this.#inbox = new Inbox({ ...host, onRefused: (error) => this.#stopFollowing(error) });
    this.#historyHost = {
      ...host,
      isCurrent: (conversationID: string) => this.#isCurrent(conversationID),
      fetchPage: fitting((params) => this.call('getHistoryMessageList', [params])),
      fetchNewer: fitting((params) => this.call('getHistoryMessageListReverse', [params])),
      findMessages: (params: FindMessageParams[]) => this.call('findMessageList', [params]),
    };
    this.#history = new History(this.#historyHost);
    cache.unsent = this.#outbox;
  }

  get userID(): string {
    return this.#cache.userID;
  }

  get storeKind(): Store['kind'] {
    return this.#cache.store.kind;
  }

  get self(): FullUserItem | undefined {
    return this.#cache.self;
  }

  /** Reads the cache and starts listening to the engine. */
  async start(): Promise<void> {
    await this.#cache.load();
    await this.#outbox.load();
    this.#unsubscribe = [
      this.engine.on('frame', (frame) => this.#queue.addFrame(frame)),
      this.engine.on('state', (state) => this.#handleState(state)),
    ];
    if (this.engine.state.kind === 'online') this.#handleState(this.engine.state);
  }

  /** To be called when the cache had to move to memory. */
  handleFallback(): void {
    this.#events.emit('storage', 'memory');
  }

  // ── Reading ──────────────────────────────────────────────────────────────────────────────────────────────────────

  getOverview(): Promise<Overview> {
    const { conversations, groups } = this.#cache;
    return Promise.resolve({
      conversations: [...conversations.values()],
      groups: [...groups.values()],
      unsent: this.#outbox.rows().map((row) => this.#cache.toCached(row)),
      isListed: this.#isListed,
    });
  }

  getNewest(conversationID: string, limit: number, downToSortKey?: number): Promise<HistoryPage> {
    return this.#history.getNewest(conversationID, limit, downToSortKey);
  }

  refresh(conversationID: string, downToSortKey?: number): Promise<void> {
    return this.#history.refresh(conversationID, downToSortKey);
  }

  loadOlder(conversationID: string, beforeSortKey: number, limit: number): Promise<HistoryPage> {
    return this.#history.loadOlder(conversationID, beforeSortKey, limit);
  }

  async loadAround(conversationID: string, clientMsgID: string, limit: number): Promise<MiddlePage> {
    return (await this.#around()).loadAround(conversationID, clientMsgID, limit);
  }

  async loadNewer(conversationID: string, afterSortKey: number, limit: number): Promise<MiddlePage> {
    return (await this.#around()).loadNewer(conversationID, afterSortKey, limit);
  }

  async #around(): Promise<HistoryAround> {
    const { HistoryAround: Part } = await loadAround();
    return new Part(this.#historyHost, this.#history);
  }

  // ── Acting ───────────────────────────────────────────────────────────────────────────────────────────────────────

  send(outgoing: OutgoingMessage): { stored: Promise<void>; sent: Promise<MethodResponse<'sendMessage'>> } {
    return this.#outbox.send(outgoing);
  }

  retry(clientMsgID: string): Promise<void> {
    return this.#outbox.retry(clientMsgID);
  }

  discard(clientMsgID: string): Promise<void> {
    return this.#outbox.discard(clientMsgID);
  }

  async call<Name extends CallableName>(
    name: Name,
    args: MethodArgs<Name>,
    operationID?: string,
  ): Promise<MethodResponse<Name>> {
    const response = await this.engine.call(name, args, operationID);
    if (meansSomething(name)) {
      await this.#edit((draft) =>
        this.#attempt(`the answer to ${name}`, () => applyReply(draft, name, args, response)),
      );
    }
    return response;
  }

  async saveDraft(conversationID: string, draftText: string): Promise<void> {
    const { conversations, drafts } = this.#cache;
    // Newer than the gateway's present one, even if this device's clock is slow.
    const draftTextTime = Math.max(this.#clock.now(), conversations.get(conversationID)?.draftTextTime ?? 0);
    // At once, because the next connection may come before it is stored.
    drafts[conversationID] = { draftText, draftTextTime };
    await Promise.all([
      // First, because the page may be closed right after: what is given to the socket before that is still sent.
      this.#sendDraft(conversationID),
      this.#edit((draft) => {
        const item = draft.conversation(conversationID);
        if (item) draft.putConversation(item);
      }),
    ]);
  }

  /** Saves a draft on the gateway, if that is possible now, and then keeps it no longer, unless it has changed. */
  async #sendDraft(conversationID: string): Promise<void> {
    const { drafts } = this.#cache;
    const kept = drafts[conversationID];
    if (!kept) return;
    try {
      await this.call('setConversationDraft', [{ conversationID, draftText: kept.draftText }]);
    } catch (error) {
      if (isWorthWaiting(error as OpenIMError)) return;
    }
    if (drafts[conversationID] === kept) drafts[conversationID] = undefined;
    await this.#edit(() => undefined);
  }

  exclusively<T>(_name: string, task: () => Promise<T>): Promise<T> {
    return task();
  }

  on<Name extends keyof SyncEvents>(event: Name, listener: (payload: SyncEvents[Name]) => void): Unsubscribe {
    return this.#events.on(event, listener);
  }

  close(): void {
    this.#stop();
    this.#cache.store.close();
  }

  async destroy(): Promise<void> {
    this.#stop();
    await this.#cache.store.destroy();
  }

  #stop(): void {
    this.#epoch++;
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#clock.clearTimeout(this.#catchUpTimer);
    this.#inbox.disconnect();
    this.#outbox.close();
    this.#queue.close(new OpenIMError(ErrorCode.SocketClosed, 'closed'));
    this.#events.clear();
  }

  // ── Changing the cache ───────────────────────────────────────────────────────────────────────────────────────────

  #edit(change: (draft: CacheDraft) => Promise<void> | void): Promise<void> {
    return this.#queue.run(async () => {
      const draft = new CacheDraft(this.#cache);
      await change(draft);
      await this.#commit(draft);
    });
  }

  async #commit(draft: CacheDraft): Promise<void> {
    const { closedBy } = this.#queue;
    if (closedBy) throw closedBy;
    const change = await draft.commit(() => this.#outbox.forget(draft));
    if (change) this.#events.emit('change', change);
    this.#inbox.noteApplied();
  }

  async #applyFrames(frames: readonly EventFrame[]): Promise<void> {
    const draft = new CacheDraft(this.#cache);
    try {
      for (const frame of frames) await this.#attempt(frame.event, () => applyEvent(draft, frame));
      await this.#commit(draft);
    } catch (error) {
      if (error !== this.#queue.closedBy) this.#logger.error('events could not be stored', error);
    }
    for (const frame of frames) this.#events.emit('frame', frame);
  }

  /** Logs an event or reply that cannot be parsed, so that the other events of the same transaction are still applied. */
  async #attempt(what: string, apply: () => Promise<void>): Promise<void> {
    try {
      await apply();
    } catch (error) {
      if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
      this.#logger.warn(`${what} cannot be read`, error);
    }
  }

  // ── Connecting ───────────────────────────────────────────────────────────────────────────────────────────────────

  #handleState({ kind }: ConnectionState): void {
    this.#epoch++;
    this.#isListed = false;
    this.#clock.clearTimeout(this.#catchUpTimer);
    this.#inbox.disconnect();
    const isFollowing = kind === 'online' && this.engine.capabilities.inboxChanges;
    // In the queue, because frames that are waiting there still belong to the previous connection.
    const forgotten = this.#queue.run(() => this.#cache.forgetConnection(isFollowing));
    this.#background(forgotten);
    if (kind !== 'online') return;
    // Loads the chunk while online, so that it is available when the connection is lost.
    loadAround().catch(() => undefined);
    const epoch = this.#epoch;
    this.#background(this.#outbox.resume());
    this.#background(
      forgotten.then(() => {
        if (epoch !== this.#epoch) return;
        this.#inbox.connect();
        return this.#catchUp(epoch, 1);
      }),
    );
  }

  /** Continues as with a gateway without the extension `inbox-changes`, because the gateway has refused its method. */
  #stopFollowing(error: OpenIMError): void {
    this.#logger.warn('getInboxChanges was refused', error);
    this.#cache.isFollowing = false;
    this.#background(this.#queue.run(() => this.#cache.forgetConnection(false)));
  }

  /** Whether the cache has the newest page of a conversation, in agreement with the gateway. */
  async #isCurrent(conversationID: string): Promise<boolean> {
    const cache = this.#cache;
    // Read in the queue: this may be called in reaction to a new connection, before `isFollowing` is set for it.
    const isFollowing = await this.#queue.run(() => cache.isFollowing);
    // Until the inbox is current, even a page that was just fetched may be discarded again.
    if (isFollowing) await this.#inbox.current();
    if (!cache.isFollowing && !cache.fetched.has(conversationID)) return false;
    // There is no segment if the store deleted history to make room, or lost its data.
    return (await cache.segments(conversationID)).length > 0;
  }

  async #catchUp(epoch: number, attempt: number): Promise<void> {
    const cache = this.#cache;
    try {
      if (cache.followsList) await this.#inbox.current();
      if (!cache.followsList) await this.call('getAllConversationList', []);
      if (epoch !== this.#epoch) return;
      this.#isListed = true;
      this.#events.emit('listed', {});
    } catch (error) {
      if (epoch !== this.#epoch || !(error instanceof OpenIMError)) return;
      this.#events.emit('listed', { error });
      if (!isWorthWaiting(error)) return;
      this.#catchUpTimer = this.#clock.setTimeout(() => {
        this.#background(this.#catchUp(epoch, attempt + 1));
      }, backoffDelayMs(attempt));
      return;
    }
    // After the list, which may have a newer draft from another device.
    for (const conversationID in this.#cache.drafts) this.#background(this.#sendDraft(conversationID));
    // In the background, because older gateways may fail to answer these, and nothing depends on them.
    this.#background(this.call('getSelfUserInfo', []));
    this.#background(this.call('getJoinedGroupList', []));
    await this.#refreshChanged(epoch);
  }

  /** Fetches the newest pages of the most recent conversations that have changed, one after another. */
  async #refreshChanged(epoch: number): Promise<void> {
    const { conversations, tips } = this.#cache;
    const visible = [...conversations.values()].filter((item) => !isHiddenConversation(item));
    const latest = visible.sort(compareConversations).slice(0, CATCH_UP_CONVERSATIONS);
    for (const { conversationID } of latest) {
      const [newest] = await this.#cache.segments(conversationID);
      if (epoch !== this.#epoch) return;
      if ((newest?.newestSendTime ?? -1) < (tips.get(conversationID) ?? 0)) await this.refresh(conversationID);
    }
  }
}
