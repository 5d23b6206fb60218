/** Runs everything that CI runs, the quick checks first; each check and each test counts as one. */
import { spawn } from 'node:child_process';
import { runBrowserTests } from './browser-tests.js';
import { runNodeTests } from './node-tests.js';
import { listTestFiles } from './test-files.js';
import { emptyReport, mergeReports, printSummary, type Report } from './test-report.js';

/** npm scripts by how long they take. Each takes one core, so these two lists, of the same length, run side by side. */
const checks = [
  // What reads the sources.
  ['manifest:check', 'docs:check', 'knip', 'deps', 'format:check', 'typecheck'],
  // The build, what reads its output, and the longest check.
  ['build', 'size', 'audit', 'package:check', 'lint'],
] as const;

async function runCheck(name: string): Promise<Report> {
  const startedAtMs = performance.now();
  const { exitCode, output } = await npmRun(name);
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  console.log(`${exitCode === 0 ? '✔' : '✖'} ${name} (${seconds} s)`);
  if (exitCode !== 0 || name === 'size' || name === 'audit') console.log(output.trimEnd());
  return exitCode === 0 ? { ...emptyReport(), passed: 1 } : { ...emptyReport(), failures: [`npm run ${name}`] };
}

function npmRun(name: string): Promise<{ exitCode: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', name], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({ exitCode, output });
    });
  });
}

async function runChecks(names: readonly string[]): Promise<Report[]> {
  const reports: Report[] = [];
  for (const name of names) reports.push(await runCheck(name));
  return reports;
}

const reports = (await Promise.all(checks.map(runChecks))).flat();
reports.push(await runNodeTests(listTestFiles('node')));
reports.push(await runBrowserTests(listTestFiles('browser')));
printSummary(mergeReports(reports));
