import { en, type Catalog } from './en.js';
import type { Language } from './words.js';
import { zhCN } from './zh-CN.js';

export { defineWords, type Language } from './words.js';
export { en, type Catalog } from './en.js';
export { zhCN } from './zh-CN.js';

/** The languages that come with the elements, by their tag. */
const catalogs: ReadonlyMap<Language, Catalog> = new Map<Language, Catalog>([
  ['en', en],
  ['zh-CN', zhCN],
]);

/**
 * The catalog for a wished language: the very one, else one of the same language (`zh` and `zh-TW` get `zh-CN`), else
 * English. `language` is the catalog's own tag; `locale` is what Intl formats with: the wish when its language is spoken,
 * so that `en-GB` keeps its dates.
 */
export function findCatalog(wish: string): {
  readonly language: Language;
  readonly locale: string;
  readonly catalog: Catalog;
} {
  const wished = wish.toLowerCase().split(/[-_]/)[0];
  for (const [language, catalog] of catalogs) {
    if (language.split('-')[0] === wished) return { language, locale: canonical(wish) ?? language, catalog };
  }
  return { language: 'en', locale: 'en', catalog: en };
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}
