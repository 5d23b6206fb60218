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
/** As wide as a space, which may hang out at the end of a line. */
const SPACE_PX = 11;
/** Letters that are drawings. */
const DRAWN = '.initials, .emoji, .tab, .sticker--emoji';

const looked = { smallestPx: SMALLEST_PX, spacePx: SPACE_PX, drawn: DRAWN };

const WIDTHS_PX = [1200, 320];
/** Scenes wait for frames most of their time, so some are looked at side by side. */
const PAGES = 4;

describe('a larger text', () => {
  let site: GallerySite;
  let browser: Browser;

  before(async () => {
    site = await serveGallery();
    browser = await chromium.launch(findBrowser());
  });

  after(async () => {
    await browser.close();
    await site.close();
  });

  it('should be that of all words, and cut none', async () => {
    const first = await newPage();
    const pages = [first, ...(await Promise.all(Array.from({ length: PAGES - 1 }, newPage)))];
    const scenes = (await site.scenes(first)).values();
    const problems: string[] = [];
    const look = async (page: Page): Promise<void> => {
      for (const scene of scenes) {
        await site.show(page, scene);
        for (const width of WIDTHS_PX) {
          await page.setViewportSize({ width, height: 900 });
          const found = await page.evaluate(problemsOf, looked);
          problems.push(...found.map((problem) => `${scene}, ${String(width)} px: ${problem}`));
        }
      }
    };
    await Promise.all(pages.map(look));
    assert.deepEqual(problems.sort(), []);
  });

  async function newPage(): Promise<Page> {
    const page = await browser.newPage({ locale: 'en-US', timezoneId: 'UTC' });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.clock.setFixedTime(PICTURE_TIME);
    const session = await page.context().newCDPSession(page);
    await session.send('Page.setFontSizes', { fontSizes: { standard: TEXT_PX, fixed: TEXT_PX } });
    return page;
  }
});

/** Runs in the page: words that are too small, and those that are cut or stand out of a box. */
async function problemsOf({ smallestPx, spacePx, drawn }: typeof looked): Promise<string[]> {
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
        let isCutOnPurpose = false;
        const range = document.createRange();
        range.selectNodeContents(word);
        const { left, top, right, bottom } = range.getBoundingClientRect();
        let around: Element | null = element;
        while (around) {
          const { overflowY, display, position, textOverflow, webkitLineClamp } = getComputedStyle(around);
          // What is beyond it is scrolled to, stands elsewhere on purpose, or is cut as in the usual size.
          if (/auto|scroll/.test(overflowY) || /absolute|fixed/.test(position) || webkitLineClamp !== 'none')
            break;
          isCutOnPurpose ||= textOverflow === 'ellipsis';
          const box = around.getBoundingClientRect();
          const isBox = !/inline$|contents/.test(display);
          const outPx = isBox ? Math.max(box.top - top, bottom - box.bottom) : 0;
          const asidePx = isBox && !isCutOnPurpose ? Math.max(box.left - left, right - box.right) : 0;
          const outer = `${around.localName}.${around.className}`;
          if (outPx > 4) problems.add(`${name}: ${outPx.toFixed()} px out of ${outer}`);
          if (asidePx > spacePx) problems.add(`${name}: ${asidePx.toFixed()} px out of ${outer}, sideways`);
          if (outPx > 4 || asidePx > spacePx) break;
          const parent: Node | null = around.parentNode;
          around = around.assignedSlot ?? (parent instanceof ShadowRoot ? parent.host : around.parentElement);
        }
      }
    }
  }
  return [...problems];
}
