import type { ComposerWords } from './en.js';

export const ar: ComposerWords = {
  file: 'صورة أو ملف',
  attach: 'إرفاق',

  answering: (name) => `رد على ${name}`,
  stopAnswering: 'إلغاء الرد',

  mentions: 'أعضاء المجموعة',
  everyone: 'الجميع',

  recording: 'جارٍ التسجيل',
  cancelRecording: 'تجاهل التسجيل',
  sendRecording: 'إرسال التسجيل',
  microphoneRefused: 'لا يُسمح لهذه الصفحة باستخدام الميكروفون. اسمح به في إعدادات المتصفح.',
  microphoneMissing: 'لم يُعثر على ميكروفون.',
  microphoneFailed: 'تعذّر استخدام الميكروفون. ربما يستخدمه تطبيق آخر.',
  close: 'إغلاق',

  shareLocation: 'مشاركة موقع',
  locationName: 'اسم المكان',
  latitude: 'خط العرض',
  longitude: 'خط الطول',
  useMyLocation: 'استخدام موقعي',
  locating: 'جارٍ تحديد موقعك…',
  locationRefused: 'تعذّر تحديد موقعك. يمكنك إدخاله أدناه.',

  stickers: 'ملصقات',
  searchEmoji: 'البحث في الرموز التعبيرية',
  noEmoji: 'لم يُعثر على رموز تعبيرية',
  faces: 'وجوه',
  people: 'أشخاص',
  nature: 'حيوانات وطبيعة',
  food: 'طعام وشراب',
  activities: 'أنشطة',
  travel: 'سفر وأماكن',
  objects: 'أشياء',
  symbols: 'رموز',
  removeFile: (name) => `إزالة ${name}`,
};
