/**
 * `npm run faults [-- part of a path …]`: the fault tests in their long form; writes what they measured to
 * docs/reliability.md. It takes the machine to itself for half an hour.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { FIGURE, type Figure } from '../test/helpers/figures.js';
import { reliabilityPage } from './reliability-page.js';
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
  writeFileSync(PAGE, reliabilityPage(figures));
  execFileSync('npx', ['prettier', '--write', '--log-level', 'warn', PAGE]);
  console.log(`${PAGE} is written`);
}
