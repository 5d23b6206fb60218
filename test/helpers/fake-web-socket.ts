import type { WebSocketLike } from '../../src/connection/socket.js';
import type { RequestFrame, WsResponse } from '../../src/protocol/index.js';

/**
 * A socket without a network: the test says what happens to it. `FakeWebSocket.factory()` makes sockets on demand and
 * keeps them, the newest last.
 */
export class FakeWebSocket implements WebSocketLike {
  readonly url: string;
  readonly subprotocols: readonly string[];
  readonly sent: string[] = [];
  /** Whether our side has closed it. */
  closed = false;
  /** Whether the other side or the network has ended it. */
  ended = false;
  readonly #listeners = new Map<string, ((event: never) => void)[]>();

  constructor(url: string, subprotocols: readonly string[] = []) {
    this.url = url;
    this.subprotocols = subprotocols;
  }

  static factory(): {
    sockets: FakeWebSocket[];
    createSocket: (url: string, subprotocols: string[]) => FakeWebSocket;
  } {
    const sockets: FakeWebSocket[] = [];
    return {
      sockets,
      createSocket: (url, subprotocols) => {
        const socket = new FakeWebSocket(url, subprotocols);
        sockets.push(socket);
        return socket;
      },
    };
  }

  send(text: string): void {
    this.sent.push(text);
  }

  close(): void {
    this.closed = true;
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  /** The frames sent so far. */
  get requests(): RequestFrame[] {
    return this.sent.map((text) => JSON.parse(text) as RequestFrame);
  }

  get lastRequest(): RequestFrame {
    const request = this.requests.at(-1);
    if (!request) throw new Error('Nothing was sent.');
    return request;
  }

  // ── What the other side and the network do ───────────────────────────────────────────────────────────────────────

  open(): void {
    this.#dispatch('open', {});
  }

  receive(data: unknown): void {
    this.#dispatch('message', { data });
  }

  /** A frame with the members given and the others at their defaults. */
  receiveFrame(frame: Partial<WsResponse> & { extensions?: unknown }): void {
    this.receive(JSON.stringify({ event: '', errCode: 0, errMsg: '', data: '', operationID: '', ...frame }));
  }

  /** Answers the request that was sent last. */
  reply(frame: Partial<WsResponse> & { extensions?: unknown } = {}): void {
    const { reqFuncName, operationID } = this.lastRequest;
    this.receiveFrame({ event: reqFuncName, operationID, ...frame });
  }

  end(code = 1006): void {
    this.ended = true;
    this.#dispatch('error', {});
    this.#dispatch('close', { code });
  }

  #dispatch(type: string, event: object): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event as never);
  }
}

/** Lets what the last events started run on: a macrotask begins when no microtask is left. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
