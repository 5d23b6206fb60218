import type { Browser } from 'playwright-core';
import { median } from '../statistics.js';
import type { Suite } from '../suite.js';
import { openPage, withBrowser } from './browser.js';
import { bundleText, serve } from './site.js';

const ROUNDS = 5;
const SLOWER = 4;

/** Importing and evaluating a whole chat, on this machine's processor and on one a quarter as fast. */
export const start: Suite = {
  name: 'start',
  async run(report) {
    await bundleText('start-deep-chat', "import 'deep-chat';");
    await bundleText('start-vue-advanced-chat', "import { register } from 'vue-advanced-chat'; register();");
    await bundleText('start-open-im-sdk', "import * as sdk from 'open-im-sdk'; window.sdk = sdk;");
    const site = await serve();
    const scripts = {
      'openim-chat': `${site.url}/dist/openim-chat.mjs`,
      'deep-chat': `${site.url}/site/start-deep-chat/page.js`,
      'vue-advanced-chat': `${site.url}/site/start-vue-advanced-chat/page.js`,
    };
    await withBrowser(async (browser) => {
      for (const [slowdown, goal] of [
        [1, 40],
        [SLOWER, 120],
      ] as const) {
        report.progress(`processor ${slowdown === 1 ? 'as it is' : `${slowdown} times slower`}`);
        const times = new Map<string, number>();
        for (const [name, url] of Object.entries(scripts)) {
          times.set(name, await importMs(browser, `${site.url}/blank`, url, slowdown));
        }
        report.figure({
          id: `start.import-${slowdown}`,
          table: 'Speed in the page',
          what: `import and evaluate, processor ×${slowdown === 1 ? '1' : `1/${slowdown}`}`,
          value: times.get('openim-chat') ?? NaN,
          unit: 'ms',
          goal: { atMost: goal },
          others: [...times].filter(([name]) => name !== 'openim-chat').map(([name, value]) => ({ name, value })),
          ratioTo: 'deep-chat',
          meaning: 'How long the page is busy before a chat can be shown.',
        });
      }
    });
    site.close();
  },
};

async function importMs(browser: Browser, page: string, script: string, slowdown: number): Promise<number> {
  const timesMs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const bench = await openPage(browser);
    await bench.page.goto(page);
    await bench.cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    timesMs.push(
      await bench.page.evaluate(async (url) => {
        const startMs = performance.now();
        await import(url);
        return performance.now() - startMs;
      }, script),
    );
    await bench.context.close();
  }
  return median(timesMs);
}
