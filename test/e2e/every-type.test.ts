import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Locator, Page } from 'playwright-core';

import { testBrowser } from '../../scripts/test-browser.js';
import { ContentType } from '../../src/index.js';
import { adaAndBob } from './ada-and-bob.js';
import { composer, message, say, sees, timeline } from './chat-page.js';
import { allow } from './people-browsers.js';
import type { Actor, Stage } from './stage.js';

const row = (page: Page, text: string): Locator => page.locator('openim-message', { hasText: text });

/** Opens a message's menu and chooses from it. */
async function choose(page: Page, text: string, action: string): Promise<void> {
  await row(page, text).first().hover();
  await row(page, text).first().getByRole('button', { name: 'Message actions' }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

/** Opens what the paperclip offers. */
async function attach(page: Page, what: string): Promise<void> {
  await page.getByRole('button', { name: 'Attach files' }).click();
  await page.getByRole('menuitem', { name: what }).click();
}

describe('messages of every type between two people', () => {
  let stage: Stage;
  let ada: Actor;
  let bob: Actor;

  before(async () => {
    ({ stage, ada, bob } = await adaAndBob());
    await say(ada.page, 'hello');
    await sees(bob.page, 'hello');
  });
  after(() => stage.close());

  it('should answer a message with what it answers above', async () => {
    await choose(bob.page, 'hello', 'Reply');
    await bob.page.getByText('Reply to Ada').waitFor();
    await composer(bob.page).fill('hello yourself');
    await composer(bob.page).press('Enter');
    await sees(ada.page, 'hello yourself');
    await row(ada.page, 'hello yourself').getByText('You: hello').waitFor();
    assert.equal(await bob.page.getByText('Reply to Ada').count(), 0);
  });

  it('should record a voice message that the other one plays', async () => {
    await allow(ada.context, 'microphone');
    await ada.page.getByRole('button', { name: 'Record a voice message' }).click();
    const recorder = ada.page.locator('openim-voice-recorder');
    await recorder.getByRole('timer').getByText('0:01').waitFor();
    await recorder.getByRole('button', { name: 'Send recording' }).click();
    const player = bob.page.locator('openim-audio-player');
    const play = player.getByRole('button', { name: /^Play voice message/ });
    await play.waitFor();
    // Firefox fails to play where the machine has nothing to be heard with.
    if (testBrowser !== 'firefox') {
      await play.click();
      await player.getByRole('button', { name: 'Pause voice message' }).waitFor();
    }
    assert.match((await player.getAttribute('src')) ?? '', /\/files\//);
  });

  it('should share a place with a link to a map', async () => {
    await attach(ada.page, 'Location');
    await ada.page.getByLabel('Place name').fill('Pier 3');
    await ada.page.getByLabel('Latitude').fill('53.5436');
    await ada.page.getByLabel('Longitude').fill('9.9663');
    await ada.page.locator('openim-location-dialog').getByRole('button', { name: 'Send' }).click();
    const place = timeline(bob.page).getByRole('link', { name: /Pier 3/ });
    await place.waitFor();
    assert.match((await place.getAttribute('href')) ?? '', /mlat=53\.5436&mlon=9\.9663/);
  });

  it('should share a card', async () => {
    await attach(ada.page, 'Contact card');
    await ada.page.getByRole('checkbox', { name: 'Bob' }).click();
    await ada.page.getByRole('button', { name: 'Share', exact: true }).click();
    await timeline(bob.page).getByText('Contact card').waitFor();
  });

  it('should send emoji with a text, and a sticker by itself', async () => {
    await ada.page.getByRole('button', { name: 'Emoji', exact: true }).click();
    await ada.page.getByRole('searchbox', { name: 'Search emoji' }).fill('red heart');
    await ada.page.locator('openim-emoji-picker').getByRole('button', { name: '❤️', exact: true }).click();
    await ada.page.locator('openim-emoji-picker').getByRole('button', { name: 'Stickers' }).click();
    await ada.page.locator('openim-emoji-picker').getByRole('button', { name: '🚀' }).click();
    await timeline(bob.page).getByRole('img', { name: 'Sticker 🚀' }).waitFor();
    await composer(ada.page).press('Enter');
    await sees(bob.page, '❤️');
  });

  it('should forward selected messages together, to be opened by the other one', async () => {
    await choose(ada.page, 'hello yourself', 'Select');
    await message(ada.page, 'hello').first().click({ force: true });
    await ada.page.getByText('2 selected').waitFor();
    await ada.page.getByRole('button', { name: 'Forward as one message' }).click();
    await ada.page.getByRole('checkbox', { name: 'Bob' }).click();
    await ada.page.getByRole('button', { name: 'Forward', exact: true }).click();
    const merged = timeline(bob.page).getByRole('button', { name: /2 messages/ });
    await merged.click();
    const viewer = bob.page.locator('openim-merged-viewer');
    await viewer.getByText('hello yourself', { exact: true }).waitFor();
    await bob.page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
  });

  it('should bring a recalled text back to be written anew', async () => {
    await say(ada.page, 'a mistaek');
    await sees(bob.page, 'a mistaek');
    await choose(ada.page, 'a mistaek', 'Recall');
    await sees(bob.page, 'Ada recalled a message');
    await ada.page.getByRole('button', { name: 'Edit again' }).click();
    assert.equal(await composer(ada.page).inputValue(), 'a mistaek');
    await composer(ada.page).fill('');
  });

  it('should write anew what waits for the network, and send it once', async () => {
    await stage.stopGateway();
    await say(ada.page, 'first words');
    await choose(ada.page, 'first words', 'Edit');
    await row(ada.page, 'first words').waitFor({ state: 'detached' });
    assert.equal(await composer(ada.page).inputValue(), 'first words');
    await say(ada.page, 'second words');
    await stage.startGateway();
    await sees(bob.page, 'second words');
    assert.equal(await row(bob.page, 'first words').count(), 0);
  });

  it('should show the words of a text that another client has set in bold', async () => {
    const raw = await stage.enterRaw('bob');
    const message = await raw.ok('createAdvancedTextMessage', { text: 'bold words', messageEntityList: [] });
    await raw.ok('sendMessage', { recvID: 'ada', groupID: '', message });
    await sees(ada.page, 'bold words');
    await stage.witness.received(ContentType.AdvancedText);
  });

  it('should leave no complaint of any browser but of the network', () => {
    const complaints = [...ada.complaints, ...bob.complaints];
    assert.deepEqual(
      complaints.filter((text) => !/WebSocket|ERR_CONNECTION/.test(text)),
      [],
    );
  });
});
