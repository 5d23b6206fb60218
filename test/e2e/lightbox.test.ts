/** Pictures at full size, by mouse and by fingers as a browser tells of them. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';

import type { CDPSession, Locator, Page } from 'playwright-core';

import { testBrowser } from '../../scripts/test-browser.js';
import { adaAndBob } from './ada-and-bob.js';
import { composer, timeline } from './chat-page.js';
import type { Actor, Stage } from './stage.js';

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGOwzvkGRAAJ3AM7iJDGTAAAAABJRU5ErkJggg==';
const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: Buffer.from(PNG, 'base64') });

/** From one thing that fingers do to the next. */
const TOUCH_MS = 16;

type Finger = { readonly x: number; readonly y: number };

describe('a picture at full size', () => {
  const skip = testBrowser === 'firefox' && 'Firefox without a window has no finger';
  const noDoubleClick = testBrowser === 'firefox' && 'playwright makes two single clicks in Firefox';
  let stage: Stage;
  let ada: Actor;
  let bob: Actor;
  let page: Page;
  let touch: CDPSession;
  let viewer: Locator;
  let links: Locator;

  before(async () => {
    ({ stage, ada, bob } = await adaAndBob());
    await ada.page
      .locator('openim-composer input[type=file]')
      .setInputFiles([picture('one.png'), picture('two.png'), picture('three.png')]);
    await ada.page.getByText('three.png').waitFor();
    await composer(ada.page).press('Enter');
    ({ page } = bob);
    if (testBrowser === 'chromium') {
      touch = await bob.context.newCDPSession(page);
      await touch.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 });
    }
    viewer = page.locator('openim-lightbox');
    links = timeline(page).getByRole('link', { name: 'Open photo' });
    await links.nth(2).waitFor();
  });
  after(() => stage.close());

  /** Every test begins with the second of three pictures. */
  beforeEach(async () => {
    if ((await viewer.count()) > 0) {
      await page.keyboard.press('Escape');
      await viewer.waitFor({ state: 'detached' });
    }
    await links.nth(1).click();
    await viewer.getByText('2 of 3').waitFor();
    await viewer.getByRole('img').waitFor();
  });

  /** How much it is magnified, and where its middle is. */
  async function view(): Promise<{ scale: number; x: number; y: number }> {
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    return viewer.getByRole('img').evaluate((element) => {
      const { a: scale, e: x, f: y } = new DOMMatrix(getComputedStyle(element).transform);
      return { scale, x, y };
    });
  }

  /** When the last touch was, by a clock of the fingers: how soon one tap follows another is not left to the machine. */
  let touchedAtMs = Date.now();

  async function touches(type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: Finger[]): Promise<void> {
    await touch.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: touchPoints.map((finger, id) => ({ ...finger, id })),
      timestamp: (touchedAtMs += TOUCH_MS) / 1000,
    });
  }

  /** One finger goes from here by so much, in steps as a real one does. */
  async function swipe(dx: number, dy: number): Promise<void> {
    const at = (share: number): Finger => ({ x: 500 + dx * share, y: 350 + dy * share });
    await touches('touchStart', at(0));
    for (const share of [0.25, 0.5, 0.75, 1]) await touches('touchMove', at(share));
    await touches('touchEnd');
  }

  async function tap(x: number, y: number): Promise<void> {
    await touches('touchStart', { x, y });
    await touches('touchEnd');
  }

  it('should go on taking keys where the last one was reached by its button', async () => {
    const next = viewer.getByRole('button', { name: 'Next photo' });
    await next.focus();
    await page.keyboard.press('Enter');
    await viewer.getByText('3 of 3').waitFor();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowLeft');
    await viewer.getByText('2 of 3').waitFor();
  });

  it('should be magnified by the wheel around what the pointer is on, and never become smaller', async () => {
    await page.mouse.move(700, 350);
    await page.mouse.wheel(0, -300);
    const { scale, x } = await view();
    assert.ok(scale > 1.5, `it is magnified ${String(scale)} times`);
    // The window is 1000 px wide: what is 200 px from its middle stays there.
    assert.ok(Math.abs(x - 200 * (1 - scale)) < 2, `moved by ${String(x)}`);
    await page.mouse.wheel(0, 3000);
    assert.deepEqual(await view(), { scale: 1, x: 0, y: 0 });
  });

  it(
    'should be magnified and made small again by a double click, and moved by the mouse',
    { skip: noDoubleClick },
    async () => {
      await page.mouse.dblclick(500, 350);
      const { scale } = await view();
      assert.ok(scale > 2);
      await page.mouse.move(500, 350);
      await page.mouse.down();
      await page.mouse.move(440, 380, { steps: 4 });
      await page.mouse.up();
      assert.deepEqual(await view(), { scale, x: -60, y: 30 });
      await viewer.getByText('2 of 3').waitFor();
      await page.mouse.dblclick(500, 350);
      assert.equal((await view()).scale, 1);
    },
  );

  it('should be magnified by two taps of a finger, and not by one', { skip }, async () => {
    await tap(500, 350);
    assert.equal((await view()).scale, 1);
    await tap(500, 350);
    assert.ok((await view()).scale > 2);
    await tap(505, 352);
    await tap(505, 352);
    assert.equal((await view()).scale, 1);
  });

  it('should be magnified by two fingers that part', { skip }, async () => {
    await touches('touchStart', { x: 450, y: 350 }, { x: 550, y: 350 });
    for (const apart of [70, 90, 110, 130])
      await touches('touchMove', { x: 500 - apart, y: 350 }, { x: 500 + apart, y: 350 });
    await touches('touchEnd');
    const { scale } = await view();
    assert.ok(Math.abs(scale - 2.6) < 0.1, `it is magnified ${String(scale)} times`);
    await viewer.getByText('2 of 3').waitFor();
  });

  it('should be magnified, moved and made small again by the keyboard', async () => {
    await page.keyboard.press('+');
    const { scale } = await view();
    assert.ok(scale > 1);
    await page.keyboard.press('ArrowRight');
    assert.ok((await view()).x < 0);
    await viewer.getByText('2 of 3').waitFor();
    await page.keyboard.press('0');
    assert.deepEqual(await view(), { scale: 1, x: 0, y: 0 });
    await page.keyboard.press('ArrowRight');
    await viewer.getByText('3 of 3').waitFor();
  });

  it('should give way to the next one by a swipe, and to the one before', { skip }, async () => {
    await swipe(-160, 10);
    await viewer.getByText('3 of 3').waitFor();
    await swipe(-160, 0);
    await swipe(160, -10);
    await viewer.getByText('2 of 3').waitFor();
    await swipe(160, 0);
    await viewer.getByText('1 of 3').waitFor();
  });

  it('should close by a swipe down and leave the focus where it was', { skip }, async () => {
    await swipe(10, 60);
    assert.deepEqual(await view(), { scale: 1, x: 0, y: 0 }, 'too short, and back in its place');
    await swipe(10, 180);
    await viewer.waitFor({ state: 'detached' });
    assert.ok(await links.nth(1).evaluate((link) => link.matches(':focus')), 'the focus did not come back');
  });

  it('should leave no complaint of any browser', () => {
    assert.deepEqual([...ada.complaints, ...bob.complaints], []);
  });
});
