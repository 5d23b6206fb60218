/** How names are sorted and found: under letters, Chinese names under the first letter of their Pinyin. */

/**
 * Each letter with its first Chinese character in Pinyin order; a name belongs to the last letter whose character does not
 * follow it.
 */
const PINYIN_STARTS =
  'A阿 B八 C嚓 D哒 E妸 F发 G旮 H哈 J讥 K咔 L垃 M妈 N拏 O噢 P妑 Q七 R呥 S仨 T他 W屲 X夕 Y丫 Z帀'.split(' ');
/** The heading of names that begin with no letter, which come last. */
const OTHER_LETTER = '#';

let pinyin: Intl.Collator | undefined;

/** Returns the letter under which a name is listed: upper case, without accents; for a Chinese name that of its Pinyin. */
function letterOf(name: string): string {
  const first = Array.from(name.trim())[0] ?? '';
  if (/\p{Script=Han}/u.test(first)) {
    let letter = OTHER_LETTER;
    const { compare } = (pinyin ??= new Intl.Collator('zh-CN-u-co-pinyin'));
    for (const [candidate = '', start = ''] of PINYIN_STARTS) if (compare(first, start) >= 0) letter = candidate;
    return letter;
  }
  const plain = Array.from(first.normalize('NFD'))[0] ?? '';
  return /\p{L}/u.test(plain) ? plain.toLocaleUpperCase() : OTHER_LETTER;
}

export type LetterGroup<Item> = { readonly letter: string; readonly items: readonly Item[] };

/** Groups items by their letters, both in the order of the locale; names that begin with no letter come last. */
export function groupByLetter<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  locale: string,
): readonly LetterGroup<Item>[] {
  const { compare } = new Intl.Collator(/^zh/i.test(locale) ? 'zh-CN-u-co-pinyin' : locale, { numeric: true });
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const letter = letterOf(nameOf(item));
    const group = groups.get(letter);
    if (group) group.push(item);
    else groups.set(letter, [item]);
  }
  return [...groups]
    .sort(([a], [b]) => Number(a === OTHER_LETTER) - Number(b === OTHER_LETTER) || compare(a, b))
    .map(([letter, group]) => ({
      letter,
      items: group.sort((a, b) => compare(nameOf(a), nameOf(b))),
    }));
}

/** Returns a function that tells whether all words of a query occur in its texts, regardless of case. */
export function nameMatcher(query: string): (...texts: readonly string[]) => boolean {
  const words = query.trim().toLocaleLowerCase().split(/\s+/);
  return (...texts) => {
    const lower = texts.map((text) => text.toLocaleLowerCase());
    return words.every((word) => lower.some((text) => text.includes(word)));
  };
}
