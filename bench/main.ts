/**
 * `npm run bench [-- part of a suite's name …] [--record]`: measures, writes bench/REPORT.md and docs/performance.md, and fails
 * where a goal or a recorded ratio is missed. With names only those suites run and nothing is written.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { day } from './gateway/day.js';
import { fanOut } from './gateway/fan-out.js';
import { history } from './gateway/history.js';
import { latency } from './gateway/latency.js';
import { restart } from './gateway/restart.js';
import { sends } from './gateway/sends.js';
import { sockets } from './gateway/sockets.js';
import { machineText } from './machine.js';
import { cache } from './page/cache.js';
import { list } from './page/list.js';
import { leaks } from './page/leaks.js';
import { sizes } from './page/sizes.js';
import { start } from './page/start.js';
import { browserVersion } from './page/browser.js';
import { number, type Figure } from './report/figure.js';
import type { Plot } from './report/plot.js';
import { writePages } from './report/pages.js';
import { record, verdicts } from './report/verdict.js';
import type { Suite } from './suite.js';

const SUITES: readonly Suite[] = [
  sizes,
  start,
  list,
  cache,
  leaks,
  sends,
  latency,
  fanOut,
  history,
  sockets,
  restart,
  day,
];

/** A suite that takes longer is given up; the others still run. */
const SUITE_TIMEOUT_MS = 480_000;

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith('--'));
const chosen = SUITES.filter(({ name }) => names.length === 0 || names.some((part) => name.includes(part)));
if (chosen.length === 0) {
  console.error(
    `no suite is called ${names.join(' or ')}; there are ${SUITES.map(({ name }) => name).join(', ')}`,
  );
  process.exit(1);
}

const machine = machineText(undefined);
if (!existsSync('dist/openim-chat.mjs') || !args.includes('--built'))
  run('npm', ['run', '--silent', 'build'], '.');
// The packages of the products compared are installed in the bench's own folder.
if (!existsSync('bench/node_modules')) {
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], 'bench');
}

const figures: Figure[] = [];
const plots: Plot[] = [];
const failures: string[] = [];
const startedMs = performance.now();
for (const suite of chosen) {
  const beganMs = performance.now();
  try {
    const running = suite.run({
      figure: (figure) => {
        figures.push(figure);
        console.log(`    ${figure.what}: ${number(figure.value)} ${figure.unit}`);
      },
      plot: (plot) => plots.push(plot),
      progress: (text) => {
        console.log(`[${clock(startedMs)}] ${suite.name}: ${text} …`);
      },
    });
    await Promise.race([running, failAfter(SUITE_TIMEOUT_MS)]);
  } catch (error) {
    failures.push(`${suite.name} broke off: ${error instanceof Error ? error.message : String(error)}`);
  }
  console.log(`[${clock(startedMs)}] ${suite.name} took ${((performance.now() - beganMs) / 1000).toFixed(0)} s`);
}

if (args.includes('--record')) record(figures);
const judged = verdicts(figures);
failures.push(
  ...judged.filter(({ isFailure }) => isFailure).map(({ figure, verdict }) => `${figure.what}: ${verdict}`),
);
if (names.length === 0) writePages({ judged, plots, machine: [...machine, `browser: ${await browserVersion()}`] });
for (const failure of failures) console.error(`✖ ${failure}`);
console.log(`${figures.length} figures in ${clock(startedMs)}, ${failures.length} failed`);
// Whatever a broken suite left open ends with the process.
process.exit(failures.length > 0 ? 1 : 0);

function run(command: string, parameters: readonly string[], cwd: string): void {
  console.log(`${command} ${parameters.join(' ')} in ${cwd}`);
  execFileSync(command, parameters, { cwd, stdio: 'inherit' });
}

function failAfter(timeoutMs: number): Promise<never> {
  return new Promise((_resolve, reject) => {
    setTimeout(() => {
      reject(new Error(`it took longer than ${timeoutMs / 1000} s`));
    }, timeoutMs).unref();
  });
}

function clock(sinceMs: number): string {
  const seconds = Math.round((performance.now() - sinceMs) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
