import type { Plugin } from 'vite';

/** Where lit tells people who write elements that they write them wrong, "… Use 'unsafeCSS' …", and how often. */
const files: Readonly<Record<string, number>> = { 'css-tag.js': 2, 'repeat.js': 1 };
const WORDS = /(?<=throw Error\()"[^"]*(?:"\+\w+\+"[^"]*)?"(?=\))/g;

/**
 * Takes these words out: 0.1 kB in every bundle, in which all elements are written already. Fails when a version of lit
 * says it in another way.
 */
export function litEssentials(): Plugin {
  return {
    name: 'openim-lit-essentials',
    transform: {
      filter: { id: /\/node_modules\/(?:@lit\/reactive-element|lit-html\/directives)\/(?:css-tag|repeat)\.js$/ },
      handler(code, id) {
        const expected = Object.entries(files).find(([file]) => id.endsWith(`/${file}`))?.[1];
        if (code.match(WORDS)?.length !== expected) this.error(`${id} no longer has ${String(WORDS)}`);
        return { code: code.replace(WORDS, ''), map: null };
      },
    },
  };
}
