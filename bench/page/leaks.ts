import { GatewayProcess } from '../gateway/gateway-process.js';
import { makePeople } from '../gateway/people.js';
import type { Suite } from '../suite.js';
import { heapBytes, openPage, withBrowser, type BenchPage } from './browser.js';
import { chatPage } from './chat-page.js';
import { bundle, serve } from './site.js';

const MOUNTS = 200;
const MESSAGES = 200;
const SWITCHES = 50;
/** By then, everything that is compiled and cached along the way is in memory; it is no leak. */
const WARM_UP = 20;

/** What is left behind after an element was added and removed many times, and after many users have used one page. */
export const leaks: Suite = {
  name: 'leaks',
  async run(report) {
    const table = 'Speed in the page';
    await bundle('page-ours-ts', 'page/ours.ts');
    const gateway = await GatewayProcess.start();
    const people = await makePeople(gateway, 'person', 2);
    const [first = '', second = ''] = people.keys();
    const site = await serve({
      '/chat': chatPage(gateway.url, first, people.get(first) ?? '', `single_${second}`),
    });
    await withBrowser(async (browser) => {
      report.progress(`${MOUNTS} times mounted and taken away`);
      const list = await openPage(browser);
      await list.page.goto(`${site.url}/site/page-ours-ts/index.html`);
      await list.page.waitForFunction(() => 'bench' in window);
      const cycle = (times: number): Promise<void> =>
        list.page.evaluate(
          async ([rounds, count]) => {
            for (let round = 0; round < rounds; round++) {
              await window.bench.mount(count, 10_000);
              window.bench.unmount();
            }
          },
          [times, MESSAGES] as const,
        );
      await cycle(WARM_UP);
      const before = await stateOf(list);
      await cycle(MOUNTS);
      const after = await stateOf(list);
      await list.context.close();
      report.figure({
        id: 'leaks.mounts',
        table,
        what: `heap retained after ${MOUNTS} mounts and unmounts`,
        value: (after.heap - before.heap) / 1e6,
        unit: 'MB',
        goal: { atMost: 1 },
        meaning: 'A page that opens and closes its chat all day does not leak memory.',
      });
      report.figure({
        id: 'leaks.listeners',
        table,
        what: 'event listeners left behind',
        value: after.listeners - before.listeners,
        unit: 'listeners',
        goal: { atMost: 0 },
        meaning: 'A removed chat is never called again.',
      });

      report.progress(`${SWITCHES} times another user`);
      const chat = await openPage(browser);
      await chat.page.goto(`${site.url}/chat`);
      const identities = [...people];
      const change = async (times: number): Promise<void> => {
        for (let round = 0; round < times; round++) {
          const [userID, token] = identities[(round + 1) % identities.length] ?? ['', ''];
          await chat.page.evaluate(
            ([id, secret]) =>
              new Promise<void>((resolve) => {
                const provider = document.querySelector('openim-provider');
                provider?.addEventListener('openim-connection-change', function online(event) {
                  if ((event as CustomEvent<{ state: { kind: string } }>).detail.state.kind !== 'online') return;
                  provider.removeEventListener('openim-connection-change', online);
                  resolve();
                });
                provider?.setAttribute('token', secret);
                provider?.setAttribute('user-id', id);
              }),
            [userID, token] as const,
          );
        }
      };
      await change(10);
      const earlier = await stateOf(chat);
      await change(SWITCHES);
      const later = await stateOf(chat);
      const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
      await chat.context.close();
      report.figure({
        id: 'leaks.switches',
        table,
        what: `heap retained after ${SWITCHES} user changes`,
        value: (later.heap - earlier.heap) / 1e6,
        unit: 'MB',
        goal: { atMost: 1 },
        meaning: 'A shared terminal retains nothing of previous users.',
      });
      report.figure({
        id: 'leaks.sockets',
        table,
        what: 'open sockets afterwards, including the current user’s',
        value: Number(/^openim_connections (\d+)$/m.exec(metrics)?.[1]),
        unit: 'sockets',
        goal: { atMost: 1 },
        meaning: 'Nobody stays logged in.',
      });
    });
    site.close();
    await gateway.stop();
  },
};

async function stateOf(bench: BenchPage): Promise<{ heap: number; listeners: number }> {
  const heap = await heapBytes(bench);
  const { jsEventListeners } = await bench.cdp.send('Memory.getDOMCounters');
  return { heap, listeners: jsEventListeners };
}
