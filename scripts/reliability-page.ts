import { cpus, release, totalmem } from 'node:os';
import { readFileSync } from 'node:fs';
import type { Figure } from '../test/helpers/figure.js';

const GIBIBYTE = 1024 ** 3;
const { version: VERSION } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

function versionOf(name: string): string {
  return (JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string }).version;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** docs/reliability.md, from what a run of the fault tests measured. */
export function reliabilityPage(figures: readonly Figure[]): string {
  const seedOf = ({ seed }: Figure): string => (seed === undefined ? '–' : String(seed));
  const ours = figures.filter(({ control }) => control === undefined);
  // What belongs to one promise stands together, in the order the tests run.
  const promises = [...new Set(ours.map(({ promise }) => promise))];
  const rows = promises.flatMap((promise) => ours.filter((figure) => figure.promise === promise));
  const controls = figures.filter(({ control }) => control !== undefined);
  const [cuts] = ours.filter(({ promise }) => promise === controls[0]?.promise);
  const beside = [
    ...(cuts ? [['openim-chat', cuts.measured, seedOf(cuts)]] : []),
    ...controls.map((figure) => [`${figure.control ?? ''} (npm)`, figure.measured, seedOf(figure)]),
  ];
  const { model = 'unknown processor' } = cpus()[0] ?? {};
  return `# Can it be trusted with messages?

A message that was sent and is nowhere is the worst thing a chat can do, and it does it where nobody looks: when a train
enters a tunnel, a laptop is shut, a server is restarted. This page says what openim-chat promises about that, how the
promise is tested, what came out, and what it does not cover. It is written by \`npm run faults\`, which leaves it alone and
ends with an error when a promise is broken.

## In short

- **What you see as sent is on the gateway's disk**, synced, before you see it. What is not sent yet is in the browser's
  database before it is on screen. Killing either side at any moment loses neither.
- **Nothing arrives twice.** A message keeps one ID from the keystroke on. When an answer is lost on the way, the message
  is sent again under that ID and the gateway delivers it once.
- **Messages of a conversation arrive in the order they were written.** One exception, on purpose: a file that takes more
  than five seconds to upload lets what was written after it go ahead.
- **Nothing hangs.** Each call is answered, or fails with a code, and each message is sent, waits visibly, or says why it
  failed and can be sent again or discarded.

## What was measured

${table(
  ['promise', 'has to hold', 'measured', 'seed'],
  rows.map((figure) => [figure.promise, figure.passLine, figure.measured, seedOf(figure)]),
)}

${new Date().toISOString().slice(0, 10)}; openim-chat ${VERSION}, Node ${process.versions.node}, libsql ${versionOf('libsql')}, ws ${versionOf('ws')}, Linux ${release().split('-')[0]},
${cpus().length} × ${model}, ${Math.round(totalmem() / GIBIBYTE)} GiB. Clients, proxy and gateway share that machine.

## The same network under the original clients

The published packages, unmodified, at the same gateway behind the same proxy. That they suffer shows that the faults are
real; it is no test of the servers they were made for.

${table(['client', 'what became of it', 'seed'], beside)}

Their callers are told little. 2.0.3 leaves a call pending for good when the connection breaks under it, so that the
application never learns what became of the message; 2.3.0 rejects at once and sends nothing again by itself. The application in this
test believes what it is told: it writes its next message when the last one was answered, refused, or has been silent for
0.3 s, and never repeats one.

## What this does not show

- **A power cut.** Processes are killed, not machines. That acknowledged data has left the operating system's cache is
  shown by a trace of the system calls (\`strace\`); a disk that lies about having synced cannot be seen from here.
- **A lost disk.** The gateway is one process with one database. What has to outlive its machine needs
  \`openim-gateway backup\`, which copies a running gateway; what came after the last backup is lost with the disk.
- **Other browsers.** Reloads and crashes are of Chromium, with the real IndexedDB. A browser may evict the database of a
  site, and a private window deletes it on closing: messages that were not sent yet go with it.
- **Faults of days.** The longest run takes minutes. Slow leaks are not looked for here.

## How it is done

- **The network** is a TCP proxy between clients and gateway (\`test/faults/fault-proxy.ts\`). For each connection a seeded
  generator decides after how many bytes of which direction it is cut, in the middle of whatever the bytes are, or falls
  silent without a word. Some are cut after a request was carried out and before its answer is through, which is the case
  that loses or doubles messages elsewhere. Every piece is delayed at random.
- **The clients** are the SDK as an application uses it: in Node with the cache in memory, in Chromium with IndexedDB where
  the table says so. In the test of cuts their clock runs four times as fast as the machine's, so that waits are waited
  for; seconds in the table are the client's, the machine's own work counted fourfold.
- **The gateway** is the real one, in a process of its own, on a real file. Killing is SIGKILL under load, in the
  very moment an acknowledgement arrives. After each kill the database is checked as \`openim-gateway check\` does it:
  pages, references, each inbox without a hole, each upload complete.
- **The count** is made on the gateway's disk and in every client's timeline, message by message, against what was handed to
  the clients; never from what they say they sent.
- **The tests are tested.** Each says in a comment which lines protect what it tests, and was seen failing without them.

To repeat it: \`npm ci && npm run faults\`, half an hour on two cores. \`FAULTS_SEED=<seed> npm run faults -- cuts\` repeats the
faults of a seed, though not the scheduling of the machine. A short form of every test runs with all others, with a new seed
each time.
`;
}
