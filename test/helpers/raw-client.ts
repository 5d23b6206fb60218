import { WebSocket } from 'ws';
import {
  decodeResponse,
  encodeArguments,
  isEventName,
  methodTable,
  parse,
  type EventName,
  type EventFrame,
  type Events,
  type Json,
  type MethodArgs,
  type MethodData,
  type MethodName,
  type WsResponse,
} from '../../src/protocol/index.js';

/**
 * How long an answer or event is waited for before the test fails and says what it waited for. It judges nobody: a thousand
 * messages alone can take a busy machine many seconds.
 */
const PATIENCE_MS = 60_000;
/** How many of the names that came instead are told. */
const NAMES_TOLD = 20;

type DataOf<Name extends EventName> = Events[Name] extends Json<infer Data> ? Data : never;

type Waiter = { matches: (frame: WsResponse) => boolean; resolve: (frame: WsResponse) => void };

/**
 * A socket to a gateway that hides nothing: every frame is kept in the order it came. Replies are awaited by their
 * operationID, events by their name; to show that nothing came, let {@link settle} make a round trip and look at
 * {@link eventNames}.
 */
export class RawClient {
  readonly userID: string;
  readonly token: string;
  readonly socket: WebSocket;
  /** Every frame since the start, or since {@link forget}. */
  frames: WsResponse[] = [];
  readonly #closed: Promise<number>;
  readonly #waiters = new Set<Waiter>();
  #operations = 0;

  constructor(socket: WebSocket, userID: string, token: string) {
    this.socket = socket;
    this.userID = userID;
    this.token = token;
    this.#closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => {
      const frame = decodeResponse(data.toString());
      if (!frame) throw new Error(`The gateway sent what is no frame: ${data.toString()}`);
      this.frames.push(frame);
      for (const waiter of [...this.#waiters]) {
        if (!waiter.matches(frame)) continue;
        this.#waiters.delete(waiter);
        waiter.resolve(frame);
      }
    });
  }

  /** Resolves when the socket is open. @throws {Error} with the HTTP status when the handshake is refused */
  static open(
    url: string,
    userID: string,
    token: string,
    headers: Record<string, string> = {},
  ): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, { headers });
      const client = new RawClient(socket, userID, token);
      socket.once('open', () => {
        resolve(client);
      });
      socket.once('error', reject);
    });
  }

  /** The code the gateway closes, or closed, the socket with. */
  async closeCode(): Promise<number> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        reject(new Error(`${this.userID} waited for its socket to be closed`));
      }, PATIENCE_MS);
    });
    return Promise.race([this.#closed, late]).finally(() => {
      clearTimeout(timer);
    });
  }

  /** Calls a method as the original clients encode it; the whole reply, whatever its errCode. */
  call<Name extends MethodName>(name: Name, ...args: MethodArgs<Name>): Promise<WsResponse<MethodData<Name>>> {
    return this.request(methodTable[name].wire, encodeArguments(name, args));
  }

  /** As {@link call}. @throws {Error} unless it succeeds. */
  async ok<Name extends MethodName>(name: Name, ...args: MethodArgs<Name>): Promise<MethodData<Name>> {
    const { errCode, errMsg, data } = await this.call(name, ...args);
    if (errCode !== 0) throw new Error(`${name} failed with ${errCode}: ${errMsg}`);
    return data;
  }

  /** As {@link call}, for its errCode. */
  async code<Name extends MethodName>(name: Name, ...args: MethodArgs<Name>): Promise<number> {
    return (await this.call(name, ...args)).errCode;
  }

  /** Sends a request with `data` as it stands, and waits for the reply with its operationID. */
  request(reqFuncName: string, data: unknown = '', more: object = {}): Promise<WsResponse> {
    const operationID = `${this.userID}-${++this.#operations}`;
    const reply = this.next(`the reply to ${reqFuncName}`, (frame) => frame.operationID === operationID);
    this.send({ reqFuncName, operationID, userID: this.userID, data, ...more });
    return reply;
  }

  /** Sends anything: an object as JSON, text as it is. */
  send(frame: object | string): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  logIn(more: object = {}): Promise<WsResponse> {
    return this.request('Login', JSON.stringify({ userID: this.userID, token: this.token }), more);
  }

  /** The first event of the name, also one that came already; of several, the one that `matches`. */
  event<Name extends EventName>(
    name: Name,
    matches: (frame: EventFrame<Name>) => boolean = () => true,
  ): Promise<EventFrame<Name>> {
    const isIt = (frame: WsResponse): boolean => frame.event === name && matches(frame as EventFrame<Name>);
    const found = this.frames.find(isIt);
    return (found ? Promise.resolve(found) : this.next(name, isIt)) as Promise<EventFrame<Name>>;
  }

  /** The parsed data of {@link event}. */
  async eventData<Name extends EventName>(name: Name): Promise<DataOf<Name>> {
    return parse<DataOf<Name>>((await this.event(name)).data as Json<DataOf<Name>>);
  }

  /** Everything the gateway sent before now has arrived when this resolves. */
  async settle(): Promise<void> {
    await this.request('GetLoginStatus');
    this.frames = this.frames.filter(({ event }) => event !== 'GetLoginStatus');
  }

  /** Names of the frames that came, in order: events and replies. */
  get names(): string[] {
    return this.frames.map(({ event }) => event);
  }

  get eventNames(): string[] {
    return this.names.filter(isEventName);
  }

  /** Settles, and drops what came so far. */
  async forget(): Promise<void> {
    await this.settle();
    this.frames = [];
  }

  /** Resolves when the socket is closed. */
  async close(): Promise<void> {
    this.socket.close();
    await this.#closed;
  }

  next(what: string, matches: (frame: WsResponse) => boolean): Promise<WsResponse> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { matches, resolve: settle };
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(
          new Error(
            `${this.userID} waited for ${what} and got ${String(this.frames.length)} frames, at last ${this.names.slice(-NAMES_TOLD).join(', ')}`,
          ),
        );
      }, PATIENCE_MS);
      // What a test no longer waits for, as when its gateway is killed, does not keep its process.
      timer.unref();
      function settle(frame: WsResponse): void {
        clearTimeout(timer);
        resolve(frame);
      }
      this.#waiters.add(waiter);
    });
  }
}
