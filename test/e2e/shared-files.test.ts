import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Locator, Page } from 'playwright-core';

import { composer, conversation, say, sees, timeline } from './chat-page.js';
import { Stage, type Actor } from './stage.js';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGOwzvkGRAAJ3AM7iJDGTAAAAABJRU5ErkJggg==';
const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: Buffer.from(PNG, 'base64') });
const report = { name: 'report.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(1000, 7) };

async function send(page: Page, ...files: ReturnType<typeof picture>[]): Promise<void> {
  await page.locator('openim-composer input[type=file]').setInputFiles(files);
  await page.getByText(files.at(-1)?.name ?? '').waitFor();
  await composer(page).press('Enter');
}

const shared = (page: Page): Locator => page.locator('openim-shared-files');
const photos = (page: Page): Locator => shared(page).getByRole('button', { name: /^Photo, / });

async function openShared(page: Page): Promise<void> {
  await conversation(page, /Bob/).click();
  await page.getByRole('button', { name: 'Details' }).click();
  await page.getByRole('button', { name: 'Photos and files' }).click();
}

/** Waits until the focus is there. */
async function hasFocus(target: Locator): Promise<void> {
  await target.and(target.page().locator(':focus')).waitFor();
}

describe('what two people have shared, in the details of their chat', () => {
  let stage: Stage;
  let ada: Actor;
  let bob: Actor;

  before(async () => {
    stage = await Stage.open();
    await stage.register('ada', 'Ada');
    await stage.register('bob', 'Bob');
    bob = await stage.enter('bob', { 'peer-id': 'ada' });
    await send(bob.page, picture('one.png'), picture('two.png'), picture('three.png'));
    await send(bob.page, report);
    await say(bob.page, 'Read this: https://example.com/terms');
    await say(bob.page, 'the last words');
    await sees(bob.page, 'the last words');
    ada = await stage.enter('ada', {}, undefined, 'messenger.html');
    await openShared(ada.page);
  });
  after(() => stage.close());

  it('should open from the details, with the focus on the way back, and go back by Escape', async () => {
    const { page } = ada;
    const back = shared(page).getByRole('button', { name: 'Back' });
    await hasFocus(back);
    await page.keyboard.press('Escape');
    const way = page.getByRole('button', { name: 'Photos and files' });
    await hasFocus(way);
    await page.keyboard.press('Enter');
    await photos(page).nth(2).waitFor();
    assert.match((await photos(page).first().getAttribute('aria-label')) ?? '', /^Photo, Bob, .*\d/);
  });

  it('should go through all pictures at full size and come back to the one seen last', async () => {
    const { page } = ada;
    await photos(page).first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const viewer = page.locator('openim-lightbox');
    await viewer.getByText('2 of 3').waitFor();
    await page.keyboard.press('ArrowRight');
    await viewer.getByText('3 of 3').waitFor();
    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });
    assert.ok(
      await photos(page)
        .nth(2)
        .evaluate((tile) => tile.matches(':focus')),
    );
    // Escape has closed the picture and nothing else.
    assert.ok(await shared(page).isVisible());
  });

  it('should list files to store and links to follow, each with the way to its message', async () => {
    const { page } = ada;
    await shared(page).getByRole('tab', { name: 'Photos' }).focus();
    await page.keyboard.press('ArrowRight');
    const file = shared(page).getByRole('link', { name: /report\.bin/ });
    await file.waitFor();
    const stored = await fetch((await file.getAttribute('href')) ?? '');
    assert.deepEqual(Buffer.from(await stored.arrayBuffer()), report.buffer);
    await page.keyboard.press('ArrowRight');
    const link = shared(page).getByRole('link', { name: /example\.com/ });
    assert.equal(await link.getAttribute('href'), 'https://example.com/terms');
    await shared(page)
      .getByRole('button', { name: /^Show in chat/ })
      .click();
    await timeline(page).locator('openim-message.target', { hasText: 'Read this' }).waitFor();
    await shared(page).getByRole('tab', { name: 'Photos' }).click();
  });

  it('should show what comes while one looks, and no more what was taken back', async () => {
    await photos(ada.page).nth(2).waitFor();
    await send(bob.page, picture('four.png'));
    await photos(ada.page).nth(3).waitFor();
    const sent = bob.page
      .locator('openim-message')
      .filter({ has: bob.page.getByAltText('Photo') })
      .last();
    await sent.hover();
    await sent.getByRole('button', { name: 'Message actions' }).click();
    await bob.page.getByRole('menuitem', { name: 'Recall' }).click();
    await photos(ada.page).nth(3).waitFor({ state: 'detached' });
    assert.equal(await photos(ada.page).count(), 3);
  });

  it('should show in a narrow box what stands in the chat, without what covers it', async () => {
    const { page } = ada;
    await page.setViewportSize({ width: 360, height: 700 });
    await shared(page).getByRole('tab', { name: 'Files' }).click();
    await shared(page)
      .getByRole('button', { name: /^Show in chat/ })
      .click();
    await shared(page).waitFor({ state: 'detached' });
    await timeline(page).locator('openim-message.target', { hasText: 'report.bin' }).waitFor();
    await page.setViewportSize({ width: 1000, height: 700 });
  });

  it('should have without a connection what the cache has, and complete it with the next', async () => {
    const { page } = ada;
    await stage.stopGateway();
    await page.reload();
    await openShared(page);
    await photos(page).nth(2).waitFor();
    assert.equal(await photos(page).count(), 3);
    await stage.startGateway();
    await send(bob.page, picture('five.png'));
    await photos(page).nth(3).waitFor();
  });

  it('should leave no complaint of any browser but of the network', () => {
    const complaints = [...ada.complaints, ...bob.complaints];
    assert.deepEqual(
      complaints.filter((text) => !/WebSocket|ERR_CONNECTION/.test(text)),
      [],
    );
  });
});
