/** What the published clients make of the same network. That they suffer shows that the faults are real. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestContext } from 'node:test';
import type { MessageItem } from '../../src/protocol/index.js';
import { OriginalPage } from '../conformance/original-page.js';
import { originalModule, type OriginalVersion } from '../helpers/original-client.js';
import { FaultProxy, type Fate } from './fault-proxy.js';
import { isFull, newRandom, tell } from '../helpers/figures.js';
import { GatewayProcess } from './gateway-process.js';
import { compare, storedMessages } from './person.js';

const MESSAGES = isFull ? 10_000 : 200;
const CUTS = isFull ? 200 : 8;
const SENDERS = ['s0', 's1', 's2', 's3'];
const READER = 'reader';
const MAX_FAULT_BYTES = isFull ? 60_000 : 15_000;
/** An application that waited for an answer, or was refused one, writes the next message after this time. */
const GIVE_UP_MS = 300;
const AFTER_REFUSAL_MS = 50;
/** 2.3.0 looks after its connection every 10 s; here ten times as often, as our own client's clock is sped up. */
const TICK_MS = 1000;
/** Calls that are pending so long after the link is back will stay so. */
const SETTLE_MS = isFull ? 30_000 : 1000;

type OriginalClient = {
  /** Its own login, first and after each reconnect. */
  iLogin(...args: unknown[]): Promise<unknown>;
  login(config: object): Promise<unknown>;
  createTextMessage(text: string): Promise<{ data: string }>;
  sendMessage(params: object): Promise<unknown>;
};

type Tally = { resolved: number; rejected: number; pending: number; written: string[] };

/** What 2.3.0 takes the time from. */
class TickingWorker {
  onmessage: (() => void) | undefined;
  readonly #timer = setInterval(() => this.onmessage?.(), TICK_MS).unref();

  terminate(): void {
    clearInterval(this.#timer);
  }
}

/** Writes as an application does that believes what it is told; never sends a message twice by itself. */
async function write(client: OriginalClient, count: number, tally: Tally, makeID: () => string): Promise<void> {
  for (let index = 0; index < count; index++) {
    const message = blank(makeID(), index);
    tally.written.push(message.clientMsgID);
    tally.pending++;
    const sent = client.sendMessage({ recvID: READER, groupID: '', message: JSON.stringify(message) }).then(
      () => tally.resolved++,
      () => {
        tally.rejected++;
        return sleep(AFTER_REFUSAL_MS);
      },
    );
    void sent.then(() => tally.pending--);
    await Promise.race([sent, sleep(GIVE_UP_MS)]);
  }
}

/** The text message these clients would ask the gateway to make, which is one round trip more to lose. */
function blank(clientMsgID: string, index: number): Pick<MessageItem, 'clientMsgID' | 'contentType' | 'content'> {
  return { clientMsgID, contentType: 101, content: String(index) };
}

/**
 * A reconnect whose login breaks rejects a promise nobody has (protocol 10), which a page survives and a test does not.
 * Nobody acts on the rejection, so that it may as well never come.
 */
function muteRelogin(client: OriginalClient): void {
  const logIn = client.iLogin.bind(client);
  client.iLogin = (...args) =>
    new Promise((resolve) => {
      logIn(...args).then(resolve, () => undefined);
    });
}

/** Lets four people write to one over the proxy with a published client, and tells what became of it. */
export async function runControl(t: TestContext, version: OriginalVersion): Promise<void> {
  const random = newRandom(t);
  const page = OriginalPage.install();
  Object.assign(globalThis, { Worker: TickingWorker });
  t.after(() => {
    page.close();
  });
  const gateway = await GatewayProcess.start(t);
  await gateway.register(...SENDERS, READER);
  let cuts = 0;
  let areFaultsOn = false;
  const fate = (): Fate => {
    if (!areFaultsOn || cuts >= CUTS) return { kind: 'healthy' };
    const afterBytes = random.below(MAX_FAULT_BYTES);
    if (random.next() < 0.4) return { kind: 'cutBeforeAnswer', afterBytes };
    return { kind: 'cut', direction: random.pick(['up', 'down'] as const), afterBytes };
  };
  const proxy = await FaultProxy.open(t, { target: () => gateway.port, fate, onFault: () => cuts++ });
  const { OpenIMSDK } = originalModule(version);
  const clients: OriginalClient[] = [];
  for (const userID of SENDERS) {
    const client = new OpenIMSDK() as unknown as OriginalClient;
    await client.login({ userID, token: await gateway.token(userID), url: proxy.url, platformID: 5 });
    muteRelogin(client);
    clients.push(client);
  }
  areFaultsOn = true;
  // The first connections were let in whole, so that everybody is logged in: they are cut here.
  proxy.cutAll();
  cuts += SENDERS.length;

  const tallies = clients.map((): Tally => ({ resolved: 0, rejected: 0, pending: 0, written: [] }));
  let lastID = 0;
  const makeID = (): string => (++lastID).toString(16).padStart(32, 'c');
  await Promise.all(
    clients.map((client, index) => write(client, MESSAGES / SENDERS.length, tallies[index] as Tally, makeID)),
  );
  await sleep(SETTLE_MS);

  const stored = storedMessages(gateway.dataDir);
  const sum = (of: (tally: Tally) => number): number => tallies.reduce((total, tally) => total + of(tally), 0);
  const lost = sum(
    ({ written }) =>
      compare(
        written,
        stored.map(({ clientMsgID }) => clientMsgID),
      ).lost,
  );
  tell(t, {
    promise: 'no loss, no duplicates, in order',
    passLine: '',
    control: `open-im-sdk ${version}`,
    measured:
      `${MESSAGES} messages, ${cuts} cuts: ${lost} never reached the gateway; of the calls ${sum((tally) => tally.resolved)} ` +
      `resolved, ${sum((tally) => tally.rejected)} rejected, ${sum((tally) => tally.pending)} still pending ` +
      `${SETTLE_MS / 1000} s after the last`,
    seed: random.seed,
  });
  assert.ok(lost > 0, 'nothing was lost: the faults do no harm');
}
