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
import type { Output } from './output.js';
import type { Input } from './schemas/index.js';
import type { EscapedData } from './shared-json.js';

/** What every handler may use. */
export type Services = {
  readonly store: Store;
  readonly files: Pick<FileVault, 'remove'>;
  readonly hub: Hub;
  readonly settings: Settings;
};

/** Login and logout change the session itself and are carried out by it. */
export type SessionMethod = 'login' | 'logout';
export type HandledMethod = Exclude<MethodName, SessionMethod>;

declare const repliedBrand: unique symbol;
/** Proof that a handler has replied: only {@link Call.reply} and {@link Call.fail} make one. */
export type Replied = { readonly [repliedBrand]: true };

/**
 * Carries out one method. How to write one:
 *
 * - `input` is validated (schemas/), `call.userID` is who asks, and may do it (policies/); nothing else of the request
 *   can be trusted or is needed.
 * - It is synchronous and runs inside a unit of work: everything it writes through `call.store` is committed with its
 *   reply and events, or not at all. It changes nothing in memory, since it may be undone or run again.
 * - The order of `call.reply(…)` and `call.to…(…)` in the code is the order on the wire. State first, then the sending.
 * - `throw new OpenIMError(code, text)` undoes everything and answers the code; `return call.fail(code, text)` answers
 *   it and keeps what was written.
 * - Event data given as a function is only made when somebody is online to get it.
 */
export type Handler<Name extends MethodName = MethodName> = (call: Call<Name>, input: Input<Name>) => Replied;
export type Handlers = { readonly [Name in HandledMethod]: Handler<Name> };

/** One request being carried out. */
export class Call<Name extends MethodName = MethodName> {
  readonly session: LiveSession;
  readonly store: Store;
  readonly settings: Settings;
  readonly nowMs: number;
  /** For what addresses events by itself, such as deliveries. */
  readonly events: EventSender;
  readonly #files: Services['files'];
  readonly #output: Output;
  readonly method: Name;
  readonly #operationID: string;
  readonly #onReply: (errCode: number) => void;

  constructor(
    method: Name,
    operationID: string,
    session: LiveSession,
    { store, files, hub, settings }: Services,
    output: Output,
    onReply: (errCode: number) => void,
  ) {
    this.method = method;
    this.#operationID = operationID;
    this.session = session;
    this.store = store;
    this.#files = files;
    this.settings = settings;
    this.nowMs = settings.clock.now();
    this.events = new EventSender(hub, output);
    this.#output = output;
    this.#onReply = onReply;
  }

  /** The caller, as the connection was authenticated. */
  get userID(): string {
    return this.session.userID;
  }

  reply(data: MethodData<Name> | EscapedData): Replied {
    return this.#reply(0, '', data);
  }

  /** Answers an error and keeps what was written. */
  fail(code: number, message: string): Replied {
    return this.#reply(code, message, '');
  }

  /** Only to the connection that asks. */
  toCaller<Event extends EventName>(name: Event, data: Events[Event]): void {
    this.events.toSession(this.session, name, data);
  }

  /** To all of the caller's connections. */
  toSelf<Event extends EventName>(name: Event, data: EventData<Event>): void {
    this.events.toUser(this.userID, name, data);
  }

  /** To the caller's other connections. */
  toOthers<Event extends EventName>(name: Event, data: EventData<Event>): void {
    this.events.toUser(this.userID, name, data, this.session);
  }

  /** To all connections of a user. */
  toUser<Event extends EventName>(userID: string, name: Event, data: EventData<Event>): void {
    this.events.toUser(userID, name, data);
  }

  /** To all connections of several users, the same data for all. */
  toUsers<Event extends EventName>(userIDs: Iterable<string>, name: Event, data: EventData<Event>): void {
    this.events.toUsers(userIDs, name, data);
  }

  /** Takes files off the disk, once it is committed that their rows are gone. */
  removeFiles(fileIDs: readonly string[]): void {
    if (fileIDs.length === 0) return;
    this.#output.afterFlush(() => {
      this.#files.remove(fileIDs);
    });
  }

  #reply(errCode: number, errMsg: string, data: string | EscapedData): Replied {
    const event = methodTable[this.method].wire;
    this.#output.frame(this.session, { event, errCode, errMsg, data, operationID: this.#operationID });
    this.#onReply(errCode);
    return REPLIED;
  }
}

const REPLIED = {} as unknown as Replied;
