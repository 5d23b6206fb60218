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

/** Returns docs/reliability.md, with what a run of the fault tests measured. */
export function reliabilityPage(figures: readonly Figure[]): string {
  const seedOf = ({ seed }: Figure): string => (seed === undefined ? '–' : String(seed));
  const ours = figures.filter(({ control }) => control === undefined);
  // Figures of one promise stand together, in the order in which the tests run.
  const promises = [...new Set(ours.map(({ promise }) => promise))];
  const rows = promises.flatMap((promise) => ours.filter((figure) => figure.promise === promise));
  const controls = figures.filter(({ control }) => control !== undefined);
  const [cuts] = ours.filter(({ promise }) => promise === controls[0]?.promise);
  const beside = [
    ...(cuts ? [['openim-chat', cuts.measured, seedOf(cuts)]] : []),
    ...controls.map((figure) => [`${figure.control ?? ''} (npm)`, figure.measured, seedOf(figure)]),
  ];
  const { model = 'unknown processor' } = cpus()[0] ?? {};
  return `# Reliability

The worst thing a chat can do is to lose a message that was sent, and it happens where nobody looks: when a train enters a tunnel, a
laptop is shut, a server is restarted. This page states what openim-chat guarantees in these cases, how the guarantees are tested, the
results, and what they do not cover. \`npm run faults\` writes it; if a guarantee is broken, it fails and leaves the page unchanged.

## Guarantees

- **A message shown as sent is on the gateway's disk**, synced, before it is shown. An unsent message is in the browser's database
  before it is on screen. Killing either side at any moment loses neither.
- **Nothing arrives twice.** A message keeps one ID from the moment it is written. If an answer is lost, the message is sent again under
  that ID and the gateway delivers it once.
- **Messages of a conversation arrive in the order they were written**, with one deliberate exception: if a file takes more than five
  seconds to upload, later messages are sent first.
- **Nothing hangs.** Each call is answered or fails with a code. Each message is sent, visibly waits, or shows why it failed and can be
  sent again or discarded.

## Measurements

${table(
  ['guarantee', 'requirement', 'measured', 'seed'],
  rows.map((figure) => [figure.promise, figure.passLine, figure.measured, seedOf(figure)]),
)}

${new Date().toISOString().slice(0, 10)}; openim-chat ${VERSION}, Node ${process.versions.node}, libsql ${versionOf('libsql')}, ws ${versionOf('ws')}, Linux ${release().split('-')[0]},
${cpus().length} × ${model}, ${Math.round(totalmem() / GIBIBYTE)} GiB. Clients, proxy and gateway share that machine.

## The same network under the original clients

These are the published packages, unmodified, with the same gateway behind the same proxy. Their losses show that the faults are real;
this is not a test of the servers they were made for.

${table(['client', 'result', 'seed'], beside)}

The original clients report little to the application. When the connection breaks during a call, 2.0.3 leaves the call pending forever,
so the application never learns what became of the message; 2.3.0 rejects at once and does not send again by itself. The application in
this test relies on these reports: it sends its next message when the last one was answered, was refused, or got no answer for 0.3 s, and
never repeats one.

## What this does not cover

- **Power failures.** The tests kill processes, not machines. A trace of the system calls (\`strace\`) shows that acknowledged data has left
  the operating system's cache; a disk that falsely reports a sync cannot be detected from here.
- **A lost disk.** The gateway is one process with one database. To survive the loss of its machine, use \`openim-gateway backup\`, which
  copies a running gateway; anything after the last backup is lost with the disk.
- **Other browsers.** Reloads and crashes are tested in Chromium, with the real IndexedDB. A browser may evict a site's database, and a
  private window deletes it on closing: unsent messages are lost with it.
- **Long-term faults.** The longest run takes minutes. It does not look for slow leaks.

## Method

- **The network** is a TCP proxy between clients and gateway (\`test/faults/fault-proxy.ts\`). For each connection, a seeded generator decides
  after how many bytes, and in which direction, it is cut, in the middle of whatever is being sent, or goes silent. Some are cut after a
  request was carried out but before its answer arrives, which is where other clients lose or duplicate messages. Every chunk is delayed
  at random.
- **The clients** are the SDK as an application uses it: in Node with the cache in memory, and in Chromium with IndexedDB where the table
  says so. In the test of cuts, their clock runs four times as fast as the machine's, so that the waits can run to their end. Seconds in
  the table are the client's, so the machine's own work counts fourfold.
- **The gateway** is the real one, in its own process, with a real file. Kills are SIGKILL under load, at the moment an acknowledgement
  arrives. After each kill the database is checked as by \`openim-gateway check\`: pages, references, inboxes without gaps, complete uploads.
- **Messages are counted** on the gateway's disk and in every client's timeline, one by one, against what was passed to the clients, never
  from what clients report to have sent.
- **The tests are verified.** Each says in a comment which lines protect what it tests, and was seen failing without them.

To repeat it, run \`npm ci && npm run faults\`, which takes about twelve minutes on two cores. \`FAULTS_SEED=<seed> npm run faults -- cuts\` repeats the
faults of a seed, though not the scheduling of the machine. A short form of every test runs with all the others, with a new seed each time.
`;
}
