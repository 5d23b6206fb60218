/** The result of a run of tests or checks. */
export interface Report {
  passed: number;
  /** Which tests failed, and why; everything else was printed as it happened. */
  failures: string[];
  /** Names with their reasons. */
  skipped: string[];
}

export function emptyReport(): Report {
  return { passed: 0, failures: [], skipped: [] };
}

export function mergeReports(reports: Report[]): Report {
  return {
    passed: reports.reduce((sum, report) => sum + report.passed, 0),
    failures: reports.flatMap((report) => report.failures),
    skipped: reports.flatMap((report) => report.skipped),
  };
}

const REASON_LINES = 6;

/** Returns which test failed and why: the first lines of the reason, indented. */
export function failureLine(place: string, name: string, reason = 'no reason given'): string {
  const lines = reason.split('\n').filter((line) => line.trim() !== '');
  return [`${place}: ${name}`, ...lines.slice(0, REASON_LINES).map((line) => `    ${line}`)].join('\n');
}

/** Prints the failures, the skipped ones with their reasons and, as the last line, the counts. Sets the exit code. */
export function printSummary({ passed, failures, skipped }: Report): void {
  for (const name of skipped) console.log(`skipped: ${name}`);
  for (const name of failures) console.log(`failed: ${name}`);
  const counts = [`${passed} passed`, `${failures.length} failed`];
  if (skipped.length > 0) counts.push(`${skipped.length} skipped`);
  console.log(counts.join(', '));
  process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;
}
