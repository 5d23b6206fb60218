/**
 * Whether the elements still look as they did: small pictures of a few scenes of the gallery against those in
 * test/e2e/looks/. A picture is 120 pixels wide, so that it shows where things are and in which colours, not which font
 * drew the letters. `UPDATE_LOOKS=1 npm run test:node -- looks` writes new ones, to be looked at before they are committed.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { chromium, type Browser, type Page } from 'playwright-core';

import { findBrowser } from '../../scripts/find-browser.js';
import { PICTURE_TIME, serveGallery, type GallerySite } from '../../scripts/gallery-site.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const baselineDir = join(root, 'test', 'e2e', 'looks');
const isUpdate = process.env['UPDATE_LOOKS'] === '1';

const WIDTH_PX = 120;
/** Of 255, on average over all colours of all pixels: another font moves it by one or two. */
const MAX_MEAN_DIFFERENCE = 5;
/** A pixel that is this far off is another thing, and so many of them may be. */
const FAR_OFF = 60;
const MAX_FAR_OFF_SHARE = 0.03;

const shots = [
  ['messenger/details', 'light', 'ltr', 1024],
  ['messenger/details', 'dark', 'rtl', 1024],
  ['messenger/contacts', 'light', 'rtl', 320],
  ['messenger/requests', 'light', 'ltr', 1024],
  ['messenger/chats', 'dark', 'ltr', 320],
  ['group-details/owner', 'light', 'ltr', 320],
  ['user-card/friend', 'dark', 'rtl', 320],
  ['profile/full', 'light', 'ltr', 320],
  ['state/offline', 'light', 'ltr', 320],
  ['state/kicked', 'dark', 'ltr', 320],
  ['chat/conversation', 'light', 'ltr', 1024],
  ['conversation-list/full', 'light', 'rtl', 320],
] as const;

type Comparison = { readonly isSameSize: boolean; readonly mean: number; readonly farOff: number };

describe('the look of the elements', () => {
  let site: GallerySite;
  let browser: Browser;
  let page: Page;

  before(async () => {
    site = await serveGallery();
    browser = await chromium.launch(findBrowser());
    page = await browser.newPage({ locale: 'en-US', timezoneId: 'UTC' });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.clock.setFixedTime(PICTURE_TIME);
  });

  after(async () => {
    await browser.close();
    await site.close();
  });

  for (const [scene, scheme, dir, width] of shots) {
    const name = `${scene.replace('/', '--')}--${scheme}-${dir}-${String(width)}.png`;

    it(`should be as before: ${scene}, ${scheme}, ${dir}, ${String(width)} px`, async () => {
      await page.setViewportSize({ width, height: 700 });
      await site.show(page, scene, { scheme, dir });
      const picture = await shrunk(page, await page.screenshot());
      const file = join(baselineDir, name);
      if (isUpdate) {
        mkdirSync(baselineDir, { recursive: true });
        writeFileSync(file, picture);
        return;
      }
      assert.ok(existsSync(file), `there is no ${name}: write it by UPDATE_LOOKS=1`);
      const { isSameSize, mean, farOff } = await compared(page, picture, readFileSync(file));
      assert.ok(isSameSize, 'another size');
      assert.ok(mean <= MAX_MEAN_DIFFERENCE, `it differs by ${mean.toFixed(1)} on average`);
      assert.ok(farOff <= MAX_FAR_OFF_SHARE, `${(farOff * 100).toFixed(1)} % of it is something else`);
    });
  }
});

/** The picture, much smaller. The page itself is what reads and writes pictures. */
async function shrunk(page: Page, png: Buffer): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([source, width]) => {
      const blob = await (await fetch(`data:image/png;base64,${source}`)).blob();
      const full = await createImageBitmap(blob);
      const height = Math.round((full.height * width) / full.width);
      const small = await createImageBitmap(full, {
        resizeWidth: width,
        resizeHeight: height,
        resizeQuality: 'high',
      });
      const canvas = document.createElement('canvas');
      canvas.width = width;
      canvas.height = height;
      canvas.getContext('2d')?.drawImage(small, 0, 0);
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    },
    [png.toString('base64'), WIDTH_PX] as const,
  );
  return Buffer.from(base64, 'base64');
}

function compared(page: Page, one: Buffer, other: Buffer): Promise<Comparison> {
  return page.evaluate(
    async ([sources, far]) => {
      const [a, b] = await Promise.all(
        sources.map(async (source) => {
          const blob = await (await fetch(`data:image/png;base64,${source}`)).blob();
          const bitmap = await createImageBitmap(blob);
          const canvas = document.createElement('canvas');
          canvas.width = bitmap.width;
          canvas.height = bitmap.height;
          const context = canvas.getContext('2d');
          context?.drawImage(bitmap, 0, 0);
          return context?.getImageData(0, 0, bitmap.width, bitmap.height);
        }),
      );
      if (!a || !b || a.width !== b.width || a.height !== b.height)
        return { isSameSize: false, mean: 255, farOff: 1 };
      let sum = 0;
      let farOff = 0;
      for (let index = 0; index < a.data.length; index += 4) {
        let largest = 0;
        for (let channel = 0; channel < 3; channel += 1) {
          const difference = Math.abs((a.data[index + channel] ?? 0) - (b.data[index + channel] ?? 0));
          sum += difference;
          largest = Math.max(largest, difference);
        }
        if (largest > far) farOff += 1;
      }
      const pixels = a.data.length / 4;
      return { isSameSize: true, mean: sum / (pixels * 3), farOff: farOff / pixels };
    },
    [[one.toString('base64'), other.toString('base64')], FAR_OFF] as const,
  );
}
