import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import {
  blankMessage,
  ContentType,
  decodeResponse,
  encodeArguments,
  encodeFrame,
  methodTable,
  Platform,
  toJson,
  type MethodArgs,
  type MethodData,
  type MethodName,
} from '../../src/protocol/index.js';

type Listener = (event: string, frame: Buffer) => void;

/**
 * A client that costs next to nothing: it reads only the name of a frame, and parses only replies that are waited for, so
 * that on a machine with two cores the gateway's work is measured and not the clients'.
 */
export class LoadClient {
  readonly userID: string;
  /** Called for every frame with its event's name. */
  onFrame: Listener = () => undefined;
  bytesIn = 0;
  readonly #socket: WebSocket;
  readonly #replies = new Map<string, { settle: (frame: Buffer) => void; reject: (error: Error) => void }>();
  #operations = 0;

  private constructor(socket: WebSocket, userID: string) {
    this.#socket = socket;
    this.userID = userID;
    socket.on('message', (data: Buffer) => {
      this.bytesIn += data.length;
      const event = eventOf(data);
      this.onFrame(event, data);
      if (this.#replies.size > 0) this.#settle(data);
    });
    socket.on('close', () => {
      for (const { reject } of this.#replies.values()) reject(new Error('the connection ended'));
      this.#replies.clear();
    });
  }

  /** Resolves when the socket is open. */
  static async open(port: number, userID: string, token: string): Promise<LoadClient> {
    const query = new URLSearchParams({ sendID: userID, token, platformID: '5' });
    const socket = new WebSocket(`ws://127.0.0.1:${port}/?${query}`, {
      perMessageDeflate: false,
      skipUTF8Validation: true,
    });
    await once(socket, 'open');
    return new LoadClient(socket, userID);
  }

  static async connect(port: number, userID: string, token: string): Promise<LoadClient> {
    const client = await LoadClient.open(port, userID, token);
    await client.logIn(token);
    return client;
  }

  async logIn(token: string): Promise<void> {
    await this.call('login', { userID: this.userID, token, url: '', platformID: Platform.Web });
  }

  /** Calls a method. @throws {Error} if it fails, or the connection ends before */
  call<Name extends MethodName>(name: Name, ...args: MethodArgs<Name>): Promise<MethodData<Name>> {
    return new Promise((resolve, reject) => {
      const operationID = `${this.userID}-${++this.#operations}`;
      const settle = (frame: Buffer): void => {
        const reply = decodeResponse(frame.toString());
        if (reply?.errCode === 0) resolve(reply.data);
        else reject(new Error(`${name} failed with ${String(reply?.errCode)}: ${String(reply?.errMsg)}`));
      };
      this.#replies.set(operationID, { settle, reject });
      this.send(
        encodeFrame({
          reqFuncName: methodTable[name].wire,
          operationID,
          userID: this.userID,
          data: encodeArguments(name, args),
        }),
      );
    });
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  async close(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
  }

  /** Finds the call by the operationID, with which every reply ends. */
  #settle(frame: Buffer): void {
    const end = frame.toString('latin1', Math.max(0, frame.length - 120));
    const operationID = /"operationID":"([^"]*)"/.exec(end)?.[1];
    const reply = operationID === undefined ? undefined : this.#replies.get(operationID);
    if (operationID === undefined || !reply) return;
    this.#replies.delete(operationID);
    reply.settle(frame);
  }
}

const NAME_START = '{"event":"'.length;

function eventOf(frame: Buffer): string {
  return frame.toString('latin1', NAME_START, frame.indexOf(0x22, NAME_START));
}

const ID_MARK = '@@client-message-id@@';
const TEXT_MARK = '@@text@@';

/** Returns a function that makes frames to send texts to one address, each message complete as original clients send it. */
export function textSender(
  userID: string,
  to: { recvID: string } | { groupID: string },
): (text: string) => { clientMsgID: string; frame: string } {
  const message = {
    ...blankMessage(),
    clientMsgID: ID_MARK,
    sendID: userID,
    contentType: ContentType.Text,
    content: TEXT_MARK,
    createTime: 1,
  };
  const address = { recvID: '', groupID: '', ...to };
  const data = encodeArguments('sendMessage', [{ ...address, message: toJson(message) }]);
  const template = encodeFrame({ reqFuncName: 'SendMessage', operationID: ID_MARK, userID, data });
  return (text) => {
    const clientMsgID = randomUUID().replaceAll('-', '');
    return { clientMsgID, frame: template.replaceAll(ID_MARK, clientMsgID).replace(TEXT_MARK, text) };
  };
}
