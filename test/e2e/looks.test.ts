/**
 * Whether the elements still look as they did: every scene of the gallery, twice, against its pictures in test/e2e/looks/.
 * A picture is small, so that it shows where things are and in which colours, not which font drew the letters.
 * `UPDATE_LOOKS=1 npm run test:node -- looks` writes those that differ anew, to be looked at before they are committed.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

import { chromium, type Browser, type Page } from 'playwright-core';

import { findBrowser } from '../../scripts/find-browser.js';
import { PICTURE_TIME, serveGallery, type GallerySite } from '../../scripts/gallery-site.js';
import { elementNames } from './element-names.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const baselineDir = join(root, 'test', 'e2e', 'looks');
const fontsFile = join(root, 'test', 'e2e', 'looks-fonts.conf');
const isUpdate = process.env['UPDATE_LOOKS'] === '1';

const WIDTH_PX = 120;
/** Of 255, on average over all colours of all pixels: another font moves it by one or two. */
const MAX_MEAN_DIFFERENCE = 5;
/** A pixel that is this far off is another thing, and so many of them may be. */
const FAR_OFF = 60;
const MAX_FAR_OFF_SHARE = 0.03;

/** Narrow from right to left in the dark, and wide from left to right in the light, so that each state is seen in all of them. */
const looks = [
  { name: 'narrow', scheme: 'dark', dir: 'rtl', width: 320 },
  { name: 'wide', scheme: 'light', dir: 'ltr', width: 1024 },
] as const;

type Comparison = { readonly isSameSize: boolean; readonly mean: number; readonly farOff: number };

describe('the look of the elements', () => {
  let site: GallerySite;
  let browser: Browser;
  /** Pages of each look. Scenes wait for frames most of their time, so some are looked at side by side. */
  let pages: ReadonlyMap<Look, readonly [Page, Page]>;
  let scenes: readonly string[];

  before(async () => {
    site = await serveGallery();
    browser = await chromium.launch({ ...findBrowser(), env: { ...process.env, FONTCONFIG_FILE: fontsFile } });
    pages = new Map(
      await Promise.all(
        looks.map(async (look) => [look, await Promise.all([newPage(look), newPage(look)])] as const),
      ),
    );
    scenes = await site.scenes(pagesOf(looks[0])[0]);
  });

  async function newPage({ width }: Look): Promise<Page> {
    const page = await browser.newPage({ locale: 'en-US', timezoneId: 'UTC' });
    await page.setViewportSize({ width, height: 700 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.clock.setFixedTime(PICTURE_TIME);
    return page;
  }

  function pagesOf(look: Look): readonly [Page, Page] {
    const found = pages.get(look);
    assert.ok(found);
    return found;
  }

  after(async () => {
    await browser.close();
    await site.close();
  });

  // What is a state of a whole messenger has a name of its own.
  for (const element of [...elementNames, 'state']) {
    it(`should be as before: ${element}`, async () => {
      const own = scenes.filter((scene) => scene.startsWith(`${element}/`));
      assert.notEqual(own.length, 0, `the gallery has no scene of <openim-${element}>`);
      const problems: string[] = [];
      const compare = looks.flatMap((look) => {
        const rest = own.values();
        return pagesOf(look).map(async (page) => {
          for (const scene of rest) problems.push(...(await problemsOf(page, site, scene, look)));
        });
      });
      await Promise.all(compare);
      assert.deepEqual(problems.sort(), []);
    });
  }

  it('should have no picture of a scene that is no more', () => {
    const wanted = new Set(scenes.flatMap((scene) => looks.map((look) => fileName(scene, look))));
    const superfluous = readdirSync(baselineDir).filter((name) => !wanted.has(name));
    if (isUpdate) for (const name of superfluous) rmSync(join(baselineDir, name));
    else assert.deepEqual(superfluous, []);
  });
});

type Look = (typeof looks)[number];

function fileName(scene: string, { name }: Look): string {
  return `${scene.replace('/', '--')}--${name}.webp`;
}

/** What is wrong with a scene's picture. */
async function problemsOf(page: Page, site: GallerySite, scene: string, look: Look): Promise<string[]> {
  await site.show(page, scene, look);
  const picture = await shrunk(page, await page.screenshot({ animations: 'disabled' }));
  const name = fileName(scene, look);
  const file = join(baselineDir, name);
  const problem = existsSync(file)
    ? problemOf(await compared(page, picture, readFileSync(file)))
    : 'there is no picture: write it by UPDATE_LOOKS=1';
  if (!problem) return [];
  if (!isUpdate) return [`${name}: ${problem}`];
  mkdirSync(baselineDir, { recursive: true });
  writeFileSync(file, picture);
  return [];
}

function problemOf({ isSameSize, mean, farOff }: Comparison): string | undefined {
  if (!isSameSize) return 'another size';
  if (mean > MAX_MEAN_DIFFERENCE) return `it differs by ${mean.toFixed(1)} on average`;
  return farOff > MAX_FAR_OFF_SHARE ? `${(farOff * 100).toFixed(1)} % of it is something else` : undefined;
}

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
      return canvas.toDataURL('image/webp', 0.9).split(',')[1] ?? '';
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
          const blob = await (await fetch(`data:image/webp;base64,${source}`)).blob();
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
