import type { Browser } from 'playwright-core';
import { median, quantile } from '../statistics.js';
import type { Suite } from '../suite.js';
import { heapBytes, openPage, withBrowser } from './browser.js';
import { bundle, serve } from './site.js';

type Bench = {
  mount(count: number, patienceMs: number): Promise<number>;
  append(times: number, maxMs: number): Promise<number[]>;
  stream(perSecond: number, durationMs: number): Promise<number>;
  scroll(durationMs: number, pxPerSecond: number): Promise<number[]>;
  prepend(count: number): Promise<number>;
  nodes(): number;
  unmount(): void;
};
declare global {
  interface Window {
    bench: Bench;
  }
}

type Contender = { readonly name: string; readonly entry: string; readonly prepends: boolean };

const OURS: Contender = { name: 'openim-chat', entry: 'page/ours.ts', prepends: true };
const PEERS: readonly Contender[] = [
  { name: 'lit-virtualizer', entry: 'peers/lit-virtualizer.js', prepends: true },
  { name: 'tanstack lit-virtual', entry: 'peers/tanstack-lit-virtual.js', prepends: true },
  { name: 'stream-chat-react', entry: 'peers/stream-chat-react.js', prepends: false },
  { name: 'deep-chat', entry: 'peers/deep-chat.js', prepends: false },
  { name: 'vue-advanced-chat', entry: 'peers/vue-advanced-chat.js', prepends: false },
];

const FULL = 10_000;
/** A list that cannot show all of them shows this many, and the figure says so. */
const LESS = 500;
const PATIENCE_MS = 12_000;
const MOUNTS = 3;
const FRAME_MS = 1000 / 60;
/** A frame that comes this late means that one was dropped. */
const LATE_MS = FRAME_MS * 1.5;

type Measured = {
  mountMs: number;
  count: number;
  nodes: number;
  heapMB: number;
  appendP95Ms: number;
  streamFps: number;
  dropped: number;
  worstMs: number;
  movedPx: number;
};

/** A conversation of 10,000: showing it, scrolling in it, and adding messages at either end. */
export const list: Suite = {
  name: 'list',
  async run(report) {
    const site = await serve();
    const measured = new Map<string, Measured>();
    await withBrowser(async (browser) => {
      for (const contender of [OURS, ...PEERS]) {
        report.progress(contender.name);
        const slug = contender.entry.replace(/\W+/g, '-');
        await bundle(slug, contender.entry);
        try {
          measured.set(contender.name, await measure(browser, `${site.url}/site/${slug}/index.html`, contender));
        } catch (error) {
          if (contender === OURS) throw error;
          // If one of the others fails, the rest are still measured.
          report.progress(`${contender.name} failed: ${String(error)}`);
        }
      }
    });
    site.close();
    const ours = measured.get(OURS.name);
    if (!ours) throw new Error('nothing was measured');
    const others = (value: (of: Measured) => number): { name: string; value: number | string }[] =>
      PEERS.map(({ name }) => {
        const found = measured.get(name);
        if (!found) return { name, value: 'failed' };
        const at =
          found.count === FULL ? '' : ` (at only ${found.count}; ${FULL} took more than ${PATIENCE_MS / 1000} s)`;
        return { name: `${name}${at}`, value: value(found) };
      });
    const table = 'Speed in the page';
    report.figure({
      id: 'list.mount',
      table,
      what: 'mount a conversation of 10,000',
      value: ours.mountMs,
      unit: 'ms',
      goal: { atMost: 100 },
      others: others(({ mountMs }) => mountMs),
      ratioTo: 'lit-virtualizer',
      meaning: 'From selecting a conversation to reading it, at any length.',
    });
    report.figure({
      id: 'list.nodes',
      table,
      what: 'DOM elements with it',
      value: ours.nodes,
      unit: 'elements',
      goal: { atMost: 300 },
      others: others(({ nodes }) => nodes),
      meaning: 'What the browser has to lay out; must not grow with the history.',
    });
    report.figure({
      id: 'list.heap',
      table,
      what: 'heap used, including messages',
      value: ours.heapMB,
      unit: 'MB',
      goal: { atMost: 12 },
      others: others(({ heapMB }) => heapMB),
      meaning: 'Memory of the tab.',
    });
    report.figure({
      id: 'list.scroll-dropped',
      table,
      what: 'frames dropped while scrolling for 3 s',
      value: ours.dropped,
      unit: 'frames',
      goal: { atMost: 0 },
      others: others(({ dropped }) => dropped),
      meaning: 'Whether scrolling stutters.',
    });
    report.figure({
      id: 'list.scroll-worst',
      table,
      what: 'longest frame while scrolling',
      value: ours.worstMs,
      unit: 'ms',
      goal: { atMost: 34 },
      others: others(({ worstMs }) => worstMs),
      meaning: 'The worst stutter.',
    });
    report.figure({
      id: 'list.append',
      table,
      what: 'append one at 10,000, p95',
      value: ours.appendP95Ms,
      unit: 'ms',
      goal: { atMost: 50 },
      others: others(({ appendP95Ms }) => appendP95Ms),
      ratioTo: 'lit-virtualizer',
      meaning: 'From arrival to being visible.',
    });
    report.figure({
      id: 'list.stream',
      table,
      what: 'frames per second at 200 messages per second',
      value: ours.streamFps,
      unit: 'fps',
      goal: { atLeast: 55 },
      others: others(({ streamFps }) => streamFps),
      meaning: 'A live event with hundreds of writers stays smooth.',
    });
    report.figure({
      id: 'list.prepend',
      table,
      what: 'movement of the row being read when 50 older ones load',
      value: ours.movedPx,
      unit: 'px',
      goal: { atMost: 1 },
      others: others(({ movedPx }) => movedPx)
        .filter(({ value }) => !Number.isNaN(value))
        .map(({ name, value }) => ({ name, value: value === Infinity ? 'loses the row' : value })),
      meaning: 'Reading is undisturbed while history loads above.',
    });
  },
};

