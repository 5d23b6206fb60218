/**
 * The site of docs/, as `npm start` serves it: every link leads somewhere, search finds, and the tools on its pages work,
 * with nothing on the console and nothing asked of another host. `npm run docs:site:check` builds it first.
 */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/test-browser.js';
import { message, say } from '../e2e/chat-page.js';

const DIST = 'docs/site/dist';
const skip: string | false =
  process.env['DOCS_SITE'] === undefined &&
  'needs the site’s own tools; `npm run docs:site:check` builds and tries it';

describe('the site of docs/', { skip }, () => {
  let browser: Browser;
  let demo: ChildProcess;
  let site: string;
  const data = mkdtempSync(join(tmpdir(), 'openim-docs-site-'));

  before(async () => {
    [{ demo, site }, browser] = await Promise.all([startDemo(data), launchBrowser()]);
  });
  after(async () => {
    await browser.close();
    demo.kill('SIGTERM');
    await once(demo, 'exit');
    rmSync(data, { recursive: true, force: true });
  });

  /** A page at one of the site's, and what it complained about or asked of others. */
  async function open(path: string, options = {}): Promise<{ page: Page; complaints: string[] }> {
    const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'], ...options });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
    page.on('console', (entry) => {
      if (entry.type() === 'error') complaints.push(`${page.url()}: ${entry.text()}`);
    });
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (/^http/.test(protocol) && !/^(127\.0\.0\.1|localhost)$/.test(hostname)) complaints.push(request.url());
    });
    await page.goto(site + path);
    return { page, complaints };
  }

  const pages = existsSync(DIST)
    ? readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html'))
    : [];

  it('should link only to pages and headings that are there', () => {
    const ids = new Map(
      pages.map((path) => {
        const html = readFileSync(join(DIST, path), 'utf8');
        return [path, { html, ids: new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id)) }];
      }),
    );
    const broken = [...ids].flatMap(([path, { html }]) =>
      [...html.matchAll(/<a [^>]*href="([^"]+)"/g)]
        .map(([, href = '']) => href.replaceAll('&amp;', '&'))
        .filter((href) => !/^(https?|mailto):/.test(href))
        .filter((href) => {
          const [target = '', hash = ''] = href.replace(/^\/docs\//, '/').split('#');
          const file = target === '' ? path : posix.join(target.startsWith('/') ? '' : dirname(path), target);
          const found = ids.get(
            file.endsWith('/') || file === '.' ? posix.join(file, 'index.html') : file.replace(/^\//, ''),
          );
          const inRoot = ids.get(posix.join(file, 'index.html').replace(/^\//, ''));
          const there = found ?? inRoot;
          return !there || (hash !== '' && hash !== 'VPContent' && !there.ids.has(decodeURIComponent(hash)));
        })
        .map((href) => `${path}: ${href}`),
    );
    assert.ok(pages.length > 60, 'the site is not built');
    assert.deepEqual([...new Set(broken)], []);
  });

  it('should show every page without a complaint', async () => {
    const { page, complaints } = await open('index.html');
    for (const path of pages.filter((name) => name !== '404.html')) {
      await page.goto(site + path);
      await page.locator('#app h1, #app .tool h1').first().waitFor({ state: 'attached' });
    }
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  it('should find what is searched for, without asking anybody', async () => {
    const { page, complaints } = await open('index.html');
    for (const [words, heading] of [
      ['getFriendList', /getFriendList/],
      ['backups', /Backups/],
      ['accent colour', /One colour/],
      ['visitor token', /visitor/i],
      ['content security policy', /./],
    ] as const) {
      await page.getByRole('button', { name: 'Search' }).first().click();
      await page.locator('.VPLocalSearchBox input').fill(words);
      await page.locator('.VPLocalSearchBox .result').filter({ hasText: heading }).first().waitFor();
      await page.keyboard.press('Escape');
    }
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  it('should have a theme builder whose values are seen on the elements, and copied', async () => {
    const { page, complaints } = await open('theme-builder.html', { viewport: { width: 1300, height: 900 } });
    const bubble = page.locator('.stage openim-message [part~="bubble"]').first();
    await bubble.waitFor();
    const own = page.locator('.stage openim-message [part~="bubble--outgoing"]').first();
    const colour = (): Promise<string> => own.evaluate((element) => getComputedStyle(element).backgroundColor);
    const before = await colour();
    await page.getByLabel('Accent').fill('#aa1155');
    await page.getByLabel('Bubble corners').fill('3');
    await page.locator('.css code', { hasText: '--openim-color-accent: #aa1155;' }).waitFor();
    assert.notEqual(await colour(), before);
    assert.match(await bubble.evaluate((element) => getComputedStyle(element).borderRadius), /(^| )3px/);
    await page.getByText('Dark', { exact: true }).click();
    const surface = page.locator('.stage openim-chat');
    assert.equal(await surface.evaluate((element) => getComputedStyle(element).colorScheme), 'dark');
    await say(page, 'Does it suit me?');
    await message(page, 'It suits you.').waitFor();
    await page.getByRole('button', { name: 'Copy CSS' }).click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, await page.locator('.css code').textContent());
    assert.match(copied, /^openim-provider \{\n {2}color-scheme: dark;\n {2}--openim-color-accent: #aa1155;/);

    await page.getByRole('link', { name: 'Open in the playground' }).click();
    const frame = page.frameLocator('iframe');
    const provider = frame.locator('openim-provider');
    await provider.waitFor();
    await frame.getByRole('listbox').waitFor();
    assert.equal(
      await provider.evaluate((element) => getComputedStyle(element).getPropertyValue('--openim-color-accent')),
      '#aa1155',
    );
    assert.deepEqual(complaints, []);
    await page.context().close();
  });

  it('should have a playground where every example runs on the gateway, walled off from the site', async () => {
    const { page, complaints } = await open('playground.html', { viewport: { width: 1300, height: 900 } });
    const frame = page.frameLocator('iframe');
    const choose = (name: string): Promise<unknown> => page.getByLabel('Example').selectOption(name);
    const printed = (text: string | RegExp): Promise<void> =>
      page.getByRole('log', { name: 'Console' }).getByText(text).first().waitFor();

    await frame.locator('openim-chat').getByText('Jun Ogawa').first().waitFor();
    await choose('Two people');
    const mine = frame.locator('openim-chat').first();
    const field = mine.getByRole('textbox');
    await field.fill('From the playground');
    await field.press('Enter');
    await frame.locator('openim-chat').last().getByRole('log').getByText('From the playground').waitFor();
    await choose('Everything in one element');
    await frame.locator('openim-messenger').getByRole('listbox').waitFor();
    await choose('Own rules for what is sent');
    await frame.locator('openim-chat[user-id=sami]').waitFor();
    await frame.getByRole('textbox').fill('my secret');
    await frame.getByRole('textbox').press('Enter');
    await printed('kept back: no secrets, please');
    await choose('The SDK alone');
    await printed('logged in as wang');
    await choose('Support bubble');
    await frame.getByRole('button', { name: 'Ask us' }).click();
    await frame.getByRole('dialog').waitFor();
    await printed('opened');

    const code = page.getByLabel('The page’s code');
    await code.fill(`<h1>Mine</h1><script>
      try { console.log('reached ' + parent.document.title) } catch { console.log('walled off') }
      try { console.log('cookies ' + document.cookie) } catch { console.log('nothing stored') }
      throw new Error('of my own');
    </script>`);
    await frame.getByRole('heading', { name: 'Mine' }).waitFor();
    await printed('walled off');
    await printed('nothing stored');
    await printed(/of my own/);
    await page.getByRole('button', { name: 'Share' }).click();
    await page.reload();
    await frame.getByRole('heading', { name: 'Mine' }).waitFor();
    assert.deepEqual(
      complaints.filter((text) => !text.includes('of my own')),
      [],
    );
    await page.context().close();
  });

  it('should say where a gateway is to be had when there is none', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.route('**/demo.json', (route) => route.fulfill({ status: 404 }));
    await page.goto(`${site}playground.html`);
    await page.getByText('There is no demo gateway beside these pages').waitFor();
    await context.close();
  });

  it('should show an element of a phone’s width without scrolling sideways', async () => {
    for (const path of [
      'index.html',
      'playground.html',
      'theme-builder.html',
      'embed.html',
      'elements/openim-message.html',
    ]) {
      const { page } = await open(path, { viewport: { width: 360, height: 760 } });
      await page.locator('#app h1').first().waitFor({ state: 'attached' });
      const excessPx = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.equal(excessPx, 0, path);
      await page.context().close();
    }
  });
});

/** `npm start` on ports of its own. */
async function startDemo(data: string): Promise<{ demo: ChildProcess; site: string }> {
  const demo = spawn('node_modules/.bin/tsx', ['demo/start.ts'], {
    env: { ...process.env, DEMO_DATA: data, PORT: '5473', GATEWAY_PORT: '30473' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(demo.stdout)) {
    const [, site] = /documentation\s+(http:\/\/\S+?),/.exec(line) ?? [];
    if (site) {
      demo.stdout.resume();
      return { demo, site };
    }
  }
  throw new Error('the demo did not start');
}
