import type { FailureWords } from './en.js';

export const ar: FailureWords = {
  other: 'لم ينجح ذلك.',
  offline: 'لا يوجد اتصال حاليًا.',
  notAllowed: 'لا يُسمح لك بذلك.',
  missing: 'لم يعد هذا موجودًا.',
  tooFast: 'طلبات كثيرة دفعة واحدة. حاول بعد قليل.',
};
