/** The languages of the elements. */
export type Language = 'en' | 'zh-CN' | 'ar';

const languages: readonly Language[] = ['en', 'zh-CN', 'ar'];

/**
 * Returns the language for a requested tag: the same one, or one of the same family (`zh` and `zh-TW` get `zh-CN`), or English.
 */
export function languageOf(wish: string): Language {
  return languages.find((language) => languageTag(language) === languageTag(wish)) ?? 'en';
}

/** Returns the primary subtag: `zh` for `zh-TW` and `zh_CN`. */
export function languageTag(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0] ?? '';
}

/**
 * The type that every other catalog must have, given the English one, so that a language in which a word is missing does not
 * compile.
 */
export type WordsOf<English> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : English[Key];
};

/** Returns the writing direction of a language. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}
