import type { Engine } from '../../connection/engine.js';
import { ErrorCode, OpenIMError, type FullUserItem } from '../../protocol/index.js';
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

/** Where this tab stands among those of its user. */
type Role =
  /** Another tab has the connection and the cache; `leaderID` is undefined until it has said so. */
  | { readonly kind: 'following'; readonly leaderID: string | undefined }
  /** This one has. */
  | { readonly kind: 'leading'; readonly leader: Leader }
  /** It takes no part: the page sleeps, or the user has logged out. */
  | { readonly kind: 'away' }
  /** Nor will it ever again. */
  | { readonly kind: 'closed' };

/**
 * As {@link openSync}, but tabs of one user share one connection and one cache: one tab leads, holds the socket and
 * writes, all others ask it and hear from it, and which one it is shows nowhere. When it closes, crashes, sleeps or does
 * not answer, the next one leads within two seconds; nothing that was asked is left without an outcome. Where the host
 * has no Web Locks or no BroadcastChannel, and with a cache that is to keep nothing, a tab has its own.
 */
export async function openSharedSync(options: SyncOptions): Promise<Sync> {
  if (options.storage === 'memory' || !canShare()) return openSync(options);
  const sync = new SharedSync(options);
  await sync.ready;
  return sync;
}

/** A sandboxed page, whose origin is opaque, has nobody to share with. */
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
    // Pages that ask for another kind of login have another connection, though the same cache.
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

  /** Resolves once somebody leads. */
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
    // Whoever leads does it; but another tab that leads may just be closing.
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

  /** After a sleep, in which nothing was heard: a user who has logged out meanwhile shows by a cache that is gone. */
  async #comeBack(): Promise<void> {
    const isAsleep = (): boolean => this.#role.kind === 'away' && !this.#isLoggedOut;
    if (!isAsleep()) return;
    // First, to hear of a logout from here on; and in turn with one that is under way.
    this.#channel.open();
    const isThere = await this.exclusively('logout', () => hasCache(this.#options));
    if (!isAsleep()) return;
    if (isThere || !this.#isReady || this.#storeKind === 'memory') this.#enter();
    else this.#handleLogout();
  }

  /** Nobody is known to lead: whoever does says so, or this tab is the next. */
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
    this.#asks.failAll(new OpenIMError(ErrorCode.SocketClosed, 'closed; the outbox is kept'));
    this.#ready.resolve();
    this.#events.clear();
  }

  #startLeading(): void {
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

  /** Another tab thought that this one does not answer, and leads now. */
  #handleDeposed(): void {
    if (this.#role.kind !== 'leading') return;
    this.#role.leader.stop();
    this.#lookForLeader();
  }

  /** Whether a leader that does not answer would be missed now. */
  #needsLeader(): boolean {
    if (this.#role.kind !== 'following') return false;
    return !this.#role.leaderID || !this.#asks.isEmpty || document.visibilityState === 'visible';
  }

  /** What was asked of the one that led has no answer any more, and its connection is gone. */
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
    // A leader that looks for one does not lead any more.
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

  /** There is a cache to ask, here or in the tab that leads. */
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

  /** The user has logged out in another tab. */
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
    // All take the token over, whoever leads.
    this.#channel.post({ kind: 'reconnect', token });
    if (this.#role.kind === 'leading') this.#role.leader.reconnect(token);
  }

  protected ask<Question extends TabQuestion>(question: Question, args: TabQuestions[Question]): Ask {
    const ask = this.#asks.add(question, args);
    if (this.#role.kind === 'closed' || this.#isLoggedOut) this.#asks.failAll(loggedOut());
    else this.#askAll();
    return ask;
  }

  /** Asks whoever leads what it was not asked yet; waits while nobody does. */
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

  #post(to: string, { id, question, args }: Ask): void {
    try {
      this.#channel.post({ kind: 'ask', to, id, question, args });
    } catch (cause) {
      const error = new OpenIMError(ErrorCode.BadArguments, `arguments cannot be encoded: ${String(cause)}`);
      this.#asks.settle(id, { stage: 'failed', error });
    }
  }
}

function loggedOut(): OpenIMError {
  return new OpenIMError(ErrorCode.NotLoggedIn, 'logged out');
}
