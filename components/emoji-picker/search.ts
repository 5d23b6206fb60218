import { Lazy } from '../internal/lazy.js';
import type { Language } from '../locales/words.js';
import { emojiGroups } from './emoji-data.js';

const emoji = Object.values(emojiGroups).flatMap((group) => group.split(' '));

/** The names of all emoji by language, each fetched with the first search in that language. */
export const namesIn: Readonly<Record<Language, Lazy<{ readonly emojiNames: string }>>> = {
  en: new Lazy(() => import('./names/en.js')),
  'zh-CN': new Lazy(() => import('./names/zh-CN.js')),
  ar: new Lazy(() => import('./names/ar.js')),
};

/** Returns the emoji whose names match, first those whose name begins with the words. */
export function searchEmoji(words: string, emojiNames: string, locale: string): readonly string[] {
  const wanted = words.trim().toLocaleLowerCase(locale);
  const countries = new Intl.DisplayNames(locale, { type: 'region' });
  const found = emojiNames.split(';').flatMap((line, index) => {
    const sign = emoji[index] ?? '';
    const name = (line || countryOf(sign, countries)).toLocaleLowerCase(locale);
    const at = name.indexOf(wanted);
    return at === -1 || name === '' ? [] : [{ sign, rank: at === 0 ? 0 : 1 }];
  });
  return found.sort((one, other) => one.rank - other.rank).map(({ sign }) => sign);
}

/** Returns the country of a flag: Unicode has no other name for a flag. */
function countryOf(flag: string, countries: Intl.DisplayNames): string {
  const letters = Array.from(flag, (sign) => (sign.codePointAt(0) ?? 0) - 0x1f1e6);
  if (letters.length !== 2 || letters.some((letter) => letter < 0 || letter > 25)) return '';
  return countries.of(letters.map((letter) => String.fromCharCode(65 + letter)).join('')) ?? '';
}
