import type { Browser } from 'playwright-core';
import { median } from '../statistics.js';
import type { Suite } from '../suite.js';
import { openPage, withBrowser } from './browser.js';
import { bundleText, serve, STREAM_CHAT } from './site.js';

const ROUNDS = 5;
const SLOWER = 4;

/** Importing and evaluating a whole chat, on this machine's processor and on one a quarter as fast. */
export const start: Suite = {
  name: 'start',
  async run(report) {
    const site = await serve();
    const bundled = async (name: string, text: string): Promise<string> => {
      const slug = `start-${name.replace(/\W+/g, '-')}`;
      await bundleText(slug, text);
      return `${site.url}/site/${slug}/page.js`;
    };
    const exposed = (module: string): string => `import * as all from '${module}'; window.all = all;`;
    const chats = {
      'openim-chat': `${site.url}/dist/openim-chat.mjs`,
      'deep-chat': await bundled('deep-chat', "import 'deep-chat';"),
      'vue-advanced-chat': await bundled(
        'vue-advanced-chat',
        "import { register } from 'vue-advanced-chat'; register();",
      ),
      'stream-chat-react': await bundled('stream-chat-react', STREAM_CHAT),
    };
    const sdks = {
      'openim-chat': `${site.url}/dist/sdk.mjs`,
      'open-im-sdk 2.3.0': await bundled('open-im-sdk-2.3.0', exposed('open-im-sdk-2.3.0')),
      'open-im-sdk 3.5.2': await bundled('open-im-sdk', exposed('open-im-sdk')),
      '@openim/client-sdk': await bundled('client-sdk', exposed('@openim/client-sdk')),
    };
    await withBrowser(async (browser) => {
      for (const [slowdown, goal] of [
        [1, 40],
        [SLOWER, 120],
      ] as const) {
        report.progress(`processor ${slowdown === 1 ? 'as it is' : `${slowdown} times slower`}`);
        const processor = `processor ×${slowdown === 1 ? '1' : `1/${slowdown}`}`;
        const [chat = NaN, ...others] = await importTimes(browser, site.url, chats, slowdown);
        report.figure({
          id: `start.import-${slowdown}`,
          table: 'Speed in the page',
          what: `import and evaluate, ${processor}`,
          value: chat,
          unit: 'ms',
          goal: { atMost: goal },
          others,
          ratioTo: 'deep-chat',
          meaning: 'How long the page is busy before it can show a chat.',
        });
        const [sdk = NaN, ...otherSdks] = await importTimes(browser, site.url, sdks, slowdown);
        report.figure({
          id: `start.sdk-${slowdown}`,
          table: 'Speed in the page',
          what: `the same for the SDK without elements, ${processor}`,
          value: sdk,
          unit: 'ms',
          others: otherSdks,
          meaning: 'How long before a page with its own UI can log in.',
        });
      }
    });
    site.close();
  },
};

/** Resolves to the time of the first script by itself, then those of the others with their names. */
async function importTimes(
  browser: Browser,
  siteURL: string,
  scripts: Readonly<Record<string, string>>,
  slowdown: number,
): Promise<[number | undefined, ...{ name: string; value: number }[]]> {
  const times: { name: string; value: number }[] = [];
  for (const [name, url] of Object.entries(scripts)) {
    times.push({ name, value: await importMs(browser, `${siteURL}/blank`, url, slowdown) });
  }
  const [own, ...others] = times;
  return [own?.value, ...others];
}

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
