/** A reader who has set a larger text in the browser: all words of every scene of the gallery grow with it, and none is cut. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/find-browser.js';
import { PICTURE_TIME, serveGallery, type GallerySite } from '../../scripts/gallery-site.js';

/** Twice what browsers begin with. */
const TEXT_PX = 32;
/** Twice the smallest words there are, of 10.5 px. */
const SMALLEST_PX = 21;
/** Letters that are drawings. */
const DRAWN = '.initials, .emoji, .tab, .sticker--emoji';

const WIDTHS_PX = [1200, 320];

describe('a larger text', () => {
  let site: GallerySite;
  let browser: Browser;
  let page: Page;

  before(async () => {
    site = await serveGallery();
    browser = await chromium.launch(findBrowser());
    page = await browser.newPage({ locale: 'en-US', timezoneId: 'UTC' });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.clock.setFixedTime(PICTURE_TIME);
    const session = await page.context().newCDPSession(page);
    await session.send('Page.setFontSizes', { fontSizes: { standard: TEXT_PX, fixed: TEXT_PX } });
  });

  after(async () => {
    await browser.close();
    await site.close();
  });

  it('should be that of all words, and cut none above or below', async () => {
    const problems: string[] = [];
    for (const scene of await site.scenes(page)) {
      await site.show(page, scene);
      for (const width of WIDTHS_PX) {
        await page.setViewportSize({ width, height: 900 });
        const found = await page.evaluate(problemsOf, { smallestPx: SMALLEST_PX, drawn: DRAWN });
        problems.push(...found.map((problem) => `${scene}, ${String(width)} px: ${problem}`));
      }
    }
    assert.deepEqual(problems, []);
  });
});

/** Runs in the page: words that are too small, and those that are cut or stand out of a box, above or below. */
async function problemsOf({ smallestPx, drawn }: { smallestPx: number; drawn: string }): Promise<string[]> {
  // Elements that measure themselves render anew in the frame after another width.
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  const problems = new Set<string>();
  const roots: ParentNode[] = [document];
  for (const root of roots) {
    for (const element of root.querySelectorAll('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      const words = [...element.childNodes].filter((node) => node instanceof Text && node.data.trim() !== '');
      const isField = element.matches('input:not([type]), input[type="search"], textarea, select');
      if (!(root instanceof ShadowRoot) || element.matches(`style, option, ${drawn}`)) continue;
      if ((words.length === 0 && !isField) || !element.checkVisibility({ contentVisibilityAuto: true })) continue;
      const name = `${root.host.localName} ${element.localName}.${element.className}`;
      const px = Number.parseFloat(getComputedStyle(element).fontSize);
      if (px < smallestPx) problems.add(`${name} has ${String(px)} px`);
      for (const word of words) {
        const range = document.createRange();
        range.selectNodeContents(word);
        const { top, bottom } = range.getBoundingClientRect();
        let around: Element | null = element;
        while (around) {
          const { overflowY, display, position, webkitLineClamp } = getComputedStyle(around);
          // What is beyond it is scrolled to, stands elsewhere on purpose, or is cut as in the usual size.
          if (/auto|scroll/.test(overflowY) || /absolute|fixed/.test(position) || webkitLineClamp !== 'none')
            break;
          const box = around.getBoundingClientRect();
          const outPx = /inline$|contents/.test(display) ? 0 : Math.max(box.top - top, bottom - box.bottom);
          const outer = `${around.localName}.${around.className}`;
          if (outPx > 4) problems.add(`${name}: ${outPx.toFixed()} px out of ${outer}`);
          if (outPx > 4) break;
          const parent: Node | null = around.parentNode;
          around = around.assignedSlot ?? (parent instanceof ShadowRoot ? parent.host : around.parentElement);
        }
      }
    }
  }
  return [...problems];
}
