/** Languages that the elements speak. */
export type Language = 'en' | 'zh-CN' | 'ar';

const languages: readonly Language[] = ['en', 'zh-CN', 'ar'];

/** The language for a wish: the very one, else one of the same family (`zh` and `zh-TW` get `zh-CN`), else English. */
export function languageOf(wish: string): Language {
  return languages.find((language) => languageTag(language) === languageTag(wish)) ?? 'en';
}

/** `zh` of `zh-TW` and `zh_CN`. */
export function languageTag(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0] ?? '';
}

/** What a catalog has to hold when this is the English one, so that a language which lacks a word does not compile. */
export type WordsOf<English> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : English[Key];
};

/** Which way a language runs. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}
