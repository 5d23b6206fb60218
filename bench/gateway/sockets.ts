import { once } from 'node:events';
import { createServer } from 'node:http';
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { WebSocket, WebSocketServer } from 'ws';
import { pause } from '../statistics.js';
import type { Suite } from '../suite.js';
import { GatewayProcess, inParallel } from './gateway-process.js';
import { connectAll, closeAll, makePeople } from './people.js';

const SOCKETS = 1000;
/** Number of sockets that are opened at once; browsers do not wait for each other either. */
const WIDTH = 100;

/** What sockets cost: how long it takes until a thousand are logged in, and how much memory they hold while idle. */
export const sockets: Suite = {
  name: 'sockets',
  async run(report) {
    report.progress(`bare ws: ${SOCKETS} sockets`);
    const floor = await bare();
    const gateway = await GatewayProcess.start({ nodeFlags: ['--expose-gc'] });
    const people = await makePeople(gateway, 'person', SOCKETS + 50);
    // The first ones bring in code and caches that the others share.
    const [first, rest] = [new Map([...people].slice(0, 50)), new Map([...people].slice(50))];
    const early = await connectAll(gateway, first);
    await pause(2000);
    const beforeBytes = gateway.memoryBytes();
    report.progress(`${SOCKETS} people log in`);
    const startMs = performance.now();
    const clients = await connectAll(gateway, rest);
    const loginMs = performance.now() - startMs;
    await pause(3000);
    const perSocketKiB = (gateway.memoryBytes() - beforeBytes) / SOCKETS / 1024;
    await closeAll([...early, ...clients]);
    await gateway.stop();
    report.figure({
      id: 'gateway.logins',
      table: 'Gateway',
      what: `${SOCKETS} sockets logging in`,
      value: loginMs / 1000,
      unit: 's',
      goal: { atMost: 5 },
      others: [{ name: 'bare ws, opening only', value: floor.openMs / 1000 }],
      meaning: 'How soon everybody is back after a restart if all reconnect at once.',
    });
    report.figure({
      id: 'gateway.socket-memory',
      table: 'Gateway',
      what: 'memory per idle socket, as reported by the system',
      value: perSocketKiB,
      unit: 'KiB',
      goal: { atMost: 40 },
      others: [{ name: 'bare ws', value: floor.perSocketKiB }],
      meaning: 'How many open tabs a small server can hold: 1,000 at 40 KiB are 40 MB.',
    });
  },
};

const BARE = 'bare';

/** Measures the same with a server that does nothing. */
async function bare(): Promise<{ openMs: number; perSocketKiB: number }> {
  const server = fork(fileURLToPath(import.meta.url), [BARE], { execArgv: process.execArgv });
  const [port] = (await once(server, 'message')) as [number];
  const residentBytes = (): number =>
    Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(server.pid)}/status`, 'utf8'))?.[1]) * 1024;
  const open = async (): Promise<WebSocket> => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
    await once(socket, 'open');
    return socket;
  };
  const early = await inParallel(Array.from({ length: 50 }), WIDTH, open);
  await pause(1000);
  const beforeBytes = residentBytes();
  const startMs = performance.now();
  const opened = await inParallel(Array.from({ length: SOCKETS }), WIDTH, open);
  const openMs = performance.now() - startMs;
  await pause(2000);
  const perSocketKiB = (residentBytes() - beforeBytes) / SOCKETS / 1024;
  for (const socket of [...early, ...opened]) socket.terminate();
  server.kill();
  return { openMs, perSocketKiB };
}

function serveBare(): void {
  const server = createServer();
  new WebSocketServer({ server, perMessageDeflate: false });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
}

if (process.argv[2] === BARE) serveBare();
