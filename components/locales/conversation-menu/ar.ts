import type { ConversationMenuWords } from './en.js';

export const ar: ConversationMenuWords = {
  actions: (name) => `إجراءات ${name}`,
  pin: 'تثبيت في الأعلى',
  unpin: 'إلغاء التثبيت',
  mute: 'كتم',
  unmute: 'إلغاء الكتم',
  markRead: 'تحديد كمقروءة',
  deleteQuestion: 'هل تريد حذف هذه المحادثة ورسائلها لديك؟',
};
