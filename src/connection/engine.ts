/**
 * The seam where a different server plugs in. Everything above an engine speaks the seed's terms: method names, event
 * frames, entities. What is particular to one kind of server stays behind this interface. Ask an engine what it can do,
 * never which one it is.
 */
import type { EventFrame, MethodArgs, MethodName, MethodResponse, UploadedFile } from '../protocol/index.js';
import type { Unsubscribe } from '../util/emitter.js';

/** Whom to log in as, and where. */
export type Credentials = {
  readonly url: string;
  /** Where REST is. Default: at the host of `url`. */
  readonly apiUrl?: string;
  readonly userID: string;
  /** `''` where there is none yet: then no connection is tried before {@link Engine.reconnect} brings one. */
  readonly token: string;
  readonly platformID: number;
  /** Receive messages as arrays (OnRecvNewMessages). */
  readonly batchMessages: boolean;
};

/** Why there is no connection although one is wanted. */
export type LossReason =
  /** It could not be made. */
  | 'unreachable'
  /** It was cut. */
  | 'lost'
  /** Nothing came back for too long. */
  | 'silent'
  /** The device says that it has no network. */
  | 'offline';

/** Why no connection is made any more until somebody asks for one. */
export type ClosedReason =
  /** Another login took this one's place, or an administrator ended it. */
  | 'kicked'
  /** The token's time is over. */
  | 'expired'
  /** The gateway does not accept the token. */
  | 'refused'
  /** The user logged out in another tab. */
  | 'logged-out';

/**
 * The one state of a connection. It carries its own data; anything else one may want to know (is it usable, is it
 * trying) is derived from `kind`. The words are the same in code, logs and on screen.
 */
export type ConnectionState =
  | { readonly kind: 'idle' }
  /** `attempt` counts since the last time it was online: from 1, or from 4 when the gateway sent everybody away or is not there. */
  | {
      readonly kind: 'connecting';
      readonly attempt: number;
      /** Nothing is tried before there is a token. */
      readonly lacksToken?: true;
    }
  | { readonly kind: 'online'; readonly sinceMs: number }
  | {
      readonly kind: 'waiting';
      readonly attempt: number;
      readonly retryAtMs: number;
      readonly reason: LossReason;
    }
  | { readonly kind: 'closed'; readonly reason: ClosedReason; readonly errCode: number; readonly errMsg: string };

/** Whether it is a token that is waited for. */
export function lacksToken(state: ConnectionState): boolean {
  return state.kind === 'connecting' && state.lacksToken === true;
}

export type EngineCapabilities = {
  /** Sending the same clientMsgID twice delivers once and succeeds twice; without it, look before resending. */
  readonly idempotentSend: boolean;
  /** It answers what happened since a cursor (getInboxChanges), and tells of it live (OnInboxChanged). */
  readonly inboxChanges: boolean;
};

export type UploadOptions = {
  /** Default: the file's own. */
  readonly name?: string;
  /** How many percent have gone out; hosts without XMLHttpRequest only say 100 at the end. */
  readonly onProgress?: (percent: number) => void;
  /** Aborting it cancels the upload, which then fails with 301. */
  readonly signal?: AbortSignal;
};

export type EngineEvents = {
  /** After every change of `state`, with the new one. */
  state: ConnectionState;
  /**
   * Every event frame, in the order of arrival, but for what `state` says better: OnConnecting, OnConnectSuccess,
   * OnConnectFailed, OnKickedOffline and OnUserTokenExpired are never among them.
   */
  frame: EventFrame;
};

export interface Engine {
  readonly state: ConnectionState;
  /** Known once online; nothing is assumed before that. */
  readonly capabilities: EngineCapabilities;

  /**
   * Starts connecting, and keeps the connection until {@link close}: lost connections come back by themselves. Replaces a
   * former connection. Outcomes show in `state`.
   */
  open(credentials: Credentials): void;

  /**
   * Tries at once instead of when the wait is over; takes over again after `closed`. When online or connecting, `token` is
   * used as soon as the present one is not taken any more.
   */
  reconnect(token?: string): void;

  /** Ends the connection; pending calls are rejected with 111, the state becomes `idle`. */
  close(): void;

  /**
   * Calls a method. Settles in any case, after 30 s at the latest. While `connecting` the call waits for the login and is
   * sent right after it; otherwise it needs `online`.
   * @throws {OpenIMError} the gateway's code. 111 the connection was lost, 114 no answer in time: the call may have been
   *   carried out. 112 there is no connection, 113 nor a network, 701–708 the session is over, 803 the arguments cannot
   *   be encoded or are larger than a frame: it was certainly not sent
   */
  call<Name extends MethodName>(
    name: Name,
    args: MethodArgs<Name>,
    operationID?: string,
  ): Promise<MethodResponse<Name>>;

  /**
   * Stores a file with the server. Absent where a server takes none. Needs credentials, not a connection.
   * @param credentials whose, while the engine is not open: another tab may hold the connection
   * @throws {OpenIMError} 803 too large; 301 refused or cancelled; 112 not reached, 113 offline, 114 nothing went out for too
   *   long; 701–708 the session is over; 810 too many at once
   */
  upload?(file: Blob, options?: UploadOptions, credentials?: Credentials): Promise<UploadedFile>;

  on<Name extends keyof EngineEvents>(event: Name, listener: (payload: EngineEvents[Name]) => void): Unsubscribe;
}