async function measure(browser: Browser, url: string, { prepends }: Contender): Promise<Measured> {
  let count = FULL;
  let mounted = await mount(browser, url, count);
  if (!mounted) {
    count = LESS;
    mounted = await mount(browser, url, count);
  }
  if (!mounted) throw new Error(`${url} shows nothing`);
  const { bench, timesMs, heapMB } = mounted;
  const { page } = bench;
  const nodes = await page.evaluate(() => window.bench.nodes());
  const appendMs = await page.evaluate(() => window.bench.append(30, 6000));
  const streamFps = await page.evaluate(() => window.bench.stream(200, 3000));
  const gapsMs = await page.evaluate(() => window.bench.scroll(3000, 4000));
  const movedPx = prepends ? await page.evaluate(() => window.bench.prepend(50)) : NaN;
  await bench.context.close();
  return {
    mountMs: median(timesMs),
    count,
    nodes,
    heapMB,
    appendP95Ms: quantile(appendMs, 0.95),
    streamFps,
    dropped: gapsMs.reduce((sum, gapMs) => sum + (gapMs > LATE_MS ? Math.round(gapMs / FRAME_MS) - 1 : 0), 0),
    worstMs: Math.max(...gapsMs),
    movedPx: Math.round(movedPx * 100) / 100,
  };
}

/** Mounts in fresh pages, of which the last stays open. Resolves to undefined if it takes too long. */
async function mount(browser: Browser, url: string, count: number) {
  const timesMs: number[] = [];
  for (let round = 1; ; round++) {
    const bench = await openPage(browser);
    // Waits also for what a page fetches once it is idle.
    await bench.page.goto(url, { waitUntil: 'networkidle' });
    await bench.page.waitForFunction(() => 'bench' in window);
    const before = await heapBytes(bench);
    const timeMs = await Promise.race([
      bench.page.evaluate(([n, patience]) => window.bench.mount(n, patience), [count, PATIENCE_MS] as const),
      // A page that is stuck in one long task does not answer at all.
      new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS * 1.2, undefined)),
    ]).catch(() => undefined);
    if (timeMs === undefined || timeMs > PATIENCE_MS) {
      await bench.context.close();
      return undefined;
    }
    timesMs.push(timeMs);
    if (round >= MOUNTS) return { bench, timesMs, heapMB: ((await heapBytes(bench)) - before) / 1e6 };
    await bench.context.close();
  }
}
