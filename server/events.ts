import { ErrorCode, type EventName, type Events } from '../src/protocol/index.js';
import type { Hub, LiveSession } from './hub.js';
import type { Output, Receiver } from './output.js';
import type { EscapedData } from './shared-json.js';

/** An event's data, or how to make it: only called when somebody is there to get it. */
export type EventData<Name extends EventName> = Events[Name] | EscapedData | (() => Events[Name] | EscapedData);

/**
 * Addresses events to their receivers (protocol 5.1). Events go only to users who are online; what
 * the others miss is in the database.
 */
export class EventSender {
  readonly #hub: Hub;
  readonly #output: Output;

  constructor(hub: Hub, output: Output) {
    this.#hub = hub;
    this.#output = output;
  }

  /** To one connection. */
  toSession<Name extends EventName>(session: Receiver, name: Name, data: Events[Name]): void {
    this.#output.event([session], name, data);
  }

  /** To all connections of a user, except one where given. */
  toUser<Name extends EventName>(userID: string, name: Name, data: EventData<Name>, except?: LiveSession): void {
    const sessions = [...this.#hub.sessionsOf(userID)].filter((session) => session !== except);
    if (sessions.length > 0) this.#output.event(sessions, name, valueOf(data));
  }

  /** To those connections of a user that asked for extensions. */
  toExtended<Name extends EventName>(userID: string, name: Name, data: EventData<Name>): void {
    const sessions = [...this.#hub.sessionsOf(userID)].filter(({ extended }) => extended);
    if (sessions.length > 0) this.#output.event(sessions, name, valueOf(data));
  }

  /** To all connections of several users, the same data for all of them. */
  toUsers<Name extends EventName>(userIDs: Iterable<string>, name: Name, data: EventData<Name>): void {
    const sessions = [...userIDs].flatMap((userID) => [...this.#hub.sessionsOf(userID)]);
    if (sessions.length > 0) this.#output.event(sessions, name, valueOf(data));
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

  /** The user was told of everything in their inbox up to `seq`, provided that a connection of theirs is still open. */
  noteSeen(userID: string, seq: number): void {
    const sessions = [...this.#hub.sessionsOf(userID)];
    this.#output.afterFlush(() => {
      if (sessions.some(({ isOpen }) => isOpen)) this.#hub.noteSeen(userID, seq);
    });
  }

  isOnline(userID: string): boolean {
    return this.#hub.isOnline(userID);
  }
}

function valueOf<Name extends EventName>(data: EventData<Name>): Events[Name] | EscapedData {
  return typeof data === 'function' ? data() : data;
}
