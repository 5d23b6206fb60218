/**
 * Takes pictures of every scene of demo/gallery.html: light and dark, left to right and right to left, 320 and 1024 px wide,
 * and in forced colours, in screenshots/, with a page that shows them all. `npm run screenshots [-- <part of a scene's name>]`
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from './test-browser.js';
import { PICTURE_TIME, serveGallery } from './gallery-site.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const outDir = join(root, 'screenshots');
const WORKERS = 2;
const FORCED_COLORS = 'forced';

type Look = { readonly scheme: string; readonly dir: string; readonly width: number };

const looks: readonly Look[] = [
  ...['light', 'dark'].flatMap((scheme) =>
    ['ltr', 'rtl'].flatMap((dir) => [320, 1024].map((width) => ({ scheme, dir, width }))),
  ),
  { scheme: FORCED_COLORS, dir: 'ltr', width: 320 },
];
type Shot = Look & { readonly scene: string };

const filters = process.argv.slice(2);
const site = await serveGallery();
const browser = await launchBrowser();
try {
  const scenes = (await site.scenes(await browser.newPage())).filter(
    (name) => filters.length === 0 || filters.some((filter) => name.includes(filter)),
  );
  if (scenes.length === 0) throw new Error(`No scene is called ${filters.join(' or ')}.`);
  if (filters.length === 0) rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  const queue = scenes.flatMap((scene) => looks.map((look) => ({ scene, ...look })));
  await Promise.all(Array.from({ length: WORKERS }, () => work(queue)));
  writeFileSync(join(outDir, 'index.html'), contactSheet(scenes));
  process.stdout.write(
    `${String(scenes.length)} scenes in ${String(looks.length)} looks: ${join('screenshots', 'index.html')}\n`,
  );
} finally {
  await browser.close();
  await site.close();
}

async function work(queue: Shot[]): Promise<void> {
  const page = await browser.newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.clock.setFixedTime(PICTURE_TIME);
  for (let shot = queue.shift(); shot; shot = queue.shift()) {
    await page.setViewportSize({ width: shot.width, height: 720 });
    await page.emulateMedia({ forcedColors: shot.scheme === FORCED_COLORS ? 'active' : 'none' });
    try {
      await site.show(page, shot.scene, shot);
      await page.screenshot({ path: join(outDir, fileName(shot)), fullPage: true });
    } catch (error) {
      // The remaining pictures are still worth taking.
      process.exitCode = 1;
      process.stderr.write(`${String(error)}\n`);
    }
  }
  await page.close();
}

function fileName({ scene, scheme, dir, width }: Shot): string {
  return `${scene.replace('/', '--')}--${scheme}-${dir}-${String(width)}.png`;
}

function contactSheet(scenes: readonly string[]): string {
  const sections = scenes.map((scene) => {
    const pictures = looks.map((look) => {
      const file = fileName({ scene, ...look });
      return `<figure><a href="${file}"><img src="${file}" loading="lazy" alt=""></a><figcaption>${look.scheme} ${look.dir} ${String(look.width)}</figcaption></figure>`;
    });
    return `<section><h2>${scene}</h2><div>${pictures.join('')}</div></section>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>Screenshots</title>
<style>body{font:14px system-ui;margin:24px;background:#dfe2ea}div{display:flex;flex-wrap:wrap;gap:12px;align-items:flex-start}
figure{margin:0}img{max-width:320px;border-radius:6px;box-shadow:0 1px 4px #0003}figcaption{color:#555}</style>
<h1>Every element in every state</h1>${sections.join('\n')}\n`;
}
