import type { TestContext } from 'node:test';
import { WebSocket } from 'ws';
import { Database, DATABASE_FILE } from '../../server/db/database.js';
import {
  OpenIMError,
  OpenIMSDK,
  parse,
  type Clock,
  type MessageItem,
  type OpenIMSDKOptions,
} from '../../src/index.js';
import type { Sync } from '../../src/sync/types.js';
import { join } from 'node:path';
import type { GatewayProcess } from './gateway-process.js';

const WEB = 5;
/** Messages of one person on their way at a time. */
const WINDOW = 40;
const PAGE = 200;

/** Whom a message is for. */
export type Target = { readonly recvID: string; readonly groupID: string };

export const toPerson = (recvID: string): Target => ({ recvID, groupID: '' });
export const toGroup = (groupID: string): Target => ({ recvID: '', groupID });

/** What a socket is made from; tests put faults into it. */
export type SocketMaker = (url: string, subprotocols: string[]) => WebSocket;

/** The class of a client, of this version or another. */
export type PersonSDK = new (options: OpenIMSDKOptions) => OpenIMSDK;

/** Somebody with the real client, its cache in memory. */
export class Person {
  readonly userID: string;
  readonly sdk: OpenIMSDK;
  /** clientMsgIDs as they were written, by target. */
  readonly written = new Map<string, string[]>();
  /** clientMsgIDs that the gateway acknowledged, known as soon as the answer is here. */
  readonly acked = new Set<string>();
  /** Called at once with each acknowledgement, before the client has seen it. */
  onAck: () => void = () => undefined;
  readonly failures: unknown[] = [];
  /** When each send was made and settled, by performance.now(). */
  readonly sends: { readonly writtenMs: number; readonly settledMs: number }[] = [];
  /** Messages that went out more than once. */
  readonly repeated = new Set<string>();
  readonly #onWire = new Set<string>();
  readonly #url: string;
  #pending = 0;
  #waiting: (() => void)[] = [];

  constructor(
    userID: string,
    url: string,
    clock: Clock,
    makeSocket: SocketMaker = (...args) => new WebSocket(...args),
    SDK: PersonSDK = OpenIMSDK,
  ) {
    this.userID = userID;
    this.#url = url;
    const silent = {
      warn: () => undefined,
      error: (text: string, cause?: unknown) => this.failures.push([text, cause]),
    };
    const createSocket: SocketMaker = (...args) => this.#watched(makeSocket(...args));
    this.sdk = new SDK({ clock, logger: silent, createSocket, storage: 'memory' });
  }

  get sync(): Sync {
    if (!this.sdk.sync) throw new Error(`${this.userID} is not logged in`);
    return this.sdk.sync;
  }

  /** Logs in, as often as it takes on a network that breaks. */
  async enter(t: TestContext, gateway: GatewayProcess): Promise<void> {
    t.after(() => {
      this.sdk.close();
    });
    const token = await gateway.token(this.userID);
    // Unlike login, it does not mind that there is no connection.
    await this.sdk.open({ userID: this.userID, token, url: this.#url, platformID: WEB });
  }

  /** Writes so many messages, to one target after the other. Resolves when the last one was handed to the client. */
  async write(count: number, targets: readonly Target[]): Promise<void> {
    for (let index = 0; index < count; index++) {
      const target = targets[index % targets.length];
      if (!target) throw new Error('nobody to write to');
      await this.#room();
      await this.writeOne(`${this.userID} ${index}`, target);
    }
  }

  /** Hands one message to the client. */
  async writeOne(text: string, target: Target): Promise<void> {
    const { data: message } = await this.sdk.createTextMessage(text);
    const { clientMsgID } = parse<MessageItem>(message);
    const key = target.recvID || target.groupID;
    this.written.set(key, [...(this.written.get(key) ?? []), clientMsgID]);
    this.#pending++;
    const writtenMs = performance.now();
    this.sdk
      .sendMessage({ ...target, message })
      .then(
        () => undefined,
        (error: unknown) => this.failures.push(error),
      )
      .finally(() => {
        this.sends.push({ writtenMs, settledMs: performance.now() });
        this.#pending--;
        this.#waiting.splice(0).forEach((resolve) => {
          resolve();
        });
      });
  }

