import type { Plugin } from 'vite';

/** What lit writes into the page's globals, as its published files have it: its versions, and what decorators leave behind. */
const writes = [
  {
    file: /\/(?:reactive-element|lit-html|lit-element)\.js$/,
    pattern: /\(\w+\.\w+Versions\?\?=\[\]\)\.push\([^)]*\)/,
  },
  {
    file: /\/reactive-element\.js$/,
    pattern: /Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap/,
  },
  // Only what was just taken out is ever in there.
  { file: /\/reactive-element\.js$/, pattern: /litPropertyMetadata(?=\.get)/, instead: '(new WeakMap)' },
] as const;

/**
 * Takes out of lit what it writes into the page's globals, for the files that run in pages which are not ours. Fails when
 * a version of lit does it in another way.
 */
export function leaveGlobalsAlone(): Plugin {
  return {
    name: 'openim-leave-globals-alone',
    transform: {
      filter: { id: /\/node_modules\/.*\/(?:reactive-element|lit-html|lit-element)\.js$/ },
      handler(code, id) {
        let result = code;
        for (const { file, pattern, ...write } of writes) {
          if (!file.test(id)) continue;
          if (!pattern.test(result)) this.error(`${id} no longer has ${String(pattern)}`);
          result = result.replace(pattern, 'instead' in write ? write.instead : 'void 0');
        }
        return { code: result, map: null };
      },
    },
  };
}
