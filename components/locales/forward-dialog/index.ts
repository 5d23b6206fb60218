import { pluralOf } from '../plural.js';
import { defineWords } from '../words.js';

const englishPlural = pluralOf('en');
const arabicPlural = pluralOf('ar');

/** The words of choosing conversations, and of the line that stands for the text field while messages are chosen. */
const en = {
  forwardTo: 'Forward to',
  shareCard: 'Share a contact',
  search: 'Search',
  nothingFound: 'No matches',
  forward: 'Forward',
  share: 'Share',
  chosen: (count: number) => englishPlural(count, { one: '# chat', other: '# chats' }),
  close: 'Close',
  mergedTitle: (first: string, second: string) => `${first} and ${second}`,
  selected: (count: number) => englishPlural(count, { one: '# selected', other: '# selected' }),
  forwardMerged: 'Forward together',
  forwardSingly: 'Forward one by one',
  deleteSelected: 'Delete',
  deleteQuestion: (count: number) =>
    englishPlural(count, { one: 'Delete # message for you?', other: 'Delete # messages for you?' }),
};

type Words = { readonly [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : (typeof en)[Key] };

const zhCN: Words = {
  forwardTo: '转发给',
  shareCard: '分享名片',
  search: '搜索',
  nothingFound: '无匹配结果',
  forward: '转发',
  share: '分享',
  chosen: (count) => `${String(count)}个会话`,
  close: '关闭',
  mergedTitle: (first, second) => `${first}和${second}`,
  selected: (count) => `已选${String(count)}条`,
  forwardMerged: '合并转发',
  forwardSingly: '逐条转发',
  deleteSelected: '删除',
  deleteQuestion: (count) => `要删除${String(count)}条消息吗？仅对你生效。`,
};

const ar: Words = {
  forwardTo: 'إعادة التوجيه إلى',
  shareCard: 'مشاركة جهة اتصال',
  search: 'بحث',
  nothingFound: 'لا توجد نتائج',
  forward: 'إعادة توجيه',
  share: 'مشاركة',
  chosen: (count) =>
    arabicPlural(count, {
      zero: 'لا محادثات',
      one: 'محادثة واحدة',
      two: 'محادثتان',
      few: '# محادثات',
      other: '# محادثة',
    }),
  close: 'إغلاق',
  mergedTitle: (first, second) => `${first} و${second}`,
  selected: (count) =>
    arabicPlural(count, {
      zero: 'لم يُحدد شيء',
      one: 'حُددت رسالة',
      two: 'حُددت رسالتان',
      few: 'حُددت # رسائل',
      other: 'حُددت # رسالة',
    }),
  forwardMerged: 'إعادة توجيه معًا',
  forwardSingly: 'إعادة توجيه كل على حدة',
  deleteSelected: 'حذف',
  deleteQuestion: (count) =>
    arabicPlural(count, {
      one: 'هل تريد حذف رسالة واحدة لديك؟',
      two: 'هل تريد حذف رسالتين لديك؟',
      few: 'هل تريد حذف # رسائل لديك؟',
      other: 'هل تريد حذف # رسالة لديك؟',
    }),
};

export const forwardWords = defineWords({ en, 'zh-CN': zhCN, ar });
