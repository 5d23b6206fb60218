import { en, type Catalog } from './en.js';
import { zhCN } from './zh-CN.js';

export { en, type Catalog } from './en.js';
export { zhCN } from './zh-CN.js';

/** The languages that come with the elements, by their tag. */
const catalogs: ReadonlyMap<string, Catalog> = new Map([
  ['en', en],
  ['zh-CN', zhCN],
]);

/**
 * The catalog for a wished language: the very one, else one of the same language (`zh` and `zh-TW` get `zh-CN`), else
 * English. `locale` is what Intl formats with: the wish when its language is spoken, so that `en-GB` keeps its dates.
 */
export function findCatalog(wish: string): { readonly locale: string; readonly catalog: Catalog } {
  const language = wish.toLowerCase().split(/[-_]/)[0];
  for (const [tag, catalog] of catalogs) {
    if (tag.split('-')[0] === language) return { locale: canonical(wish) ?? tag, catalog };
  }
  return { locale: 'en', catalog: en };
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}
