import { pluralOf } from '../plural.js';
import type { ForwardWords } from './en.js';

const plural = pluralOf('ar');

export const ar: ForwardWords = {
  forwardTo: 'إعادة التوجيه إلى',
  shareCard: 'مشاركة جهة اتصال',
  forward: 'إعادة توجيه',
  share: 'مشاركة',
  chosen: (count) =>
    plural(count, {
      zero: 'لا محادثات',
      one: 'محادثة واحدة',
      two: 'محادثتان',
      few: '# محادثات',
      other: '# محادثة',
    }),
  mergedTitle: (first, second) => `${first} و${second}`,
  selected: (count) =>
    plural(count, {
      zero: 'لم يُحدد شيء',
      one: 'حُددت رسالة',
      two: 'حُددت رسالتان',
      few: 'حُددت # رسائل',
      other: 'حُددت # رسالة',
    }),
  forwardMerged: 'إعادة توجيه معًا',
  forwardSingly: 'إعادة توجيه كل على حدة',
  deleteQuestion: (count) =>
    plural(count, {
      one: 'هل تريد حذف رسالة واحدة لديك؟',
      two: 'هل تريد حذف رسالتين لديك؟',
      few: 'هل تريد حذف # رسائل لديك؟',
      other: 'هل تريد حذف # رسالة لديك؟',
    }),
};
