/** The wordings of a count; a language fills in the categories it has. */
export type PluralForms = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;

/** Chooses the wording for a count in a language, `#` standing for the number in the digits of badges. */
export function pluralOf(locale: string): (count: number, forms: PluralForms) => string {
  // Made with the first count: a language's rules take longer to load than the rest of a language to evaluate.
  let rules: Intl.PluralRules | undefined;
  let numbers: Intl.NumberFormat | undefined;
  return (count, forms) => {
    rules ??= new Intl.PluralRules(locale);
    numbers ??= new Intl.NumberFormat(locale, { numberingSystem: 'latn' });
    return (forms[rules.select(count)] ?? forms.other).replaceAll('#', numbers.format(count));
  };
}
