import type { Duplex } from 'node:stream';
import type { RawData, WebSocket } from 'ws';
import { CloseCode, ErrorCode, LoginStatus, OpenIMError } from '../src/protocol/index.js';
import type { Clock } from './clock.js';
import { FrameBatch } from './frame-batch.js';
import type { LiveSession } from './hub.js';
import type { FrameText } from './output.js';
import type { RateLimit } from './options.js';
import { RateLimiter } from './rate-limit.js';

/** The login state of a connection. From neither of the last two states can it log in again. */
export type SessionState =
  /** Not logged in yet: only Login is answered. */
  | { readonly kind: 'none' }
  | {
      readonly kind: 'loggedIn';
      readonly tokenID: string;
      readonly expiresAtMs: number;
      readonly batch: boolean;
      readonly isGuest: boolean;
    }
  /** Answers nothing more; the socket is closed after a grace period. */
  | { readonly kind: 'loggedOut' }
  /** Kicked or expired: answers `code`. Stays open, because old clients would reconnect forever (protocol 4.5). */
  | {
      readonly kind: 'over';
      readonly code: typeof ErrorCode.Kicked | typeof ErrorCode.TokenExpired;
      /** On the monotonic clock. */
      readonly sinceMs: number;
    };

/** Returns the error that a session which is over answers. */
export function overError({ code }: Extract<SessionState, { kind: 'over' }>): OpenIMError {
  return new OpenIMError(code, code === ErrorCode.Kicked ? 'kicked' : 'token expired');
}

/** Who is on the other side, as the handshake determined. */
export type Identity = {
  readonly userID: string;
  readonly platformID: number;
  /** Where the connection comes from. */
  readonly address: string;
  /**
   * Whether the handshake's token was valid. Without one, a peer may claim any userID, so the connection must not count
   * towards that user's limit.
   */
  readonly isVerified: boolean;
  /** The client reads refusals from frames and knows our extensions (docs/protocol-extensions.md). */
  readonly extended: boolean;
};

export type SessionOptions = {
  readonly clock: Clock;
  readonly rateLimit: RateLimit;
  readonly loginRateLimit: RateLimit;
  readonly maxSendQueueBytes: number;
};

/** Handles the text of one frame, undefined for a binary frame. Later frames wait until a returned promise is settled. */
export type FrameHandler = (session: Session, text: string | undefined) => Promise<void> | undefined;

/**
 * Maximum number of frames of one connection handled in one turn of the event loop, so that a peer that sends thousands
 * at once does not hold up the others.
 */
const MAX_FRAMES_PER_TURN = 32;
/** After this long, no further frame of the connection is handled in the turn: some take a thousand times longer. */
const MAX_TURN_MS = 50;

/** A frame counts as one more request for each of this many characters. */
const LENGTH_PER_REQUEST = 16 * 1024;

/** How long a socket may take to close before it is terminated. */
const CLOSE_TIMEOUT_MS = 3000;

/**
 * One socket: keeps its login state, handles its frames one at a time, and sends its output in order and within limits.
 * It knows no methods: the dispatcher interprets the frames.
 */
export class Session implements LiveSession {
  readonly userID: string;
  readonly platformID: number;
  readonly address: string;
  readonly extended: boolean;
  readonly isVerified: boolean;
  state: SessionState = { kind: 'none' };
  /** Sweeps since the peer was last heard from. */
  silentSweeps = 0;
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #options: SessionOptions;
  readonly #limiter: RateLimiter;
  readonly #loginLimiter: RateLimiter;
  readonly #handle: FrameHandler;
  readonly #waiting: (string | undefined)[] = [];
  #closeCode: CloseCode | undefined;
  /** Whether the next frame has to wait: for a login, or for the peer to read. */
  #isBusy = false;
  #framesInTurn = 0;
  #turnBeganMs = 0;
  #isDelivering = false;

