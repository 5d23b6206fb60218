import { relative } from 'node:path';
import { startTestRunner } from '@web/test-runner';
import { browserTestConfig } from '../web-test-runner.config.js';
import { emptyReport, failureLine, type Report } from './test-report.js';

/** Runs the files in a real browser and resolves to the results. @param onLine called with each line that the pages logged */
export async function runBrowserTests(files: string[], onLine?: (line: string) => void): Promise<Report> {
  const report = emptyReport();
  if (files.length === 0) return { ...report, failures: ['browser: no test file'] };

  const runner = await startTestRunner({
    config: browserTestConfig(files),
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
  });
  if (runner === undefined) return { ...report, failures: ['browser: the runner did not start'] };
  await new Promise((resolve) => {
    runner.on('stopped', resolve);
  });

  for (const session of runner.sessions.all()) {
    const file = relative(process.cwd(), session.testFile);
    for (const line of session.logs.flat()) onLine?.(String(line));
    const { testResults } = session;
    const before = report.passed + report.failures.length + report.skipped.length;
    if (testResults !== undefined) addSuite(report, file, testResults);
    const after = report.passed + report.failures.length + report.skipped.length;
    if (after === before) report.failures.push(`${file}: no test in it, or it did not load`);
    else if (session.errors.length > 0) report.failures.push(`${file}: an error outside of its tests`);
  }
  return report;
}

interface Suite {
  name: string;
  suites: Suite[];
  tests: { name: string; passed: boolean; skipped: boolean; error?: { message: string } }[];
}

function addSuite(report: Report, path: string, suite: Suite): void {
  for (const { name, passed, skipped, error } of suite.tests) {
    const line = `${path}: ${name}`;
    if (!skipped) {
      if (passed) report.passed++;
      else report.failures.push(failureLine(path, name, error?.message));
    } else if (/\(.+\)$/.test(name)) {
      report.skipped.push(line);
    } else {
      report.failures.push(`${line} is skipped and does not say why, in brackets at the end of its name`);
    }
  }
  for (const child of suite.suites) addSuite(report, child.name === '' ? path : `${path} ${child.name}`, child);
}
