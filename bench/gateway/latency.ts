import { quantile } from '../statistics.js';
import type { Report, Suite } from '../suite.js';
import { GatewayProcess } from './gateway-process.js';
import { textSender } from './load-client.js';
import { closeAll, connectAll, makePeople } from './people.js';

const SIZES = [100, 500, 1000, 2000];
const GOAL_SIZE = 1000;
/** Each person sends one message a second. */
const PERIOD_MS = 1000;
const DURATION_MS = 12_000;
/** Duration with the number of sockets that the goal names: long enough that the first second does not decide. */
const GOAL_DURATION_MS = Number(process.env['BENCH_LATENCY_S'] ?? 60) * 1000;

/** The time from sending to delivery, while everybody sends one message a second. */
export const latency: Suite = {
  name: 'latency',
  async run(report) {
    const points: [number, number][] = [];
    const medians: [number, number][] = [];
    for (const size of SIZES) {
      report.progress(`${size} sockets, one message a second each`);
      const { p50, p99, lost, grownMB } = await measure(size, size === GOAL_SIZE ? GOAL_DURATION_MS : DURATION_MS);
      points.push([size, p99]);
      medians.push([size, p50]);
      if (size === GOAL_SIZE) tell(report, p99, lost, grownMB);
    }
    report.plot({
      name: 'latency-by-sockets',
      title: 'Send → delivered, one message a second from each socket',
      x: 'sockets',
      y: 'ms',
      lines: [
        { name: 'p99', points },
        { name: 'median', points: medians },
      ],
      goal: 250,
    });
  },
};

function tell(report: Report, p99: number, lost: number, grownMB: number): void {
  report.figure({
    id: 'gateway.latency',
    table: 'Gateway',
    what: `send → delivered at ${GOAL_SIZE} sockets × 1 msg/s for ${GOAL_DURATION_MS / 1000} s, p99`,
    value: p99,
    unit: 'ms',
    goal: { atMost: 250 },
    meaning: 'How soon a message reaches the other side, in a busy hour of a company of a thousand.',
  });
  report.figure({
    id: 'gateway.latency-lost',
    table: 'Gateway',
    what: 'messages not delivered in that time',
    value: lost,
    unit: 'messages',
    goal: { atMost: 0 },
    meaning: 'No message may be missing.',
  });
  report.figure({
    id: 'gateway.latency-memory',
    table: 'Gateway',
    what: 'memory growth in its second half',
    value: grownMB,
    unit: 'MB',
    meaning: 'Whether this load can continue indefinitely.',
  });
}

async function measure(
  size: number,
  durationMs: number,
): Promise<{ p50: number; p99: number; lost: number; grownMB: number }> {
  const gateway = await GatewayProcess.start();
  const people = await makePeople(gateway, 'person', size);
  const clients = await connectAll(gateway, people);
  const sentAtMs = new Map<string, number>();
  const latenciesMs: number[] = [];
  clients.forEach((client) => {
    client.onFrame = (event, frame) => {
      if (event !== 'OnRecvNewMessage') return;
      const atMs = performance.now();
      // The ID is in the data of the frame, which is JSON inside a JSON string.
      const id = /clientMsgID\\":\\"([0-9a-f]{32})/.exec(frame.toString('latin1'))?.[1] ?? '';
      const startMs = sentAtMs.get(id);
      if (startMs === undefined) return;
      sentAtMs.delete(id);
      latenciesMs.push(atMs - startMs);
    };
  });
  const startMs = performance.now();
  let halfBytes = 0;
  await Promise.all(
    clients.map(async (client, index) => {
      const receiver = clients[(index + 1) % clients.length];
      const make = textSender(client.userID, { recvID: receiver?.userID ?? '' });
      for (let round = 0; round * PERIOD_MS < durationMs; round++) {
        const dueMs = startMs + (round + index / size) * PERIOD_MS;
        await until(dueMs);
        if (index === 0 && halfBytes === 0 && dueMs - startMs > durationMs / 2) halfBytes = gateway.memoryBytes();
        const { clientMsgID, frame } = make('The quick brown fox jumps over the lazy dog.');
        // Counted from when it should have been sent, so that a gateway which holds up the senders does not look faster.
        sentAtMs.set(clientMsgID, dueMs);
        client.send(frame);
      }
    }),
  );
  for (let waits = 0; sentAtMs.size > 0 && waits < 50; waits++) await until(performance.now() + 100);
  const grownMB = (gateway.memoryBytes() - halfBytes) / 1e6;
  await closeAll(clients);
  await gateway.stop();
  return { p50: quantile(latenciesMs, 0.5), p99: quantile(latenciesMs, 0.99), lost: sentAtMs.size, grownMB };
}

function until(dueMs: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.max(0, dueMs - performance.now()));
  });
}
