import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { staticImports } from './static-imports.js';

/** Returns the chunks that a page may load while it is used; none before a build. */
export function lazyChunks(): string[] {
  if (!existsSync('dist/chunks')) return [];
  const names = readdirSync('dist/chunks').filter((name) => name.endsWith('.mjs'));
  return names.map((name) => `dist/chunks/${name}`);
}

/**
 * Returns the size in kilobytes (1,000 bytes) of `entries` and everything they import statically, each file gzipped by
 * itself, without emoji data.
 */
export function bundleKB(entries: readonly string[]): number {
  const files = [...staticImports(entries)].filter((file) => !isEmojiData(file));
  return files.reduce((sum, file) => sum + gzipKB(file), 0);
}

export function gzipKB(file: string): number {
  return gzipSync(readFileSync(file), { level: 9 }).length / 1000;
}

/** Returns whether the file has only data: which emoji there are, or their names in one language. */
function isEmojiData(file: string): boolean {
  const map = `${file}.map`;
  // Files that are not bundled, and the bundler's own, have no source map.
  if (!existsSync(map)) return false;
  const { sources } = JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] };
  return sources.every((source) => /\/emoji-picker\/(?:names\/|emoji-data)/.test(source));
}
