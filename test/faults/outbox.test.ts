import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { composer, say, sees } from '../e2e/chat-page.js';
import { Stage, type Actor } from '../e2e/stage.js';
import { historyWith } from '../helpers/gateway-fixture.js';
import { RawClient } from '../helpers/raw-client.js';
import { FaultProxy } from './fault-proxy.js';
import { isFull, newRandom, tell } from '../helpers/figures.js';

const MESSAGES = isFull ? 20 : 6;
const RELOADS = isFull ? 5 : 2;
const CRASHES = isFull ? 10 : 2;
/** So that the outbox takes its time, and crashes fall into it. */
const DELAY_MS = 60;

/** Ends the page's process, as running out of memory does: nothing of the page runs any more. */
async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // Nobody is left to answer.
  void session.send('Page.crash').catch(() => undefined);
  await crashed;
  await page.close();
}

async function connect(stage: Stage, userID: string): Promise<RawClient> {
  const token = await stage.token(userID);
  const query = new URLSearchParams({ sendID: userID, token, platformID: '5' });
  const client = await RawClient.open(`${stage.socketURL}/?${query}`, userID, token);
  await client.logIn();
  return client;
}

describe('an outbox', () => {
  /*
   * Protected by: putOutbox and putRow in one transaction before anything is sent (send in src/sync/outbox.ts), and
   * load() with the next page; without either, what was written is gone with the page.
   */
  it('survives reloads and crashes, and sends each message once and in order', async (t) => {
    const random = newRandom(t);
    const stage = await Stage.open();
    t.after(() => stage.close());
    await stage.register('ada', 'Ada');
    await stage.register('bob', 'Bob');
    const proxy = await FaultProxy.open(t, {
      target: () => Number(new URL(stage.gatewayURL).port),
      delayMs: () => DELAY_MS,
    });
    const ada: Actor = await stage.enter('ada', { 'peer-id': 'bob', url: proxy.url });
    let { page } = ada;
    const address = page.url();
    const crashAndReturn = async (): Promise<void> => {
      await crash(page);
      page = await ada.context.newPage();
      await page.goto(address);
    };
    await composer(page).waitFor();
    await stage.stopGateway();
    proxy.cutAll();

    // Without a network: what interrupts comes right after a message is on screen.
    const offlineCrashes = Math.floor(CRASHES / 2);
    const interruptions = [
      ...Array.from({ length: RELOADS }, () => () => page.reload()),
      ...Array.from({ length: offlineCrashes }, () => crashAndReturn),
    ].sort(() => random.next() - 0.5);
    const written = Array.from({ length: MESSAGES }, (_, index) => `written ${index}`);
    for (const [index, text] of written.entries()) {
      await say(page, text);
      await sees(page, text);
      if (index % 2 === 1 || MESSAGES - index <= interruptions.length) await interruptions.pop()?.();
    }
    for (const text of written) await sees(page, text);

    // With one: crashes fall between messages that go out.
    await stage.startGateway();
    const bob = await connect(stage, 'bob');
    t.after(() => {
      bob.socket.terminate();
    });
    const received = (): number => bob.eventNames.filter((name) => name === 'OnRecvNewMessage').length;
    let crashesWhileSending = 0;
    for (let index = 0; index < CRASHES - offlineCrashes; index++) {
      const before = received();
      if (before < MESSAGES) {
        await bob.event('OnRecvNewMessage', () => received() > before);
        crashesWhileSending += received() < MESSAGES ? 1 : 0;
      }
      await crashAndReturn();
    }
    while (received() < MESSAGES) {
      const before = received();
      await bob.event('OnRecvNewMessage', () => received() > before);
    }
    await bob.settle();
    const history = await historyWith(bob, 'ada');
    tell(t, {
      promise: 'outbox survives',
      passLine: `${MESSAGES} queued offline, ${RELOADS} reloads, ${CRASHES} tab crashes: once each, in order (Chromium, IndexedDB)`,
      measured:
        `${history.length} messages arrived, each once and in order; ${RELOADS} reloads and ${offlineCrashes} crashes offline, ` +
        `${CRASHES - offlineCrashes} after the gateway was back, ${crashesWhileSending} of them between two messages`,
      seed: random.seed,
    });
    assert.deepEqual(
      history.map(({ content }) => content),
      written,
    );
    assert.equal(received(), MESSAGES);
  });
});
