import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { launchBrowser } from '../../scripts/test-browser.js';
import { hostileBodies } from './hostile-bodies.js';
import type { Shown } from './page/hostile.js';

const POLICY = "script-src 'self'; require-trusted-types-for 'script'";
/** Names that look like others, run backwards, or are nothing at all. */
const TRICKY_NAMES = [
  '\u202Egnp.exe',
  'Ma\u200Bra\u200D \u2060Keller\uFEFF',
  '\u2067Mara\u2066\u202D',
  '\u200F\u061CMara\u200E',
  'a\u0335\u0335\u0335\u0335\u0335\u0335\u0335\u0335\u0335\u00AD',
  '\u3164\u115F\u200B',
  '\u202Eשלום\u2069',
];

type HostilePage = {
  show(body: string): Promise<Shown[]>;
  tricksLeft(name: string): Promise<{ fields: number; left: string[] }>;
  turnsInLines(text: string): Promise<{ lines: number; left: string[] }>;
  surroundings(text: string): Promise<string[]>;
  noticeOrder(actor: string, object: string): Promise<string[]>;
};

const pageDir = fileURLToPath(new URL('page/', import.meta.url));

async function bundle(): Promise<string> {
  const outputs = await build({
    configFile: false,
    root: pageDir,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      lib: { entry: `${pageDir}hostile.ts`, formats: ['es'] },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  for (const output of Array.isArray(outputs) ? outputs : [outputs]) {
    if (!('output' in output)) continue;
    for (const file of output.output) if (file.type === 'chunk' && file.isEntry) return file.code;
  }
  throw new Error('the bundle has no entry');
}

describe('hostile text', () => {
  let site: Server;
  let browser: Browser;

  before(async () => {
    const [html, script] = await Promise.all([readFile(`${pageDir}hostile.html`), bundle()]);
    site = createServer((request, response) => {
      response.setHeader('content-security-policy', POLICY);
      if (request.url === '/') response.setHeader('content-type', 'text/html').end(html);
      else if (request.url === '/page.js') response.setHeader('content-type', 'text/javascript').end(script);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    site.closeAllConnections();
    await new Promise((resolve) => site.close(resolve));
  });

  const address = (): string => `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;

  /** An empty page, from which nothing is fetched from anywhere else. */
  async function openPage(): Promise<{ page: Page; close: () => Promise<void> }> {
    // Small: nobody looks at it, and painting takes a fifth of the time.
    const context = await browser.newContext({ viewport: { width: 400, height: 300 } });
    const page = await context.newPage();
    await page.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => route.abort());
    return { page, close: () => context.close() };
  }

  // To see it fail: linkTemplate's and richTemplate's safeURL answering what it is given, and with a text binding of
  // message-content.ts made `.innerHTML`.
  it('is shown as it stands in every field, and runs nothing', async (t) => {
    assert.ok(new Set(hostileBodies).size >= 100);
    const { page, close } = await openPage();
    const [violations, dialogs, ran]: [string[], string[], string[]] = [[], [], []];
    await page.exposeFunction('pwned', (what: unknown) => ran.push(String(what)));
    await page.exposeFunction('violated', (what: string) => violations.push(what));
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        (window as unknown as { violated(what: string): void }).violated(
          `${event.violatedDirective} ${event.blockedURI}`,
        );
      });
    });
    await page.goto(address());

    const fields = new Set<string>();
    const failures: string[] = [];
    let shownCount = 0;
    for (const body of hostileBodies) {
      const shown = await page.evaluate((text) => (window as unknown as HostilePage).show(text), body);
      for (const { field, isVerbatim, bad } of shown) {
        fields.add(field);
        shownCount++;
        if (!isVerbatim) failures.push(`${field} does not show ${body}`);
        for (const part of bad) failures.push(`${field} has ${part} for ${body}`);
      }
    }
    assert.deepEqual(failures, []);
    assert.deepEqual({ violations, dialogs, ran }, { violations: [], dialogs: [], ran: [] });
    t.diagnostic(
      `${hostileBodies.length} bodies in ${fields.size} fields (${[...fields].join(', ')}): ${shownCount} shown, 0 scripts, 0 violations`,
    );
    await close();
  });

  // To see it fail: any one use of shownName showing what it is given, such as that of chat.component.ts.
  it('in a name turns nothing around and hides nothing, wherever a name is shown or said', async (t) => {
    const { page, close } = await openPage();
    await page.goto(address());
    for (const name of TRICKY_NAMES) {
      const { fields, left } = await page.evaluate(
        (text) => (window as unknown as HostilePage).tricksLeft(text),
        name,
      );
      assert.deepEqual(left, [], JSON.stringify(name));
      t.diagnostic(`${JSON.stringify(name)}: nothing left in ${fields} fields`);
    }
    await close();
  });

  // To see it fail: isolatedName answering the name alone.
  it('in names that run the other way leaves who did it, and to whom', async () => {
    const { page, close } = await openPage();
    await page.goto(address());
    for (const [actor, object] of [
      ['Mara', 'Jun'],
      ['שלום', 'Jun'],
      ['Mara', 'سامي'],
      ['שלום', 'סמי'],
    ] as const) {
      const orders = await page.evaluate(
        ([who, whom]) => (window as unknown as HostilePage).noticeOrder(who, whom),
        [actor, object] as const,
      );
      assert.deepEqual(orders, Array(2).fill(`${actor} removed ${object}`));
    }
    await close();
  });

  // To see it fail: withoutTurns taken out of messageSummary, or the text and what is around it made one line of a message.
  it('that turns itself around leaves what stands beside it where it is', async (t) => {
    const { page, close } = await openPage();
    await page.goto(address());
    const places = (text: string): Promise<string[]> =>
      page.evaluate((body) => (window as unknown as HostilePage).surroundings(body), text);
    const plain = await places('txt.exe');
    assert.ok(plain.length > 5, plain.join());
    for (const turn of ['\u202e', '\u202d\u202e', '\u2067', '\u2066\u202e', '\u2069\u2069\u202e', '\u200f'])
      assert.deepEqual(await places(`${turn}txt.exe`), plain, JSON.stringify(turn));
    const { lines, left } = await page.evaluate(
      (text) => (window as unknown as HostilePage).turnsInLines(text),
      'a\u202etxt.exe',
    );
    assert.deepEqual(left, []);
    t.diagnostic(`${plain.length} texts around where they were, ${lines} previews and quotes without turns`);
    await close();
  });
});
