import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { testBrowser } from '../../scripts/test-browser.js';
import { composer } from './chat-page.js';
import { closeButton, openButton, pageWith, panel } from './embed-page.js';
import { EmbedStage } from './embed-stage.js';

const PHONE = { viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true };

/** No browser without a screen has a keyboard on it: this says what one does to the visual viewport. */
async function fakeVisualViewport(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const area = { width: innerWidth, height: innerHeight, offsetLeft: 0, offsetTop: 0, scale: 1 };
    Object.defineProperty(window, 'visualViewport', { value: Object.assign(new EventTarget(), area) });
  });
}

function moveVisualViewport(page: Page, area: object): Promise<void> {
  return page.evaluate((given) => {
    Object.assign(visualViewport!, given).dispatchEvent(new Event('resize'));
  }, area);
}

/** Firefox without a window has no finger. */
const tap = (target: Locator): Promise<void> => (testBrowser === 'firefox' ? target.click() : target.tap());

describe('<openim-launcher> on a phone, and its keys', () => {
  let stage: EmbedStage;

  before(async () => {
    stage = await EmbedStage.open();
    const script = (attributes = ''): string =>
      `<script async src="${stage.cdnURL}/openim-chat.js" data-url="${stage.socketURL}" ${attributes}></script>`;
    stage.pages.set('/', { html: pageWith(script()) });
    stage.pages.set('/long', {
      html: pageWith(script('data-pre-chat="name email?"'), '<style>body { block-size: 3000px; }</style>'),
    });
  });
  after(() => stage.close());

  /** Waits until the panel stands still. */
  async function standsStill(page: Page): Promise<void> {
    await panel(page).evaluate((element) =>
      Promise.all(element.getAnimations({ subtree: true }).map(({ finished }) => finished)),
    );
  }

  /** Opens the panel and waits until it stands still. */
  async function openOnPhone(path: string, prepare?: (page: Page) => Promise<void>): Promise<Page> {
    const { page } = await stage.visit(path, PHONE, prepare);
    await tap(openButton(page));
    await panel(page).getByRole('textbox').first().waitFor();
    await standsStill(page);
    return page;
  }

  /** Left, top, width and height of the panel. A box that has moved there may be off by a rounding error. */
  async function panelBox(page: Page): Promise<number[]> {
    const { x = -1, y = -1, width = 0, height = 0 } = (await panel(page).boundingBox()) ?? {};
    return [x, y, width, height].map(Math.round);
  }

  it('should fill a phone’s screen', async () => {
    const page = await openOnPhone('/');
    assert.deepEqual(await panelBox(page), [0, 0, 375, 667]);
    await tap(closeButton(page));
    await openButton(page).waitFor();
  });

  it('should fill what the keyboard of a phone leaves of its screen', async () => {
    const page = await openOnPhone('/', fakeVisualViewport);
    const moveTo = (area: object): Promise<void> => moveVisualViewport(page, area);
    // Safari moves what it shows of the page, to show the field.
    await moveTo({ height: 360, offsetTop: 120 });
    assert.deepEqual(await panelBox(page), [0, 120, 375, 360]);
    const subheading = panel(page).locator('.header__subheading');
    assert.equal(await subheading.isVisible(), false);
    await moveTo({ height: 667, offsetTop: 0 });
    assert.deepEqual(await panelBox(page), [0, 0, 375, 667]);
    assert.equal(await subheading.isVisible(), true);
    // Whoever enlarges the page sees a part of the panel.
    await moveTo({ height: 333.5, offsetTop: 100, scale: 2 });
    assert.deepEqual(await panelBox(page), [0, 0, 375, 667]);
    // A launcher that a page takes away for a while does not hear what changes meanwhile.
    await moveTo({ height: 360, offsetTop: 120, scale: 1 });
    await page.evaluate(() => {
      const launcher = document.querySelector('openim-launcher')!;
      launcher.remove();
      Object.assign(visualViewport!, { height: 667, offsetTop: 0 });
      document.body.append(launcher);
    });
    await standsStill(page);
    assert.deepEqual(await panelBox(page), [0, 0, 375, 667]);
  });

  it('should move above the keyboard of a tablet, and be as high as there is room', async () => {
    const { page } = await stage.visit(
      '/',
      { viewport: { width: 1000, height: 700 }, hasTouch: true },
      fakeVisualViewport,
    );
    await tap(openButton(page));
    await composer(page).waitFor();
    await standsStill(page);
    const before = await panelBox(page);
    await moveVisualViewport(page, { height: 380, offsetTop: 50 });
    const [, top = 0, , height = 0] = await panelBox(page);
    assert.deepEqual([top, height], [50 + 20, 380 - 2 * 20]);
    await moveVisualViewport(page, { height: 700, offsetTop: 0 });
    assert.deepEqual(await panelBox(page), before);
  });

  /** Makes the page open something that a request to close it closes. */
  const opensItsOwn = async (page: Page): Promise<void> => {
    await page.addInitScript(() => {
      const { CloseWatcher } = window as never as { CloseWatcher: new () => EventTarget };
      new CloseWatcher().addEventListener('close', () => Object.assign(window, { hasClosedItsOwn: true }));
    });
  };
  const hasClosedItsOwn = (page: Page): Promise<boolean> => page.evaluate(() => 'hasClosedItsOwn' in window);

  const noCloseRequests = testBrowser === 'chromium' ? false : 'only Chromium has close requests';
  it('should be closed by Back on a phone, what is open in it first', { skip: noCloseRequests }, async () => {
    const page = await openOnPhone('/', opensItsOwn);
    // Without the focus in anything, Escape is only what Back is: a request to close what is in front.
    const goBack = async (): Promise<void> => {
      await page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        (element as HTMLElement).blur();
      });
      await page.keyboard.press('Escape');
    };
    for (const name of ['Emoji', 'Attach files']) {
      await tap(panel(page).getByRole('button', { name }));
      const overlay = panel(page).locator(':popover-open');
      await overlay.waitFor();
      await goBack();
      await overlay.waitFor({ state: 'hidden' });
      assert.equal(await closeButton(page).isVisible(), true, `closed together with ${name}`);
    }
    await goBack();
    await openButton(page).waitFor();
    assert.equal(await hasClosedItsOwn(page), false);
    await tap(openButton(page));
    await tap(closeButton(page));
    await goBack();
    assert.equal(await hasClosedItsOwn(page), true, 'a panel that was closed by its button kept Back to itself');
  });

  const noTouch = testBrowser === 'chromium' ? false : 'only Chromium’s protocol has a finger that can be drawn';
  it(
    'should leave the page beneath where it is, whatever a finger does on a phone',
    { skip: noTouch },
    async () => {
      const page = await openOnPhone('/long');
      const finger = await page.context().newCDPSession(page);
      for (const start of [100, 300, 600]) {
        const touch = (
          type: 'touchStart' | 'touchMove' | 'touchEnd',
          ...touchPoints: { x: number; y: number }[]
        ): Promise<unknown> => finger.send('Input.dispatchTouchEvent', { type, touchPoints });
        await touch('touchStart', { x: 150, y: start });
        for (let y = start; y > start - 100; y -= 10) await touch('touchMove', { x: 150, y });
        await touch('touchEnd');
        await page.evaluate(
          () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
        );
        assert.equal(await page.evaluate(() => scrollY), 0, `from ${String(start)} px`);
      }
    },
  );

  it('should not close what is the page’s own by Escape in the panel', { skip: noCloseRequests }, async () => {
    const { page } = await stage.visit('/', {}, opensItsOwn);
    await openButton(page).click();
    await composer(page).press('Escape');
    await openButton(page).waitFor();
    assert.equal(await hasClosedItsOwn(page), false);
  });
});
