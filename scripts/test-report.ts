/** What a run of tests or checks came to. */
export interface Report {
  passed: number;
  /** What to look at first: one line for each failure, the details were printed as they happened. */
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

/** Prints the failures, the skipped ones with their reasons and, as the last line, the counts. Sets the exit code. */
export function printSummary({ passed, failures, skipped }: Report): void {
  for (const name of skipped) console.log(`skipped: ${name}`);
  for (const name of failures) console.log(`failed: ${name}`);
  const counts = [`${passed} passed`, `${failures.length} failed`];
  if (skipped.length > 0) counts.push(`${skipped.length} skipped`);
  console.log(counts.join(', '));
  process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;
}
