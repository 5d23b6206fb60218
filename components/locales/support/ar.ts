import type { SupportWords } from './en.js';

/** Support chats in Arabic. */
export const ar: SupportWords = {
  closed: (name) => `أغلق ${name} المحادثة`,
  reopened: (name) => `أعاد ${name} فتح المحادثة`,
  rating: 'التقييم',
  stars: (score) => `${String(score)} من 5 نجوم`,
  visitor: 'الزائر',
  noVisitor: 'لا يوجد زائر',
  noVisitorHint: 'اختر محادثة مع أحد زوار موقعك.',
  verified: 'موثّق',
  guest: 'ضيف',
  email: 'البريد الإلكتروني',
  page: 'الصفحة',
  referrer: 'قادم من',
  locale: 'اللغة',
  userID: 'معرّف المستخدم',
  about: 'معلومات',
  preparedAnswers: 'ردود جاهزة',
  close: 'إغلاق المحادثة',
  reopen: 'فتح من جديد',
  isClosed: 'مغلقة',
};
