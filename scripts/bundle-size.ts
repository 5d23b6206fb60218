import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { staticImports } from './static-imports.js';

/** What a page may load of the built package while it is used. Empty before a build. */
export function lazyChunks(): string[] {
  if (!existsSync('dist/chunks')) return [];
  const names = readdirSync('dist/chunks').filter((name) => name.endsWith('.mjs'));
  return names.map((name) => `dist/chunks/${name}`);
}

/**
 * Kilobytes (1,000 bytes) that come with `entries`, each file gzipped by itself: they and what they import statically, emoji
 * data apart.
 */
export function bundleKB(entries: readonly string[]): number {
  const files = [...staticImports(entries)].filter((file) => !isEmojiData(file));
  return files.reduce((sum, file) => sum + gzipKB(file), 0);
}

export function gzipKB(file: string): number {
  return gzipSync(readFileSync(file), { level: 9 }).length / 1000;
}

/** Which emoji there are, or their names in one language: data, not code. */
function isEmojiData(file: string): boolean {
  const map = `${file}.map`;
  // What is not bundled, and the bundler's own, have none.
  if (!existsSync(map)) return false;
  const { sources } = JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] };
  return sources.every((source) => /\/emoji-picker\/(?:names\/|emoji-data)/.test(source));
}
