import type { Page } from 'playwright-core';
import { GatewayProcess } from '../gateway/gateway-process.js';
import { LoadClient, textSender } from '../gateway/load-client.js';
import { makePeople } from '../gateway/people.js';
import { median, quantile } from '../statistics.js';
import type { Suite } from '../suite.js';
import { openPage, withBrowser } from './browser.js';
import { chatPage } from './chat-page.js';
import { serve } from './site.js';

const SIZES = [1000, 10_000, 100_000];
const RELOADS = 12;
const NEWEST = 'the newest of them all';
const SHOWN = 50;

/** A reload without a connection, until the newest messages of the open conversation are on the screen. */
export const cache: Suite = {
  name: 'cache',
  async run(report) {
    const gateway = await GatewayProcess.start();
    const people = await makePeople(gateway, 'person', 2);
    const writer = await LoadClient.connect(gateway.port, 'person1', people.get('person1') ?? '');
    const make = textSender('person1', { recvID: 'person0' });
    for (let index = 0; index < SHOWN + 10; index++) writer.send(make(`message number ${index}`).frame);
    writer.send(make(NEWEST).frame);
    await writer.call('getLoginStatus');
    await writer.close();
    const site = await serve({
      '/chat': chatPage(gateway.url, 'person0', people.get('person0') ?? '', 'single_person1'),
    });

    const points: [number, number][] = [];
    const floors: [number, number][] = [];
    await withBrowser(async (browser) => {
      const { page, context } = await openPage(browser);
      await page.goto(`${site.url}/chat`);
      await page.waitForFunction(isShown, NEWEST, { polling: 'raf', timeout: 30_000 });
      await gateway.stop();
      let stored = 0;
      for (const size of SIZES) {
        report.progress(`reloads offline with ${size} messages in the cache`);
        stored = await fillCache(page, stored, size);
        const timesMs: number[] = [];
        for (let round = 0; round < RELOADS; round++) {
          await page.reload({ waitUntil: 'commit' });
          const handle = await page.waitForFunction(shownAtMs, NEWEST, { polling: 'raf', timeout: 30_000 });
          timesMs.push(await handle.jsonValue());
        }
        // The first reloads after so many writes are slowed down by them.
        const settled = timesMs.slice(2);
        points.push([size, quantile(settled, 0.95)]);
        floors.push([size, await bareReadMs(page)]);
      }
      await context.close();
    });
    site.close();
    report.figure({
      id: 'cache.reload',
      table: 'Speed in the page',
      what: 'reload → newest messages painted from IndexedDB of 100,000, offline, p95',
      value: points.at(-1)?.[1] ?? NaN,
      unit: 'ms',
      goal: { atMost: 100 },
      others: [{ name: `bare IndexedDB: open, read ${SHOWN}`, value: floors.at(-1)?.[1] ?? NaN }],
      meaning: 'From reload to reading, without a network.',
    });
    report.figure({
      id: 'cache.reload-growth',
      table: 'Speed in the page',
      what: 'the same with 100,000 messages, relative to 1,000',
      value: (points.at(-1)?.[1] ?? NaN) / (points[0]?.[1] ?? NaN),
      unit: '×',
      goal: { atMost: 1.5 },
      meaning: 'Years of history do not slow down the start.',
    });
    report.plot({
      name: 'reload-by-cache',
      title: 'Reload offline, until the newest messages are painted',
      x: 'messages in the cache',
      y: 'ms, p95',
      logX: true,
      lines: [
        { name: 'openim-chat', points },
        { name: 'bare IndexedDB', points: floors },
      ],
      goal: 100,
    });
  },
};

/** Returns whether a message's text is in the document, shadow trees included. */
function isShown(text: string): boolean {
  const search = (node: Node): boolean => {
    if (node instanceof Text) return node.data.includes(text);
    const inner = node instanceof Element && node.shadowRoot ? search(node.shadowRoot) : false;
    return inner || [...node.childNodes].some(search);
  };
  return search(document.body);
}

/** Returns when the text was seen there, in milliseconds since the navigation began; 0 until then. Called once a frame. */
function shownAtMs(text: string): number {
  const search = (node: Node): boolean => {
    if (node instanceof Text) return node.data.includes(text);
    const inner = node instanceof Element && node.shadowRoot ? search(node.shadowRoot) : false;
    return inner || [...node.childNodes].some(search);
  };
  // A page that has only begun to load has no body yet.
  const body = document.querySelector('body');
  return body && search(body) ? performance.now() : 0;
}

/**
 * Copies the oldest message of the open conversation until the cache holds `size`, as if all of them had been read once.
 * Leaves what the SDK wrote as it is.
 */
function fillCache(page: Page, stored: number, size: number): Promise<number> {
  return page.evaluate(
    async ([from, until]) => {
      const [{ name = '' } = {}] = await indexedDB.databases();
      const done = <Value>(request: IDBRequest): Promise<Value> =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => {
            resolve(request.result as Value);
          };
          request.onerror = () => {
            reject(request.error ?? new Error('IndexedDB failed'));
          };
        });
      const database = await done<IDBDatabase>(indexedDB.open(name));
      type Row = { clientMsgID: string; sortKey: number; sendTime: number; age: number };
      const reading = database.transaction('messages').objectStore('messages').getAll();
      const rows = (await done<unknown>(reading)) as Row[];
      const oldest = rows.sort((a, b) => a.sortKey - b.sortKey)[0];
      if (!oldest) throw new Error('the cache is empty');
      for (let start = Math.max(from, rows.length); start < until; start += 5000) {
        const transaction = database.transaction('messages', 'readwrite', { durability: 'relaxed' });
        const store = transaction.objectStore('messages');
        for (let index = start; index < Math.min(start + 5000, until); index++) {
          const atMs = oldest.sortKey - 60_000 * (index - rows.length + 1) - (index < from ? 0 : 1);
          store.put({ ...oldest, clientMsgID: `filled-${index}`, sortKey: atMs, sendTime: atMs, age: -atMs });
        }
        await new Promise((resolve, reject) => {
          transaction.oncomplete = resolve;
          transaction.onabort = reject;
        });
      }
      const transaction = database.transaction('segments', 'readwrite');
      const store = transaction.objectStore('segments');
      type Stored = { segments: { oldestSendTime: number; reachesStart: boolean }[] };
      for (const entry of (await done<unknown>(store.getAll())) as Stored[]) {
        const [segment] = entry.segments;
        if (segment) Object.assign(segment, { oldestSendTime: 0, reachesStart: true });
        store.put(entry);
      }
      database.close();
      return until;
    },
    [stored, size] as const,
  );
}

/** Measures opening the same database and reading the newest messages of the conversation, and nothing else. */
async function bareReadMs(page: Page): Promise<number> {
  const timesMs: number[] = [];
  for (let round = 0; round < 8; round++) {
    timesMs.push(
      await page.evaluate(async (count) => {
        const [{ name = '' } = {}] = await indexedDB.databases();
        const startMs = performance.now();
        return new Promise<number>((resolve, reject) => {
          const opening = indexedDB.open(name);
          opening.onsuccess = () => {
            const index = opening.result.transaction('messages').objectStore('messages').index('timeline');
            const reading = index.getAll(IDBKeyRange.bound(['single_person1'], ['single_person1', []]), count);
            reading.onsuccess = () => {
              opening.result.close();
              resolve(performance.now() - startMs);
            };
            reading.onerror = reject;
          };
          opening.onerror = reject;
        });
      }, SHOWN),
    );
  }
  return median(timesMs);
}
