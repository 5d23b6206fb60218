import type { Engine } from '../../connection/engine.js';
import type { Unsubscribe } from '../../util/emitter.js';
import { openSync, type SyncOptions } from '../sync-client.js';
import type { Sync, SyncEvents } from '../types.js';
import type { Ask } from './tab-asks.js';
import type { TabChannel } from './tab-channel.js';
import type { TabEngine } from './tab-engine.js';
import {
  sharedEvents,
  type Answer,
  type SyncQuestion,
  type TabEvent,
  type TabMessage,
  type TabQuestions,
} from './tab-messages.js';

export type LeaderHost = {
  readonly options: SyncOptions;
  readonly channel: TabChannel;
  /** This tab's view of the shared connection. */
  readonly engine: TabEngine;
  /** Called when the cache is open. */
  readonly onOpen: (sync: Sync) => void;
  readonly onEvent: (event: TabEvent) => void;
};

type Question = Pick<Ask, 'question' | 'args'>;

/** The role of the tab that has the cache and the connection, for all tabs. Lasts from its election to {@link stop}. */
export class Leader {
  readonly #host: LeaderHost;
  readonly #sync: Promise<Sync>;
  #stops: readonly Unsubscribe[] = [];
  #opened: Sync | undefined;
  #isOver = false;

  constructor(host: LeaderHost) {
    this.#host = host;
    host.channel.post({ kind: 'elected' });
    this.#sync = openSync(host.options);
    this.#sync.then(
      (sync) => {
        if (!this.#isOver) this.#start(sync);
      },
      (error: unknown) => host.options.logger.error('the cache cannot be opened', error),
    );
  }

  get #own(): Engine {
    return this.#host.options.engine;
  }

  /** Answers a question as soon as the cache is open; does not answer after {@link stop}. */
  carryOut(question: Question, reply: (answer: Answer) => void): void {
    const tell = (answer: Answer) => {
      if (!this.#isOver) reply(answer);
    };
    const begun = this.#sync.then((sync) => this.#begin(sync, question, tell));
    begun.then(
      (value) => tell({ stage: 'done', value }),
      (error: unknown) => tell({ stage: 'failed', error }),
    );
  }

  receive(message: TabMessage): void {
    const { channel } = this.#host;
    switch (message.kind) {
      case 'ping':
        channel.post({ kind: 'alive' });
        if (message.isNew && this.#opened) this.#welcome(this.#opened);
        break;
      case 'ask': {
        const { to, from, id } = message;
        if (to !== channel.id) return;
        this.carryOut(message, (answer) => channel.post({ kind: 'answer', to: from, id, answer }));
        break;
      }
      case 'reconnect':
        this.reconnect(message.token);
        break;
      case 'wake':
        if (this.#own.state.kind === 'waiting') this.#own.reconnect();
        break;
      default:
    }
  }

  /** Connects now, with `token` if given; also opens a connection that has not been opened yet. */
  reconnect(token: string | undefined): void {
    if (token !== undefined) this.#host.engine.takeToken(token);
    if (this.#own.state.kind === 'idle') this.#openOwn();
    else this.#own.reconnect(token);
    this.#tellState();
  }

  /** Closes the connection and the cache, which the next leader opens. */
  stop(): void {
    if (this.#isOver) return;
    this.#end();
    this.#sync.then(
      (sync) => sync.close(),
      () => undefined,
    );
  }

  /** Closes the connection and deletes the cache. */
  async destroy(): Promise<void> {
    this.#end();
    await (await this.#sync).destroy();
  }

  #end(): void {
    this.#isOver = true;
    for (const stop of this.#stops) stop();
    this.#own.close();
  }

  #start(sync: Sync): void {
    const { engine, onOpen } = this.#host;
    this.#opened = sync;
    this.#stops = [
      ...sharedEvents.map((name) => sync.on(name, (payload) => this.#tell(eventOf(name, payload)))),
      this.#own.on('state', () => this.#tellState()),
    ];
    this.#welcome(sync);
    onOpen(sync);
    // The reason why the session was closed may still apply; a tab that wants to connect again calls `reconnect`.
    if (engine.state.kind !== 'closed') this.#openOwn();
    // The connection may have changed its state before the listener above was added.
    this.#tellState();
  }

  #welcome({ self, storeKind }: Sync): void {
    const { channel, engine } = this.#host;
    channel.post({ kind: 'welcome', snapshot: { ...engine.shared, self, storeKind } });
  }

  #openOwn(): void {
    const { credentials } = this.#host.engine;
    if (credentials && this.#own.state.kind === 'idle') this.#own.open(credentials);
  }

  async #begin(sync: Sync, { question, args }: Question, tell: (answer: Answer) => void): Promise<unknown> {
    switch (question) {
      case 'send': {
        const { stored, sent } = sync.send(...(args as TabQuestions['send']));
        await stored;
        tell({ stage: 'stored' });
        return sent;
      }
      case 'callEngine':
        return this.#own.call(...(args as TabQuestions['callEngine']));
      default: {
        const reader = sync as unknown as Record<SyncQuestion, (...args: readonly unknown[]) => Promise<unknown>>;
        return reader[question](...args);
      }
    }
  }

  #tell(event: TabEvent): void {
    this.#host.channel.post({ kind: 'event', event });
    this.#host.onEvent(event);
  }

  /** Sends the state even if it has not changed: a tab that called `reconnect` shows `connecting` until it receives it. */
  #tellState(): void {
    const { engine, channel } = this.#host;
    const { state, capabilities } = this.#own;
    if (state.kind !== 'idle') engine.show({ state, capabilities });
    channel.post({ kind: 'state', shared: engine.shared });
  }
}

function eventOf<Name extends TabEvent['name']>(name: Name, payload: SyncEvents[Name]): TabEvent {
  // The compiler does not know that name and payload belong together.
  const event: { readonly name: Name; readonly payload: SyncEvents[Name] } = { name, payload };
  return event as unknown as TabEvent;
}
