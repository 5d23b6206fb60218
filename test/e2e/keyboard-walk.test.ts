/**
 * Every scene of the gallery by keyboard alone: Tab from the beginning of the page to its end and back, and arrow keys where
 * several things have one Tab stop. Nothing is left out, is only for pointers, keeps the focus, hides it, or has no name; what
 * lies over the page keeps Tab in itself until Escape closes it. The walk itself is in test/e2e/page/keyboard-walk.ts.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { chromium, type Browser, type Page } from 'playwright-core';
import { build, preview, type PreviewServer } from 'vite';

import { findBrowser } from '../../scripts/find-browser.js';
import { elementNames } from './element-names.js';
import type { Walker } from './page/keyboard-walk.js';

declare const walker: Walker;

const PAGE = 'keyboard-walk.html';

describe('the keyboard in every scene of the gallery', () => {
  let outDir: string;
  let server: PreviewServer;
  let browser: Browser;
  let page: Page;
  let scenes: readonly string[];

  before(async () => {
    outDir = await mkdtemp(join(tmpdir(), 'openim-walk-'));
    const root = fileURLToPath(new URL('page', import.meta.url));
    const options = { root, configFile: false, logLevel: 'error' } as const;
    await build({
      ...options,
      build: {
        outDir,
        emptyOutDir: true,
        target: 'es2022',
        minify: false,
        rolldownOptions: { input: join(root, PAGE) },
      },
    });
    server = await preview({ ...options, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
    const { args = [], ...launch } = findBrowser();
    // `computedName`: what the browser itself tells a screen reader.
    browser = await chromium.launch({
      ...launch,
      args: [...args, '--enable-blink-features=ComputedAccessibilityInfo'],
    });
    page = await browser.newPage({ locale: 'en-US', viewport: { width: 1024, height: 720 } });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(`${String(server.resolvedUrls?.local[0])}${PAGE}`);
    await page.waitForFunction(() => 'walker' in globalThis);
    scenes = await page.evaluate(() => walker.scenes);
  });

  after(async () => {
    await browser.close();
    await server.close();
    await rm(outDir, { recursive: true });
  });

  for (const element of [...elementNames, 'state']) {
    it(`should come to everything: ${element}`, async () => {
      const own = scenes.filter((scene) => scene.startsWith(`${element}/`));
      assert.notEqual(own.length, 0, `the gallery has no scene of <openim-${element}>`);
      const problems: string[] = [];
      for (const scene of own) {
        await page.evaluate((name) => walker.begin(name), scene);
        for (;;) {
          const key = await page.evaluate(() => walker.nextKey());
          if (key === undefined) break;
          await page.keyboard.press(key);
        }
        for (const problem of await page.evaluate(() => walker.problems())) problems.push(`${scene}: ${problem}`);
      }
      assert.deepEqual(problems, []);
    });
  }
});
