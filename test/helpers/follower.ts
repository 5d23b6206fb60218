import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { WebSocket } from 'ws';
import type { WebSocketLike } from '../../src/connection/socket.js';
import { OpenIMSDK } from '../../src/index.js';
import type { Sync } from '../../src/sync/types.js';
import type { GatewayFixture } from './gateway-fixture.js';
import { NoteLogger } from './note-logger.js';

const PATIENCE_MS = 30_000;
const PAGE = 1000;

/** A client of the SDK whose sockets a test can cut, and from which it can keep frames. */
export class Follower {
  readonly sdk: OpenIMSDK;
  readonly sockets: WebSocket[] = [];
  /** Which frames of the gateway get lost. */
  loses: (text: string) => boolean = () => false;
  /** What becomes of the others. */
  rewrite: (text: string) => string = (text) => text;
  lost = 0;
  /** How often it asked for changes. */
  asked = 0;
  /** How often it asked for the whole conversation list. */
  askedForList = 0;
  /** Characters of all frames that came. */
  received = 0;
  readonly #gateway: GatewayFixture;

  constructor(test: TestContext, gateway: GatewayFixture) {
    this.#gateway = gateway;
    this.sdk = new OpenIMSDK({
      storage: 'memory',
      logger: new NoteLogger(),
      createSocket: (url, subprotocols) => this.#open(url, subprotocols),
    });
    test.after(() => {
      this.sdk.close();
    });
  }

  get sync(): Sync {
    assert.ok(this.sdk.sync);
    return this.sdk.sync;
  }

  async logIn(userID: string): Promise<void> {
    const token = await this.#gateway.token(userID);
    await this.sdk.login({ userID, token, url: this.#gateway.url.replace('http', 'ws'), platformID: 5 });
  }

  /** As {@link logIn}, but without waiting for the connection. */
  async open(userID: string): Promise<void> {
    const token = await this.#gateway.token(userID);
    await this.sdk.open({ userID, token, url: this.#gateway.url.replace('http', 'ws'), platformID: 5 });
  }

  /** Breaks the connection, connects again, and resolves once the conversations are as the gateway has them. */
  async reconnect(): Promise<void> {
    const { engine, userID } = this.sync;
    engine.close();
    this.loses = () => false;
    const token = await this.#gateway.token(userID);
    const listed = this.listed();
    engine.open({ userID, token, url: this.#gateway.url.replace('http', 'ws'), platformID: 5 });
    await listed;
  }

  listed(): Promise<void> {
    return new Promise((resolve, reject) => {
      const unsubscribe = this.sync.on('listed', ({ error }) => {
        unsubscribe();
        if (error) reject(error);
        else resolve();
      });
    });
  }

  online(): Promise<void> {
    const { engine } = this.sync;
    return new Promise((resolve) => {
      const unsubscribe = engine.on('state', ({ kind }) => {
        if (kind !== 'online') return;
        unsubscribe();
        resolve();
      });
    });
  }

  /** Resolves with what the conversation says once so many messages of it, and that one, have come. */
  async until(conversationID: string, count: number, text: string): Promise<string[]> {
    const { messages } = await this.sync.getNewest(conversationID, PAGE);
    const come = new Map(messages.map(({ message }) => [message.clientMsgID, message.content]));
    const isSo = (): boolean => come.size >= count && [...come.values()].includes(text);
    let timer: NodeJS.Timeout | undefined;
    let unsubscribe = (): void => undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        timer = setTimeout(() => {
          reject(new Error(`${String(come.size)} of ${String(count)} messages have come`));
        }, PATIENCE_MS);
        unsubscribe = this.sync.on('change', (change) => {
          for (const { message } of change.messages) come.set(message.clientMsgID, message.content);
          if (isSo()) resolve();
        });
        if (isSo()) resolve();
      });
    } finally {
      clearTimeout(timer);
      unsubscribe();
    }
    return this.contents(conversationID);
  }

  /** All of the conversation, as one who scrolls up gets it. */
  async contents(conversationID: string): Promise<string[]> {
    let page = await this.sync.getNewest(conversationID, PAGE);
    const messages = [...page.messages];
    while (!page.reachesStart) {
      page = await this.sync.loadOlder(conversationID, messages[0]?.sortKey ?? Infinity, PAGE);
      if (page.messages.length === 0) break;
      messages.unshift(...page.messages);
    }
    return messages.map(({ message }) => message.content);
  }

  #open(url: string, subprotocols: string[]): WebSocketLike {
    const socket = new WebSocket(url, subprotocols);
    this.sockets.push(socket);
    const listen = (type: string, listener: (event: never) => void): void => {
      const heard = type === 'message' ? this.#filter(listener as (event: { data: string }) => void) : listener;
      socket.addEventListener(type as 'message', heard as (event: object) => void);
    };
    return {
      send: (text) => {
        if (text.includes('"GetInboxChanges"')) this.asked++;
        if (text.includes('"GetAllConversationList"')) this.askedForList++;
        socket.send(text);
      },
      close: () => {
        socket.close();
      },
      addEventListener: listen,
    };
  }

  #filter(listener: (event: { data: string }) => void) {
    return ({ data }: { data: string }): void => {
      this.received += data.length;
      if (this.loses(data)) this.lost++;
      else listener({ data: this.rewrite(data) });
    };
  }
}
