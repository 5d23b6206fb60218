import { pluralOf } from '../plural.js';
import type { LauncherWords } from './en.js';

const plural = pluralOf('ar');

/** The launcher's panel in Arabic. */
export const ar: LauncherWords = {
  heading: 'مرحبًا، كيف يمكننا مساعدتك؟',
  subheading: 'اسألنا عن أي شيء.',
  away: 'لسنا متاحين حاليًا. اترك رسالة وسنرد عليك هنا.',
  close: 'إغلاق المحادثة',
  formHint: 'أخبرنا مع من نتحدث.',
  name: 'الاسم',
  email: 'البريد الإلكتروني',
  optional: 'اختياري',
  start: 'بدء المحادثة',
  leaveMessage: 'اترك رسالة',
  required: 'يرجى ملء هذا الحقل.',
  invalidEmail: 'لا يبدو هذا عنوان بريد إلكتروني.',
  invalid: 'يرجى التحقق من هذا الحقل.',
  startFailed: 'تعذّر بدء المحادثة',
  startFailedHint: 'تحقق من اتصالك ثم أعد المحاولة.',
  tooMany: 'بدأت محادثات كثيرة من هنا. حاول مرة أخرى بعد دقيقة.',
  unavailable: 'محادثة الدعم غير متاحة الآن.',
  movedOn: 'تستمر هذه المحادثة في مكان آخر',
  movedOnHint: 'سجّل أحدهم الدخول أو الخروج في علامة تبويب أخرى.',
  rate: 'كيف كانت خدمتنا؟',
  stars: (count: number) =>
    plural(count, {
      one: 'نجمة واحدة',
      two: 'نجمتان',
      few: '# نجوم',
      other: '# نجمة',
    }),
  comment: 'هل تود إضافة شيء؟',
  sendRating: 'إرسال التقييم',
  rated: 'شكرًا على تقييمك.',
  answers: 'إجابات للاختيار',
};
