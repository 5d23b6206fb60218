import type { Plugin } from 'vite';

/** What lit's `css` says to whoever writes elements, and writes them wrong: "… Use 'unsafeCSS' …". */
const WORDS = /(?<=throw Error\()"[^"]*(?:"\+\w+\+"[^"]*)?"(?=\))/g;
const KNOWN = 2;

/**
 * Takes out of lit what only people who write elements are told: 0.1 kB in every bundle, in which all elements are written.
 * Fails when a version of lit says it in another way.
 */
export function litEssentials(): Plugin {
  return {
    name: 'openim-lit-essentials',
    transform: {
      filter: { id: /\/node_modules\/@lit\/reactive-element\/css-tag\.js$/ },
      handler(code, id) {
        if (code.match(WORDS)?.length !== KNOWN) this.error(`${id} no longer has ${String(WORDS)}`);
        return { code: code.replace(WORDS, ''), map: null };
      },
    },
  };
}
