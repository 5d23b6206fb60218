import type { Plugin } from 'vite';

/** The part of idb, up to its exports, that adds shortcuts to a database, `db.get(store, key)`, and iteration to cursors. */
const EXTRAS = /^const readMethods = \[[^]*(?=^export \{)/m;

/**
 * Removes from idb what src/storage does not use and its type `CacheDatabase` does not offer: 0.5 kB in every bundle
 * that no bundler can recognize as unused. Fails if a version of idb is built in another way.
 */
export function idbEssentials(): Plugin {
  return {
    name: 'openim-idb-essentials',
    transform: {
      filter: { id: /\/node_modules\/idb\/build\/index\.js$/ },
      handler(code, id) {
        if (!EXTRAS.test(code)) this.error(`${id} no longer has ${String(EXTRAS)}`);
        return { code: code.replace(EXTRAS, ''), map: null };
      },
    },
  };
}
