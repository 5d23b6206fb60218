import type { Plugin } from 'vite';

/** From here to its exports idb adds shortcuts to a database, `db.get(store, key)`, and iteration to cursors. */
const EXTRAS = /^const readMethods = \[[^]*(?=^export \{)/m;

/**
 * Takes out of idb what src/storage does not use and its type `CacheDatabase` does not offer: 0.5 kB in every bundle,
 * which no bundler can see is not needed. Fails when a version of idb is built in another way.
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
