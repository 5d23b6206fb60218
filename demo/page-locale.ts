/** The language of the scenes: Arabic where the page runs from right to left. */
export function pageLocale(): 'en' | 'ar' {
  return document.documentElement.dir === 'rtl' ? 'ar' : 'en';
}
