import type { Credentials } from '../../src/connection/engine.js';
import {
  blankMessage,
  ContentType,
  type EventFrame,
  type MethodArgs,
  type MethodName,
  type MethodResponse,
} from '../../src/protocol/index.js';
import type { SyncOptions } from '../../src/sync/sync-client.js';
import { openSharedSync } from '../../src/sync/tabs/shared-sync.js';
import type { CacheChange, ConnectionState, Sync } from '../../src/sync/types.js';
import { systemClock } from '../../src/util/clock.js';
import { Deferred } from '../../src/util/deferred.js';
import { FakeEngine } from './fake-engine.js';
import type { FakeServer } from './fake-server.js';
import { idOf } from './messages.js';
import { NoteLogger } from './note-logger.js';

/** Is online as soon as somebody opens it. */
class ReadyEngine extends FakeEngine {
  readonly opened: Credentials[] = [];
  readonly #held = new Map<MethodName, Deferred<void>>();
  /** Until then it stays connecting. */
  isReachable = true;

  override open(credentials: Credentials): void {
    super.open(credentials);
    this.opened.push(credentials);
    if (this.isReachable) this.connect();
  }

  /** The answer to the next call of the method never comes; resolves when it was called. */
  hold(name: MethodName): Promise<void> {
    const called = new Deferred<void>();
    this.#held.set(name, called);
    return called.promise;
  }

  override call<Name extends MethodName>(name: Name, args: MethodArgs<Name>): Promise<MethodResponse<Name>> {
    const called = this.#held.get(name);
    if (!called) return super.call(name, args);
    called.resolve();
    return new Promise(() => undefined);
  }

  override reconnect(token?: string): void {
    super.reconnect(token);
    if (this.isReachable && this.state.kind !== 'online') this.connect();
  }
}

/** alice in one of several tabs: real locks, channels and storage, a scripted connection to a server in memory. */
export class Tab {
  readonly engine: ReadyEngine;
  readonly logger = new NoteLogger();
  readonly changes: CacheChange[] = [];
  readonly frames: EventFrame[] = [];
  readonly states: ConnectionState[] = [];
  readonly sync: Promise<Sync>;

  constructor(server: FakeServer, url: string, options: Partial<SyncOptions> = {}) {
    this.engine = new ReadyEngine(server, 'alice');
    const { engine, logger } = this;
    this.sync = openSharedSync({
      engine,
      url,
      userID: 'alice',
      clock: systemClock,
      logger,
      storage: 'auto',
      isWanted: () => true,
      variant: [],
      ...options,
    });
  }

  /** Open, and connected by whichever tab leads. */
  static async open(server: FakeServer, url: string, options: Partial<SyncOptions> = {}): Promise<Tab> {
    const tab = new Tab(server, url, options);
    const sync = await tab.sync;
    sync.on('change', (change) => tab.changes.push(change));
    sync.on('frame', (frame) => tab.frames.push(frame));
    sync.engine.on('state', (state) => tab.states.push(state));
    sync.engine.open(credentials(url));
    await reaches(sync, 'online');
    // Whoever leads has heard of the tab's token when it has answered.
    await sync.getOverview();
    return tab;
  }

  /** The socket is here. */
  get leads(): boolean {
    return this.engine.state.kind !== 'idle';
  }

  async send(text: string): ReturnType<Sync['send']>['sent'] {
    const message = { ...blankMessage(), clientMsgID: idOf(text), contentType: ContentType.Text, content: text };
    return (await this.sync).send({ recvID: 'bob', groupID: '', message }).sent;
  }

  async close(): Promise<void> {
    (await this.sync).close();
  }
}

export function credentials(url: string, token = 'token'): Credentials {
  return { url, userID: 'alice', token, platformID: 5 };
}

/** Resolves when the connection is in that state. */
export function reaches(sync: Sync, kind: ConnectionState['kind']): Promise<void> {
  return new Promise((resolve) => {
    if (sync.engine.state.kind === kind) {
      resolve();
      return;
    }
    const stop = sync.engine.on('state', (state) => {
      if (state.kind !== kind) return;
      stop();
      resolve();
    });
  });
}

/** Resolves with the first change that is wanted. */
export function changes(sync: Sync, isWanted: (change: CacheChange) => boolean): Promise<CacheChange> {
  return new Promise((resolve) => {
    const stop = sync.on('change', (change) => {
      if (!isWanted(change)) return;
      stop();
      resolve(change);
    });
  });
}