  /** Resolves when nothing is on its way any more. */
  async settled(): Promise<void> {
    while (this.#pending > 0) await this.#change();
  }

  /**
   * All messages of a conversation as its timeline shows them, paged in from the newest to the first. A connection that was
   * made before the last fault may still be cut meanwhile: then it is read on the next one.
   */
  async timeline(conversationID: string): Promise<string[]> {
    for (;;) {
      try {
        await this.connected();
        // What the gateway has sent is here when its answer is.
        await this.sdk.getLoginStatus();
        return await this.#read(conversationID);
      } catch (error) {
        if (!(error instanceof OpenIMError && error.retryable)) throw error;
      }
    }
  }

  /** Resolves when there is a connection. */
  async connected(): Promise<void> {
    const { engine } = this.sync;
    while (engine.state.kind !== 'online') {
      await new Promise<void>((resolve) => {
        const stop = engine.on('state', () => {
          stop();
          resolve();
        });
      });
    }
  }

  async #read(conversationID: string): Promise<string[]> {
    await this.sync.refresh(conversationID);
    let page = await this.sync.getNewest(conversationID, PAGE);
    let all = page.messages;
    while (!page.reachesStart) {
      page = await this.sync.loadOlder(conversationID, all[0]?.sortKey ?? Infinity, PAGE);
      if (page.messages.length === 0 && !page.reachesStart) throw new Error(`no page below ${all[0]?.sortKey}`);
      all = [...page.messages, ...all];
    }
    return all.map(({ message }) => message.clientMsgID);
  }

  async #room(): Promise<void> {
    while (this.#pending >= WINDOW) await this.#change();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #noteAck(text: string): void {
    if (!text.startsWith('{"event":"SendMessage"')) return;
    const { errCode, data } = JSON.parse(text) as { errCode: number; data: string };
    if (errCode !== 0) return;
    this.acked.add((JSON.parse(data) as MessageItem).clientMsgID);
    this.onAck();
  }

  #watched(socket: WebSocket): WebSocket {
    const send = socket.send.bind(socket) as (data: string) => void;
    socket.send = (data: unknown) => {
      const { reqFuncName, data: argument } = JSON.parse(String(data)) as { reqFuncName: string; data: string };
      if (reqFuncName === 'SendMessage') {
        const { message } = JSON.parse(argument) as { message: string };
        const { clientMsgID } = JSON.parse(message) as MessageItem;
        if (this.#onWire.has(clientMsgID)) this.repeated.add(clientMsgID);
        this.#onWire.add(clientMsgID);
      }
      send(String(data));
    };
    socket.on('message', (frame: Buffer) => {
      this.#noteAck(frame.toString());
    });
    return socket;
  }
}

/** A message as the gateway has it on disk. */
export type StoredMessage = { clientMsgID: string; sendID: string; target: string };

/** Everything in the gateway's database, in the order of its chats. */
export function storedMessages(dataDir: string): StoredMessage[] {
  const database = new Database(join(dataDir, DATABASE_FILE), true);
  try {
    return database.all<StoredMessage>(
      `SELECT client_msg_id AS clientMsgID, send_id AS sendID, recv_id || group_id AS target FROM messages
       WHERE content_type = 101 ORDER BY send_time_ms, message_pk`,
    );
  } finally {
    database.close();
  }
}

/** How far what is there is from what was written: 0 and 0 and true, or a promise is broken. */
export function compare(
  written: readonly string[],
  there: readonly string[],
): { lost: number; doubled: number; inOrder: boolean } {
  const present = new Set(there);
  const wanted = new Set(written);
  const lost = written.filter((id) => !present.has(id)).length;
  const doubled = there.length - present.size;
  // Each where it stands first.
  const order = [...present].filter((id) => wanted.has(id));
  const expected = written.filter((id) => present.has(id));
  return { lost, doubled, inOrder: order.every((id, index) => id === expected[index]) };
}
