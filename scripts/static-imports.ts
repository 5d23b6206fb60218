import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Returns the entries and everything they import statically, all of which is loaded before anything runs. */
export function staticImports(entries: readonly string[]): Set<string> {
  const files = new Set<string>();
  const add = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    // Minified: `import"./x"`, `import{a as b}from"./x"`, `export*from"./x"`; not `import("./x")`.
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(
      /\b(?:import|from)\s*["'](\.{1,2}\/[^"']+\.mjs)["']/g,
    )) {
      add(join(dirname(file), path));
    }
  };
  entries.forEach(add);
  return files;
}
