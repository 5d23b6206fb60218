import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { build, preview } from 'vite';

/** The moment at which all pictures are taken, so that their times are always the same. */
export const PICTURE_TIME = new Date('2026-11-18T10:45:00');

const SCENE_TIMEOUT_MS = 20_000;

export type GallerySite = {
  /** Shows one scene of demo/gallery.html, or none; resolves when nothing is left to render. */
  readonly show: (page: Page, scene: string, look?: { scheme: string; dir: string }) => Promise<void>;
  /** Names of all scenes, as `element/state`. */
  readonly scenes: (page: Page) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** Builds demo/gallery.html and serves it, so that a scene loads only few files. */
export async function serveGallery(): Promise<GallerySite> {
  const outDir = mkdtempSync(join(tmpdir(), 'openim-gallery-'));
  const root = fileURLToPath(new URL('../demo', import.meta.url));
  const options = { root, configFile: false, logLevel: 'error' } as const;
  await build({
    ...options,
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      minify: false,
      // One file, which the browser caches: otherwise a picture would take longer to load than to draw.
      rolldownOptions: { input: join(root, 'gallery.html'), output: { codeSplitting: false } },
    },
  });
  const headers = { 'cache-control': 'max-age=3600, immutable' };
  const server = await preview({
    ...options,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0, headers },
  });
  const address = `${String(server.resolvedUrls?.local[0])}gallery.html`;
  const show: GallerySite['show'] = async (page, scene, look) => {
    const failures: string[] = [];
    const listen = (error: Error): void => void failures.push(error.message);
    page.on('pageerror', listen);
    try {
      const search = `?${new URLSearchParams({ scene, ...look }).toString()}`;
      if (page.url().startsWith(address)) await page.evaluate(goOn, search);
      else await page.goto(`${address}${search}`);
      await page.waitForSelector('body[data-ready]', { state: 'attached', timeout: SCENE_TIMEOUT_MS });
    } catch (error) {
      throw new Error(`The scene ${scene} does not come: ${failures.join('; ')}`, { cause: error });
    } finally {
      page.off('pageerror', listen);
    }
    if (failures.length > 0) throw new Error(`The scene ${scene} has failed: ${failures.join('; ')}`);
  };
  return {
    show,
    scenes: async (page) => {
      await show(page, 'none');
      const names = await page.evaluate(() => document.documentElement.dataset['scenes'] ?? '[]');
      return JSON.parse(names) as string[];
    },
    close: async () => {
      await server.close();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
}

/** Runs in the page: shows the scene that the search string names, without loading everything again. */
function goOn(search: string): void {
  delete document.body.dataset['ready'];
  history.pushState(null, '', search);
  dispatchEvent(new PopStateEvent('popstate'));
}
