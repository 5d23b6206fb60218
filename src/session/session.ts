import { batch, signal, type ReadonlySignal } from '@preact/signals-core';
import {
  conversationIDOf,
  ErrorCode,
  OpenIMError,
  parse,
  Platform,
  SessionType,
  targetOfConversation,
  type EventFrame,
  type FullUserItem,
  type GroupItem,
  type OptType,
} from '../protocol/index.js';
import { Login, type OpenIMSDKOptions } from '../sdk/login.js';
import type { OpenIMSDK } from '../sdk/open-im-sdk.js';
import { backgroundOf } from '../sync/background.js';
import { openSharedSync } from '../sync/tabs/shared-sync.js';
import type { CacheChange, ConnectionState, Sync } from '../sync/types.js';
import { systemClock } from '../util/clock.js';
import { Deferred } from '../util/deferred.js';
import { Emitter } from '../util/emitter.js';
import { randomID } from '../util/ids.js';
import { consoleLogger } from '../util/logger.js';
import { hostWakeSignals } from '../util/wake-signals.js';
import { ConversationList } from './conversation-list.js';
import { Drafts } from './drafts.js';
import { isNews, isOutgoing } from './message-window.js';
import { ReadReceipts, resetUnread } from './read-receipts.js';
import { isSupportChat } from './support-typing.js';
import type { SessionContext, SessionPart } from './session-context.js';
import { TimelineView, type TimelineParts } from './timeline.js';
import { TokenRenewal } from './token-renewal.js';
import { TypingHints } from './typing.js';
import type { LoadState, Session, SessionMessage, SessionOptions, Timeline } from './types.js';

/** How to create a session: from credentials, or from an SDK that is logged in. */
export type CreateSessionOptions = Partial<SessionOptions> &
  OpenIMSDKOptions & {
    /** Uses this SDK's login; the session then neither opens nor closes its connection. */
    readonly sdk?: OpenIMSDK;
  };

/**
 * Creates a session synchronously. The session shows what is cached as soon as the cache is open, even without a
 * connection, and keeps connecting until it succeeds or is closed.
 *
 * @throws {OpenIMError} 1003 `sdk` is not logged in; 803 neither `sdk` nor url, userID and token or `getToken` given
 */
export function createSession(options: CreateSessionOptions): Session {
  const { sdk, url, apiUrl, userID, token = '', getToken, platformID = Platform.Web } = options;
  if (sdk) {
    const { sync } = sdk;
    if (!sync) throw new OpenIMError(ErrorCode.NotLoggedIn, 'the SDK is not logged in');
    const session = new SessionView(sync.userID, sdk, options, false);
    session.attach(sync);
    return session;
  }
  if (!url || !userID || !(token || getToken)) {
    throw new OpenIMError(ErrorCode.BadArguments, 'a session needs url, userID and token or getToken');
  }
  const own = new Login({ openSync: openSharedSync, ...options });
  const session = new SessionView(userID, own, options, true);
  session.attachWhenOpen(own.open({ url, ...(apiUrl ? { apiUrl } : {}), userID, token, platformID }));
  return session;
}

/** The login that a session ends: its own, or that of the SDK. */
type Client = {
  close(): void;
  logout(): Promise<unknown>;
};

class SessionView implements Session {
  readonly userID: string;
  readonly #client: Client;
  readonly #isOwner: boolean;
  readonly #opened = new Deferred<Sync>();
  readonly #context: SessionContext;
  readonly #list = new ConversationList((conversationID) => this.#timelines.has(conversationID));
  readonly #typing: TypingHints;
  readonly #drafts: Drafts;
  readonly #receipts: ReadReceipts;
  readonly #renewal: TokenRenewal;
  readonly #arrivals: Emitter<{ message: SessionMessage }>;
  readonly #timelines = new Map<string, TimelineView>();
  readonly #parts: TimelineParts;
  /** The parts in use, by the function that made them. */
  readonly #extras = new Map<unknown, SessionPart>();
  #sync: Sync | undefined;
  #stops: (() => void)[] = [];
  #isClosed = false;

  readonly connection = signal<ConnectionState>({ kind: 'connecting', attempt: 1 });
  readonly self = signal<FullUserItem | undefined>(undefined);
  readonly #groups = signal<ReadonlyMap<string, GroupItem>>(new Map());
  readonly conversationsState = signal<LoadState>({ kind: 'loading' });
  readonly storage = signal<'indexeddb' | 'memory'>('indexeddb');
  readonly notifies = signal(false);
  readonly conversations = this.#list.sorted;
  readonly totalUnread = this.#list.totalUnread;
  readonly typing: ReadonlySignal<ReadonlySet<string>>;

