import { ar } from './ar.js';
import { en, type Catalog } from './en.js';
import { languageOf, languageTag, type Language } from './words.js';
import { zhCN } from './zh-CN.js';

export { defineWords, directionOf, type Language } from './words.js';
export { ar } from './ar.js';
export { en, type Catalog } from './en.js';
export { zhCN } from './zh-CN.js';

/** The languages that come with the elements; one that is missing does not compile. */
const catalogs: Readonly<Record<Language, Catalog>> = { en, 'zh-CN': zhCN, ar };

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
  const language = languageOf(wish);
  const isSpoken = languageTag(wish) === languageTag(language);
  return {
    language,
    locale: (isSpoken ? canonical(wish) : undefined) ?? language,
    catalog: catalogs[language],
  };
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}
