import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** What a page writes itself, and may style. */
const OF_THE_PAGE = 'openim-launcher';

/**
 * Gives the elements inside the script tag's bubble tags of their own. A tag belongs to whoever registers it first: without
 * this, a page that also loads the elements would have half of them from one file and half from another, which share
 * neither context nor signals.
 */
export function ownTags(): Plugin {
  const manifest = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as {
    modules: { declarations: { tagName?: string }[] }[];
  };
  const tags = manifest.modules
    .flatMap(({ declarations }) => declarations.map(({ tagName }) => tagName))
    .filter((tag) => tag !== undefined && tag !== OF_THE_PAGE)
    .map((tag) => tag!.slice('openim-'.length));
  // Not in what is said at the console, nor in names of what is stored.
  const pattern = new RegExp(String.raw`(?<![\w[-])openim-(?=(?:${tags.join('|')})(?![\w/-]|:(?!is\()))`, 'g');
  return {
    name: 'openim-own-tags',
    transform: {
      filter: { id: /\/(?:components|embed)\/.*\.ts$/ },
      handler: (code) => ({ code: code.replace(pattern, 'openim-embed-'), map: null }),
    },
  };
}
