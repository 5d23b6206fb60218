import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createGateway, type Clock } from '../../server/gateway.js';
import { pause } from '../statistics.js';
import type { Suite } from '../suite.js';
import { inParallel } from './gateway-process.js';
import { LoadClient, textSender } from './load-client.js';

const HOURS = 8;
/** How much faster the gateway's clock runs than ours: a working day in a minute and a half. */
const FACTOR = 320;
const HOUR_MS = 3_600_000 / FACTOR;
/** By then, everything that is compiled and cached along the way is in memory; it is no leak. */
const WARM_UP_HOURS = 2;
const PEOPLE = 12;
/** A message from each person every ten seconds of the gateway's time. */
const PERIOD_MS = 10_000 / FACTOR;
/** Messages after which a person's connection ends and another begins. */
const MESSAGES_A_CONNECTION = 180;
const SECRET = 'a secret for measurements only';

/** A working day of a gateway whose clock runs faster: people write all the time, leave and come back. */
export const day: Suite = {
  name: 'day',
  async run(report) {
    const gateway = await DayGateway.start();
    const userIDs = Array.from({ length: PEOPLE }, (_, index) => `person${index}`);
    const tokens = await gateway.tokens(userIDs);
    report.progress(`${HOURS} hours of ${PEOPLE} people, ${FACTOR} times as fast`);
    const startMs = performance.now();
    let sent = 0;
    const isOver = (): boolean => performance.now() - startMs > HOURS * HOUR_MS;
    const work = userIDs.map(async (userID, index) => {
      const recvID = userIDs[(index + 1) % PEOPLE] ?? '';
      while (!isOver()) {
        // On a busy machine a fast clock counts a pause as silence, and ends the connection.
        const client = await LoadClient.connect(gateway.port, userID, tokens[index] ?? '').catch(() => undefined);
        if (!client) continue;
        const make = textSender(userID, { recvID });
        for (let count = 0; count < MESSAGES_A_CONNECTION && !isOver(); count++, sent++) {
          client.send(make('The quick brown fox jumps over the lazy dog.').frame);
          await pause(PERIOD_MS);
        }
        await client.close();
      }
    });
    await pause(WARM_UP_HOURS * HOUR_MS);
    const before = { bytes: await gateway.heapBytes(), sent };
    await Promise.all(work);
    const grownBytes = (await gateway.heapBytes()) - before.bytes;
    const during = sent - before.sent;
    await gateway.stop();
    report.figure({
      id: 'gateway.day-heap',
      table: 'Gateway',
      what: `heap retained from the last ${HOURS - WARM_UP_HOURS} of ${HOURS} hours of traffic (${during.toLocaleString('en-US')} messages)`,
      value: grownBytes / 1e6,
      unit: 'MB',
      goal: { atMost: 2 },
      meaning: 'The gateway needs no regular restarts.',
    });
  },
};

/** A gateway with a fast clock in a process of its own, whose heap can be asked for. */
class DayGateway {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #dataDir: string;

  private constructor(child: ChildProcess, port: number, dataDir: string) {
    this.#child = child;
    this.port = port;
    this.#dataDir = dataDir;
  }

  static async start(): Promise<DayGateway> {
    const dataDir = await mkdtemp(join(tmpdir(), 'openim-bench-'));
    const child = fork(fileURLToPath(import.meta.url), [CHILD, dataDir], {
      execArgv: [...process.execArgv, '--expose-gc'],
    });
    const [port] = (await once(child, 'message')) as [number];
    return new DayGateway(child, port, dataDir);
  }

  /** Registers the users, and resolves to their tokens. */
  tokens(userIDs: readonly string[]): Promise<string[]> {
    return inParallel(userIDs, 4, async (userID) => {
      const response = await fetch(`http://127.0.0.1:${this.port}/auth/user_register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ secret: SECRET, platform: 5, userID, nickname: userID }),
      });
      const { data } = (await response.json()) as { data: { token: string } };
      return data.token;
    });
  }

  /** Resolves to the bytes of its heap after garbage collection. */
  async heapBytes(): Promise<number> {
    this.#child.send('heap');
    const [bytes] = (await once(this.#child, 'message')) as [number];
    return bytes;
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, 'exit');
    this.#child.disconnect();
    await exited;
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}

const CHILD = 'day-gateway';

async function serve(dataDir: string): Promise<void> {
  const startMs = Date.now();
  const clock: Clock = {
    now: () => Math.round(startMs + performance.now() * FACTOR),
    monotonicMs: () => performance.now() * FACTOR,
    setTimeout: (callback, delayMs) => setTimeout(callback, delayMs / FACTOR).unref(),
    clearTimeout: (handle) => {
      clearTimeout(handle as NodeJS.Timeout);
    },
  };
  const gateway = await createGateway({ dataDir, secret: SECRET, port: 0, clock, logLevel: 'silent' });
  process.on('message', () => {
    for (let round = 0; round < 3; round++) globalThis.gc?.();
    process.send?.(process.memoryUsage().heapUsed);
  });
  process.once('disconnect', () => void gateway.close());
  process.send?.(Number(new URL(gateway.url).port));
}

const [, , role, dataDir] = process.argv;
if (role === CHILD && dataDir !== undefined) await serve(dataDir);
