import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createGateway, type Gateway, type GatewayOptions } from '../../server/gateway.js';
import {
  blankMessage,
  HANDSHAKE_IN_FRAME,
  HANDSHAKE_PARAMETER,
  parse,
  toJson,
  type Json,
  type MessageItem,
} from '../../src/protocol/index.js';
import { ManualClock } from './manual-clock.js';
import { RawClient } from './raw-client.js';

export const SECRET = 'a secret for tests only';
const WEB = 5;

type ConnectOptions = {
  /** Default 5, Web. */
  platformID?: number;
  /** Default: a new one for the user and platform. */
  token?: string;
  /** What the client asks of the gateway beyond the protocol. */
  extended?: boolean;
  batch?: boolean;
  headers?: Record<string, string>;
};

/**
 * A real gateway in this process: real sockets, a real SQLite file in a directory of its own, time that stands still
 * until the test moves it. It ends with the test.
 */
export class GatewayFixture {
  readonly clock: ManualClock;
  readonly dataDir: string;
  readonly #options: GatewayOptions;
  #gateway: Gateway;

  private constructor(clock: ManualClock, options: GatewayOptions, gateway: Gateway) {
    this.clock = clock;
    this.dataDir = options.dataDir;
    this.#options = options;
    this.#gateway = gateway;
  }

  static async start(t: TestContext, options: Partial<GatewayOptions> = {}): Promise<GatewayFixture> {
    const dataDir = await mkdtemp(join(tmpdir(), 'openim-gateway-'));
    const clock = new ManualClock();
    const all: GatewayOptions = { dataDir, secret: SECRET, port: 0, clock, logLevel: 'silent', ...options };
    const fixture = new GatewayFixture(clock, all, await createGateway(all));
    t.after(async () => {
      await fixture.stop();
      await rm(dataDir, { recursive: true, force: true });
    });
    return fixture;
  }

  get url(): string {
    return this.#gateway.url;
  }

  async stop(): Promise<void> {
    await this.#gateway.close();
  }

  /** Starts again on the same data, on another port. */
  async restart(): Promise<void> {
    await this.stop();
    this.#gateway = await createGateway(this.#options);
  }

  /** A REST call; the answer with its HTTP status. */
  async post(
    path: string,
    body: object,
  ): Promise<{ status: number; errCode: number; errMsg: string; data?: never }> {
    const response = await fetch(this.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, ...((await response.json()) as { errCode: number; errMsg: string }) };
  }

  /** Makes users; their nickname is their ID in capitals. */
  async register(...userIDs: string[]): Promise<void> {
    for (const userID of userIDs) {
      const nickname = userID.toUpperCase();
      const answer = await this.post('/auth/user_register', { secret: SECRET, platform: WEB, userID, nickname });
      if (answer.errCode !== 0) throw new Error(`${userID} was not registered: ${answer.errMsg}`);
    }
  }

  async token(userID: string, platform = WEB): Promise<string> {
    const answer = await this.post('/auth/user_token', { secret: SECRET, platform, userID });
    if (answer.errCode !== 0) throw new Error(`no token for ${userID}: ${answer.errMsg}`);
    return (answer.data as unknown as { token: string }).token;
  }

  /** An open socket that has not logged in. @throws {Error} with the HTTP status when the handshake is refused */
  async open(userID: string, options: ConnectOptions = {}): Promise<RawClient> {
    const { platformID = WEB, extended = false, headers } = options;
    const token = options.token ?? (await this.token(userID, platformID));
    const query = new URLSearchParams({ sendID: userID, token, platformID: String(platformID) });
    if (extended) query.set(HANDSHAKE_PARAMETER, HANDSHAKE_IN_FRAME);
    return RawClient.open(`${this.url.replace('http', 'ws')}/?${query}`, userID, token, headers);
  }

  /** A logged-in client, of which nothing that came with the login is left in `frames`. */
  async connect(userID: string, options: ConnectOptions = {}): Promise<RawClient> {
    const client = await this.open(userID, options);
    const reply = await client.logIn(options.batch ? { batchMsg: 1 } : {});
    if (reply.errCode !== 0) throw new Error(`${userID} could not log in: ${reply.errMsg}`);
    await client.forget();
    return client;
  }

  /** Registers the users and connects each. */
  async people<const IDs extends readonly string[]>(
    ...userIDs: IDs
  ): Promise<{ [Index in keyof IDs]: RawClient }> {
    await this.register(...userIDs);
    const clients = await Promise.all(userIDs.map((userID) => this.connect(userID)));
    return clients as { [Index in keyof IDs]: RawClient };
  }
}

let lastMessage = 0;

/** The JSON of a text message with an ID of its own, as an app makes one without asking the gateway. */
export function textMessage(content: string, members: Partial<MessageItem> = {}): Json<MessageItem> {
  const clientMsgID = (++lastMessage).toString(16).padStart(32, '0');
  return toJson({ ...blankMessage(), clientMsgID, content, createTime: 1, ...members });
}

/** Sends a text to a person; the message as the gateway answered it. */
export async function sendText(
  from: RawClient,
  recvID: string,
  text: string,
  members: Partial<MessageItem> = {},
): Promise<MessageItem> {
  return parse(await from.ok('sendMessage', { recvID, groupID: '', message: textMessage(text, members) }));
}

/** Sends a text to a group. */
export async function sendToGroup(
  from: RawClient,
  groupID: string,
  text: string,
  members: Partial<MessageItem> = {},
): Promise<MessageItem> {
  return parse(await from.ok('sendMessage', { recvID: '', groupID, message: textMessage(text, members) }));
}

/** A page of a single chat's history. */
export async function historyWith(
  client: RawClient,
  userID: string,
  count = 100,
  startClientMsgID = '',
): Promise<MessageItem[]> {
  return parse(await client.ok('getHistoryMessageList', { userID, groupID: '', count, startClientMsgID }));
}

/** A group of the client's with the others as members. */
export async function makeGroup(owner: RawClient, members: RawClient[]): Promise<string> {
  const memberList = members.map(({ userID }) => ({ userID, roleLevel: 1 }));
  const group = await owner.ok('createGroup', { groupBaseInfo: { groupType: 0, groupName: 'G' }, memberList });
  for (const client of [owner, ...members]) await client.forget();
  return parse(group).groupID;
}
