import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { goalText, number, ratioOf, type Table } from './figure.js';
import { plotSvg, type Plot } from './plot.js';
import type { Verdict } from './verdict.js';

const REPORT = 'bench/REPORT.md';
const PAGE = 'docs/performance.md';
const PLOTS = 'docs/images/performance';
const TABLES: readonly Table[] = ['Size', 'Speed in the page', 'Gateway'];

type Results = { judged: readonly Verdict[]; plots: readonly Plot[]; machine: readonly string[] };

/** Writes both pages and the plots they show. */
export function writePages(results: Results): void {
  rmSync(PLOTS, { recursive: true, force: true });
  mkdirSync(PLOTS, { recursive: true });
  for (const plot of results.plots) writeFileSync(`${PLOTS}/${plot.name}.svg`, `${plotSvg(plot)}\n`);
  writeFileSync(REPORT, report(results));
  writeFileSync(PAGE, page(results));
}

function report({ judged, plots, machine }: Results): string {
  return lines(
    '# Benchmark report',
    '',
    'Written by `npm run bench`; do not edit.',
    '',
    ...machine.map((line) => `- ${line}`),
    ...versions().map((line) => `- ${line}`),
    ...TABLES.flatMap((table) => [
      '',
      `## ${table}`,
      '',
      '| what | measured | goal | for comparison | ratio | |',
      '|---|---:|---:|---|---:|---|',
      ...rowsOf(judged, table).map(({ figure, verdict }) => {
        const ratio = ratioOf(figure);
        return `| ${figure.what} | ${number(figure.value)} ${figure.unit} | ${goalText(figure)} | ${othersText(figure)} | ${ratio === undefined ? '' : `${number(ratio)} ×`} | ${verdict} |`;
      }),
    ]),
    '',
    ...unmetText(judged),
    ...plots.flatMap(({ name, title }) => [`![${title}](../${PLOTS}/${name}.svg)`, '']),
  );
}

function page({ judged, plots, machine }: Results): string {
  return lines(
    '# Performance',
    '',
    'This page shows sizes and times of the gateway and the elements, compared with what they are built on and with other products,',
    'from one run on one machine. `npm run bench` writes it; the run takes about ten minutes and fails if a goal or a recorded ratio',
    'is missed. Run it to measure on your machine.',
    '',
    '## Method',
    '',
    '- The gateway is the built one, in its own process, with its default limits and `synchronous=FULL`. The clients are in another',
    '  process on the same machine and share its cores. A send counts when it is acknowledged, which is after it is on disk.',
    '- Pages run in headless Chromium without any cache except the one being measured. All products are built and minified by the',
    '  same bundler and driven by the same script, each in its newest release and with its own kind of data.',
    '- Times are medians unless marked p95 or p99. Absolute times depend on the machine; compare values within a row. "Painted"',
    '  means that a frame after the change has been produced.',
    '',
    '## Machine and versions',
    '',
    ...machine.map((line) => `- ${line}`),
    ...versions().map((line) => `- ${line}`),
    ...TABLES.flatMap((table) => [
      '',
      `## ${table}`,
      '',
      '| what | measured | goal | for comparison | meaning |',
      '|---|---:|---:|---|---|',
      ...rowsOf(judged, table).map(
        ({ figure }) =>
          `| ${figure.what} | ${number(figure.value)} ${figure.unit} | ${goalText(figure)} | ${othersText(figure)} | ${figure.meaning} |`,
      ),
    ]),
    '',
    ...unmetText(judged),
    '## Plots',
    '',
    ...plots.flatMap(({ name, title }) => [`![${title}](images/performance/${name}.svg)`, '']),
  );
}

function unmetText(judged: readonly Verdict[]): string[] {
  const missed = judged.filter(({ verdict }) => verdict.startsWith('misses'));
  if (missed.length === 0) return [];
  return [
    '## Missed goals',
    '',
    ...missed.flatMap(({ figure, explanation }) => [
      `**${figure.what}**: ${number(figure.value)} ${figure.unit}, goal ${goalText(figure)}.`,
      ...(explanation
        ? [`Tried: ${explanation.tried} Why it remains: ${explanation.why}`]
        : ['Not explained yet.']),
      '',
    ]),
  ];
}

function rowsOf(judged: readonly Verdict[], table: Table): Verdict[] {
  return judged.filter(({ figure }) => figure.table === table);
}

function othersText({ others = [], unit }: Verdict['figure']): string {
  return others
    .map(({ name, value }) => `${name} ${typeof value === 'number' ? `${number(value)} ${unit}` : value}`)
    .join('; ');
}

function versions(): string[] {
  const { dependencies } = JSON.parse(readFileSync('bench/package.json', 'utf8')) as {
    dependencies: Record<string, string>;
  };
  const own = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const peers = Object.entries(dependencies).map(
    ([name, version]) => `${name} ${version.replace(/^npm:.*@/, '')}`,
  );
  return [`openim-chat ${own.version}; compared with ${peers.join(', ')}`];
}

function lines(...all: readonly string[]): string {
  return `${all.join('\n').trimEnd()}\n`;
}
