import type { Plugin } from 'vite';

/**
 * What lit's published files write into the page's globals and look for there: its versions, what decorators leave
 * behind, and hooks for hydration and for browsers that these files do not support.
 */
const writes = [
  {
    file: /\/(?:reactive-element|lit-html|lit-element)\.js$/,
    pattern: /\(\w+\.\w+Versions\?\?=\[\]\)\.push\([^)]*\)/,
  },
  { file: /\/lit-element\.js$/, pattern: /\w+\.litElementHydrateSupport\?\.\(\{\w+:\w+\}\)/ },
  { file: /\/(?:reactive-element|lit-html|lit-element)\.js$/, pattern: /\w+\.\w+PolyfillSupport/ },
  {
    file: /\/(?:reactive-element|lit-html|lit-element)\.js$/,
    pattern: /\b\w+\?\.\((?:\{\w+:\w+\}|\w+,\w+)\)(?=[,;])/,
  },
  {
    file: /\/reactive-element\.js$/,
    pattern: /Symbol\.metadata\?\?=Symbol\("metadata"\),\w+\.litPropertyMetadata\?\?=new WeakMap/,
  },
  // This code reads what the entry above removes.
  {
    file: /\/reactive-element\.js$/,
    pattern: /const (\w)=this\[Symbol\.metadata\];if\(null!==\1\)\{.*?elementProperties\.set\(\w,\w\)\}/,
    instead: '',
  },
] as const;

/**
 * Removes lit's use of the page's globals from the files that run in pages which are not ours. Fails if a version of lit
 * uses them in another way.
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
