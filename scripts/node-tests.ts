import { relative } from 'node:path';
import type { Duplex } from 'node:stream';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { emptyReport, failureLine, type Report } from './test-report.js';

/** A file that is still running after this long is ended and failed: it waits for something, or left something open. */
const FILE_TIMEOUT_MS = 300_000;

/** Runs each file in a process of its own, two at a time, and prints what happens as it happens. */
export async function runNodeTests(files: string[]): Promise<Report> {
  const report = emptyReport();
  if (files.length === 0) return { ...report, failures: ['node: no test file'] };

  // run() hands its own flags to the test processes.
  process.execArgv.push('--import', new URL('end-on-sigterm.ts', import.meta.url).href);
  const testsByFile = new Map(files.map((file) => [file, 0]));
  const stream = run({ files, concurrency: 2, timeout: FILE_TIMEOUT_MS });
  const settle = (data: TestEvent, outcome: 'pass' | 'fail'): void => {
    const file = fileOf(data);
    // A file's own event comes in addition to those of its tests; it matters only if the file itself breaks.
    const isTest = data.details.type !== 'suite' && data.name !== file;
    const skip = data.skip ?? data.todo;
    // A suite that is skipped as a whole emits no events for its tests.
    if (isTest || skip !== undefined) testsByFile.set(file, (testsByFile.get(file) ?? 0) + 1);
    if (skip !== undefined) {
      if (typeof skip === 'string' && skip !== '') report.skipped.push(`${file}: ${data.name} (${skip})`);
      else report.failures.push(`${file}: ${data.name} is skipped and does not say why`);
    } else if (outcome === 'pass') {
      if (isTest) report.passed++;
    } else if (!failedByItsTests(data)) {
      report.failures.push(failureLine(file, isTest ? data.name : 'the file', causeOf(data)));
    }
  };
  stream.on('test:pass', (data) => {
    settle(data, 'pass');
  });
  stream.on('test:fail', (data) => {
    settle(data, 'fail');
  });
  const output: AsyncIterable<string> = stream.compose<Duplex>(new spec());
  for await (const text of output) process.stdout.write(text);

  for (const [file, count] of testsByFile) {
    const broken = report.failures.some((line) => line.startsWith(`${file}: `));
    if (count === 0 && !broken) report.failures.push(`${file}: no test in it`);
  }
  return report;
}

interface TestEvent {
  name: string;
  file?: string | undefined;
  details: { type?: string | undefined; error?: (Error & { failureType?: string }) | undefined };
  skip?: string | boolean | undefined;
  todo?: string | boolean | undefined;
}

/** node:test wraps what a test threw in an error of its own. */
function causeOf({ details: { error } }: TestEvent): string | undefined {
  return error?.cause instanceof Error ? error.cause.message : error?.message;
}

/** Returns whether a suite or file failed only because of a test inside it, which is reported by itself. */
function failedByItsTests({ details }: TestEvent): boolean {
  return details.error?.failureType === 'subtestsFailed';
}

function fileOf(data: TestEvent): string {
  return data.file === undefined ? data.name : relative(process.cwd(), data.file);
}
