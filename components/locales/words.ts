/** Languages that the elements speak. */
export type Language = 'en' | 'zh-CN' | 'ar';

/**
 * The words of a part that is loaded on its own (contacts, the launcher …), so that a page which never shows the part
 * never loads its words. A word missing in one language does not compile. Returns the way to a localizer's words:
 *
 *     export const launcherWords = defineWords({ en, 'zh-CN': zhCN, ar });
 *     launcherWords(localizer).openChat
 */
export function defineWords<Words>(
  catalogs: Readonly<Record<Language, Words>>,
): (localizer: { readonly language: Language }) => Words {
  return ({ language }) => catalogs[language];
}
