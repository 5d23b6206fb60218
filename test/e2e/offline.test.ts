import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { adaAndBob } from './ada-and-bob.js';
import { composer, conversation, message, say, sees, timeline } from './chat-page.js';
import type { Actor, Stage } from './stage.js';

describe('a page whose gateway is gone', () => {
  let stage: Stage;
  let ada: Actor;
  let bob: Actor;

  before(async () => {
    ({ stage, ada, bob } = await adaAndBob());
    for (let index = 1; index <= 60; index++) await say(ada.page, `line ${String(index)}`);
    await sees(bob.page, 'line 60');
  });
  after(() => stage.close());

  it('should show the list and the last 50 messages from the cache after a reload', async () => {
    await stage.stopGateway();
    await ada.page.reload();
    await sees(ada.page, 'line 60');
    await conversation(ada.page, /Bob/).waitFor();
    // What is far from the screen is not rendered: who reads on upwards finds the rest.
    for (let line = 60; line > 10; line--)
      await message(ada.page, `line ${String(line)}`).scrollIntoViewIfNeeded();
  });

  it('should take a message, say that it waits, and keep it over another reload', async () => {
    await say(ada.page, 'written without a network');
    await timeline(ada.page)
      .getByText(/waiting/i)
      .waitFor();
    await ada.page.reload();
    await sees(ada.page, 'written without a network');
    await timeline(ada.page)
      .getByText(/waiting/i)
      .waitFor();
    assert.equal(await composer(ada.page).inputValue(), '');
  });

  it('should keep a draft over a reload', async () => {
    const otherTab = await ada.page.context().newPage();
    await otherTab.goto(ada.page.url());
    await composer(ada.page).fill('begun without a network');
    // What another tab shows is stored.
    await conversation(otherTab, /Draft: begun without a network/).waitFor();
    await otherTab.close();
    await ada.page.reload();
    await sees(ada.page, 'written without a network');
    await ada.page.waitForFunction(
      () =>
        document.querySelector('openim-chat')?.shadowRoot?.querySelector('openim-composer')?.value ===
        'begun without a network',
    );
  });

  it('should send it exactly once when the gateway is back', async () => {
    await stage.startGateway();
    await sees(bob.page, 'written without a network');
    await timeline(ada.page)
      .getByText(/waiting/i)
      .waitFor({ state: 'detached' });
    // What is sent next arrives after anything that might have been sent twice.
    await say(ada.page, 'and on');
    await sees(bob.page, 'and on');
    assert.equal(await message(bob.page, 'written without a network').count(), 1);
    assert.equal(await message(ada.page, 'written without a network').count(), 1);
  });

  it('should show everything again to a fresh browser after the gateway restarted', async () => {
    await stage.stopGateway();
    await stage.startGateway();
    const elsewhere = await stage.enter('ada', { 'peer-id': 'bob' });
    await sees(elsewhere.page, 'and on');
    await sees(elsewhere.page, 'line 60');
  });
});
