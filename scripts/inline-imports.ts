import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import MagicString from 'magic-string';
import type { Plugin } from 'vite';

/**
 * Turns `import('./part.js')` into a static import, for a bundle that is one file: there is nothing left to fetch, and
 * the bundler would otherwise wrap every module that the part shares with the rest, so that it could run later. The call
 * resolves to a plain object with the part's exports; a module namespace would need a helper that creates it.
 */
export function inlineImports(): Plugin {
  return {
    name: 'openim-inline-imports',
    enforce: 'post',
    transform: {
      filter: { id: /\/(?:src|components|embed)\/.*\.ts$/, code: /\bimport\(/ },
      handler(code, id) {
        const result = new MagicString(code);
        for (const { index, 0: call, 1: path = '' } of code.matchAll(/\bimport\(["'](\.[^"']+)["']\)/g)) {
          const names = exportsOf(join(id, '..', path.replace(/\.js$/, '.ts')));
          const locals = names.map((name) => `${name} as inlined_${name}`);
          result.prepend(`import { ${locals.join(', ')} } from '${path}';\n`);
          const members = names.map((name) => `${name}: inlined_${name}`);
          result.overwrite(index, index + call.length, `Promise.resolve({ ${members.join(', ')} })`);
        }
        return { code: result.toString(), map: result.generateMap({ hires: true }) };
      },
    },
  };
}

/** Returns the names that a module of ours declares and exports, without types. */
function exportsOf(file: string): string[] {
  const declarations = /^export (?:async )?(?:function|class|const) (\w+)/gm;
  return [...readFileSync(file, 'utf8').matchAll(declarations)].map(([, name = '']) => name);
}
