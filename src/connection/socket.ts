/** The part of the browser's WebSocket this needs; that of `ws` in Node has it as well. */
export interface WebSocketLike {
  send(text: string): void;
  close(): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'close', listener: (event: { readonly code: number }) => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/**
 * Opens a socket. One that leaves out the subprotocols, in which the token travels, works: the token comes with Login.
 * @throws when it cannot even be tried: no WebSocket here, an address that is none
 */
export type CreateSocket = (url: string, subprotocols: string[]) => WebSocketLike;

/** The host's WebSocket, looked up at each call, so that one installed later is found. */
export const hostSocket: CreateSocket = (url, subprotocols) => new WebSocket(url, subprotocols);

export type SocketHandlers = {
  onOpen(): void;
  onText(text: string): void;
  /** Once at most, and nothing after it. `code` as in WebSocket close events, 1006 when it never opened. */
  onClose(code: number, error?: unknown): void;
};

/** Close code of a connection that broke without a goodbye. */
const ABNORMAL_CLOSURE = 1006;

/**
 * One socket, from its creation to its end. All listeners stand before anything can arrive; after {@link close} no
 * handler is called any more, whatever the socket still does.
 *
 * Handlers are called one at a time with a microtask in between, so that whoever awaits a reply goes on before the next
 * frame is dispatched. In pages every frame is a task of its own anyway; in Node one packet can bring several at once.
 */
export class Socket {
  readonly #handlers: SocketHandlers;
  readonly #events: (() => void)[] = [];
  #webSocket: WebSocketLike | undefined;
  #dispatching = false;
  /** Whether the end has come, from either side: nothing is heard after it. */
  #ended = false;

  constructor(open: () => WebSocketLike, handlers: SocketHandlers) {
    this.#handlers = handlers;
    try {
      const webSocket = open();
      webSocket.addEventListener('open', () => {
        this.#enqueue(() => {
          handlers.onOpen();
        });
      });
      webSocket.addEventListener('message', ({ data }) => {
        if (typeof data !== 'string') return;
        this.#enqueue(() => {
          handlers.onText(data);
        });
      });
      webSocket.addEventListener('close', ({ code }) => {
        this.#enqueueClose(code);
      });
      // Always followed by `close`. Without a listener `ws` would throw.
      webSocket.addEventListener('error', () => undefined);
      this.#webSocket = webSocket;
    } catch (error) {
      this.#enqueueClose(ABNORMAL_CLOSURE, error);
    }
  }

  /** Sends a text frame; a socket that is closing swallows it, and `onClose` follows. */
  send(text: string): void {
    this.#webSocket?.send(text);
  }

  close(): void {
    this.#ended = true;
    this.#events.length = 0;
    this.#webSocket?.close();
  }

  #enqueueClose(code: number, error?: unknown): void {
    this.#enqueue(() => {
      this.#handlers.onClose(code, error);
    });
    this.#ended = true;
  }

  #enqueue(event: () => void): void {
    if (this.#ended) return;
    this.#events.push(event);
    if (this.#dispatching) return;
    this.#dispatching = true;
    this.#dispatchNext();
  }

  #dispatchNext(): void {
    queueMicrotask(() => {
      this.#events.shift()?.();
      this.#dispatching = this.#events.length > 0;
      if (this.#dispatching) this.#dispatchNext();
    });
  }
}
