import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Locator, Page } from 'playwright-core';

import { systemClock } from '../../server/clock.js';
import { sendText } from '../helpers/gateway-fixture.js';
import type { RawClient } from '../helpers/raw-client.js';
import { conversation, message, say, sees, timeline } from './chat-page.js';
import { Stage, type Actor } from './stage.js';

const DAY_MS = 86_400_000;
const COUNT = 5000;
const BATCH = 100;
const NO_LIMIT = { perSecond: 1_000_000, burst: 1_000_000 };

const list = (page: Page): Locator => page.locator('openim-message-list');
const search = (page: Page): Locator => page.locator('openim-chat-search');

/** Waits until a message of this text is on screen. What quotes it may be there before, and gone the next moment. */
async function isOnScreen(page: Page, text: string): Promise<void> {
  const view = await list(page).elementHandle();
  assert.ok(view);
  await page.waitForFunction(
    ([element, wanted]) => {
      const { top, bottom } = element.getBoundingClientRect();
      const roots: ParentNode[] = [element.shadowRoot ?? element];
      for (let root = roots.pop(); root; root = roots.pop()) {
        for (const child of root.querySelectorAll('*')) {
          if (child.shadowRoot) roots.push(child.shadowRoot);
          const box = child.getBoundingClientRect();
          const isIt = child.textContent.trim() === wanted && !child.closest('.quote');
          if (isIt && box.height > 0 && box.top >= top - 1 && box.top < bottom) return true;
        }
      }
      return false;
    },
    [view, text] as const,
  );
}

/** How many elements the list's rows are made of, everything inside of them included. */
const nodeCount = (page: Page): Promise<number> =>
  list(page).evaluate((element) => {
    const roots: ParentNode[] = [element.shadowRoot ?? element];
    let count = 0;
    for (let root = roots.pop(); root; root = roots.pop()) {
      for (const child of root.querySelectorAll('*')) {
        count += 1;
        if (child.shadowRoot) roots.push(child.shadowRoot);
      }
    }
    return count;
  });

describe(`a conversation of ${String(COUNT)} messages`, () => {
  let daysAgo = 40;
  let stage: Stage;
  let bob: RawClient;
  let ada: Actor;
  let firstDay: number;

  before(async () => {
    stage = await Stage.open({
      rateLimit: NO_LIMIT,
      userRateLimit: NO_LIMIT,
      clock: { ...systemClock, now: () => systemClock.now() - daysAgo * DAY_MS },
    });
    await stage.register('ada', 'Ada');
    await stage.register('bob', 'Bob');
    bob = await stage.enterRaw('bob');
    const first = await sendText(bob, 'ada', 'the very first offer');
    firstDay = first.sendTime;
    for (let sent = 0; sent < COUNT; sent += BATCH) {
      daysAgo = 40 - (sent / COUNT) * 39;
      await Promise.all(
        Array.from({ length: BATCH }, (_, index) => sendText(bob, 'ada', `line ${String(sent + index)}`)),
      );
    }
    daysAgo = 0;
    const quote = await bob.ok('createQuoteMessage', {
      text: 'as I said',
      message: JSON.stringify(first),
    });
    await bob.ok('sendMessage', { recvID: 'ada', groupID: '', message: quote });
    ada = await stage.enter('ada', { 'peer-id': 'bob' });
    await sees(ada.page, 'as I said');
  });
  after(() => stage.close());

  it('should take one to the first unread message, and back to the newest', async () => {
    const { page } = ada;
    await page.getByRole('button', { name: '5,002 new messages' }).click();
    await isOnScreen(page, 'the very first offer');
    await timeline(page).getByText('5,002 new messages').waitFor();
    await page.getByRole('button', { name: /Jump to the newest|new$/ }).click();
    await isOnScreen(page, 'as I said');
  });

  it('should jump to what a quotation quotes, five thousand messages away, with history both ways from there', async () => {
    const { page } = ada;
    await page.reload();
    await sees(page, 'as I said');
    await timeline(page)
      .getByRole('button', { name: /the very first offer/ })
      .click();
    await isOnScreen(page, 'the very first offer');
    for (let line = 0; line < 70; line += 1) await message(page, `line ${String(line)}`).scrollIntoViewIfNeeded();
    assert.ok((await nodeCount(page)) <= 300, `${String(await nodeCount(page))} elements`);
    await page.getByRole('button', { name: 'Jump to the newest message' }).click();
    await isOnScreen(page, 'as I said');
  });

  it('should find words in it and go from match to match', async () => {
    const { page } = ada;
    await page.getByRole('button', { name: 'Search in this chat' }).click();
    await search(page).getByRole('searchbox').fill('499');
    // 499, 1499 to 4499, and 4990 to 4999.
    await search(page).getByText('1 of 15').waitFor();
    await isOnScreen(page, 'line 4999');
    await page.keyboard.press('Enter');
    await isOnScreen(page, 'line 4998');
    await search(page).getByRole('searchbox').fill('very offer');
    await search(page)
      .getByText(/of 1$|of 2$/)
      .waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await isOnScreen(page, 'the very first offer');
    await page.keyboard.press('Escape');
    await search(page).waitFor({ state: 'detached' });
  });

  it('should go to a date', async () => {
    const { page } = ada;
    await page.getByRole('button', { name: 'Search in this chat' }).click();
    const day = new Date(firstDay + 20 * DAY_MS);
    const pad = (part: number): string => String(part).padStart(2, '0');
    await search(page)
      .locator('input[type=date]')
      .fill(`${String(day.getFullYear())}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`, { force: true });
    const target = page.locator('openim-message.target', { hasNotText: 'the very first offer' });
    await target.waitFor();
    const sentMs = await target.evaluate(
      (row) => (row as HTMLElement & { message: { message: { sendTime: number } } }).message.message.sendTime,
    );
    const midnight = new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
    assert.ok(sentMs >= midnight && sentMs < midnight + 2 * DAY_MS, new Date(sentMs).toString());
    await page.keyboard.press('Escape');
    await stage.witness.carriedOut('openim-time-jump-request');
  });

  it('should count what comes while one reads far above, and take one there', async () => {
    const { page } = ada;
    await sendText(bob, 'ada', 'one more');
    await sendText(bob, 'ada', 'and another');
    await page.getByRole('button', { name: '2 new' }).click();
    await isOnScreen(page, 'and another');
  });

  it('should be found from the list of conversations, at the message itself', async () => {
    const { page } = ada;
    await page.locator('openim-conversation-list').evaluate((element) => {
      element.setAttribute('search-everything', '');
    });
    await page.locator('openim-conversation-list').getByRole('searchbox').fill('very first');
    const hit = conversation(page, /Bob.*the very first offer/);
    await hit.waitFor();
    await hit.click();
    await isOnScreen(page, 'the very first offer');
    assert.equal(await search(page).getByRole('searchbox').inputValue(), 'very first');
    assert.deepEqual(ada.complaints, []);
  });

  it('should show what one writes oneself, wherever one was', async () => {
    await say(ada.page, 'back again');
    await isOnScreen(ada.page, 'back again');
  });
});
