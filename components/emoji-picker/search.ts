import type { Language } from '../locales/words.js';
import { emojiGroups } from './emoji-data.js';

const emoji = Object.values(emojiGroups).flatMap((group) => group.split(' '));

const loaders: Readonly<Record<Language, () => Promise<{ readonly emojiNames: string }>>> = {
  en: () => import('./names/en.js'),
  'zh-CN': () => import('./names/zh-CN.js'),
  ar: () => import('./names/ar.js'),
};

/** Emoji by their names in a language, those whose name begins with the words first. Names are fetched with the first search. */
export async function searchEmoji(words: string, language: Language, locale: string): Promise<readonly string[]> {
  const wanted = words.trim().toLocaleLowerCase(locale);
  const { emojiNames } = await loaders[language]();
  const countries = new Intl.DisplayNames(locale, { type: 'region' });
  const found = emojiNames.split(';').flatMap((line, index) => {
    const sign = emoji[index] ?? '';
    const name = (line || countryOf(sign, countries)).toLocaleLowerCase(locale);
    const at = name.indexOf(wanted);
    return at === -1 || name === '' ? [] : [{ sign, rank: at === 0 ? 0 : 1 }];
  });
  return found.sort((one, other) => one.rank - other.rank).map(({ sign }) => sign);
}

/** Unicode has no names for flags but those of their countries. */
function countryOf(flag: string, countries: Intl.DisplayNames): string {
  const letters = Array.from(flag, (sign) => (sign.codePointAt(0) ?? 0) - 0x1f1e6);
  if (letters.length !== 2 || letters.some((letter) => letter < 0 || letter > 25)) return '';
  return countries.of(letters.map((letter) => String.fromCharCode(65 + letter)).join('')) ?? '';
}
