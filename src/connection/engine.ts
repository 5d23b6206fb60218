/**
 * The interface behind which the kind of server can be exchanged. Code above an engine only uses the terms of the
 * protocol: method names, event frames, entities. It asks an engine for its capabilities, never for its kind.
 */
import type {
  EventFrame,
  InitConfig,
  MethodArgs,
  MethodName,
  MethodResponse,
  UploadedFile,
} from '../protocol/index.js';
import type { Unsubscribe } from '../util/emitter.js';

/**
 * The server and the user of a login. `token` is `''` if there is none yet: the engine then only connects when
 * {@link Engine.reconnect} brings one.
 */
export type Credentials = Readonly<Omit<InitConfig, 'operationID'>>;

/** Why there is no connection at the moment; the engine retries. */
export type LossReason =
  /** No connection could be established. */
  | 'unreachable'
  /** The connection was closed. */
  | 'lost'
  /** The server did not answer in time. */
  | 'silent'
  /** The device reports that it has no network. */
  | 'offline';

/** Why the engine has stopped connecting until the application calls `open` or `reconnect`. */
export type ClosedReason =
  /** Another login replaced this one, or an administrator ended it. */
  | 'kicked'
  /** The token has expired. */
  | 'expired'
  /** The gateway does not accept the token. */
  | 'refused'
  /** The user logged out in another tab. */
  | 'logged-out';

/**
 * The state of a connection, with the data that belongs to it. Everything else (whether the connection is usable, whether
 * it is being established) is derived from `kind`. Code, logs and user interface use the same terms.
 */
export type ConnectionState =
  | { readonly kind: 'idle' }
  /**
   * `attempt` counts the attempts since the connection was last online: from 1, or from 4 after a loss that affects all
   * clients of the gateway.
   */
  | {
      readonly kind: 'connecting';
      readonly attempt: number;
      /** Set while the engine waits for a token before it opens a socket. */
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

/** Whether the engine waits for a token before it connects. */
export function lacksToken(state: ConnectionState): boolean {
  return state.kind === 'connecting' && state.lacksToken === true;
}

export type EngineCapabilities = {
  /** A message sent twice is delivered once, and both calls succeed; otherwise check the history before resending. */
  readonly idempotentSend: boolean;
  /** The server returns what happened since a cursor (getInboxChanges) and reports changes live (OnInboxChanged). */
  readonly inboxChanges: boolean;
};

export type UploadOptions = {
  /** The name to store the file under. Default: the file's own. */
  readonly name?: string;
  /** Called with the percentage uploaded; where there is no XMLHttpRequest, only with 100 at the end. */
  readonly onProgress?: (percent: number) => void;
  /** Aborting this signal cancels the upload, which then fails with 301. */
  readonly signal?: AbortSignal;
};

export type EngineEvents = {
  /** Emitted after every change of `state`, with the new state. */
  state: ConnectionState;
  /**
   * Emitted for every event frame, in the order of arrival, except for OnConnecting, OnConnectSuccess, OnConnectFailed,
   * OnKickedOffline and OnUserTokenExpired, which `state` covers.
   */
  frame: EventFrame;
};

export interface Engine {
  readonly state: ConnectionState;
  /** What the server can do; none of it before the engine has been online. */
  readonly capabilities: EngineCapabilities;

  /**
   * Starts connecting, and keeps the connection until {@link close}: the engine reconnects by itself after a loss.
   * Replaces any previous connection. `state` shows the outcome.
   */
  open(credentials: Credentials): void;

  /**
   * Connects now instead of waiting for the next retry; connects again after `closed`. While online or connecting,
   * `token` is kept and used when the server no longer accepts the present one.
   */
  reconnect(token?: string): void;

  /** Closes the connection: rejects pending calls with 111 and sets the state to `idle`. */
  close(): void;

  /**
   * Calls a method. Always settles, after 30 s at the latest. In the state `connecting` the call waits and is sent right
   * after the login; in any other state except `online` it fails.
   * @throws {OpenIMError} the gateway's code. 111 the connection was lost, 114 no answer in time: the call may have been
   *   carried out. 112 there is no connection, 113 nor a network, 701–708 the session is over, 803 the arguments cannot
   *   be encoded or are larger than a frame: the call was certainly not sent
   */
  call<Name extends MethodName>(
    name: Name,
    args: MethodArgs<Name>,
    operationID?: string,
  ): Promise<MethodResponse<Name>>;

  /**
   * Uploads a file to the server. Needs credentials but no connection.
   * @param credentials needed if this engine was not opened, because another tab holds the connection
   * @throws {OpenIMError} 803 too large; 301 refused or cancelled; 112 unreachable, 113 offline, 114 no progress for too
   *   long; 701–708 the session is over; 810 too many at once; 1005 the server accepts no files
   */
  upload(file: Blob, options?: UploadOptions, credentials?: Credentials): Promise<UploadedFile>;

  /** Adds a listener; returns the function that removes it. */
  on<Name extends keyof EngineEvents>(event: Name, listener: (payload: EngineEvents[Name]) => void): Unsubscribe;
}
