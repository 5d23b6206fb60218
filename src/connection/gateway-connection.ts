import {
  decodeExtensions,
  decodeResponse,
  encodeArguments,
  encodeFrame,
  ErrorCode,
  Extension,
  isEventName,
  isTokenError,
  LoginStatus,
  MAX_FRAME_BYTES,
  methodTable,
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
import { gatewayURL, subprotocolsOf, type TokenPlace } from './gateway-url.js';
import { ANSWER_AFTER_WAKE_MS, Heartbeat } from './heartbeat.js';
import { loadPart } from './load-part.js';
import { PendingCalls } from './pending-calls.js';
import { hostSocket, Socket, type CreateSocket } from './socket.js';
import { hostWakeSignals, type WakeSignals } from '../util/wake-signals.js';

/** How long one attempt may take, from opening the socket to the answer to Login. */
export const ATTEMPT_TIMEOUT_MS = 20_000;

/** Close codes of a gateway that goes away, restarts or is overloaded: everybody is sent away with them. */
const CROWD_CLOSE_CODES: ReadonlySet<number> = new Set([1001, 1012, 1013]);

/** Until a gateway announces any. */
const NO_CAPABILITIES: EngineCapabilities = { idempotentSend: false, inboxChanges: false };

export type GatewayConnectionOptions = {
  /** Default: the host's timers. */
  readonly clock?: Clock;
  /** Default: the host's console. */
  readonly logger?: Logger;
  /** Default: the host's `WebSocket`. Node 20 has none: pass `(...args) => new WebSocket(...args)` with that of `ws`. */
  readonly createSocket?: CreateSocket;
  /** Default: the page's events. */
  readonly wakeSignals?: WakeSignals;
  /** In [0, 1). Default: `Math.random`. */
  readonly random?: () => number;
};

/**
 * The engine for a JSSDK gateway of the v2 line, ours or an original one (protocol 1 to 5).
 *
 * It keeps one socket at most, logs in on it and again after every reconnect, and says in `state` where it stands. What
 * can happen is decided in connection-machine.ts; this class carries it out. Two rules keep it honest: `#apply` alone
 * writes the state, and every way to lose a socket leads through `#release`, which settles every call.
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
  /** Known once a socket has opened. */
  #tokenPlace: TokenPlace | undefined;
  #loginOperationID = '';
  /** The token that the present socket logged in with, or tries to. */
  #loginToken = '';
  /** The one timer of the present state: of the attempt while connecting, of the retry while waiting. */
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
    // Any frame is a sign of life, so what becomes of the call itself does not matter.
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
    const { upload } = await loadPart(() => import('./upload.js'));
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
    const reqFuncName = methodTable[name].wire;
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
    // The gateway would close the connection, and whoever sends again after a loss would do so for ever.
    if (isTooLarge(frame)) return refuse(ErrorCode.BadArguments, 'larger than a frame may be');

    // Returned as it is: one more promise in between, and the caller goes on after the next frame, see socket.ts.
    const reply = this.#calls.add(frame);
    if (this.#state.kind === 'online') this.#sendCalls();
    return reply;
  }

  // ── State ────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The only place that changes the state, and does what the change asks for. */
  #apply(input: ConnectionInput): void {
    const former = this.#state;
    const state = nextState(former, input, { nowMs: this.#clock.now(), random: this.#random() });
    if (state === former) return;
    this.#state = state;
    this.#clock.clearTimeout(this.#timer);
    // Calls that waited for a token now wait for the connection made with it.
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

  /** Tells listeners about every state in order, also when one of them changes the state again. */
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
    // Browsers do not say why: nobody is there, the page's origin is not admitted, or its policy forbids it.
    if (!this.#tokenPlace && this.#state.kind === 'connecting' && this.#state.attempt === 1) {
      this.#logger.warn(`no gateway at ${this.#credentials?.url} answers`, error);
    }
    this.#apply({
      kind: 'lost',
      // What the device says is only believed once there is no connection: one to this machine needs no network.
      reason: this.#wakeSignals.offline ? 'offline' : reason,
      // A gateway that is not there is not there for anybody.
      crowd: reason === 'unreachable' || (closeCode !== undefined && CROWD_CLOSE_CODES.has(closeCode)),
    });
  }

  #end(errCode: number, errMsg: string): void {
    const reason =
      errCode === ErrorCode.Kicked ? 'kicked' : errCode === ErrorCode.TokenExpired ? 'expired' : 'refused';
    const token = this.#credentials?.token;
    // A newer one came while the former was still good: try that.
    if (reason !== 'kicked' && token && token !== this.#loginToken) {
      this.#apply({ kind: 'open', hasToken: true });
      return;
    }
    if (reason === 'refused') {
      this.#logger.warn(`the gateway refuses ${this.#credentials?.userID}: ${errCode} ${errMsg}`);
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
        // Either an original gateway, which knows no subprotocols, or none at all: the next try will show.
        if (error === undefined && tokenPlace === 'subprotocol' && this.#tokenPlace === undefined) {
          this.#openSocket('query', attempt);
          return;
        }
        this.#lose(attempt.opened ? 'lost' : 'unreachable', code, error);
      },
    });
  }

  /** The end of every socket, whoever ended it: nothing it still does is heard, and nobody is left waiting for it. */
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
    const { userID, token, batchMessages } = this.#credentials;
    this.#loginOperationID = randomID();
    this.#loginToken = token;
    this.#send({
      reqFuncName: methodTable.login.wire,
      operationID: this.#loginOperationID,
      userID,
      data: encodeArguments('login', [{ userID, token }]),
      batchMsg: batchMessages ? 1 : 0,
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
      // What the state says already, and in one voice for every kind of gateway.
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
      // It is one of our own, whatever kept the first socket from opening.
      if (extensions.length > 0) this.#tokenPlace = 'subprotocol';
      this.#apply({ kind: 'accepted' });
    } else if (isTokenError(errCode) || errCode === ErrorCode.BadRequest) {
      this.#end(errCode, errMsg);
    } else {
      // Login pending, still loading, overloaded: the gateway's own trouble, which passes.
      this.#logger.warn(`login failed with ${errCode} and will be tried again`, errMsg);
      this.#lose('unreachable');
    }
  }

  #receiveReply(reply: WsResponse): void {
    this.#calls.settle(reply);
    if (reply.event === methodTable.logout.wire && reply.errCode === 0) this.close();
    else if (isTokenError(reply.errCode)) this.#end(reply.errCode, reply.errMsg);
    else if (reply.errCode === ErrorCode.NotLoggedIn) this.#lose('lost');
    else if (reply.event === methodTable.getLoginStatus.wire && reply.data === LoginStatus.LoggedOut) {
      this.#end(ErrorCode.Kicked, 'the gateway has ended the session');
    }
  }
}

/** What one character of `data` can become in the frame at most: an escape of six bytes. */
const MAX_BYTES_PER_CHARACTER = 6;

function isTooLarge(frame: RequestFrame): boolean {
  if (frame.data.length * MAX_BYTES_PER_CHARACTER < MAX_FRAME_BYTES / 2) return false;
  return new TextEncoder().encode(encodeFrame(frame)).length > MAX_FRAME_BYTES;
}
