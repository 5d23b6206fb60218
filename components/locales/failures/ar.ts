import type { FailureWords } from './en.js';

export const ar: FailureWords = {
  other: 'لم ينجح ذلك. حاول مرة أخرى.',
  offline: 'لا يوجد اتصال حاليًا. حاول بعد قليل.',
  notAllowed: 'لا يُسمح لك بذلك.',
  missing: 'لم يعد هذا موجودًا.',
  unreadable: 'تعذّرت قراءة الملف.',
  tooFast: 'طلبات كثيرة دفعة واحدة. حاول بعد قليل.',
};
