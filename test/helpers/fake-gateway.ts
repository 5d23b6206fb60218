import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws';
import { encodeFrame, type LoginResponse, type RequestFrame, type WsResponse } from '../../src/protocol/index.js';

/**
 * A gateway over a real socket that does what a test tells it. It answers everything with success and no data; to change
 * that, from the most to the least common:
 *
 * - `gateway.answer('GetFriendList', () => ({ data: '[]' }))` answers one method differently;
 * - `gateway.answer('SendMessage', () => undefined)` does not answer it, `await gateway.request('SendMessage')` waits
 *   for one, and `connection.reply(request)` answers it later;
 * - `connection.event('OnRecvNewMessage', data)` pushes an event;
 * - `connection.cut()` breaks the line without a goodbye, `connection.close(code)` with one;
 * - `gateway.login = () => ({ errCode: 701 })` changes the answer to Login.
 */
export class FakeGateway {
  readonly url: string;
  readonly connections: FakeConnection[] = [];
  readonly requests: { connection: FakeConnection; request: RequestFrame }[] = [];
  login: () => Partial<LoginResponse> | undefined = () => ({});
  readonly #server: WebSocketServer;
  readonly #answers = new Map<string, (request: RequestFrame) => Partial<WsResponse> | undefined>();
  readonly #watchers = new Set<() => void>();

  private constructor(server: WebSocketServer) {
    this.#server = server;
    this.url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('connection', (socket, { url }) => {
      const connection = new FakeConnection(socket, url ?? '');
      this.connections.push(connection);
      socket.on('message', (data) => {
        this.#receive(connection, JSON.parse((data as Buffer).toString()) as RequestFrame);
      });
    });
  }

  /** Listens on a free port until the test ends. An original one takes the token from the query alone. */
  static async start(test: TestContext, port = 0, kind: 'ours' | 'original' = 'ours'): Promise<FakeGateway> {
    const original: ServerOptions = {
      handleProtocols: () => false,
      verifyClient: ({ req }: { req: IncomingMessage }) =>
        new URL(req.url ?? '', 'ws://gateway').searchParams.has('token'),
    };
    const server = new WebSocketServer({ host: '127.0.0.1', port, ...(kind === 'original' ? original : {}) });
    await once(server, 'listening');
    const gateway = new FakeGateway(server);
    test.after(() => gateway.stop());
    return gateway;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  get lastConnection(): FakeConnection {
    const connection = this.connections.at(-1);
    if (!connection) throw new Error('Nobody has connected.');
    return connection;
  }

  answer(name: string, answer: (request: RequestFrame) => Partial<WsResponse> | undefined): void {
    this.#answers.set(name, answer);
  }

  /** Resolves to the `count`th request by that name, counted from the start, as soon as it is there. */
  async request(name: string, count = 1): Promise<{ connection: FakeConnection; request: RequestFrame }> {
    for (;;) {
      const found = this.requests.filter(({ request }) => request.reqFuncName === name)[count - 1];
      if (found) return found;
      await new Promise<void>((resolve) => this.#watchers.add(resolve));
    }
  }

  async stop(): Promise<void> {
    for (const client of this.#server.clients) client.terminate();
    if (this.#server.address() === null) return;
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  #receive(connection: FakeConnection, request: RequestFrame): void {
    const custom = request.reqFuncName === 'Login' ? this.login : this.#answers.get(request.reqFuncName);
    const answer = custom ? custom(request) : {};
    if (answer) connection.reply(request, answer);
    this.requests.push({ connection, request });
    for (const wake of this.#watchers) wake();
    this.#watchers.clear();
  }
}

export class FakeConnection {
  readonly path: string;
  readonly #socket: WebSocket;

  constructor(socket: WebSocket, path: string) {
    this.#socket = socket;
    this.path = path;
  }

  send(frame: WsResponse): void {
    this.#socket.send(encodeFrame(frame));
  }

  reply(request: RequestFrame, answer: Partial<LoginResponse> = {}): void {
    const { reqFuncName: event, operationID } = request;
    this.send({ event, errCode: 0, errMsg: '', data: '', operationID, ...answer });
  }

  event(event: string, data = ''): void {
    this.send({ event, errCode: 0, errMsg: '', data, operationID: '0' });
  }

  cut(): void {
    this.#socket.terminate();
  }

  close(code: number): void {
    this.#socket.close(code);
  }

  /** Resolves when the client has closed it. */
  async ended(): Promise<void> {
    if (this.#socket.readyState !== this.#socket.CLOSED) await once(this.#socket, 'close');
  }
}
