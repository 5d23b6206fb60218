import type { Plugin } from 'vite';

/** Files in which lit tells authors of elements of mistakes, "… Use 'unsafeCSS' …", and how many such texts each has. */
const files: Readonly<Record<string, number>> = { 'css-tag.js': 2, 'repeat.js': 1 };
const WORDS = /(?<=throw Error\()"[^"]*(?:"\+\w+\+"[^"]*)?"(?=\))/g;

/**
 * Removes these texts: 0.1 kB in every bundle, whose elements are already written. Fails if a version of lit words them
 * in another way.
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
