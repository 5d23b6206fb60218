/** The part of the browser's WebSocket that {@link Socket} needs; the WebSocket of `ws` has it too. */
export interface WebSocketLike {
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number }) => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/**
 * Opens a socket. An implementation may ignore the subprotocols, one of which holds the token: Login has it as well.
 * @throws if the socket cannot be created: there is no WebSocket in this environment, or the URL is invalid
 */
export type CreateSocket = (url: string, subprotocols: string[]) => WebSocketLike;

/** Creates the host's WebSocket. Looks up the class at each call, so that a polyfill installed later is found. */
export const hostSocket: CreateSocket = (url, subprotocols) => new WebSocket(url, subprotocols);

export type SocketHandlers = {
  onOpen(): void;
  onText(text: string): void;
  /** Called at most once, as the last handler. `code` as in WebSocket close events, 1006 if the socket never opened. */
  onClose(code: number, error?: unknown): void;
};

/** Close code of a connection that ended without a close frame. */
const ABNORMAL_CLOSURE = 1006;

/**
 * One WebSocket, from its creation to its end. All listeners are added before any event can fire; after {@link close}, no
 * handler is called any more, whatever events the WebSocket still fires.
 *
 * Each handler is called in a microtask of its own, so that code that awaits a reply continues before the next frame is
 * dispatched. In browsers every frame is a task of its own anyway; in Node, one packet can contain several frames.
 */
export class Socket {
  #webSocket: WebSocketLike | undefined;
  /** Settles when the handlers of all events so far have been called. */
  #dispatched = Promise.resolve();
  /** Whether either side has closed the socket; other events are ignored. */
  #ended = false;

  constructor(open: () => WebSocketLike, handlers: SocketHandlers) {
    const end = (code: number, error?: unknown) => {
      this.#dispatch(() => {
        this.#ended = true;
        handlers.onClose(code, error);
      });
    };
    try {
      const webSocket = open();
      webSocket.addEventListener('open', () => {
        this.#dispatch(() => {
          handlers.onOpen();
        });
      });
      webSocket.addEventListener('message', ({ data }) => {
        if (typeof data !== 'string') return;
        this.#dispatch(() => {
          handlers.onText(data);
        });
      });
      webSocket.addEventListener('close', ({ code }) => {
        end(code);
      });
      // `close` always follows, and is handled. Without a listener to `error`, `ws` would throw.
      webSocket.addEventListener('error', () => undefined);
      this.#webSocket = webSocket;
    } catch (error) {
      end(ABNORMAL_CLOSURE, error);
    }
  }

  /** Sends a text frame. If the socket is closing, the frame is dropped silently and `onClose` follows. */
  send(text: string): void {
    this.#webSocket?.send(text);
  }

  close(): void {
    this.#ended = true;
    this.#webSocket?.close();
  }

  #dispatch(event: () => void): void {
    this.#dispatched = this.#dispatched.then(() => {
      if (!this.#ended) event();
    });
  }
}
