import type { Engine } from '../../connection/engine.js';
import { ErrorCode, OpenIMError, parse, toJson, type FullUserItem } from '../../protocol/index.js';
import { databaseName, deleteCache, hasCache } from '../../storage/open-store.js';
import { Deferred } from '../../util/deferred.js';
import { Emitter, type Unsubscribe } from '../../util/emitter.js';
import { openSync, type SyncOptions } from '../sync-client.js';
import type { Sync, SyncEvents } from '../types.js';
import { AskingSync } from './asking-sync.js';
import { LeaderWatch } from './leader-watch.js';
import { Leader } from './leader.js';
import { watchPageLife } from './page-life.js';
import { TabAsks, type Ask } from './tab-asks.js';
import { TabChannel } from './tab-channel.js';
import { TabEngine } from './tab-engine.js';
import { TabLock } from './tab-lock.js';
import {
  TAB_PROTOCOL_VERSION,
  type TabEvent,
  type TabMessage,
  type TabQuestion,
  type TabQuestions,
} from './tab-messages.js';

/** The role of this tab among the tabs of its user. */
type Role =
  /** Another tab has the connection and the cache; `leaderID` is undefined until its `welcome` has arrived. */
  | { readonly kind: 'following'; readonly leaderID: string | undefined }
  /** This tab has the connection and the cache. */
  | { readonly kind: 'leading'; readonly leader: Leader }
  /** This tab does not take part: its page is suspended, or the user has logged out. */
  | { readonly kind: 'away' }
  /** This tab will never take part again. */
  | { readonly kind: 'closed' };

/**
 * Like {@link openSync}, but the tabs of one user share one connection and one cache. One tab leads: it has the socket and
 * writes to the cache; the others send it their calls and receive its events, so that all tabs behave the same. When the
 * leader is closed, crashes, is suspended or does not answer, another tab leads within two seconds, and every pending
 * call settles. Without Web Locks or BroadcastChannel, or with `storage: 'memory'`, each tab has its own.
 */
export async function openSharedSync(options: SyncOptions): Promise<Sync> {
  if (options.storage === 'memory' || !canShare()) return openSync(options);
  const sync = new SharedSync(options);
  await sync.ready;
  return sync;
}

/** Whether this page can share with others. Sandboxed pages cannot, because their origin is opaque. */
function canShare(): boolean {
  const { document, navigator, BroadcastChannel, origin } = globalThis as Partial<typeof globalThis>;
  const locks = (navigator as Partial<Navigator> | undefined)?.locks;
  return Boolean(document && locks && BroadcastChannel) && origin !== 'null';
}

class SharedSync extends AskingSync implements Sync {
  readonly engine: TabEngine;
  readonly #options: SyncOptions;
  readonly #name: string;
  readonly #events: Emitter<SyncEvents>;
  readonly #channel: TabChannel;
  readonly #asks = new TabAsks();
  readonly #watch: LeaderWatch;
  readonly #lead: TabLock;
  readonly #voice: TabLock;
  readonly #ready = new Deferred<void>();
  readonly #stopWatchingPage: Unsubscribe;
  #role: Role = { kind: 'away' };
  #isReady = false;
  #self: FullUserItem | undefined;
  #storeKind: Sync['storeKind'] = 'indexeddb';
  #notifies = false;

