import { ErrorCode, type EventName, type Events } from '../src/protocol/index.js';
import type { Hub, LiveSession } from './hub.js';
import type { Output, Receiver, UnbatchedEvent } from './output.js';
import type { EscapedData } from './shared-json.js';

/** An event's data, or a function that computes it, which is called only if a receiver is online. */
export type EventData<Name extends EventName> = Events[Name] | EscapedData | (() => Events[Name] | EscapedData);

/**
 * Addresses events to their receivers (protocol 5.1). Events go only to users who are online; the others find what they
 * missed in the database.
 */
export class EventSender {
  readonly #hub: Hub;
  readonly #output: Output;

  constructor(hub: Hub, output: Output) {
    this.#hub = hub;
    this.#output = output;
  }

  /** Sends an event to one connection. */
  toSession<Name extends EventName>(session: Receiver, name: Name, data: Events[Name]): void {
    this.#output.event([session], name, data);
  }

  /** Sends an event to all connections of a user other than `except`. */
  toUser<Name extends EventName>(userID: string, name: Name, data: EventData<Name>, except?: LiveSession): void {
    const sessions = [...this.#hub.sessionsOf(userID)].filter((session) => session !== except);
    if (sessions.length > 0) this.#output.event(sessions, name, valueOf(data));
  }

  /** Sends an event, with the same data, to those connections of several users that asked for extensions. */
  toExtended<Name extends EventName>(userIDs: Iterable<string>, name: Name, data: EventData<Name>): void {
    const sessions = this.#sessionsOf(userIDs).filter(({ extended }) => extended);
    if (sessions.length > 0) this.#output.event(sessions, name, valueOf(data));
  }

  /** Sends an event, with the same data, to all connections of several users. */
  toUsers<Name extends EventName>(userIDs: Iterable<string>, name: Name, data: EventData<Name>): void {
    const sessions = this.#sessionsOf(userIDs);
    if (sessions.length > 0) this.#output.event(sessions, name, valueOf(data));
  }

  /** Sends one event for each of `data` to all connections of several users. */
  eachToUsers<Name extends UnbatchedEvent>(
    userIDs: Iterable<string>,
    name: Name,
    data: () => readonly Events[Name][],
  ): void {
    const sessions = this.#sessionsOf(userIDs);
    if (sessions.length > 0) this.#output.events(sessions, name, data());
  }

  /** Tells a connection that its login failed or ended for the reason of `code`. */
  refusal(session: Receiver, code: number, message: string): void {
    if (code === ErrorCode.TokenExpired) this.toSession(session, 'OnUserTokenExpired', '');
    else {
      this.#output.frame(session, {
        event: 'OnConnectFailed',
        errCode: code,
        errMsg: message,
        data: '',
        operationID: '',
      });
    }
  }

  /**
   * Notes, once the output is flushed, that the user was told of everything in their inbox up to `seq`, provided that a
   * connection of theirs is still open.
   */
  noteSeen(userID: string, seq: number): void {
    const sessions = [...this.#hub.sessionsOf(userID)];
    this.#output.afterFlush(() => {
      if (sessions.some(({ isOpen }) => isOpen)) this.#hub.noteSeen(userID, seq);
    });
  }

  isOnline(userID: string): boolean {
    return this.#hub.isOnline(userID);
  }

  #sessionsOf(userIDs: Iterable<string>): LiveSession[] {
    return [...userIDs].flatMap((userID) => [...this.#hub.sessionsOf(userID)]);
  }
}

function valueOf<Name extends EventName>(data: EventData<Name>): Events[Name] | EscapedData {
  return typeof data === 'function' ? data() : data;
}
