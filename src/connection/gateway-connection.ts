import { encodeArguments, methodSpec } from '../protocol/encode-arguments.js';
import {
  decodeExtensions,
  decodeResponse,
  encodeFrame,
  ErrorCode,
  Extension,
  isEventName,
  isTokenError,
  LoginStatus,
  OpenIMError,
  type EventFrame,
  type MethodArgs,
  type MethodName,
  type MethodResponse,
  type RequestFrame,
  type UploadedFile,
  type WsResponse,
} from '../protocol/index.js';
import { systemClock, type Clock, type TimerHandle } from '../util/clock.js';
import { Emitter, type Unsubscribe } from '../util/emitter.js';
import { randomID } from '../util/ids.js';
import { consoleLogger, type Logger } from '../util/logger.js';
import { hasSocket, nextState, type ConnectionInput } from './connection-machine.js';
import {
  lacksToken,
  type ConnectionState,
  type Credentials,
  type Engine,
  type EngineCapabilities,
  type EngineEvents,
  type LossReason,
  type UploadOptions,
} from './engine.js';
import { isTooLarge } from './frame-size.js';
import { gatewayURL, subprotocolsOf, type TokenPlace } from './gateway-url.js';
import { ANSWER_AFTER_WAKE_MS, Heartbeat } from './heartbeat.js';
import { laterPart } from './later-part.js';
import { PendingCalls } from './pending-calls.js';
import { hostSocket, Socket, type CreateSocket } from './socket.js';
import { hostWakeSignals, type WakeSignals } from '../util/wake-signals.js';

/** How long one attempt may take, from opening the socket to the reply to Login. */
export const ATTEMPT_TIMEOUT_MS = 20_000;

/** Close codes of a gateway that shuts down, restarts or is overloaded: it closes all its connections with them. */
const CROWD_CLOSE_CODES: ReadonlySet<number> = new Set([1001, 1012, 1013]);

const loadUpload = laterPart(() => import('./upload.js'));

/** Assumed until a gateway announces its extensions. */
const NO_CAPABILITIES: EngineCapabilities = { idempotentSend: false, inboxChanges: false };

export type GatewayConnectionOptions = {
  /** Default: the host's timers. */
  readonly clock?: Clock;
  /** Default: the host's console. */
  readonly logger?: Logger;
  /** Default: the host's `WebSocket`. Node 20 has none: pass `(...args) => new WebSocket(...args)` with the one of `ws`. */
  readonly createSocket?: CreateSocket;
  /** Default: events of the page or worker. */
  readonly wakeSignals?: WakeSignals;
  /** In [0, 1). Default: `Math.random`. */
  readonly random?: () => number;
};

/**
 * The engine for a JSSDK gateway of the v2 line, ours or an original one (protocol 1 to 5).
 *
 * It has at most one socket, and logs in after every (re)connect. connection-machine.ts decides about the transitions of
 * `state`; this class carries out their side effects. Two invariants: only `#apply` writes the state, and whenever a
 * socket ends, `#release` settles every pending call.
 */
export class GatewayConnection implements Engine {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #createSocket: CreateSocket;
  readonly #wakeSignals: WakeSignals;
  readonly #random: () => number;

  readonly #emitter: Emitter<EngineEvents>;
  readonly #calls: PendingCalls;
  readonly #heartbeat: Heartbeat;

  #state: ConnectionState = { kind: 'idle' };
  #capabilities: EngineCapabilities = NO_CAPABILITIES;
  #credentials: Credentials | undefined;
  #socket: Socket | undefined;
  /** Where this gateway accepts the token; known once a socket has opened. */
  #tokenPlace: TokenPlace | undefined;
  #loginOperationID = '';
  /** The token that the present socket logged in with, or tries to. */
  #loginToken = '';
  /** The timer of the present state: the timeout of the attempt while connecting, the retry while waiting. */
  #timer: TimerHandle;
  #stopListening: Unsubscribe | undefined;
  readonly #unannounced: ConnectionState[] = [];
  #announcing = false;

