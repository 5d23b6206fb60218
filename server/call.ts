import {
  methodTable,
  type EventName,
  type Events,
  type MethodData,
  type MethodName,
} from '../src/protocol/index.js';
import type { Store } from './db/store.js';
import { EventSender, type EventData } from './events.js';
import type { FileVault } from './files/file-vault.js';
import type { Hub, LiveSession } from './hub.js';
import type { Settings } from './options.js';
import type { Output, UnbatchedEvent } from './output.js';
import type { Portions } from './portions.js';
import type { Input } from './schemas/index.js';
import type { EscapedData } from './shared-json.js';

/** What every handler may use. */
export type Services = {
  readonly store: Store;
  readonly files: Pick<FileVault, 'remove'>;
  readonly hub: Hub;
  readonly settings: Settings;
  readonly portions: Portions;
};

/** The methods that change the session itself; `Login` carries them out instead of a handler. */
export type SessionMethod = 'login' | 'logout';
export type HandledMethod = Exclude<MethodName, SessionMethod>;

declare const repliedBrand: unique symbol;
/** Proof that a handler has replied: only {@link Call.reply} and {@link Call.fail} make one. */
export type Replied = { readonly [repliedBrand]: true };

/**
 * Carries out one method. Rules for writing a handler:
 *
 * - `input` has been validated (schemas/), and the caller, `call.userID`, is allowed to do this (policies/). A handler
 *   needs nothing else of the request, and nothing else can be trusted.
 * - It is synchronous and runs inside a unit of work: everything it writes through `call.store` is committed together
 *   with its reply and events, or not at all. It changes no state in memory, because it may be rolled back or run again.
 * - The order of `call.reply(…)` and `call.to…(…)` in the code is the order on the wire. It writes first and sends after.
 * - `throw new OpenIMError(code, text)` rolls everything back and replies with the code; `return call.fail(code, text)`
 *   replies with the code and keeps what was written.
 * - Event data given as a function is computed only if a receiver is online.
 */
export type Handler<Name extends MethodName = MethodName> = (call: Call<Name>, input: Input<Name>) => Replied;
export type Handlers = { readonly [Name in HandledMethod]: Handler<Name> };

/** One request being carried out. */
export class Call<Name extends MethodName = MethodName> {
  readonly session: LiveSession;
  readonly store: Store;
  readonly settings: Settings;
  readonly nowMs: number;
  /** For code that addresses its events itself, such as deliveries. */
  readonly events: EventSender;
  readonly #files: Services['files'];
  readonly #portions: Portions;
  readonly #hub: Hub;
  readonly #output: Output;
  readonly method: Name;
  readonly #operationID: string;
  readonly #onReply: (errCode: number) => void;

  constructor(
    method: Name,
    operationID: string,
    session: LiveSession,
    { store, files, hub, settings, portions }: Services,
    output: Output,
    onReply: (errCode: number) => void,
  ) {
    this.method = method;
    this.#operationID = operationID;
    this.session = session;
    this.store = store;
    this.#files = files;
    this.#portions = portions;
    this.#hub = hub;
    this.settings = settings;
    this.nowMs = settings.clock.now();
    this.events = new EventSender(hub, output);
    this.#output = output;
    this.#onReply = onReply;
  }

  /** The authenticated user of the connection that made the request. */
  get userID(): string {
    return this.session.userID;
  }

  reply(data: MethodData<Name> | EscapedData): Replied {
    return this.#reply(0, '', data);
  }

  /** Replies with an error and keeps what was written. */
  fail(code: number, message: string): Replied {
    return this.#reply(code, message, '');
  }

  /** Sends an event only to the connection that made the request. */
  toCaller<Event extends EventName>(name: Event, data: Events[Event]): void {
    this.events.toSession(this.session, name, data);
  }

  /** Sends an event to all of the caller's connections. */
  toSelf<Event extends EventName>(name: Event, data: EventData<Event>): void {
    this.events.toUser(this.userID, name, data);
  }

  /** Sends an event to the caller's other connections. */
  toOthers<Event extends EventName>(name: Event, data: EventData<Event>): void {
    this.events.toUser(this.userID, name, data, this.session);
  }

  /** Sends an event to all connections of a user. */
  toUser<Event extends EventName>(userID: string, name: Event, data: EventData<Event>): void {
    this.events.toUser(userID, name, data);
  }

  /** Sends an event, with the same data, to all connections of several users. */
  toUsers<Event extends EventName>(userIDs: Iterable<string>, name: Event, data: EventData<Event>): void {
    this.events.toUsers(userIDs, name, data);
  }

  /** Sends one event for each of `data` to all connections of several users. */
  eachToUsers<Event extends UnbatchedEvent>(
    userIDs: Iterable<string>,
    name: Event,
    data: () => readonly Events[Event][],
  ): void {
    this.events.eachToUsers(userIDs, name, data);
  }

  /** Removes files from disk after the deletion of their rows has been committed. */
  removeFiles(fileIDs: readonly string[]): void {
    if (fileIDs.length === 0) return;
    this.#output.afterFlush(() => {
      this.#files.remove(fileIDs);
    });
  }

  /**
   * Sends what concerns many, in portions, between which other requests are answered; see {@link Portions.begin}. What is
   * begun again under the same name meanwhile is done after it, however often only once.
   */
  inPortions<Item>(
    name: string,
    items: readonly Item[],
    each: (item: Item, events: EventSender) => void,
    end: (events: EventSender) => void,
  ): void {
    const work = {
      name,
      items,
      each: (item: Item, output: Output) => {
        each(item, new EventSender(this.#hub, output));
      },
      end: (output: Output) => {
        end(new EventSender(this.#hub, output));
      },
    };
    this.#portions.begin(work, this.#output);
  }

  #reply(errCode: number, errMsg: string, data: string | EscapedData): Replied {
    const event = methodTable[this.method].wire;
    this.#output.frame(this.session, { event, errCode, errMsg, data, operationID: this.#operationID });
    this.#onReply(errCode);
    return REPLIED;
  }
}

const REPLIED = {} as unknown as Replied;
