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
const WARM_UP = isFull ? 60_000 : 400;
const SENDERS = ['s0', 's1', 's2', 's3'];
const READER = 'reader';
/** A short run writes more at once, since what the system buffers by itself has to be filled before the gateway feels it. */
const BODY_BYTES = isFull ? 1024 : 8192;
/** Requests of one sender on their way at a time. */
const WINDOW = 100;
const WATCH_INTERVAL_MS = 250;
const CLOSED_WITHIN_MS = 10_000;
const MAX_GROWTH_BYTES = 32 * 1024 * 1024;

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
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    const [, count] =
      new RegExp(`^openim_closed_connections_total\\{code="${CloseCode.SlowReader}"\\} (\\d+)$`, 'm').exec(
        metrics,
      ) ?? [];
    if (count !== undefined || performance.now() > untilMs) return Number(count ?? 0);
  }
}

/** The most memory the gateway took while the work was done. */
async function mostMemory(gateway: GatewayProcess, work: () => Promise<unknown>): Promise<number> {
  let most = await gateway.memoryBytes();
  const watch = setInterval(() => {
    gateway.memoryBytes().then(
      (bytes) => (most = Math.max(most, bytes)),
      // One look of many: on a busy machine the gateway may close the connection just when it is used again.
      () => undefined,
    );
  }, WATCH_INTERVAL_MS).unref();
  await work();
  clearInterval(watch);
  return Math.max(most, await gateway.memoryBytes());
}

describe('a reader that does not read', () => {
  /* Protected by: the look at bufferedAmount in Session.deliver (server/session.ts); without it all waits in memory. */
  it('costs the gateway little, is closed with a code, and misses nothing', async (t) => {
    const gateway = await GatewayProcess.start(t);
    await gateway.register(...SENDERS, READER, 'warm');
    const floods: Flood[] = [];
    for (const userID of SENDERS) floods.push(new Flood(await connect(t, gateway, userID), userID));
    const flood = (count: number, recvID: string): Promise<unknown> =>
      Promise.all(floods.map((sender) => sender.send(count / SENDERS.length, recvID)));

    // The same load with somebody who reads: what a gateway at work takes by itself.
    const warm = await connect(t, gateway, 'warm');
    const before = await mostMemory(gateway, () => flood(WARM_UP, 'warm'));
    warm.terminate();

    for (const sender of floods) sender.sent = [];
    const reader = await connect(t, gateway, READER);
    reader.pause();
    const growth = (await mostMemory(gateway, () => flood(MESSAGES, READER))) - before;
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
    const mebibytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
    const change = (bytes: number): string => `${bytes < 0 ? '−' : '+'}${mebibytes(Math.abs(bytes))}`;
    tell(t, {
      promise: 'slow reader bounded',
      passLine: `paused reader, ${MESSAGES} × ${BODY_BYTES / 1024} KB: gateway memory < +32 MB, closed with a code, resyncs with 0 lost`,
      measured:
        `${isFull ? `${change(growth)} MiB over ${mebibytes(before)} MiB` : 'memory is judged in the long form'}; closed with ${CloseCode.SlowReader} (${closedSlow}×); ` +
        `${outcomes.reduce((sum, { lost }) => sum + lost, 0)} lost`,
    });
    for (const outcome of outcomes) assert.deepEqual(outcome, { lost: 0, doubled: 0, inOrder: true });
    assert.equal(closedSlow, 1);
    // A short run says little about memory: what is collected when is a matter of luck.
    if (isFull) assert.ok(growth < MAX_GROWTH_BYTES, `${mebibytes(growth)} MiB`);
  });
});
