import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/find-browser.js';

/** A page with a way to slow it down and look into its memory. */
export type BenchPage = { readonly page: Page; readonly cdp: CDPSession; readonly context: BrowserContext };

export async function withBrowser<Result>(work: (browser: Browser) => Promise<Result>): Promise<Result> {
  const options = findBrowser();
  const args = [...(options.args ?? []), '--js-flags=--expose-gc', '--enable-precise-memory-info'];
  const browser = await chromium.launch({ ...options, args });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** A page in a context of its own: nothing is cached from before. */
export async function openPage(browser: Browser): Promise<BenchPage> {
  const context = await browser.newContext({ viewport: { width: 900, height: 700 } });
  // The compiler that runs these files marks functions by it, and functions are sent into the page as text.
  await context.addInitScript('globalThis.__name = (it) => it;');
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  return { page, cdp, context };
}

/** Bytes of the page's heap after everything that can be collected was. */
export async function heapBytes({ page, cdp }: BenchPage): Promise<number> {
  for (let round = 0; round < 3; round++) {
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    await cdp.send('HeapProfiler.collectGarbage');
  }
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  return usedSize;
}

export function browserVersion(): Promise<string> {
  return withBrowser((browser) => Promise.resolve(`Chromium ${browser.version()}`));
}
