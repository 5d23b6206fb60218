import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { OpenIMError, OpenIMSDK } from '../../src/index.js';
import { GatewayFixture } from '../helpers/gateway-fixture.js';
import { ManualClock } from '../helpers/manual-clock.js';
import { FaultProxy } from './fault-proxy.js';
import { tell } from '../helpers/figures.js';

const CLIENT_WITHIN_S = 35;
const SERVER_WITHIN_S = 60;
const STEP_MS = 1000;

/** Moves the clock second by second until `isFound`; how many seconds it took. */
async function secondsUntil(clock: ManualClock, limitS: number, isFound: () => boolean): Promise<number> {
  for (let seconds = 0; seconds <= limitS; seconds++) {
    if (isFound()) return seconds;
    await clock.advance(STEP_MS);
    // A socket that was just ended says so with the next turn of the event loop.
    await new Promise(setImmediate);
  }
  return Infinity;
}

async function connections(gateway: GatewayFixture): Promise<number> {
  const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
  return Number(/^openim_connections (\d+)$/m.exec(metrics)?.[1]);
}

describe('a connection that is half open', () => {
  /* Protected by: Heartbeat in src/connection/heartbeat.ts; without its timer the client never finds out. */
  it('is found out by the client', async (t) => {
    const gateway = await GatewayFixture.start(t);
    await gateway.register('ada');
    const clock = new ManualClock();
    const proxy = await FaultProxy.open(t, { target: () => Number(new URL(gateway.url).port) });
    const createSocket = (url: string, subprotocols: string[]): WebSocket => new WebSocket(url, subprotocols);
    const sdk = new OpenIMSDK({ clock, createSocket, storage: 'memory' });
    t.after(() => {
      sdk.close();
    });
    await sdk.login({ userID: 'ada', token: await gateway.token('ada'), url: proxy.url, platformID: 5 });
    await sdk.getSelfUserInfo();
    proxy.blackHoleAll();
    const pending = sdk.getSelfUserInfo().then(
      () => 0,
      (error: unknown) => (error instanceof OpenIMError ? error.errCode : error),
    );
    const seconds = await secondsUntil(clock, 2 * CLIENT_WITHIN_S, () => sdk.connectionState.kind !== 'online');
    tell(t, {
      promise: 'half-open connection detected',
      passLine: `client within ${CLIENT_WITHIN_S} s (injected clock)`,
      measured: `client after ${seconds} s; the pending call failed with ${String(await pending)}`,
    });
    assert.ok(seconds <= CLIENT_WITHIN_S, `${seconds} s`);
  });

  /* Protected by: the comparison with DEAD_AFTER_SWEEPS in server/connections.ts; without it the socket stays for ever. */
  it('is found out by the gateway, which leaves one alone that only has nothing to say', async (t) => {
    const gateway = await GatewayFixture.start(t);
    const [ada, quiet] = await gateway.people('ada', 'quiet');
    // Answers no ping and no close, as a machine does that lost its power.
    ada.socket.pause();
    let pings = 0;
    quiet.socket.on('ping', () => pings++);
    let seconds = 0;
    // Each look at the metrics is a turn in which answers to pings come in.
    for (; seconds <= 2 * SERVER_WITHIN_S && (await connections(gateway)) === 2; seconds++) {
      await gateway.clock.advance(STEP_MS);
    }
    tell(t, {
      promise: 'half-open connection detected',
      passLine: `gateway within ${SERVER_WITHIN_S} s (injected clock)`,
      measured: `gateway after ${seconds} s; an idle but live connection was pinged ${pings} times and kept`,
    });
    assert.ok(seconds <= SERVER_WITHIN_S, `${seconds} s`);
    assert.equal(await connections(gateway), 1);
    ada.socket.terminate();
  });
});
