/**
 * `npm run faults [-- part of a path …]`: runs the tests of what must not be lost, in their long form, and writes what
 * they measured to docs/reliability.md. Takes about twelve minutes, in which nothing else should use the machine.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { figureIn, type Figure } from '../test/helpers/figure.js';
import { runBrowserTests } from './browser-tests.js';
import { reliabilityPage } from './reliability-page.js';
import { listTestFiles } from './test-files.js';

const PAGE = 'docs/reliability.md';
/** The tests that measure the figures of the page. */
const TESTS = [
  'test/faults/',
  'test/server/receipts.property.test.ts',
  'test/src/sync/inbox.gateway.test.ts',
  'test/src/sync/cache-faults.browser.test.ts',
];
/** A test file that runs longer than this hangs. */
const FILE_TIMEOUT_MS = 20 * 60_000;

const filters = process.argv.slice(2);
const isWanted = (path: string): boolean =>
  filters.length === 0 || filters.some((filter) => path.includes(filter));
const nodeFiles = listTestFiles('node', TESTS).filter(isWanted);
const browserFiles = listTestFiles('browser', TESTS).filter(isWanted);
const figures: Figure[] = [];
const failures: string[] = [];
const note = (line: string): void => {
  const figure = figureIn(line);
  if (figure) figures.push(figure);
};

process.env['FAULTS'] = 'full';
if (nodeFiles.length > 0) {
  const stream = run({ files: nodeFiles, concurrency: 1, timeout: FILE_TIMEOUT_MS });
  stream.on('test:diagnostic', ({ message }) => note(message));
  stream.on('test:fail', ({ name }) => {
    failures.push(name);
  });
  const output: AsyncIterable<string> = stream.compose<Duplex>(new spec());
  for await (const text of output) process.stdout.write(text);
}
if (browserFiles.length > 0) failures.push(...(await runBrowserTests(browserFiles, note)).failures);

if (failures.length > 0 || figures.length === 0) {
  console.error(`${PAGE} is left as it was: ${failures.join('; ') || 'nothing was measured'}`);
  process.exitCode = 1;
} else if (filters.length === 0) {
  writeFileSync(PAGE, reliabilityPage(figures));
  execFileSync('npx', ['prettier', '--write', '--log-level', 'warn', PAGE]);
  console.log(`${PAGE} is written`);
} else console.log(`${PAGE} is left as it was: ${figures.length} figures are not all`);
