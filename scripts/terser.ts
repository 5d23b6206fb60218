import { minify } from 'terser';
import type { Plugin } from 'vite';
import { shortWords } from './short-words.js';

/**
 * Compresses each file with terser before vite's own minifier shortens its variables: terser joins declarations, inlines
 * what is used once, and shortens the names of the elements' words, which every language repeats
 * (docs/decisions/build.md).
 */
export function terser(): Plugin {
  const words = shortWords();
  const properties = { regex: new RegExp(`^(?:${[...words.keys()].join('|')})$`) };
  // The same in each file, since one has the words and another uses them.
  const names = Object.fromEntries([...words].map(([name, short]) => [`$${name}`, short]));
  return {
    name: 'openim-terser',
    async renderChunk(code, _chunk, { format }) {
      const { code: shorter = '', map } = await minify(code, {
        ecma: 2020,
        module: format === 'es',
        // Without `inline`, which copies a function that makes an object, such as a blank message, to each of its calls.
        compress: { passes: 2, inline: false, unsafe_arrows: true, unsafe_methods: true },
        mangle: { properties },
        nameCache: { props: { props: names } },
        // vite's minifier, which comes after it, reads the hints in comments, and shortens variables.
        format: { comments: 'all', preserve_annotations: true },
        sourceMap: true,
      });
      return { code: shorter, map: map as string };
    },
  };
}
