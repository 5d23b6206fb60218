import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core';

import { launchBrowser, testBrowser } from '../../scripts/test-browser.js';

/** Lets pages have these. In Firefox it goes without saying (scripts/test-browser.ts), and cannot be said. */
export async function allow(context: BrowserContext, ...permissions: string[]): Promise<void> {
  if (testBrowser !== 'firefox') await context.grantPermissions(permissions);
}

/** Browser contexts, one for each person: storage and login are not shared. */
export class PeopleBrowsers {
  readonly contexts: BrowserContext[] = [];
  readonly #browsers: Browser[];

  private constructor(browser: Browser) {
    this.#browsers = [browser];
  }

  static async open(): Promise<PeopleBrowsers> {
    return new PeopleBrowsers(await launchBrowser());
  }

  async newContext(options?: BrowserContextOptions): Promise<BrowserContext> {
    let browser = this.#browsers[0];
    // Headless Chromium believes of each window that it has the focus; in Firefox only one of a browser's has it.
    if (!browser || (testBrowser === 'firefox' && this.contexts.length > 0)) {
      browser = await launchBrowser();
      this.#browsers.push(browser);
    }
    const context = await browser.newContext(options);
    this.contexts.push(context);
    return context;
  }

  async close(): Promise<void> {
    for (const context of this.contexts) await context.close();
    for (const browser of this.#browsers) await browser.close();
  }
}
