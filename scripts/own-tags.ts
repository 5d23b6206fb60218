import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** The element that pages write themselves and may style; it keeps its tag. */
const OF_THE_PAGE = 'openim-launcher';

/**
 * Renames the elements inside the script tag's bubble. A tag belongs to the file that registers it first: without this,
 * a page that also loads the elements would have some of them from one file and some from another, which share neither
 * context nor signals.
 */
export function ownTags(): Plugin {
  const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as {
    modules: { declarations: { tagName?: string }[] }[];
  };
  const tags = manifest.modules
    .flatMap(({ declarations }) => declarations.map(({ tagName }) => tagName))
    .filter((tag) => tag !== undefined && tag !== OF_THE_PAGE)
    .map((tag) => tag!.slice('openim-'.length));
  // Does not match in console messages, nor in the names of stored data.
  const pattern = new RegExp(String.raw`(?<![\w[-])openim-(?=(?:${tags.join('|')})(?![\w/-]|:(?!is\()))`, 'g');
  return {
    name: 'openim-own-tags',
    transform: {
      filter: { id: /\/(?:components|embed)\/.*\.ts$/ },
      handler: (code) => ({ code: code.replace(pattern, 'openim-embed-'), map: null }),
    },
  };
}
