import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import { WebSocket } from 'ws';
import { CloseCode, encodeArguments, parse, type MessageItem } from '../../src/protocol/index.js';
import { textMessage } from '../helpers/gateway-fixture.js';
import { RawClient } from '../helpers/raw-client.js';
import { FastClock } from './fast-clock.js';
import { isFull, tell } from '../helpers/figures.js';
import { GatewayProcess } from './gateway-process.js';
import { compare, Person, storedMessages } from './person.js';

const MESSAGES = isFull ? 400_000 : 4000;
const SENDERS = ['s0', 's1', 's2', 's3'];
const READER = 'reader';
/** A short run writes more at once, since what the system buffers by itself has to be filled before the gateway feels it. */
const BODY_BYTES = isFull ? 1024 : 8192;
/** Requests of one sender on their way at a time. */
const WINDOW = 100;
const WATCH_INTERVAL_MS = 250;
const CLOSED_WITHIN_MS = 10_000;
/** Twice what may wait before the connection is closed: what comes in one go is not cut in two. */
const MAX_QUEUED_BYTES = 8 * 1024 * 1024;

/** Sends without looking at more than the answers: nothing is kept that would slow the sender down. */
class Flood {
  readonly #socket: WebSocket;
  readonly #userID: string;
  readonly #body = 'x'.repeat(BODY_BYTES);
  #inFlight = 0;
  #wake: (() => void) | undefined;
  sent: string[] = [];

  constructor(socket: WebSocket, userID: string) {
    this.#socket = socket;
    this.#userID = userID;
    socket.on('message', (data: Buffer) => {
      const text = data.subarray(0, 200).toString();
      if (!text.startsWith('{"event":"SendMessage"')) return;
      if (!text.includes('"errCode":0')) throw new Error(text);
      this.#inFlight--;
      this.#wake?.();
    });
  }

  async send(count: number, recvID: string): Promise<void> {
    for (let index = 0; index < count; index++) {
      while (this.#inFlight >= WINDOW) await this.#change();
      const message = textMessage(this.#body);
      this.sent.push(parse(message).clientMsgID);
      const data = encodeArguments('sendMessage', [{ recvID, groupID: '', message }]);
      this.#inFlight++;
      this.#socket.send(
        JSON.stringify({ reqFuncName: 'SendMessage', operationID: String(index), userID: this.#userID, data }),
      );
    }
    while (this.#inFlight > 0) await this.#change();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}

async function connect(t: TestContext, gateway: GatewayProcess, userID: string): Promise<WebSocket> {
  const token = await gateway.token(userID);
  const query = new URLSearchParams({ sendID: userID, token, platformID: '5' });
  const client = await RawClient.open(`${gateway.url.replace('http', 'ws')}/?${query}`, userID, token);
  t.after(() => {
    client.socket.terminate();
  });
  await client.logIn();
  // It would keep every frame.
  client.socket.removeAllListeners('message');
  return client.socket;
}

/** How many connections the gateway closed for reading too slowly, once it has counted the one that is closing. */
async function slowReaders(gateway: GatewayProcess): Promise<number> {
  const untilMs = performance.now() + CLOSED_WITHIN_MS;
  for (;;) {
    const count = await gateway.metric(`openim_closed_connections_total{code="${CloseCode.SlowReader}"}`);
    if (count > 0 || performance.now() > untilMs) return count;
  }
}

/** The most that waited in the gateway for its connections to read, while the work was done. */
async function mostQueued(gateway: GatewayProcess, work: () => Promise<unknown>): Promise<number> {
  let most = 0;
  const look = async (): Promise<void> => {
    most = Math.max(most, await gateway.metric('openim_queued_bytes'));
  };
  // One look of many: on a busy machine the gateway may close the connection just when it is used again.
  const watch = setInterval(() => void look().catch(() => undefined), WATCH_INTERVAL_MS).unref();
  await work();
  clearInterval(watch);
  await look();
  return most;
}

describe('a reader that does not read', () => {
  // To see it fail: the look at queuedBytes taken out of Session.deliver (server/session.ts), where all waits in memory.
  it('costs the gateway little, is closed with a code, and misses nothing', async (t) => {
    const gateway = await GatewayProcess.start(t);
    await gateway.register(...SENDERS, READER);
    const floods: Flood[] = [];
    for (const userID of SENDERS) floods.push(new Flood(await connect(t, gateway, userID), userID));
    const flood = (count: number, recvID: string): Promise<unknown> =>
      Promise.all(floods.map((sender) => sender.send(count / SENDERS.length, recvID)));

    const reader = await connect(t, gateway, READER);
    reader.pause();
    const queuedBytes = await mostQueued(gateway, () => flood(MESSAGES, READER));
    const closed = once(reader, 'close');
    reader.resume();
    await closed;
    const closedSlow = await slowReaders(gateway);

    const person = new Person(READER, gateway.url.replace('http', 'ws'), new FastClock(1));
    await person.enter(t, gateway);
    const stored = storedMessages(gateway.dataDir).filter(({ target }) => target === READER);
    const outcomes: ReturnType<typeof compare>[] = [];
    for (const [index, userID] of SENDERS.entries()) {
      const sent = floods[index]?.sent ?? [];
      const there = stored.filter(({ sendID }) => sendID === userID).map(({ clientMsgID }) => clientMsgID);
      outcomes.push(compare(sent, there));
      // The client's own view of the newest, where the connection was lost.
      const newest = await person.sync
        .refresh(`single_${userID}`)
        .then(() => person.sync.getNewest(`single_${userID}`, 50));
      outcomes.push(
        compare(
          sent.slice(-50),
          newest.messages.map(({ message }: { message: Pick<MessageItem, 'clientMsgID'> }) => message.clientMsgID),
        ),
      );
    }
    const mebibytes = (queuedBytes / 1024 / 1024).toFixed(1);
    tell(t, {
      promise: 'slow reader bounded',
      passLine: `paused reader, ${MESSAGES} × ${BODY_BYTES / 1024} KB: less than ${MAX_QUEUED_BYTES / 1024 / 1024} MB queued for it in the gateway, closed with a code, resyncs with 0 lost`,
      measured:
        `${mebibytes} MB queued at most; closed with ${CloseCode.SlowReader} (${closedSlow}×); ` +
        `${outcomes.reduce((sum, { lost }) => sum + lost, 0)} lost`,
    });
    for (const outcome of outcomes) assert.deepEqual(outcome, { lost: 0, doubled: 0, inOrder: true });
    assert.equal(closedSlow, 1);
    assert.ok(queuedBytes > 0 && queuedBytes < MAX_QUEUED_BYTES, `${mebibytes} MB waited`);
  });
});
