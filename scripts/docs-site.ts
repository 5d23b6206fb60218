/**
 * `npm run docs:site`: builds docs/site/dist, the website of docs/. Its tools are a separate project, which is installed
 * when first needed, so that nobody else has to install them. The elements on its pages are those of dist/.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { minifyTemplates } from './minify-templates.js';

const SITE = 'docs/site';
const PUBLIC = join(SITE, 'public');

if (isStale(join(SITE, 'node_modules/.package-lock.json'), join(SITE, 'package-lock.json'))) {
  npm('ci', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', SITE);
}
if (!existsSync('dist/openim-chat.js')) npm('run', 'build');
copyLibrary();
await bundlePreview();
npm('run', 'build', '--prefix', SITE);

/** Copies what a page of the playground loads. */
function copyLibrary(): void {
  const target = join(PUBLIC, 'lib');
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const parts = readdirSync('dist').filter(
    (name) => /\.m?js$/.test(name) || name === 'chunks' || name === 'panel',
  );
  for (const part of parts)
    cpSync(join('dist', part), join(target, part), { recursive: true, filter: noSourceMap });
}

function noSourceMap(path: string): boolean {
  return !path.endsWith('.map');
}

/** Bundles the conversation that the theme builder shows. */
async function bundlePreview(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [minifyTemplates()],
    build: {
      target: 'es2022',
      outDir: join(PUBLIC, 'preview'),
      emptyOutDir: true,
      copyPublicDir: false,
      minify: true,
      lib: { entry: 'demo/gallery-preview.ts', formats: ['es'], fileName: () => 'theme-preview.mjs' },
      rolldownOptions: { output: { chunkFileNames: 'chunks/[name]-[hash].mjs' } },
    },
  });
}

function isStale(made: string, source: string): boolean {
  return !existsSync(made) || statSync(made).mtimeMs < statSync(source).mtimeMs;
}

function npm(...args: string[]): void {
  execFileSync('npm', args, { stdio: 'inherit' });
}
