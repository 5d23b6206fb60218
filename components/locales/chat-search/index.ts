import { defineWords } from '../words.js';

/** The words of the search in a conversation. */
const en = {
  older: 'Older match',
  newer: 'Newer match',
  hitOf: (place: string, count: string) => `${place} of ${count}`,
  noHits: 'No matches',
  searching: 'Searching',
  failed: 'Messages could not be searched.',
  goToDate: 'Go to a date',
  close: 'Close search',
};

type Words = { readonly [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : (typeof en)[Key] };

const zhCN: Words = {
  older: '较早的结果',
  newer: '较新的结果',
  hitOf: (place, count) => `第 ${place} 条，共 ${count} 条`,
  noHits: '无匹配结果',
  searching: '正在搜索',
  failed: '无法搜索消息。',
  goToDate: '跳转到日期',
  close: '关闭搜索',
};

const ar: Words = {
  older: 'النتيجة الأقدم',
  newer: 'النتيجة الأحدث',
  hitOf: (place, count) => `${place} من ${count}`,
  noHits: 'لا نتائج',
  searching: 'جارٍ البحث',
  failed: 'تعذّر البحث في الرسائل.',
  goToDate: 'الانتقال إلى تاريخ',
  close: 'إغلاق البحث',
};

export const chatSearchWords = defineWords({ en, 'zh-CN': zhCN, ar });
