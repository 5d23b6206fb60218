import { signal } from '@preact/signals-core';
import { en, type Catalog } from './en.js';
import type { LanguageWords, LaterWords } from './later-words.js';
import { languageOf, languageTag, type Language } from './words.js';

export { directionOf, type Language } from './words.js';
export { en, type Catalog } from './en.js';

/** Where the words of the other languages are; one that is missing does not compile. */
const sources: Readonly<Record<Exclude<Language, 'en'>, () => Promise<LanguageWords>>> = {
  'zh-CN': async () => (await import('./zh-CN.js')).words,
  ar: async () => (await import('./ar.js')).words,
};

/** English is not among them: it is always here, and what elements say when nothing else can be had. */
const spoken = signal<Readonly<Partial<Record<Language, LanguageWords>>>>({});
const loading = new Map<Language, Promise<void>>();

/** The words of a language; English ones until they have been loaded. Who reads them while rendering renders again then. */
export function catalogOf(language: Language): Catalog {
  return spoken.value[language]?.catalog ?? en;
}

/** The way from a localizer to the words of a part that is loaded on its own: `peopleWords(localizer).addFriend`. */
export function wordsOfPart<Part extends keyof LaterWords>(
  part: Part,
  english: LaterWords[Part],
): (localizer: { readonly language: Language }) => LaterWords[Part] {
  return ({ language }) => spoken.value[language]?.later[part] ?? english;
}

/**
 * Fetches the words of a language. Undefined when they are here; resolves also when they cannot be had, so that whoever
 * waits goes on in English. The next one to ask tries again.
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
 * What is spoken for a wished language: the very one, else one of the same language (`zh` and `zh-TW` get `zh-CN`), else
 * English. `language` is the catalog's own tag; `locale` is what Intl formats with: the wish when its language is spoken,
 * so that `en-GB` keeps its dates.
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
