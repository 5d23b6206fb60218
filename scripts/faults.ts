/**
 * `npm run faults [-- part of a path …]`: the fault tests in their long form; writes what they measured to
 * docs/reliability.md. It takes the machine to itself for a quarter of an hour.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import type { Duplex } from 'node:stream';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { FIGURE, type Figure } from '../test/helpers/figures.js';
import { listTestFiles } from './test-files.js';

const PAGE = 'docs/reliability.md';
/** A test that is still running after this long hangs. */
const FILE_TIMEOUT_MS = 20 * 60_000;

const filters = process.argv.slice(2);
const files = listTestFiles('node', ['test/faults/']).filter(
  (path) => filters.length === 0 || filters.some((filter) => path.includes(filter)),
);
const figures: Figure[] = [];
const failures: string[] = [];

process.env['FAULTS'] = 'full';
const stream = run({ files, concurrency: 1, timeout: FILE_TIMEOUT_MS });
stream.on('test:diagnostic', ({ message }) => {
  if (message.startsWith(FIGURE)) figures.push(JSON.parse(message.slice(FIGURE.length)) as Figure);
});
stream.on('test:fail', ({ name }) => {
  failures.push(name);
});
const output: AsyncIterable<string> = stream.compose<Duplex>(new spec());
for await (const text of output) process.stdout.write(text);

if (failures.length > 0 || figures.length === 0) {
  console.error(`${PAGE} is left as it was: ${failures.join('; ') || 'nothing was measured'}`);
  process.exitCode = 1;
} else if (filters.length === 0) {
  writeFileSync(PAGE, pageOf(figures));
  execFileSync('npx', ['prettier', '--write', '--log-level', 'warn', PAGE]);
  console.log(`${PAGE} is written`);
}

function pageOf(all: readonly Figure[]): string {
  const promises = [...new Set(all.filter(({ control }) => control === undefined).map(({ promise }) => promise))];
  const rows = promises.flatMap((promise) =>
    all
      .filter((figure) => figure.promise === promise)
      // What is promised first, then what it is compared with.
      .sort((a, b) => Number(a.control !== undefined) - Number(b.control !== undefined)),
  );
  const cells = rows.map(({ promise, passLine, measured, seed, control }) =>
    [promise, control === undefined ? passLine : `control: npm ${control}`, measured, seed ?? ''].join(' | '),
  );
  const { model = 'an unknown processor' } = cpus()[0] ?? {};
  return `# Reliability, measured

Written by \`npm run faults\`, which ends with an error and leaves this page alone when a promise is broken. The tests
stand in \`test/faults/\`; each says in a comment which lines protect what it tests. A short form of them runs with all
other tests. \`FAULTS_SEED=… npm run faults\` repeats the faults of a seed.

${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${cpus().length} × ${model}; clients, proxy and gateway on one machine.

| promise | pass line | measured | seed |
|---|---|---|---|
${cells.map((row) => `| ${row} |`).join('\n')}

## How

- **Faults** come from a TCP proxy between clients and gateway. For each connection a seeded generator decides after how
  many bytes of which direction it is cut, in the middle of whatever the bytes are, or falls silent; some are cut when a
  request was carried out and before its answer is through.
- **Ours** is the SDK as an application uses it, in Node with the cache in memory, or in Chromium with IndexedDB where it
  says so. Its clock runs ten times faster than the machine's, so that what it waits for is waited for; seconds in the
  table are the client's.
- **Controls** are the published packages, unmodified, at the same gateway through the same proxy. The application around
  them writes its next message when the last one was answered, refused, or gave no answer for 0.3 s. The heartbeat by
  which 2.3.0 finds out that it has to reconnect is ten times as frequent as in a page.
- **Kills** are SIGKILL to the gateway's process: what the operating system has is kept. That acknowledged data is on the
  disk itself is shown by a trace of the system calls.
`;
}
