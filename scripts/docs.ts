/**
 * `tsx scripts/docs.ts`: writes docs/api from the tables and docs/examples, docs/elements from custom-elements.json, and
 * the examples into docs/migration.md; `--check`: fails if anything would change.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { elementPages, type Manifest } from './docs/elements.js';
import { withExamples, withFiles } from './docs/fill-in.js';
import { pagesOf } from './docs/pages.js';
import { readApi } from './docs/read-api.js';
import { readExamples } from './docs/read-examples.js';

const API_DIRECTORY = 'docs/api';
const ELEMENTS_DIRECTORY = 'docs/elements';
/** Pages that are written by hand, except for the code below their marks. */
const HAND_WRITTEN = ['docs/migration.md'];
const WITH_FILES = ['docs/frameworks.md'];

const examples = readExamples('.');
const wanted = new Map<string, string>();
for (const [name, text] of pagesOf(readApi('.'), examples)) wanted.set(join(API_DIRECTORY, name), text);
const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as Manifest;
for (const [name, text] of elementPages(manifest)) wanted.set(join(ELEMENTS_DIRECTORY, name), text);
for (const path of HAND_WRITTEN) wanted.set(path, withExamples(readFileSync(path, 'utf8'), examples.codes, path));
for (const path of WITH_FILES) wanted.set(path, withFiles(readFileSync(path, 'utf8')));

const leftOver = [API_DIRECTORY, ELEMENTS_DIRECTORY].flatMap((directory) => {
  mkdirSync(directory, { recursive: true });
  return readdirSync(directory)
    .map((name) => join(directory, name))
    .filter((path) => !wanted.has(path));
});
const changed = [...wanted].filter(([path, text]) => textOf(path) !== text);

if (process.argv.includes('--check')) {
  const stale = [...leftOver, ...changed.map(([path]) => path)];
  for (const path of stale)
    console.error(`${path} is not what its sources say: run "npm run docs" and commit it.`);
  if (stale.length > 0) process.exitCode = 1;
} else {
  for (const path of leftOver) rmSync(path);
  for (const [path, text] of changed) writeFileSync(path, text);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
