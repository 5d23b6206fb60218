import MagicString from 'magic-string';
import type { Plugin } from 'vite';

/**
 * Makes `import('./part.js')` a static import, for a bundle that is one file: there is nothing left to fetch, and the
 * bundler would otherwise wrap every module the part shares with the rest so that it could be run later.
 */
export function inlineImports(): Plugin {
  return {
    name: 'openim-inline-imports',
    enforce: 'post',
    transform: {
      filter: { id: /\/(?:src|components|embed)\/.*\.ts$/, code: /\bimport\(/ },
      handler(code) {
        const result = new MagicString(code);
        let count = 0;
        for (const { index, 0: call, 1: path = '' } of code.matchAll(/\bimport\((["']\.[^"']+["'])\)/g)) {
          const name = `inlined${String(count++)}`;
          result.prepend(`import * as ${name} from ${path};\n`);
          result.overwrite(index, index + call.length, `Promise.resolve(${name})`);
        }
        return { code: result.toString(), map: result.generateMap({ hires: true }) };
      },
    },
  };
}
