/** What the examples of the reference find: Ada's application in the middle of its life, at a real gateway. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import Libsql from 'libsql';
import { WebSocket } from 'ws';
import type { ExampleStage } from '../../docs/examples/index.js';
import type { GatewayOptions } from '../../server/gateway.js';
import { OpenIMSDK, parse, type InitConfig, type Json, type MessageItem } from '../../src/index.js';
import { GatewayFixture, SECRET } from '../helpers/gateway-fixture.js';
import type { RawClient } from '../helpers/raw-client.js';

const NICKNAMES = { ada: 'Ada', bob: 'Bob', carol: 'Carol', dave: 'Dave', mallory: 'Mallory' };
type UserID = keyof typeof NICKNAMES;

/** The gateway's database in its data directory. */
const DATABASE = 'gateway.db';

/** How long a line on the screen is waited for. */
const PATIENCE_MS = 60_000;

/** Ada's screen: lines that can be waited for. */
class Screen extends EventTarget {
  readonly lines: string[] = [];

  readonly show = (line: string): void => {
    this.lines.push(line);
    this.dispatchEvent(new Event('line'));
  };

  /** Resolves when such a line is there. @throws {Error} with the lines that are, when it does not come */
  async shows(line: RegExp): Promise<void> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    while (!this.lines.some((shown) => line.test(shown))) {
      await once(this, 'line', { signal }).catch(() => {
        throw new Error(`${String(line)} was not shown, but ${JSON.stringify(this.lines)}`);
      });
    }
  }
}

/** What of the story examples refer to, and the database file of the gateway it was played at. */
type Story = Omit<ExampleStage, 'url' | 'token' | 'show'> & { readonly database: string };

/**
 * Plays the story the examples begin with, once: Bob is Ada's friend, Carol would like to be, Mallory is blocked. Ada
 * and Bob have written to each other and share two groups, one of hers and one of his; Carol applied to hers, she to
 * Dave's.
 */
export async function playStory(test: TestContext): Promise<Story> {
  const gateway = await GatewayFixture.start(test);
  for (const [userID, nickname] of Object.entries(NICKNAMES)) {
    await gateway.post('/auth/user_register', { secret: SECRET, platform: 5, userID, nickname });
  }
  const ada = await gateway.connect('ada');
  const bob = await gateway.connect('bob');
  const carol = await gateway.connect('carol');
  const dave = await gateway.connect('dave');

  await ada.ok('addFriend', { toUserID: 'bob', reqMsg: 'It is me' });
  await bob.ok('acceptFriendApplication', { toUserID: 'ada', handleMsg: 'Hello Ada' });
  await carol.ok('addFriend', { toUserID: 'ada', reqMsg: 'Bob told me about you' });
  await ada.ok('addBlack', 'mallory');

  const groupID = await createGroup(ada, 'Harbour walk', 'bob');
  const bobsGroupID = await createGroup(bob, 'Rowing', 'ada');
  const otherGroupID = await createGroup(carol, 'Choir');
  const davesGroupID = await createGroup(dave, 'Chess');
  await carol.ok('joinGroup', { groupID, reqMsg: 'I live at the harbour' });
  await ada.ok('joinGroup', { groupID: davesGroupID, reqMsg: 'A beginner' });

  const question = await bob.ok('createTextMessage', 'Are you coming?');
  await bob.ok('sendMessage', { recvID: 'ada', groupID: '', message: question });
  const received = await arrival(ada, question);
  const answer = await ada.ok('createTextMessage', 'On my way');
  const sent = await ada.ok('sendMessage', { recvID: 'bob', groupID: '', message: answer });
  const at = await bob.ok('createTextAtMessage', { text: '@Ada which pier?', atUserIDList: ['ada'] });
  await bob.ok('sendMessage', { recvID: '', groupID, message: at });
  const mention = await arrival(ada, at);

  await gateway.stop();
  const database = join(gateway.dataDir, DATABASE);
  settle(database);
  return { database, groupID, bobsGroupID, otherGroupID, sent, received, mention };
}

/** Brings everything into the file itself: closing leaves that to whenever the last statement is collected. */
function settle(database: string): void {
  const connection = new Libsql(database);
  const [result] = connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all() as { busy: number }[];
  connection.close();
  assert.equal(result?.busy, 0, 'somebody still uses the database');
}

async function createGroup(owner: RawClient, groupName: string, ...userIDs: string[]): Promise<string> {
  const memberList = userIDs.map((userID) => ({ userID, roleLevel: 1 }));
  return parse(await owner.ok('createGroup', { groupBaseInfo: { groupType: 0, groupName }, memberList })).groupID;
}

/** The message as it came to somebody it was sent to. */
async function arrival(client: RawClient, message: Json<MessageItem>): Promise<Json<MessageItem>> {
  const { clientMsgID } = parse(message);
  const frame = await client.event('OnRecvNewMessage', (event) => parse(event).clientMsgID === clientMsgID);
  return frame.data;
}

/** Where one example is played: a gateway of its own after the story, Ada logged in. */
export class ExampleWorld {
  readonly gateway: GatewayFixture;
  readonly screen = new Screen();
  /** Ada's, logged in. */
  readonly openIM: OpenIMSDK;
  readonly config: InitConfig;
  readonly stage: ExampleStage;
  /** Logs somebody else in, at a client of their own. */
  readonly enter: (userID: Exclude<UserID, 'ada'>) => Promise<RawClient>;
  readonly #sockets: readonly WebSocket[];

  private constructor(
    gateway: GatewayFixture,
    openIM: OpenIMSDK,
    sockets: readonly WebSocket[],
    config: InitConfig,
    story: Story,
  ) {
    this.gateway = gateway;
    this.openIM = openIM;
    this.#sockets = sockets;
    this.config = config;
    this.enter = (userID) => gateway.connect(userID);
    const { url, token } = config;
    this.stage = { ...story, url, token, show: this.screen.show };
  }

  static async open(
    test: TestContext,
    story: Story,
    options: Partial<GatewayOptions> = {},
  ): Promise<ExampleWorld> {
    const dataDir = await mkdtemp(join(tmpdir(), 'openim-example-'));
    await copyFile(story.database, join(dataDir, DATABASE));
    const gateway = await GatewayFixture.start(test, { ...options, dataDir });
    const sockets: WebSocket[] = [];
    const createSocket = (url: string, subprotocols: string[]): WebSocket => {
      const socket = new WebSocket(url, subprotocols);
      sockets.push(socket);
      return socket;
    };
    const openIM = new OpenIMSDK({ clock: gateway.clock, storage: 'memory', createSocket });
    test.after(async () => {
      openIM.close();
      await gateway.stop();
      await rm(dataDir, { recursive: true, force: true });
    });
    const token = await gateway.token('ada');
    const config = { userID: 'ada', token, url: gateway.url.replace('http', 'ws'), platformID: 5 };
    await openIM.login(config);
    return new ExampleWorld(gateway, openIM, sockets, config, story);
  }

  /** Cuts Ada's connection; resolves when her client has noticed. */
  async cut(): Promise<void> {
    const socket = this.#sockets.at(-1);
    if (!socket) throw new Error('there is no connection to cut');
    const closed = once(socket, 'close');
    socket.terminate();
    await closed;
  }
}
