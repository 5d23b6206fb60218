/** The wordings of a count; each language provides the plural categories that it has. */
export type PluralForms = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;

/** Returns a function that chooses the wording for a count and replaces `#` with the number in Latin digits. */
export function pluralOf(locale: string): (count: number, forms: PluralForms) => string {
  // Created with the first count, because a language's plural rules take longer to load than the rest of the language to
  // evaluate.
  let rules: Intl.PluralRules | undefined;
  let numbers: Intl.NumberFormat | undefined;
  return (count, forms) => {
    rules ??= new Intl.PluralRules(locale);
    numbers ??= new Intl.NumberFormat(locale, { numberingSystem: 'latn' });
    return (forms[rules.select(count)] ?? forms.other).replaceAll('#', numbers.format(count));
  };
}
