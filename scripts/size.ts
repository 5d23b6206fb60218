/**
 * `tsx scripts/size.ts`: compares what a page loads, gzipped, with its budget. Fails above a limit, and reports what is
 * above a goal. A limit above its goal is what has been reached so far: it only ever goes down.
 */
import { bundleKB, lazyChunks } from './bundle-size.js';

interface Budget {
  what: string;
  /** Files the page asks for; what they import statically is added. */
  entries: string[];
  /** Kilobytes (1,000 bytes) of gzip. */
  goalKB: number;
  limitKB: number;
}

const budgets: Budget[] = [
  { what: 'a usable chat', entries: ['dist/openim-chat.mjs'], goalKB: 45, limitKB: 76.5 },
  {
    what: 'a usable chat and what follows unasked',
    entries: ['dist/openim-chat.mjs', ...lazyChunks().filter((name) => name.includes('/standing-'))],
    goalKB: 60,
    limitKB: 81.8,
  },
  {
    what: 'a usable chat in Arabic',
    entries: ['dist/openim-chat.mjs', ...lazyChunks().filter((name) => name.includes('/ar-'))],
    goalKB: 50,
    limitKB: 82.3,
  },
  { what: 'the SDK, no UI', entries: ['dist/sdk.mjs'], goalKB: 18, limitKB: 27.3 },
  { what: 'the queue snippet of docs/embed.md', entries: ['embed/stub.js'], goalKB: 0.4, limitKB: 0.4 },
  { what: 'the script tag until it is opened', entries: ['dist/openim-chat.js'], goalKB: 10, limitKB: 10 },
  {
    what: 'the chat in it, when it is opened',
    entries: ['dist/openim-chat-panel.mjs'],
    goalKB: 45,
    limitKB: 81,
  },
  {
    what: 'everything but emoji data',
    entries: ['dist/openim-chat.mjs', ...lazyChunks()],
    goalKB: 110,
    limitKB: 174.9,
  },
];

for (const { what, entries, goalKB, limitKB } of budgets) {
  const sizeKB = bundleKB(entries);
  const verdict = sizeKB > limitKB ? 'TOO LARGE' : sizeKB > goalKB ? 'above the goal' : 'ok';
  console.log(
    `${what.padEnd(36)} ${sizeKB.toFixed(1).padStart(6)} kB  goal ${goalKB}, limit ${limitKB}  ${verdict}`,
  );
  if (sizeKB > limitKB) process.exitCode = 1;
}
