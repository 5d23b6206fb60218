import { chromium, type Browser, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/find-browser.js';

/** A page, with the session that slows it down and looks into its memory. */
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

/** Opens a page in a context of its own, so that nothing is cached from before. */
export async function openPage(browser: Browser): Promise<BenchPage> {
  const context = await browser.newContext({ viewport: { width: 900, height: 700 } });
  // The compiler that runs these files puts calls of __name into functions, which are sent into the page as text.
  await context.addInitScript('globalThis.__name = (it) => it;');
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  return { page, cdp, context };
}

/** Resolves to the bytes of the page's heap after garbage collection. */
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