  constructor(userID: string, client: Client, options: CreateSessionOptions, isOwner: boolean) {
    const { clock = systemClock, logger = consoleLogger, wakeSignals = hostWakeSignals } = options;
    const { platformID = Platform.Web, getToken } = options;
    this.userID = userID;
    this.#client = client;
    this.#isOwner = isOwner;
    // A rejection of `opened` reaches the callers that await it; without any, it must not be reported as unhandled.
    this.#opened.promise.catch(() => undefined);
    this.#context = {
      userID,
      clock,
      logger,
      opened: this.#opened.promise,
      online: () => (this.#sync?.engine.state.kind === 'online' ? this.#sync : undefined),
      isDown: () => ['waiting', 'closed', 'idle'].includes(this.connection.peek().kind),
      authorship: () => ({
        sendID: userID,
        senderNickname: this.self.peek()?.nickname ?? '',
        senderFaceUrl: this.self.peek()?.faceURL ?? '',
        platformID,
        clientMsgID: randomID(),
        nowMs: clock.now(),
      }),
      background: backgroundOf(logger),
    };
    this.#typing = new TypingHints(clock, (conversationID, peerID) =>
      isSupportChat(this.#groups.peek(), conversationID, [userID, peerID]),
    );
    this.typing = this.#typing.conversationIDs;
    this.#drafts = new Drafts(this.#context, this.#list);
    this.#receipts = new ReadReceipts(this.#context, this.#list);
    this.#renewal = new TokenRenewal({
      getToken: isOwner ? getToken : undefined,
      clock,
      logger,
      wakeSignals,
      show: (state) => batch(() => this.#showConnection(state)),
    });
    this.#arrivals = new Emitter(logger);
    this.#parts = {
      context: this.#context,
      list: this.#list,
      groups: this.#groups,
      typing: this.typing,
      connection: this.connection,
      drafts: this.#drafts,
      receipts: this.#receipts,
    };
  }

  // ── Following the cache ──────────────────────────────────────────────────────────────────────────────────────────

  attachWhenOpen(opening: Promise<Sync>): void {
    opening.then(
      (sync) => this.attach(sync),
      (error: unknown) => this.#opened.reject(error),
    );
  }

  attach(sync: Sync): void {
    if (this.#isClosed) return;
    this.#sync = sync;
    this.#stops = [
      sync.on('change', (change) => batch(() => this.#handleChange(change))),
      sync.on('frame', (frame) => this.#handleFrame(frame)),
      sync.on('listed', ({ error }) => this.#handleListed(error)),
      sync.on('storage', (kind) => {
        this.storage.value = kind;
      }),
      sync.on('reopened', () => this.#context.background(this.#showCached(sync))),
      sync.on('notifies', (notifies) => {
        this.notifies.value = notifies;
      }),
      sync.engine.on('state', (state) => this.#renewal.handleState(sync, state)),
    ];
    this.storage.value = sync.storeKind;
    this.notifies.value = sync.notifies;
    const shown = this.#showCached(sync).then(() => {
      this.#renewal.handleState(sync, sync.engine.state);
      this.#opened.resolve(sync);
      this.#drafts.open(sync);
    });
    this.#context.background(shown);
  }

  async #showCached(sync: Sync): Promise<void> {
    const { conversations, groups, unsent, isListed } = await sync.getOverview();
    if (this.#isClosed) return;
    batch(() => {
      this.self.value = sync.self;
      this.#groups.value = new Map(groups.map((group) => [group.groupID, group]));
      this.#list.load(conversations, unsent);
      if (isListed || conversations.length > 0) this.conversationsState.value = { kind: 'ready' };
    });
  }

  #handleChange(change: CacheChange): void {
    this.#list.apply(change);
    if (change.groups.length > 0) {
      const groups = new Map(this.#groups.value);
      for (const group of change.groups) groups.set(group.groupID, group);
      this.#groups.value = groups;
    }
    if (change.self) this.self.value = change.self;
    for (const timeline of this.#timelines.values()) timeline.handleChange(change);
    this.#receipts.handleMessages(change.messages);
    for (const { conversationID } of change.conversations) {
      this.#drafts.handleRecord(conversationID);
      this.#receipts.handleRecord(conversationID);
    }
    this.#reportArrivals(change);
  }

  #reportArrivals({ messages, arrived }: CacheChange): void {
    const ids = new Set(arrived);
    for (const cached of messages) {
      if (!ids.has(cached.message.clientMsgID) || !isNews(cached)) continue;
      const outgoing = isOutgoing(cached, this.userID);
      this.#arrivals.emit('message', {
        kind: outgoing ? 'sent' : 'received',
        message: { ...cached, outgoing },
        notifies: !outgoing && this.notifies.peek() && !this.#list.isMuted(cached.conversationID),
      });
    }
  }

  #handleFrame(frame: EventFrame): void {
    batch(() => {
      for (const part of this.#extras.values()) part.handleFrame?.(frame);
    });
    // The event has the group's former record, which does not show whether the group was dismissed.
    if (frame.event === 'OnJoinedGroupDeleted' && this.#sync)
      this.#context.background(this.#sync.call('getGroupsInfo', [[parse(frame).groupID]]));
    if (frame.event !== 'OnRecvNewMessage' && frame.event !== 'OnRecvNewMessages') return;
    for (const message of [parse<unknown>(frame)].flat() as Parameters<TypingHints['handleMessage']>[0][]) {
      if (message.sendID !== this.userID) this.#typing.handleMessage(message);
    }
  }

  #handleListed(error: OpenIMError | undefined): void {
    if (!error) this.conversationsState.value = { kind: 'ready' };
    else if (this.conversationsState.value.kind !== 'ready') {
      this.conversationsState.value = { kind: 'failed', error };
    }
  }

  #showConnection(state: ConnectionState): void {
    if (this.#isClosed) return;
    this.connection.value = state;
    if (state.kind === 'closed' && state.reason === 'logged-out') this.#forget();
    if (state.kind === 'online') {
      this.#receipts.handleOnline();
      if (this.conversationsState.value.kind === 'failed') this.conversationsState.value = { kind: 'loading' };
    } else if (state.kind === 'waiting' || state.kind === 'closed') {
      // With neither cache nor gateway, the list shows a failure instead of loading forever.
      this.#handleListed(new OpenIMError(ErrorCode.NoSocket, 'not connected'));
    }
    for (const timeline of this.#timelines.values()) timeline.handleConnection(state);
    // While connecting, the outcome is not known yet.
    if (state.kind === 'connecting') return;
    for (const part of this.#extras.values()) part.handleConnection?.(state.kind === 'online');
  }

  // ── Acting ───────────────────────────────────────────────────────────────────────────────────────────────────────

  openTimeline(conversationID: string): Timeline {
    const timeline =
      this.#timelines.get(conversationID) ??
      new TimelineView(conversationID, this.#parts, () => {
        this.#timelines.delete(conversationID);
        this.#list.show([conversationID]);
      });
    this.#timelines.set(conversationID, timeline);
    return timeline.acquire();
  }

  onMessage(listener: (event: SessionMessage) => void): () => void {
    return this.#arrivals.on('message', listener);
  }

  async startConversation(target: { userID: string } | { groupID: string }): Promise<string> {
    const sync = await this.#opened.promise;
    const conversationID = conversationIDOf(target);
    if (this.#list.byID.peek().has(conversationID)) return conversationID;
    const params =
      'userID' in target
        ? { sourceID: target.userID, sessionType: SessionType.Single }
        : { sourceID: target.groupID, sessionType: SessionType.Group };
    return parse(await sync.call('getOneConversation', [params])).conversationID;
  }

  async pin(conversationID: string, isPinned: boolean): Promise<void> {
    const sync = await this.#opened.promise;
    await sync.call('pinConversation', [{ conversationID, isPinned }]);
  }

  async setReceiveOption(conversationID: string, opt: OptType): Promise<void> {
    const sync = await this.#opened.promise;
    await sync.call('setConversationRecvMessageOpt', [{ conversationIDList: [conversationID], opt }]);
  }

  async markConversationRead(conversationID: string): Promise<void> {
    const sync = await this.#opened.promise;
    const target = targetOfConversation(conversationID);
    if (!target) throw new OpenIMError(ErrorCode.BadArguments, `no conversation: ${conversationID}`);
    await resetUnread(sync, target);
  }

  async deleteConversation(conversationID: string): Promise<void> {
    const sync = await this.#opened.promise;
    await sync.call('deleteConversation', [conversationID]);
  }

  part<Part extends SessionPart>(make: (context: SessionContext) => Part): Part {
    // The cast is safe: the value under the key `make` was created by `make`.
    const part = (this.#extras.get(make) as Part | undefined) ?? make(this.#context);
    this.#extras.set(make, part);
    return part;
  }

  reconnect(token?: string): void {
    if (!this.#sync || (token === undefined && this.#renewal.askNow(this.#sync))) return;
    this.#sync.engine.reconnect(token);
  }

  close(): Promise<void> {
    // Frames given to the socket before it is closed are still sent.
    if (!this.#isClosed) this.#drafts.flushAll();
    this.#detach();
    if (this.#isOwner) this.#client.close();
    return Promise.resolve();
  }

  async logout(): Promise<void> {
    // The cache can only be deleted once it is open.
    await this.#opened.promise.catch(() => undefined);
    this.#detach();
    await this.#client.logout();
    batch(() => {
      this.#forget();
      this.connection.value = {
        kind: 'closed',
        reason: 'logged-out',
        errCode: ErrorCode.NotLoggedIn,
        errMsg: '',
      };
    });
  }

  /** Clears everything on screen, because the user has logged out. */
  #forget(): void {
    this.#list.clear();
    this.self.value = undefined;
    this.#groups.value = new Map();
    for (const timeline of this.#timelines.values()) timeline.forget();
  }

  #detach(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
    this.#renewal.close();
    for (const timeline of this.#timelines.values()) timeline.close();
    this.#typing.close();
    this.#drafts.close();
    this.#receipts.close();
    this.#arrivals.clear();
    this.#opened.reject(new OpenIMError(ErrorCode.SocketClosed, 'the session is closed'));
    this.connection.value = { kind: 'idle' };
  }
}
