import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { Locator, Page } from 'playwright-core';

import type { OpenIMComposer } from '../../components/composer/composer.component.js';
import { adaAndBob } from './ada-and-bob.js';
import { composer, message, say, sees, timeline } from './chat-page.js';
import type { Actor, Stage } from './stage.js';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGOwzvkGRAAJ3AM7iJDGTAAAAABJRU5ErkJggg==';
const picture = { name: 'sunset.png', mimeType: 'image/png', buffer: Buffer.from(PNG, 'base64') };
const report = { name: 'report.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(100_000, 7) };

const attach = (page: Page, files: (typeof picture)[]): Promise<void> =>
  page.locator('openim-composer input[type=file]').setInputFiles(files);
const fileLink = (page: Page, name: string): Locator =>
  timeline(page).getByRole('link', { name: new RegExp(name) });

describe('files between two people', () => {
  let stage: Stage;
  let ada: Actor;
  let bob: Actor;

  before(async () => {
    ({ stage, ada, bob } = await adaAndBob());
    await say(ada.page, 'hello');
    await sees(bob.page, 'hello');
  });
  after(() => stage.close());

  it('should arrive with the text that was written to them, in order', async () => {
    await attach(ada.page, [picture, report]);
    await ada.page.getByRole('list', { name: 'Files to send' }).getByText('sunset.png').waitFor();
    await composer(ada.page).fill('look at these');
    await composer(ada.page).press('Enter');
    await sees(bob.page, 'look at these');
    await fileLink(bob.page, 'report.bin').waitFor();
    const top = async (place: Locator): Promise<number> => (await place.boundingBox())?.y ?? NaN;
    const places = [fileLink(bob.page, 'Open photo'), fileLink(bob.page, 'report.bin')];
    const tops = await Promise.all([...places, message(bob.page, 'look at these')].map(top));
    assert.deepEqual(
      tops,
      [...tops].sort((one, other) => one - other),
    );
    assert.equal(await ada.page.getByRole('list', { name: 'Files to send' }).count(), 0);
  });

  it('should say so where one cannot be read, and lose nothing of the cache', async () => {
    const warnings: string[] = [];
    ada.page.on('console', (entry) => warnings.push(entry.text()));
    const directory = await mkdtemp(join(tmpdir(), 'openim-chat-files-'));
    const path = join(directory, 'unplugged.bin');
    await writeFile(path, report.buffer);
    await ada.page.locator('openim-composer input[type=file]').setInputFiles(path);
    await ada.page.getByRole('list', { name: 'Files to send' }).getByText('unplugged.bin').waitFor();
    await rm(directory, { recursive: true });
    await say(ada.page, 'without it');
    await ada.page.getByText('Couldn’t read the file.').waitFor();
    await sees(bob.page, 'without it');
    assert.equal(await fileLink(ada.page, 'unplugged.bin').count(), 0);
    assert.deepEqual(warnings, []);
    await ada.page.getByRole('button', { name: 'Dismiss' }).click();
  });

  it('should be drawn for both, by their own addresses and under a strict policy', async () => {
    for (const { page } of [ada, bob]) {
      const image = timeline(page).getByAltText('Photo');
      await image.waitFor();
      await image.evaluate((element: HTMLImageElement) => element.decode());
      assert.equal(await image.evaluate((element: HTMLImageElement) => element.naturalWidth), 2);
    }
    const href = await fileLink(bob.page, 'report.bin').getAttribute('href');
    const stored = await fetch(href ?? '');
    assert.deepEqual(Buffer.from(await stored.arrayBuffer()), report.buffer);
    assert.match(stored.headers.get('content-disposition') ?? '', /^attachment; filename="report\.bin"/);
  });

  it('should be refused before anything is sent when they are too large', async () => {
    // Made in the page: carrying so much there takes longer than anything else here.
    await ada.page.locator('openim-composer').evaluate((element: OpenIMComposer, sizeBytes) => {
      element.attach([new File([new Uint8Array(sizeBytes)], 'film.bin')]);
    }, 25_000_001);
    await ada.page.getByText('Too large (25 MB max)').waitFor();
    assert.ok(await ada.page.getByRole('button', { name: 'Send', exact: true }).isDisabled());
    await ada.page.getByRole('button', { name: 'Remove film.bin' }).click();
  });

  it('should wait for the network over a reload, and then go out', async () => {
    await stage.stopGateway();
    await attach(ada.page, [{ ...report, name: 'later.bin' }]);
    await ada.page.getByRole('button', { name: 'Send', exact: true }).click();
    await timeline(ada.page).getByText('later.bin').waitFor();
    await ada.page.reload();
    await timeline(ada.page)
      .getByText(/waiting/i)
      .waitFor();
    await stage.startGateway();
    const link = fileLink(bob.page, 'later.bin');
    await link.waitFor();
    const stored = await fetch((await link.getAttribute('href')) ?? '');
    assert.deepEqual(Buffer.from(await stored.arrayBuffer()), report.buffer);
  });

  it('should be gone for good once their message is taken back', async () => {
    const link = fileLink(bob.page, 'later.bin');
    const href = (await link.getAttribute('href')) ?? '';
    await ada.page.locator('openim-message', { hasText: 'later.bin' }).hover();
    await ada.page
      .locator('openim-message', { hasText: 'later.bin' })
      .getByRole('button', { name: 'Message actions' })
      .click();
    await ada.page.getByRole('menuitem', { name: 'Recall' }).click();
    await sees(bob.page, 'Ada recalled a message');
    await link.waitFor({ state: 'detached' });
    assert.equal((await fetch(href)).status, 404);
    assert.equal(await message(bob.page, 'hello').count(), 1);
  });

  it('should leave no complaint of any browser but of the network', () => {
    const complaints = [...ada.complaints, ...bob.complaints];
    assert.deepEqual(
      complaints.filter((text) => !/WebSocket|ERR_CONNECTION/.test(text)),
      [],
    );
  });
});
