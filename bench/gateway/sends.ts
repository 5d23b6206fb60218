import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BareDatabase } from '../bare-database.js';
import { pause, quantile } from '../statistics.js';
import type { Suite } from '../suite.js';
import { GatewayProcess } from './gateway-process.js';
import { textSender, type LoadClient } from './load-client.js';
import { closeAll, connectAll, makePeople } from './people.js';

const SENDERS = 100;
/** Until the code is compiled and the caches are warm. */
const WARM_UP_MS = 5000;
const MEASURED_MS = 12_000;
const FLOOR_MS = 3000;

/** Each of 100 people has one message on its way at any time; every one is on the disk before it is acknowledged. */
export const sends: Suite = {
  name: 'sends',
  async run(report) {
    report.progress('bare SQLite: one row, one commit');
    const floor = bareCommits();
    const gateway = await GatewayProcess.start();
    const people = await makePeople(gateway, 'sender', SENDERS);
    const clients = await connectAll(gateway, people);
    const load = new Load(clients);
    report.progress(`${SENDERS} people send without a pause`);
    load.start();
    await pause(WARM_UP_MS);
    const before = { acked: load.acked, cpuMs: gateway.cpuMs(), bytes: bytesOf(clients), atMs: performance.now() };
    load.latenciesMs.length = 0;
    await pause(MEASURED_MS);
    const count = load.acked - before.acked;
    const elapsedMs = performance.now() - before.atMs;
    const cpuMs = gateway.cpuMs() - before.cpuMs;
    const bytes = bytesOf(clients) - before.bytes;
    const latencies = [...load.latenciesMs];
    await load.stop();
    await closeAll(clients);
    await gateway.stop();
    if (load.refused > 0) throw new Error(`${load.refused} sends were refused`);

    report.figure({
      id: 'gateway.sends',
      table: 'Gateway',
      what: `durable sends, ${SENDERS} senders`,
      value: (count / elapsedMs) * 1000,
      unit: 'msg/s',
      goal: { atLeast: 4000 },
      others: [{ name: 'bare SQLite, one commit each', value: floor }],
      meaning: 'How many messages per second a whole company can send before anybody waits.',
    });
    report.figure({
      id: 'gateway.send-cpu',
      table: 'Gateway',
      what: 'CPU time of the gateway per send',
      value: cpuMs / count,
      unit: 'ms',
      meaning: 'The same, less dependent on other load: one core divided by this is the limit.',
    });
    report.figure({
      id: 'gateway.send-latency',
      table: 'Gateway',
      what: `send → acknowledged at that load, p99`,
      value: quantile(latencies, 0.99),
      unit: 'ms',
      meaning: 'How long a message shows as being sent when everybody writes at once.',
    });
    report.figure({
      id: 'gateway.send-bytes',
      table: 'Gateway',
      what: 'bytes to both clients per send',
      value: bytes / count,
      unit: 'bytes',
      meaning: 'Traffic: the message, its conversation and the unread total, for the sender and the receiver.',
    });
  },
};

class Load {
  acked = 0;
  refused = 0;
  readonly latenciesMs: number[] = [];
  readonly #clients: readonly LoadClient[];
  #isRunning = false;
  #onTheWay = 0;
  #whenDone: () => void = () => undefined;

  constructor(clients: readonly LoadClient[]) {
    this.#clients = clients;
  }

  start(): void {
    this.#isRunning = true;
    this.#clients.forEach((client, index) => {
      const receiver = this.#clients[(index + 1) % this.#clients.length];
      const make = textSender(client.userID, { recvID: receiver?.userID ?? '' });
      let sentAtMs = 0;
      const send = (): void => {
        sentAtMs = performance.now();
        this.#onTheWay++;
        client.send(make('The quick brown fox jumps over the lazy dog.').frame);
      };
      client.onFrame = (event, frame) => {
        if (event !== 'SendMessage') return;
        this.#onTheWay--;
        this.latenciesMs.push(performance.now() - sentAtMs);
        if (frame.includes('"errCode":0,')) this.acked++;
        else this.refused++;
        if (this.#isRunning) send();
        else if (this.#onTheWay === 0) this.#whenDone();
      };
      send();
    });
  }

  /** Stops sending; resolves when everything that was sent is answered. */
  stop(): Promise<void> {
    this.#isRunning = false;
    return new Promise((resolve) => {
      this.#whenDone = resolve;
    });
  }
}

function bytesOf(clients: readonly LoadClient[]): number {
  return clients.reduce((sum, { bytesIn }) => sum + bytesIn, 0);
}

/** Returns how many rows SQLite alone commits per second, each durably by itself. */
function bareCommits(): number {
  const directory = mkdtempSync(join(tmpdir(), 'openim-bench-'));
  const database = new BareDatabase(join(directory, 'bare.db'));
  database.prepare('PRAGMA journal_mode = WAL').get();
  database.prepare('PRAGMA synchronous = FULL').get();
  database.exec('CREATE TABLE rows (k INTEGER PRIMARY KEY, text TEXT)');
  const insert = database.prepare('INSERT INTO rows (text) VALUES (?)');
  const startMs = performance.now();
  let count = 0;
  for (; performance.now() - startMs < FLOOR_MS; count++)
    insert.run('The quick brown fox jumps over the lazy dog.');
  const rate = (count / (performance.now() - startMs)) * 1000;
  database.close();
  rmSync(directory, { recursive: true });
  return rate;
}
