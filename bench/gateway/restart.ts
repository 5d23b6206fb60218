import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { OpenIMSDK } from '../../src/index.js';
import { pause } from '../statistics.js';
import type { Suite } from '../suite.js';
import { GatewayProcess, inParallel } from './gateway-process.js';
import { makePeople } from './people.js';

const CLIENTS = 500;
const PATIENCE_MS = 70_000;

/** The gateway is killed and started again under 500 open clients. */
export const restart: Suite = {
  name: 'restart',
  async run(report) {
    const dataDir = await mkdtemp(join(tmpdir(), 'openim-bench-'));
    const first = await GatewayProcess.start({ dataDir });
    const people = await makePeople(first, 'person', CLIENTS);
    report.progress(`${CLIENTS} clients come back after the gateway was killed`);
    const backAtMs: number[] = [];
    let isCounting = false;
    const clients = await inParallel([...people], 50, async ([userID, token]) => {
      const sdk = new OpenIMSDK({ storage: 'memory', createSocket: (url) => new WebSocket(url) });
      sdk.on('OnConnectSuccess', () => {
        if (isCounting) backAtMs.push(performance.now());
      });
      await sdk.login({ userID, token, url: `ws://127.0.0.1:${first.port}`, platformID: 5 });
      return sdk;
    });
    isCounting = true;
    await first.kill();
    const second = await GatewayProcess.start({ dataDir }, first.port);
    const startMs = performance.now();
    while (backAtMs.length < CLIENTS && performance.now() - startMs < PATIENCE_MS) await pause(100);
    const perSecond = new Map<number, number>();
    for (const atMs of backAtMs) {
      const second_ = Math.floor((atMs - startMs) / 1000);
      perSecond.set(second_, (perSecond.get(second_) ?? 0) + 1);
    }
    const lastMs = Math.max(...backAtMs) - startMs;
    await Promise.allSettled(clients.map((sdk) => sdk.logout()));
    await second.stop();
    await rm(dataDir, { recursive: true });
    report.figure({
      id: 'gateway.restart-share',
      table: 'Gateway',
      what: `${CLIENTS} clients after a restart, share in the busiest second`,
      value: (Math.max(...perSecond.values()) / CLIENTS) * 100,
      unit: '%',
      goal: { atMost: 25 },
      meaning: 'Clients do not all reconnect at the same moment, which would bring the gateway down again.',
    });
    report.figure({
      id: 'gateway.restart-all',
      table: 'Gateway',
      what: `${CLIENTS} clients after a restart, until all are back`,
      value: backAtMs.length < CLIENTS ? Infinity : lastMs / 1000,
      unit: 's',
      goal: { atMost: 60 },
      meaning: 'How long a restart affects the last client to return.',
    });
  },
};