  /** @param stream the stream to which the socket writes */
  constructor(
    socket: WebSocket,
    stream: Duplex,
    identity: Identity,
    options: SessionOptions,
    handle: FrameHandler,
    onClose: (session: Session, code: number) => void,
  ) {
    // Registered first: a malformed frame is an 'error' event, and one without a listener ends the process.
    socket.on('error', () => undefined);
    const nowMs = options.clock.monotonicMs();
    this.#socket = socket;
    this.#stream = stream;
    this.userID = identity.userID;
    this.platformID = identity.platformID;
    this.address = identity.address;
    this.extended = identity.extended;
    this.isVerified = identity.isVerified;
    this.#options = options;
    this.#limiter = new RateLimiter(options.rateLimit, nowMs);
    this.#loginLimiter = new RateLimiter(options.loginRateLimit, nowMs);
    this.#handle = handle;
    socket.on('message', (data, isBinary) => {
      this.silentSweeps = 0;
      this.#waiting.push(isBinary ? undefined : textOf(data));
      this.#pump();
    });
    socket.on('pong', () => {
      this.silentSweeps = 0;
    });
    socket.on('close', (code) => {
      this.#waiting.length = 0;
      // A peer that is terminated never confirms the code with which it was closed.
      onClose(this, this.#closeCode ?? code);
    });
  }

  get batch(): boolean {
    return this.state.kind === 'loggedIn' && this.state.batch;
  }

  get isGuest(): boolean {
    return this.state.kind === 'loggedIn' && this.state.isGuest;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** Bytes queued because the peer has not read them yet. */
  get queuedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  /** The answer to GetLoginStatus. */
  get loginStatus(): LoginStatus {
    return this.state.kind === 'loggedIn' ? LoginStatus.LoggedIn : LoginStatus.LoggedOut;
  }

  /** Counts a request. Returns whether it is within the rate limit. @param length of its frame, in characters */
  takeRequest(length: number): boolean {
    const limiter = this.state.kind === 'none' ? this.#loginLimiter : this.#limiter;
    return limiter.take(this.#options.clock.monotonicMs(), 1 + Math.floor(length / LENGTH_PER_REQUEST));
  }

  /**
   * Sends frames. Those sent in one go are written together, and the queue is checked only before the first of them: a
   * login or a page of history may exceed the limit by itself, which says nothing about how fast the peer reads.
   */
  deliver(text: FrameText | FrameBatch): void {
    if (!this.isOpen) return;
    if (!this.#isDelivering) {
      if (this.queuedBytes > this.#options.maxSendQueueBytes) {
        this.close(CloseCode.SlowReader, 'reads too slowly');
        return;
      }
      this.#isDelivering = true;
      this.#stream.cork();
      queueMicrotask(() => {
        this.#isDelivering = false;
        this.#stream.uncork();
      });
    }
    if (text instanceof FrameBatch) {
      // The socket itself holds nothing back: it compresses nothing, and fragments are sent in one go.
      this.#stream.write(text.bytes);
      return;
    }
    const pieces = typeof text === 'string' ? [text] : text;
    // Each piece is a fragment of the one message, so that none has to be copied.
    for (const [index, piece] of pieces.entries()) {
      this.#socket.send(piece, { binary: false, fin: index === pieces.length - 1 });
    }
  }

  ping(): void {
    if (this.isOpen) this.#socket.ping();
  }

  /** Closes the socket with a code; terminates it if the peer does not answer in time. */
  close(code: CloseCode, reason: string): void {
    if (!this.isOpen) return;
    this.#closeCode = code;
    this.#socket.close(code, reason);
    const timer = this.#options.clock.setTimeout(() => {
      this.terminate();
    }, CLOSE_TIMEOUT_MS);
    this.#socket.once('close', () => {
      this.#options.clock.clearTimeout(timer);
    });
  }

  terminate(): void {
    this.#socket.terminate();
  }

  /**
   * Handles frames one at a time. Later frames wait for a login, which is asynchronous, and for a peer that has not read
   * its earlier answers. While frames wait, nothing more is read from the socket.
   */
  #pump(): void {
    while (!this.#isBusy && this.#waiting.length > 0 && !this.#isTurnOver) {
      if (this.#isBehind) {
        this.#stream.once('drain', this.#goOn);
        this.#isBusy = true;
        break;
      }
      const text = this.#waiting.shift();
      if (this.#framesInTurn++ === 0) {
        this.#turnBeganMs = performance.now();
        setImmediate(this.#beginTurn);
      }
      if (this.state.kind === 'loggedOut') continue;
      const pending = this.#handle(this, text);
      if (pending) this.#waitFor(pending);
    }
    if (this.#isBusy || this.#waiting.length > 0) this.#socket.pause();
    else if (this.#socket.isPaused) this.#socket.resume();
  }

  get #isTurnOver(): boolean {
    return (
      this.#framesInTurn === MAX_FRAMES_PER_TURN ||
      (this.#framesInTurn > 0 && performance.now() - this.#turnBeganMs > MAX_TURN_MS)
    );
  }

  /** Whether the peer must read its answers before it gets more. The limit is far below that for a slow reader. */
  get #isBehind(): boolean {
    // Only a stream that is full emits 'drain' when it no longer is.
    const isFull = this.isOpen && this.#stream.writableNeedDrain;
    return isFull && this.queuedBytes > this.#options.maxSendQueueBytes / 4;
  }

  readonly #beginTurn = (): void => {
    this.#framesInTurn = 0;
    this.#pump();
  };

  readonly #goOn = (): void => {
    this.#isBusy = false;
    this.#pump();
  };

  #waitFor(pending: Promise<void>): void {
    this.#isBusy = true;
    void pending.finally(this.#goOn);
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return Buffer.isBuffer(data) ? data.toString() : Buffer.from(data).toString();
}
