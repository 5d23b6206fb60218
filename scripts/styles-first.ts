import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import MagicString from 'magic-string';
import type { Plugin } from 'vite';

/**
 * Lets an entry import the style sheets it needs before anything else, so that they stand side by side in its bundle:
 * gzip finds a repetition within 32 KB, and CSS repeats CSS.
 */
export function stylesFirst(entry: string): Plugin {
  return {
    name: 'openim-styles-first',
    transform: {
      filter: { id: new RegExp(`/${entry}$`) },
      handler(code, id) {
        const sheets = [...staticSources(id)].filter((file) => file.endsWith('.styles.ts'));
        const result = new MagicString(code).prepend(sheets.map((file) => `import '${file}';`).join(''));
        return { code: result.toString(), map: result.generateMap({ hires: true }) };
      },
    },
  };
}

/** A module of ours and all it imports statically, types aside. */
function staticSources(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const imports = /^(?:import|export)\s(?!type\s)(?:[^'";]*\sfrom\s)?'(\.[^']*)\.js';/gm;
  for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(imports)) {
    staticSources(join(file, '..', `${path}.ts`), found);
  }
  return found;
}
