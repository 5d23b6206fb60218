import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where a test runs: `x.test.ts` in Node by node:test, `x.browser.test.ts` in a real browser by @web/test-runner. */
export type TestHost = 'node' | 'browser';

/** The test files of a host below test/, sorted; with filters, those whose path contains one of them. */
export function listTestFiles(host: TestHost, filters: string[] = []): string[] {
  return readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.test.ts') && path.endsWith('.browser.test.ts') === (host === 'browser'))
    .map((path) => join('test', path))
    .filter((path) => filters.length === 0 || filters.some((filter) => path.includes(filter)))
    .sort();
}