  constructor(options: GatewayConnectionOptions = {}) {
    this.#clock = options.clock ?? systemClock;
    this.#logger = options.logger ?? consoleLogger;
    this.#createSocket = options.createSocket ?? hostSocket;
    this.#wakeSignals = options.wakeSignals ?? hostWakeSignals;
    this.#random = options.random ?? Math.random;
    this.#emitter = new Emitter(this.#logger);
    this.#calls = new PendingCalls(this.#clock);
    // The heartbeat only needs some frame to arrive, so the outcome of the call itself does not matter.
    const ask = () => void this.call('getLoginStatus', []).catch(() => undefined);
    this.#heartbeat = new Heartbeat(this.#clock, ask, () => this.#lose('silent'));
  }

  get state(): ConnectionState {
    return this.#state;
  }

  get capabilities(): EngineCapabilities {
    return this.#capabilities;
  }

  async upload(
    file: Blob,
    options: UploadOptions = {},
    credentials: Credentials | undefined = this.#credentials,
  ): Promise<UploadedFile> {
    if (!credentials) throw new OpenIMError(ErrorCode.NoSocket, 'not logged in');
    const { upload } = await loadUpload();
    return upload(credentials, file, options, this.#clock);
  }

  on<Name extends keyof EngineEvents>(event: Name, listener: (payload: EngineEvents[Name]) => void): Unsubscribe {
    return this.#emitter.on(event, listener);
  }

  open(credentials: Credentials): void {
    this.#credentials = credentials;
    this.#capabilities = NO_CAPABILITIES;
    this.#tokenPlace = undefined;
    this.#apply({ kind: 'open', hasToken: credentials.token !== '' });
  }

  reconnect(token?: string): void {
    if (token !== undefined && this.#credentials) this.#credentials = { ...this.#credentials, token };
    this.#apply({ kind: 'reconnect', hasToken: this.#credentials?.token !== '' });
  }

  close(): void {
    this.#apply({ kind: 'close' });
  }

  call<Name extends MethodName>(
    name: Name,
    args: MethodArgs<Name>,
    operationID: string = randomID(),
  ): Promise<MethodResponse<Name>> {
    const reqFuncName = methodSpec(name).wire;
    const refuse = (errCode: number, errMsg: string) =>
      Promise.reject(new OpenIMError(errCode, errMsg, { event: reqFuncName, operationID }));

    if (this.#state.kind === 'closed') return refuse(this.#state.errCode, this.#state.errMsg);
    if (!hasSocket(this.#state) && !lacksToken(this.#state)) return refuse(this.#noSocketCode(), 'not connected');
    let data: string;
    try {
      data = encodeArguments(name, args);
    } catch (error) {
      return refuse(ErrorCode.BadArguments, `arguments cannot be encoded: ${String(error)}`);
    }
    const frame: RequestFrame = { reqFuncName, operationID, userID: this.#credentials?.userID ?? '', data };
    // The gateway would close the connection, and a caller that resends after every loss would do so forever.
    if (isTooLarge(frame)) return refuse(ErrorCode.BadArguments, 'larger than a frame may be');

    // Returned without await: one more microtask, and the next frame is dispatched before the caller continues (socket.ts).
    const reply = this.#calls.add(frame);
    if (this.#state.kind === 'online') this.#sendCalls();
    return reply;
  }

  // ── State ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Feeds an input to the state machine and carries out the side effects of the change. Nothing else sets the state. */
  #apply(input: ConnectionInput): void {
    const former = this.#state;
    const state = nextState(former, input, { nowMs: this.#clock.now(), random: this.#random() });
    if (state === former) return;
    this.#state = state;
    this.#clock.clearTimeout(this.#timer);
    // Calls made while there was no token keep waiting: now for the connection that is made with it.
    const goesOn = state.kind === 'online' || (lacksToken(former) && state.kind === 'connecting');
    if (!goesOn) this.#release(state);
    switch (state.kind) {
      case 'connecting':
        this.#listenForWake();
        if (!lacksToken(state)) this.#connect();
        break;
      case 'online':
        this.#heartbeat.start();
        this.#sendCalls();
        break;
      case 'waiting':
        this.#timer = this.#clock.setTimeout(() => {
          this.#apply({ kind: 'retry' });
        }, state.retryAtMs - this.#clock.now());
        break;
      case 'idle':
      case 'closed':
        this.#stopListening?.();
        this.#stopListening = undefined;
        break;
    }
    this.#announce(state);
  }

  /** Emits every state in order, even if a listener changes the state again while it is being emitted. */
  #announce(state: ConnectionState): void {
    this.#unannounced.push(state);
    if (this.#announcing) return;
    this.#announcing = true;
    for (let next = this.#unannounced.shift(); next; next = this.#unannounced.shift()) {
      this.#emitter.emit('state', next);
    }
    this.#announcing = false;
  }

  #lose(reason: Exclude<LossReason, 'offline'>, closeCode?: number, error?: unknown): void {
    // Browsers do not tell the reason: no server there, an origin that is not admitted, or the page's security policy.
    if (!this.#tokenPlace && this.#state.kind === 'connecting' && this.#state.attempt === 1) {
      this.#logger.warn(`no gateway at ${this.#credentials?.url} answers`, error);
    }
    this.#apply({
      kind: 'lost',
      // Only consulted once the connection is lost: a gateway on the same machine is reachable without a network.
      reason: this.#wakeSignals.offline ? 'offline' : reason,
      // A gateway that cannot be reached probably cannot be reached by any other client either.
      crowd: reason === 'unreachable' || (closeCode !== undefined && CROWD_CLOSE_CODES.has(closeCode)),
    });
  }

  #end(errCode: number, errMsg: string): void {
    const reason =
      errCode === ErrorCode.Kicked ? 'kicked' : errCode === ErrorCode.TokenExpired ? 'expired' : 'refused';
    const token = this.#credentials?.token;
    // `reconnect` brought a newer token while the former was still valid: try that one.
    if (reason !== 'kicked' && token && token !== this.#loginToken) {
      this.#apply({ kind: 'open', hasToken: true });
      return;
    }
    if (reason === 'refused') {
      this.#logger.warn(`the gateway rejected ${this.#credentials?.userID}: ${errCode} ${errMsg}`);
    }
    this.#apply({ kind: 'ended', reason, errCode, errMsg });
  }

  #listenForWake(): void {
    this.#stopListening ??= this.#wakeSignals.subscribe(() => {
      this.#apply({ kind: 'retry' });
      if (this.#state.kind === 'online') this.#heartbeat.check(ANSWER_AFTER_WAKE_MS);
    });
  }

  // ── Socket ───────────────────────────────────────────────────────────────────────────────────────────────────────

  #connect(): void {
    const attempt = { opened: false };
    this.#timer = this.#clock.setTimeout(() => {
      this.#lose(attempt.opened ? 'silent' : 'unreachable');
    }, ATTEMPT_TIMEOUT_MS);
    this.#openSocket(this.#tokenPlace ?? 'subprotocol', attempt);
  }

  #openSocket(tokenPlace: TokenPlace, attempt: { opened: boolean }): void {
    const credentials = this.#credentials;
    if (!credentials) return;
    const open = () =>
      this.#createSocket(gatewayURL(credentials, tokenPlace), subprotocolsOf(credentials, tokenPlace));
    this.#socket = new Socket(open, {
      onOpen: () => {
        attempt.opened = true;
        this.#tokenPlace = tokenPlace;
        this.#sendLogin();
      },
      onText: (text) => {
        this.#receive(text);
      },
      onClose: (code, error) => {
        // Original gateways know no subprotocols, so browsers fail the handshake; try again with the token in the query.
        if (error === undefined && tokenPlace === 'subprotocol' && this.#tokenPlace === undefined) {
          this.#openSocket('query', attempt);
          return;
        }
        this.#lose(attempt.opened ? 'lost' : 'unreachable', code, error);
      },
    });
  }

  /** Ends the socket, whichever side closed it: ignores all its later events and rejects the calls that wait for it. */
  #release(state: Exclude<ConnectionState, { kind: 'online' }>): void {
    this.#heartbeat.stop();
    this.#socket?.close();
    this.#socket = undefined;
    if (state.kind === 'closed') this.#calls.rejectAll(state.errCode, state.errCode, state.errMsg);
    else {
      const errMsg = state.kind === 'idle' ? 'the connection was closed' : 'the connection was lost';
      this.#calls.rejectAll(ErrorCode.SocketClosed, this.#noSocketCode(), errMsg);
    }
  }

  #sendLogin(): void {
    if (!this.#credentials) return;
    const { userID, token, isBatch } = this.#credentials;
    this.#loginOperationID = randomID();
    this.#loginToken = token;
    this.#send({
      reqFuncName: methodSpec('login').wire,
      operationID: this.#loginOperationID,
      userID,
      data: encodeArguments('login', [{ userID, token }]),
      batchMsg: isBatch ? 1 : 0,
    });
  }

  #sendCalls(): void {
    for (const frame of this.#calls.takeUnsent()) this.#send(frame);
  }

  #send(frame: RequestFrame): void {
    this.#socket?.send(encodeFrame(frame));
  }

  #noSocketCode(): number {
    return this.#wakeSignals.offline ? ErrorCode.Offline : ErrorCode.NoSocket;
  }

  // ── Frames ───────────────────────────────────────────────────────────────────────────────────────────────────────

  #receive(text: string): void {
    this.#heartbeat.heard();
    const frame = decodeResponse(text);
    if (!frame) this.#logger.warn('a malformed frame was ignored');
    else if (isEventName(frame.event)) this.#receiveEvent(frame as EventFrame);
    else if (this.#state.kind === 'connecting' && frame.operationID === this.#loginOperationID) {
      this.#receiveLoginReply(frame, text);
    } else this.#receiveReply(frame);
  }

  #receiveEvent(frame: EventFrame): void {
    switch (frame.event) {
      // `state` covers these events, and in the same way for every kind of gateway.
      case 'OnConnecting':
      case 'OnConnectSuccess':
      case 'OnConnectFailed':
        return;
      case 'OnKickedOffline':
        this.#end(ErrorCode.Kicked, 'replaced by another login');
        return;
      case 'OnUserTokenExpired':
        this.#end(ErrorCode.TokenExpired, 'the token has expired');
        return;
      default:
        this.#emitter.emit('frame', frame);
    }
  }

  #receiveLoginReply(reply: WsResponse, text: string): void {
    const { errCode, errMsg } = reply;
    if (errCode === 0) {
      const extensions = decodeExtensions(text);
      this.#capabilities = {
        idempotentSend: extensions.includes(Extension.IdempotentSend),
        inboxChanges: extensions.includes(Extension.InboxChanges),
      };
      // Only our gateways have extensions, and they accept subprotocols: the first socket failed for another reason.
      if (extensions.length > 0) this.#tokenPlace = 'subprotocol';
      this.#apply({ kind: 'accepted' });
    } else if (isTokenError(errCode) || errCode === ErrorCode.BadRequest) {
      this.#end(errCode, errMsg);
    } else {
      // Login pending, still loading, overloaded: temporary problems of the gateway.
      this.#logger.warn(`login failed with ${errCode}; retrying`, errMsg);
      this.#lose('unreachable');
    }
  }

  #receiveReply(reply: WsResponse): void {
    this.#calls.settle(reply);
    if (reply.event === methodSpec('logout').wire && reply.errCode === 0) this.close();
    else if (isTokenError(reply.errCode)) this.#end(reply.errCode, reply.errMsg);
    else if (reply.errCode === ErrorCode.NotLoggedIn) this.#lose('lost');
    else if (reply.event === methodSpec('getLoginStatus').wire && reply.data === LoginStatus.LoggedOut) {
      this.#end(ErrorCode.Kicked, 'the gateway has ended the session');
    }
  }
}
