import { pluralOf } from '../plural.js';
import type { MessageWords } from './en.js';

const plural = pluralOf('ar');

export const ar: MessageWords = {
  playVoice: (duration) => `تشغيل الرسالة الصوتية، ${duration}`,
  pauseVoice: 'إيقاف الرسالة الصوتية مؤقتًا',
  position: 'الموضع',
  speed: (factor) => `السرعة ${factor}`,
  playVideo: (duration) => `تشغيل الفيديو، ${duration}`,
  cannotPlay: 'لا يمكن تشغيل هذا هنا',
  download: 'تنزيل',
  notLoadedFrom: 'لم يُحمَّل من',

  photoViewer: 'الصور',
  previousPhoto: 'الصورة السابقة',
  nextPhoto: 'الصورة التالية',
  photoOf: (number, count) => `${String(number)} من ${String(count)}`,
  zoomIn: 'تكبير',
  zoomOut: 'تصغير',
  showInChat: 'عرض في المحادثة',
  close: 'إغلاق',

  openMap: 'فتح الخريطة',
  groupCard: 'بطاقة مجموعة',
  startChat: 'مراسلة',
  sticker: (data) => `ملصق ${data}`,

  openMerged: (title) => `فتح ${title}`,
  noMergedMessages: 'لا يوجد شيء هنا.',

  reply: 'رد',
  forward: 'إعادة توجيه',
  select: 'تحديد',
  edit: 'تعديل',
  save: 'حفظ',
  sentAt: (time) => `أُرسلت ${time}`,
  readAt: (time) => `قُرئت ${time}`,
  readBy: (count) =>
    plural(count, {
      zero: 'لم يقرأها أحد',
      one: 'قرأها شخص واحد',
      two: 'قرأها شخصان',
      few: 'قرأها # أشخاص',
      other: 'قرأها # شخصًا',
    }),
  readByOf: (count, of) => `قرأها ${String(count)} من ${String(of)}`,
  notRead: 'لم تُقرأ بعد',
  deleteQuestion: 'هل تريد حذف هذه الرسالة لديك؟',

  // Why it was not sent
  failedTooLarge: 'كبيرة جدًا',
  failedUpload: 'لم تُرفع',
  fileTooLarge: (max) => `كبيرة جدًا (الحد ${max})`,
  failedBlocked: 'لا يستقبل هذا الشخص رسائل منك',
  failedNotFriend: 'لا يراسل هذا الشخص إلا أصدقاؤه',
  failedNotInGroup: 'لست في هذه المجموعة',
  failedMuted: 'كُتمت في هذه المجموعة',
  failedGroupMuted: 'هذه المجموعة مكتومة',
  failedNoReceiver: 'لا يوجد من يستلمها',
  failedRefused: 'رفضها الخادم',
  failedTooFast: 'رسائل كثيرة دفعة واحدة',
  copy: 'نسخ',
  recall: 'سحب',
  messageCount: (count) =>
    plural(count, {
      zero: 'لا رسائل',
      one: 'رسالة واحدة',
      two: 'رسالتان',
      few: '# رسائل',
      other: '# رسالة',
    }),
  photoFailed: 'تعذّر تحميل الصورة',
  openPhoto: 'فتح الصورة',
  downloadFile: (name) => `تنزيل ${name}`,
};
