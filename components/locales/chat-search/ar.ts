import type { ChatSearchWords } from './en.js';

export const ar: ChatSearchWords = {
  older: 'النتيجة الأقدم',
  newer: 'النتيجة الأحدث',
  hitOf: (place, count) => `${place} من ${count}`,
  noHits: 'لا نتائج',
  searching: 'جارٍ البحث',
  failed: 'تعذّر البحث في الرسائل.',
  goToDate: 'الانتقال إلى تاريخ',
  close: 'إغلاق البحث',
};
