import assert from 'node:assert/strict';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import {
  decodeResponse,
  encodeArguments,
  encodeFrame,
  isEventName,
  methodTable,
  type EventName,
  type Events,
  type Json,
  type MethodArgs,
  type MethodData,
  type MethodName,
  type RequestFrame,
  type WsResponse,
} from '../../src/protocol/index.js';

/** The type behind a JSON string. */
type Parsed<Data> = Data extends Json<infer Value> ? Value : never;

export type RawClientOptions = {
  readonly url: string;
  readonly userID: string;
  readonly token: string;
  /** Default 5, Web. */
  readonly platformID?: number;
  /** Ask for messages as arrays. */
  readonly batch?: boolean;
  /** Further parameters of the URL. */
  readonly query?: Record<string, string>;
};

/**
 * One socket to a gateway and nothing else: it keeps every frame in the order it came, so that tests can say what arrived,
 * where and in which order.
 */
export class RawClient {
  readonly userID: string;
  readonly socket: WebSocket;
  /** Everything that came, replies and events, since the start. */
  readonly frames: WsResponse[] = [];
  readonly #options: RawClientOptions;
  readonly #replies = new Map<string, (frame: WsResponse) => void>();
  #lastOperation = 0;
  /** How far {@link takeFrames} and {@link takeEvents} have come. */
  #taken = 0;

  private constructor(options: RawClientOptions, socket: WebSocket) {
    this.userID = options.userID;
    this.socket = socket;
    this.#options = options;
    socket.on('error', () => undefined);
    socket.on('message', (data) => {
      const frame = decodeResponse((data as Buffer).toString());
      assert(frame, `no frame: ${(data as Buffer).toString()}`);
      this.frames.push(frame);
      if (!isEventName(frame.event)) this.#replies.get(frame.operationID)?.(frame);
    });
  }

  /** A connection that has not logged in. @throws {Error} when the handshake is refused */
  static async open(options: RawClientOptions): Promise<RawClient> {
    const { userID, token, platformID = 5, query = {} } = options;
    const url = new URL(options.url.replace(/^http/, 'ws'));
    url.search = new URLSearchParams({
      sendID: userID,
      token,
      platformID: String(platformID),
      ...query,
    }).toString();
    const socket = new WebSocket(url);
    const client = new RawClient(options, socket);
    await once(socket, 'open');
    return client;
  }

  /** A logged-in connection whose frames so far are taken. */
  static async logIn(options: RawClientOptions): Promise<RawClient> {
    const client = await RawClient.open(options);
    const reply = await client.sendLogin();
    assert.equal(reply.errCode, 0, `${options.userID} cannot log in: ${reply.errMsg}`);
    await client.settle();
    client.takeFrames();
    return client;
  }

  sendLogin(token = this.#options.token): Promise<WsResponse> {
    const data = JSON.stringify({ userID: this.userID, token });
    return this.request('Login', data, { batchMsg: this.#options.batch === true ? 1 : 0 });
  }

  /** Sends a frame and resolves to its reply, whatever that says. */
  request(reqFuncName: string, data: string, members: Partial<RequestFrame> = {}): Promise<WsResponse> {
    const operationID = `${this.userID}-${++this.#lastOperation}`;
    return new Promise((resolve) => {
      this.#replies.set(operationID, (frame) => {
        this.#replies.delete(operationID);
        resolve(frame);
      });
      this.socket.send(encodeFrame({ reqFuncName, operationID, userID: this.userID, data, ...members }));
    });
  }

  /** Calls a method and resolves to its reply, whatever that says. */
  call<Name extends MethodName>(name: Name, ...args: MethodArgs<Name>): Promise<WsResponse<MethodData<Name>>> {
    return this.request(methodTable[name].wire, encodeArguments(name, args));
  }

  /** `data` of a call that succeeds. */
  async ok<Name extends MethodName>(name: Name, ...args: MethodArgs<Name>): Promise<MethodData<Name>> {
    const { errCode, errMsg, data } = await this.call(name, ...args);
    assert.equal(errCode, 0, `${name} of ${this.userID}: ${errMsg}`);
    return data;
  }

  /** The parsed `data` of a call that succeeds. */
  async get<Name extends MethodName>(name: Name, ...args: MethodArgs<Name>): Promise<Parsed<MethodData<Name>>> {
    return JSON.parse(await this.ok(name, ...args)) as Parsed<MethodData<Name>>;
  }

  /** Makes sure that a call fails with the code, and that its reply is nothing but the error. */
  async fails<Name extends MethodName>(code: number, name: Name, ...args: MethodArgs<Name>): Promise<void> {
    const { errCode, errMsg, data } = await this.call(name, ...args);
    assert.equal(errCode, code, `${name} of ${this.userID} answered ${errCode} ${errMsg}`);
    assert.equal(data, '');
    assert.notEqual(errMsg, '');
  }

  /** Resolves when everything the gateway has sent here by now has arrived: frames of a connection keep their order. */
  async settle(): Promise<void> {
    const { operationID } = await this.request('GetLoginStatus', '');
    const index = this.frames.findIndex((frame) => frame.operationID === operationID);
    this.frames.splice(index, 1);
  }

  /** What came since the last time somebody asked, in order. */
  takeFrames(): WsResponse[] {
    const frames = this.frames.slice(this.#taken);
    this.#taken = this.frames.length;
    return frames;
  }

  /** Settles, and takes the events that came; replies are left out. */
  async takeEvents(): Promise<WsResponse[]> {
    await this.settle();
    return this.takeFrames().filter(({ event }) => isEventName(event));
  }

  close(): void {
    this.socket.terminate();
  }
}

/** Names of frames, in order. */
export function names(frames: readonly WsResponse[]): string[] {
  return frames.map(({ event }) => event);
}

/** The parsed `data` of the only event by that name among `frames`. */
export function only<Name extends EventName>(frames: readonly WsResponse[], name: Name): Parsed<Events[Name]> {
  const all = every(frames, name);
  assert.equal(all.length, 1, `${name} came ${all.length} times among ${names(frames).join(', ')}`);
  return all[0]!;
}

/** The parsed `data` of each event by that name among `frames`, in order. */
export function every<Name extends EventName>(frames: readonly WsResponse[], name: Name): Parsed<Events[Name]>[] {
  return frames.filter(({ event }) => event === name).map(({ data }) => JSON.parse(data) as Parsed<Events[Name]>);
}
