/** `tsx scripts/test.ts [node|browser] [part of a path …]`: runs some of the tests; without arguments, all of them. */
import { runBrowserTests } from './browser-tests.js';
import { runNodeTests } from './node-tests.js';
import { listTestFiles } from './test-files.js';
import { mergeReports, printSummary, type Report } from './test-report.js';

const [first, ...rest] = process.argv.slice(2);
const host = first === 'node' || first === 'browser' ? first : undefined;
const filters = host === undefined && first !== undefined ? [first, ...rest] : rest;

const reports: Report[] = [];
const nodeFiles = listTestFiles('node', filters);
const browserFiles = listTestFiles('browser', filters);
// A filter may match no test of one host, but not of both.
const either = host === undefined && filters.length > 0 && nodeFiles.length + browserFiles.length > 0;
if (host !== 'browser' && !(either && nodeFiles.length === 0)) reports.push(await runNodeTests(nodeFiles));
if (host !== 'node' && !(either && browserFiles.length === 0)) reports.push(await runBrowserTests(browserFiles));
printSummary(mergeReports(reports));
