/** What only a real browser shows: real Tab keys, high contrast, reduced motion, and files from the clipboard and by drag. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { Locator, Page } from 'playwright-core';

import { testBrowser } from '../../scripts/test-browser.js';
import { adaAndBob } from './ada-and-bob.js';
import { composer, conversation, say, sees, timeline } from './chat-page.js';
import { allow } from './people-browsers.js';
import type { Actor, Stage } from './stage.js';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGOwzvkGRAAJ3AM7iJDGTAAAAABJRU5ErkJggg==';

type Stop = { readonly name: string; readonly hasRing: boolean };

/** What has the focus, through all shadow roots, and whether one can see that it has. */
function stopIn(page: Page): Promise<Stop> {
  return page.evaluate(() => {
    let active = document.activeElement;
    const path: Element[] = [];
    while (active) {
      path.push(active);
      active = active.shadowRoot?.activeElement ?? null;
    }
    const last = path.at(-1) ?? document.body;
    const boxes = [last, last.parentElement, last.parentElement?.parentElement].filter(
      (box) => box instanceof Element,
    );
    const hasRing = boxes.some((box) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(box);
      return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
    });
    const name = last.getAttribute('aria-label') ?? last.textContent.trim().slice(0, 40);
    return { name: `${last.localName} ${name}`.trim(), hasRing };
  });
}

/** Every stop of a walk with Tab, until the focus leaves the page or comes back to the first. */
async function walk(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press(key);
    const stop = await stopIn(page);
    if (stop.name.startsWith('body') || stop.name === stops[0]?.name) break;
    stops.push(stop);
  }
  return stops;
}

/** Copies a picture and pastes it where the focus is. */
async function paste(page: Page): Promise<void> {
  await page.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
    const picture = new Blob([bytes], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
  }, PNG);
  await page.keyboard.press('Control+V');
}

/** Drags a file from outside of the browser to something in the page, and lets it go there. */
async function drop(page: Page, target: Locator, path: string): Promise<void> {
  const box = await target.boundingBox();
  assert.ok(box);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const drag = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    const data = { items: [], files: [path], dragOperationsMask: 1 };
    await drag.send('Input.dispatchDragEvent', { type, x, y, data });
  }
}

describe('a chat in a real browser', () => {
  let stage: Stage;
  let ada: Actor;
  let bob: Actor;
  let files: string;

  before(async () => {
    files = await mkdtemp(join(tmpdir(), 'openim-drop-'));
    await writeFile(join(files, 'dropped.png'), Buffer.from(PNG, 'base64'));
    ({ stage, ada, bob } = await adaAndBob());
    await say(ada.page, 'hello');
    await sees(bob.page, 'hello');
  });
  after(async () => {
    await stage.close();
    await rm(files, { recursive: true });
  });

  it('should be reached in all its parts by Tab, forth and back, with the focus in sight', async () => {
    const { page } = ada;
    // From the very beginning of the page.
    await page.evaluate(() => {
      document.body.tabIndex = -1;
      document.body.focus();
    });
    const forth = await walk(page, 'Tab');
    for (const part of [/Search/, /Bob/, /^openim-message/, /Attach files/, /^textarea/, /Emoji|emoji/, /voice/]) {
      assert.ok(
        forth.some(({ name }) => part.test(name)),
        `${String(part)} is not among ${forth.map(({ name }) => name).join(', ')}`,
      );
    }
    assert.deepEqual(
      forth.filter(({ hasRing }) => !hasRing),
      [],
    );
    const back = await walk(page, 'Shift+Tab');
    assert.ok(back.length >= forth.length - 1, 'the way back is shorter');
  });

  const noPicture = testBrowser === 'firefox' && 'Firefox without a window copies no picture, nor drags one';
  it(
    'should take pictures that are pasted and dropped, and send them to the other one',
    { skip: noPicture },
    async () => {
      await allow(ada.context, 'clipboard-read', 'clipboard-write');
      await composer(ada.page).focus();
      await paste(ada.page);
      await ada.page.getByText('image.png').waitFor();
      await drop(ada.page, composer(ada.page), join(files, 'dropped.png'));
      await ada.page.getByText('dropped.png').waitFor();
      await composer(ada.page).press('Enter');
      const photos = timeline(bob.page).getByAltText('Photo');
      await photos.nth(1).waitFor();
      for (const index of [0, 1]) {
        await photos.nth(index).evaluate((element: HTMLImageElement) => element.decode());
      }
    },
  );

  const skip = testBrowser === 'firefox' && 'Firefox has this only from its settings';
  it('should keep its bubbles, buttons and the chosen conversation in high contrast', { skip }, async () => {
    const { page } = bob;
    await page.emulateMedia({ forcedColors: 'active' });
    const bubble = page.locator('openim-message .bubble').first();
    assert.notEqual(await bubble.evaluate((element) => getComputedStyle(element).borderTopStyle), 'none');
    const send = page.getByRole('button', { name: 'Send', exact: true });
    assert.notEqual(await send.evaluate((element) => getComputedStyle(element).borderTopStyle), 'none');
    await conversation(page, /Ada/).click();
    const chosen = page.getByRole('option', { selected: true });
    assert.notEqual(await chosen.evaluate((element) => getComputedStyle(element).outlineStyle), 'none');
    await page.emulateMedia({ forcedColors: 'none' });
  });

  it('should move nothing for those who ask for that', { skip }, async () => {
    const { page } = bob;
    const motions: string[] = [];
    for (const reducedMotion of ['no-preference', 'reduce'] as const) {
      await page.emulateMedia({ reducedMotion });
      await page.getByRole('button', { name: 'Attach files' }).click();
      const menu = page.getByRole('menu');
      await menu.waitFor();
      motions.push(await menu.evaluate((element) => getComputedStyle(element).animationName));
      await page.keyboard.press('Escape');
      await menu.waitFor({ state: 'detached' });
    }
    assert.notEqual(motions[0], 'none');
    assert.equal(motions[1], 'none');
  });

  it('should have everything within the window with letters of twice the size', async () => {
    const { page } = ada;
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.evaluate(() => document.documentElement.style.setProperty('zoom', '2'));
    await say(page, 'large letters');
    await sees(page, 'large letters');
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    assert.ok(overflow <= 1, `${String(overflow)} px are outside`);
  });
});
