import { signal } from '@preact/signals-core';
import { en, type Catalog } from './en.js';
import type { LanguageWords, LaterWords } from './later-words.js';
import { languageOf, languageTag, type Language } from './words.js';

export { directionOf, type Language } from './words.js';
export { en, type Catalog } from './en.js';

/** Loads the words of the languages other than English; if one is missing, this does not compile. */
const sources: Readonly<Record<Exclude<Language, 'en'>, () => Promise<LanguageWords>>> = {
  'zh-CN': async () => (await import('./zh-CN.js')).words,
  ar: async () => (await import('./ar.js')).words,
};

/** English is not in here: it is always loaded, and used whenever nothing else is. */
const spoken = signal<Readonly<Partial<Record<Language, LanguageWords>>>>({});
const loading = new Map<Language, Promise<void>>();

/** Returns the words of a language, or the English ones until they are loaded. Rendering that reads them is repeated then. */
export function catalogOf(language: Language): Catalog {
  return spoken.value[language]?.catalog ?? en;
}

/** Returns a function from a localizer to the words of a part that is loaded on its own: `peopleWords(localizer).addFriend`. */
export function wordsOfPart<Part extends keyof LaterWords>(
  part: Part,
  english: LaterWords[Part],
): (localizer: { readonly language: Language }) => LaterWords[Part] {
  return ({ language }) => spoken.value[language]?.later[part] ?? english;
}

/**
 * Fetches the words of a language. Returns undefined if they are already loaded. The promise resolves even if they cannot be
 * loaded, so that the caller continues in English; the next call then tries again.
 */
export function loadCatalog(language: Language, source?: () => Promise<LanguageWords>): Promise<void> | undefined {
  if (language === 'en' || spoken.peek()[language]) return undefined;
  const running = loading.get(language) ?? fetchCatalog(language, source ?? sources[language]);
  loading.set(language, running);
  return running;
}

async function fetchCatalog(language: Language, fetchWords: () => Promise<LanguageWords>): Promise<void> {
  try {
    const words = await fetchWords();
    spoken.value = { ...spoken.peek(), [language]: words };
  } catch (error) {
    console.warn(`[openim-chat] the texts for ${language} could not be loaded`, error);
  }
  loading.delete(language);
}

/**
 * Finds the language to use for a requested one: the same one, or one of the same family (`zh` and `zh-TW` get `zh-CN`), or
 * English. `language` is the catalog's own tag. `locale` is the tag for Intl: the requested tag if its language is supported,
 * so that `en-GB` keeps its date format.
 */
export function findLanguage(wish: string): { readonly language: Language; readonly locale: string } {
  const language = languageOf(wish);
  const isSpoken = languageTag(wish) === languageTag(language);
  return { language, locale: (isSpoken ? canonical(wish) : undefined) ?? language };
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-'))[0];
  } catch {
    return undefined;
  }
}
