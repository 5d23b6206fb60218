/** Where things stand in the scenes of the gallery, and what tells them apart, for what a small picture of them does not tell. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import type { Browser, Locator, Page } from 'playwright-core';

import { launchBrowser, testBrowser } from '../../scripts/test-browser.js';
import { PICTURE_TIME, serveGallery, type GallerySite } from '../../scripts/gallery-site.js';

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
type Dir = 'ltr' | 'rtl';

const PHONE = { width: 320, height: 700 };
const DESK = { width: 1024, height: 700 };
const directions: readonly Dir[] = ['ltr', 'rtl'];

describe('where things stand', () => {
  let site: GallerySite;
  let browser: Browser;
  let page: Page;

  before(async () => {
    site = await serveGallery();
    browser = await launchBrowser();
    page = await browser.newPage({ locale: 'en-US', timezoneId: 'UTC' });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.clock.setFixedTime(PICTURE_TIME);
  });

  after(async () => {
    await browser.close();
    await site.close();
  });

  async function show(scene: string, dir: Dir, size = DESK, scheme = 'light'): Promise<void> {
    await page.setViewportSize(size);
    await site.show(page, scene, { scheme, dir });
  }

  const first = (selector: string): Locator => page.locator(selector).first();

  /** Of an element; with `words`, of the words in it, which may be narrower. */
  function boxOf(locator: Locator, what: 'box' | 'words' = 'box'): Promise<Box> {
    return locator.evaluate((element, of) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const { left, top, right, bottom } = (of === 'words' ? range : element).getBoundingClientRect();
      return { left, top, right, bottom };
    }, what);
  }

  const middleOf = ({ top, bottom }: Box): number => (top + bottom) / 2;

  for (const dir of directions) {
    it(`should be a name beside its picture, whatever script it is in: ${dir}`, async () => {
      await show('people-picker/full', dir);
      for (const row of await page.locator('openim-people-picker .row').all()) {
        const picture = await boxOf(row.locator('openim-avatar'));
        const name = await boxOf(row.locator('.row__name'), 'words');
        const gap = dir === 'ltr' ? name.left - picture.right : picture.left - name.right;
        assert.ok(Math.abs(gap - 12) < 2, `${String(await row.textContent())} is ${String(gap)} px away`);
      }
    });

    it(`should be a greeting as far from both edges: ${dir}`, async () => {
      await show('launcher/greeting', dir);
      const greeting = await boxOf(first('.greeting'));
      const words = await boxOf(first('.greeting__text'), 'words');
      const close = await boxOf(first('.greeting__close'));
      const outer = dir === 'ltr' ? words.left - greeting.left : greeting.right - words.right;
      const inner = dir === 'ltr' ? close.left - words.right : words.left - close.right;
      assert.ok(outer >= 14, `${String(outer)} px from the edge`);
      assert.ok(inner >= 0, `${String(inner)} px from the button`);
    });

    it(`should be notes of another script below the actions: ${dir}`, async () => {
      await show('menu/actions', dir);
      const [action, note] = [
        await boxOf(first('.item .icon')),
        await boxOf(page.locator('.note').last(), 'words'),
      ];
      const off = dir === 'ltr' ? note.left - action.left : note.right - action.right;
      assert.ok(Math.abs(off) < 3, `${String(off)} px beside`);
    });
  }

  it('should be a page’s own labels on the side of the others', async () => {
    await show('launcher-panel/form', 'rtl');
    const labels = await page.locator('.field__label').all();
    const ends = await Promise.all(labels.map(async (label) => (await boxOf(label, 'words')).right));
    assert.equal(ends.length, 4);
    for (const end of ends) assert.ok(Math.abs(end - Number(ends[0])) < 2, `they end at ${ends.join(', ')}`);
  });

  it('should be a number below what it is, and not run from right to left', async () => {
    await show('location-dialog/filled', 'rtl');
    const { direction, textAlign } = await first('[name=latitude]').evaluate((element) => {
      const style = getComputedStyle(element);
      return { direction: style.direction, textAlign: style.textAlign };
    });
    assert.equal(direction, 'ltr');
    assert.match(textAlign, /right/);
  });

  it('should be the arrows at the middle of a picture and of a film', async () => {
    for (const scene of ['lightbox/picture', 'lightbox/film']) {
      await show(scene, 'ltr');
      const [picture, arrow] = [await boxOf(first('.picture')), await boxOf(first('.side'))];
      assert.ok(Math.abs(middleOf(picture) - middleOf(arrow)) < 1, scene);
      const padding = await first('.picture').evaluate((element) => getComputedStyle(element).padding);
      assert.equal(padding, '0px', 'a gesture on its edge would not be one on it');
    }
  });

  it('should be all of a picture’s time in a narrow window', async () => {
    await show('lightbox/picture', 'rtl', PHONE);
    const when = first('.about__when');
    const isCut = await when.evaluate((element) => element.scrollWidth > element.clientWidth);
    assert.ok(!isCut);
    const toolbar = await boxOf(first('.toolbar'));
    assert.ok((await boxOf(when, 'words')).bottom <= toolbar.bottom - 4);
    assert.match(String(await when.textContent()), /10:41/);
  });

  it('should be a way out of a panel that fills the window and does not come', async () => {
    for (const scene of ['launcher/loading', 'launcher/cannot-load']) {
      await show(scene, 'ltr', PHONE);
      await page.evaluate(() => scrollTo(0, 0));
      const beforeScrollBar = await page.evaluate(() => document.documentElement.clientWidth);
      assert.deepEqual(
        await boxOf(first('.panel')),
        { left: 0, top: 0, right: beforeScrollBar, bottom: PHONE.height },
        'it fills the window',
      );
      await page.getByRole('button', { name: 'Close chat' }).click();
      await first('.panel').waitFor({ state: 'hidden' });
    }
    await show('launcher/open', 'ltr', PHONE);
    assert.equal(await page.locator('.bubble[aria-expanded]').isVisible(), false, 'it would lie over the field');
  });

  it('should be no number over the icon of the bubble', async () => {
    await show('launcher/badge-many', 'ltr');
    const [badge, icon] = [await boxOf(first('.badge')), await boxOf(first('.face--chat svg'))];
    assert.ok(badge.bottom <= icon.top, `${String(badge.bottom - icon.top)} px over it`);
  });

  it('should be the rail’s words and numbers within their sections', async () => {
    for (const dir of directions) {
      await show('messenger/contacts', dir);
      const section = await boxOf(first('.tab--active'));
      const badge = await boxOf(first('.tab--active .badge'));
      const name = await boxOf(first('.tab--active .tab__name'), 'words');
      assert.ok(badge.top >= section.top, `${dir}: the number is ${String(section.top - badge.top)} px above`);
      assert.ok(name.bottom <= section.bottom - 3, `${dir}: the words touch the end`);
    }
  });

  it('should be nobody to invite into a group that is dismissed', async () => {
    await show('group-details/dismissed', 'ltr');
    assert.equal(await page.locator('.hero__buttons button').count(), 1);
    assert.equal(await page.locator('openim-field-row[editable]').count(), 0);
  });

  it('should be bubbles that can be told from the box they stand in, in the dark', async () => {
    await show('merged-viewer/full', 'ltr', DESK, 'dark');
    const [bubble = 0, box = 0] = await first('.bubble').evaluate((element) => {
      const canvas = document.createElement('canvas');
      canvas.width = canvas.height = 1;
      const context = canvas.getContext('2d');
      // The background of each: all of those from the page's to its own, one over the other.
      return [element, element.parentElement].map((from) => {
        const colors: string[] = [];
        for (let at: Node | null = from; at;) {
          if (at instanceof Element) colors.unshift(getComputedStyle(at).backgroundColor);
          at = at instanceof ShadowRoot ? at.host : (at instanceof Element && at.assignedSlot) || at.parentNode;
        }
        for (const color of colors) {
          if (context) context.fillStyle = color;
          context?.fillRect(0, 0, 1, 1);
        }
        const [red = 0, green = 0, blue = 0] = context?.getImageData(0, 0, 1, 1).data ?? [];
        return red + green + blue;
      });
    });
    assert.ok(bubble - box > 24, `${String(bubble - box)} of 765 brighter`);
  });

  const skip = testBrowser === 'firefox' && 'Firefox has forced colours only from its settings';
  it('should tell what is chosen from what is not in forced colours', { skip }, async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    try {
      for (const [scene, chosen, other, property] of [
        ['shared-files/photos', '.tab[aria-selected="true"]', '.tab[aria-selected="false"]', 'borderBottomColor'],
        ['people-picker/chosen', '.check:checked', '.check:not(:checked)', 'backgroundColor'],
        ['group-details/owner', '.switch:checked', '.switch:not(:checked)', 'backgroundColor'],
        ['forward-dialog/chosen', '.check:checked', '.check:not(:checked)', 'backgroundColor'],
        ['emoji-picker/faces', '.tab--active', '.tab:not(.tab--active)', 'outlineStyle'],
      ] as const) {
        await show(scene, 'ltr', PHONE);
        const read = (selector: string) =>
          page
            .locator(selector)
            .first()
            .evaluate((element, name) => getComputedStyle(element)[name], property);
        assert.notEqual(await read(chosen), await read(other), scene);
      }
    } finally {
      await page.emulateMedia({ forcedColors: 'none' });
    }
  });
});