  constructor(options: SyncOptions) {
    super();
    const { engine: own, url, userID, variant, clock, logger } = options;
    this.#options = options;
    // Tabs with other options of the login do not share this connection, although they use the same database.
    this.#name = [databaseName(url, userID), TAB_PROTOCOL_VERSION, JSON.stringify(variant)].join(' ');
    this.#events = new Emitter(logger);
    this.#channel = new TabChannel(this.#name, (message) => this.#receive(message));
    this.#watch = new LeaderWatch({
      clock,
      isNeeded: () => this.#needsLeader(),
      ping: () => this.#channel.post({ kind: 'ping', isNew: !this.#leaderID }),
      onSilence: () => this.#lead.take(),
    });
    this.#lead = new TabLock(this.#name, {
      onGained: () => this.#startLeading(),
      onLost: () => this.#handleDeposed(),
    });
    this.#voice = new TabLock(`${this.#name} voice`, {
      onGained: () => this.#setNotifies(true),
      onLost: () => {
        this.#setNotifies(false);
        this.#voice.queue();
      },
    });
    this.engine = new TabEngine({
      logger,
      own,
      onReconnect: (token) => this.#reconnect(token),
      onClose: () => own.close(),
      call: ((...args: TabQuestions['callEngine']) => this.ask('callEngine', args).done.promise) as Engine['call'],
    });
    this.#stopWatchingPage = watchPageLife({
      onLeave: () => this.#leave('away'),
      onReturn: () => void this.#comeBack(),
      onVisible: () => {
        this.#watch.start();
        this.#channel.post({ kind: 'wake' });
      },
      onFocus: () => {
        if (!this.#notifies && this.#isIn) this.#voice.take();
      },
    });
    this.#enter();
  }

  /** Resolves once the cache is available, in this tab or in the leader. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  get userID(): string {
    return this.#options.userID;
  }

  get storeKind(): Sync['storeKind'] {
    return this.#storeKind;
  }

  get self(): FullUserItem | undefined {
    return this.#self;
  }

  get notifies(): boolean {
    return this.#notifies;
  }

  get #leaderID(): string | undefined {
    return this.#role.kind === 'following' ? this.#role.leaderID : undefined;
  }

  get #isIn(): boolean {
    return this.#role.kind === 'following' || this.#role.kind === 'leading';
  }

  get #isLoggedOut(): boolean {
    const { state } = this.engine;
    return state.kind === 'closed' && state.reason === 'logged-out';
  }

  // ── Sync ─────────────────────────────────────────────────────────────────────────────────────────────────────────

  exclusively<T>(name: string, task: () => Promise<T>): Promise<T> {
    return navigator.locks.request(`${this.#name} ${name}`, task);
  }

  on<Name extends keyof SyncEvents>(event: Name, listener: (payload: SyncEvents[Name]) => void): Unsubscribe {
    return this.#events.on(event, listener);
  }

  close(): void {
    this.#leave('closed');
  }

  async destroy(): Promise<void> {
    this.#channel.post({ kind: 'logout' });
    // The leader deletes the cache. If that is another tab, it may just be closing, so this tab deletes the cache too.
    const role = this.#role;
    const deleted = role.kind === 'leading' ? role.leader.destroy() : deleteCache(this.#options);
    const done = this.exclusively('logout', () => deleted);
    this.#leave('closed');
    await done;
  }

  // ── Taking part ──────────────────────────────────────────────────────────────────────────────────────────────────

  #enter(): void {
    if (this.#role.kind !== 'away') return;
    this.#channel.open();
    this.#lookForLeader();
    if (document.hasFocus()) this.#voice.take();
    else this.#voice.queue();
  }

  /**
   * Takes part again after the page was suspended and received no messages. If the cache has been deleted, the user has
   * logged out in another tab in the meantime.
   */
  async #comeBack(): Promise<void> {
    const isAsleep = (): boolean => this.#role.kind === 'away' && !this.#isLoggedOut;
    if (!isAsleep()) return;
    // The channel is opened first, to receive a logout from now on; the lock waits for one that is in progress.
    this.#channel.open();
    const isThere = await this.exclusively('logout', () => hasCache(this.#options));
    if (!isAsleep()) return;
    if (isThere || !this.#isReady || this.#storeKind === 'memory') this.#enter();
    else this.#handleLogout();
  }

  /** Looks for the leader with a ping, and queues for the lock, to become the leader if there is none. */
  #lookForLeader(): void {
    this.#role = { kind: 'following', leaderID: undefined };
    this.#loseLeader();
    this.#channel.post({ kind: 'ping', isNew: true });
    this.#lead.queue();
    this.#watch.start();
  }

  #leave(kind: 'away' | 'closed'): void {
    const role = this.#role;
    if (role.kind === 'closed') return;
    this.#role = { kind };
    this.#lead.giveUp();
    this.#voice.giveUp();
    this.#setNotifies(false);
    this.#watch.stop();
    this.#channel.close();
    if (role.kind === 'leading') role.leader.stop();
    this.#loseLeader();
    if (kind === 'away') return;
    this.#stopWatchingPage();
    this.#asks.failAll(new OpenIMError(ErrorCode.SocketClosed, 'closed'));
    this.#ready.resolve();
    this.#events.clear();
  }

  #startLeading(): void {
    if (!this.#isReady && !this.#options.isWanted()) this.#leave('closed');
    if (this.#role.kind !== 'following') return;
    this.#watch.stop();
    this.#loseLeader();
    const leader = new Leader({
      options: this.#options,
      channel: this.#channel,
      engine: this.engine,
      onOpen: (sync) => this.#adopt(sync),
      onEvent: (event) => this.#handleEvent(event),
    });
    this.#role = { kind: 'leading', leader };
    this.#askAll();
  }

  /** Follows another tab, which has taken the lock because this one did not answer. */
  #handleDeposed(): void {
    if (this.#role.kind !== 'leading') return;
    this.#role.leader.stop();
    this.#lookForLeader();
  }

  /** Whether this tab needs a leader that answers: it looks for one, waits for an answer, or is visible. */
  #needsLeader(): boolean {
    if (this.#role.kind !== 'following') return false;
    return !this.#role.leaderID || !this.#asks.isEmpty || document.visibilityState === 'visible';
  }

  /** Handles the loss of the leader: its pending questions will not be answered, and its connection is closed. */
  #loseLeader(): void {
    this.#asks.handleLoss();
    const { kind } = this.engine.state;
    if (kind === 'online' || kind === 'waiting') this.engine.showConnecting();
  }

  #setNotifies(notifies: boolean): void {
    if (notifies === this.#notifies) return;
    this.#notifies = notifies;
    this.#events.emit('notifies', notifies);
  }

  // ── Hearing ──────────────────────────────────────────────────────────────────────────────────────────────────────

  #receive(message: TabMessage): void {
    const role = this.#role;
    if (message.kind === 'reconnect' && message.token !== undefined) this.engine.takeToken(message.token);
    if (message.kind === 'logout') this.#handleLogout();
    else if (role.kind === 'leading') role.leader.receive(message);
    else if (role.kind === 'following') this.#follow(role.leaderID, message);
  }

  #follow(leaderID: string | undefined, message: TabMessage): void {
    const { from, kind } = message;
    // A leader that sends a ping looks for a leader itself, so it no longer leads.
    if (kind === 'elected' || (kind === 'ping' && from === leaderID)) {
      this.#watch.hear();
      this.#role = { kind: 'following', leaderID: undefined };
      this.#loseLeader();
    } else if (kind === 'welcome' && from !== leaderID) {
      this.#watch.hear();
      this.#role = { kind: 'following', leaderID: from };
      if (leaderID) this.#loseLeader();
      this.engine.show(message.snapshot);
      this.#adopt(message.snapshot);
      this.#askAll();
    } else if (kind === 'alive' || from === leaderID) {
      this.#watch.hear();
      if (kind === 'answer' && message.to === this.#channel.id) this.#asks.settle(message.id, message.answer);
      else if (kind === 'state') this.engine.show(message.shared);
      else if (kind === 'event') this.#handleEvent(message.event);
    }
  }

  /** To be called when the cache is open, in this tab or in the leader. */
  #adopt({ self, storeKind }: Pick<Sync, 'self' | 'storeKind'>): void {
    this.#self = self;
    this.#setStoreKind(storeKind);
    if (this.#isReady) this.#events.emit('reopened', undefined);
    this.#isReady = true;
    this.#ready.resolve();
  }

  #handleEvent({ name, payload }: TabEvent): void {
    if (name === 'change' && payload.self) this.#self = payload.self;
    if (name === 'storage') this.#setStoreKind(payload);
    else this.#events.emit(name, payload);
  }

  #setStoreKind(storeKind: Sync['storeKind']): void {
    if (storeKind === this.#storeKind) return;
    this.#storeKind = storeKind;
    this.#events.emit('storage', storeKind);
  }

  /** Handles a logout in another tab. */
  #handleLogout(): void {
    const { logger } = this.#options;
    if (this.#role.kind === 'leading') {
      this.#role.leader.destroy().catch((error: unknown) => logger.error('the cache cannot be deleted', error));
    }
    this.#leave('away');
    const error = loggedOut();
    this.#asks.failAll(error);
    const { errCode, errMsg } = error;
    this.engine.show({ ...this.engine.shared, state: { kind: 'closed', reason: 'logged-out', errCode, errMsg } });
  }

  // ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────

  #reconnect(token: string | undefined): void {
    if (this.#isLoggedOut) {
      this.engine.showConnecting();
      this.#enter();
    }
    // Every tab keeps the new token, because each may become the leader.
    this.#channel.post({ kind: 'reconnect', token });
    if (this.#role.kind === 'leading') this.#role.leader.reconnect(token);
  }

  protected ask<Question extends TabQuestion>(question: Question, args: TabQuestions[Question]): Ask {
    const ask = this.#asks.add(question, args);
    if (this.#role.kind === 'closed' || this.#isLoggedOut) this.#asks.failAll(loggedOut());
    else this.#askAll();
    return ask;
  }

  /** Sends the leader the questions that it has not received yet; they wait while there is no leader. */
  #askAll(): void {
    const role = this.#role;
    if (role.kind === 'leading') {
      for (const ask of this.#asks.takeUnasked()) {
        role.leader.carryOut(ask, (answer) => this.#asks.settle(ask.id, answer));
      }
    } else if (role.kind === 'following' && role.leaderID) {
      for (const ask of this.#asks.takeUnasked()) this.#post(role.leaderID, ask);
      this.#watch.start();
    }
  }

  #post(to: string, ask: Ask): void {
    const { id, question } = ask;
    try {
      this.#channel.post({ kind: 'ask', to, id, question, args: cloneable(ask) });
    } catch (cause) {
      const error = new OpenIMError(ErrorCode.BadArguments, `arguments cannot be encoded: ${String(cause)}`);
      this.#asks.settle(id, { stage: 'failed', error });
    }
  }
}

/** Returns the arguments as the gateway would receive them: a framework's proxies of objects cannot be cloned. */
function cloneable({ question, args }: Ask): readonly unknown[] {
  if (question !== 'call' && question !== 'callEngine') return args;
  const [name, given, operationID] = args as TabQuestions['callEngine'];
  return [name, parse(toJson(given)), operationID];
}

function loggedOut(): OpenIMError {
  return new OpenIMError(ErrorCode.NotLoggedIn, 'logged out');
}
