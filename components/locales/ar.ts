import type { Catalog } from './en.js';
import { ar as chatSearch } from './chat-search/ar.js';
import { ar as composer } from './composer/ar.js';
import { ar as conversationMenu } from './conversation-menu/ar.js';
import { ar as failure } from './failures/ar.js';
import { ar as forward } from './forward-dialog/ar.js';
import { ar as launcher } from './launcher/ar.js';
import { ar as message } from './message/ar.js';
import { ar as people } from './people/ar.js';
import { ar as sharedFiles } from './shared-files/ar.js';
import { ar as support } from './support/ar.js';
import type { LanguageWords } from './later-words.js';
import { pluralOf } from './plural.js';

const plural = pluralOf('ar');

/** Arabic. It has six plural forms; `other` is used for a form that is missing. */
export const ar: Catalog = {
  conversations: 'المحادثات',
  search: 'بحث',
  searchConversations: 'البحث في المحادثات',
  clearSearch: 'مسح البحث',
  noConversations: 'لا توجد محادثات بعد',
  noConversationsHint: 'تظهر المحادثات هنا حالما يكتب أحدهم.',
  noMatches: 'لا توجد نتائج',
  noMatchesHint: (query) => `لا شيء باسم «${query}».`,
  conversationsFailed: 'تعذّر تحميل المحادثات',
  chooseConversation: 'اختر محادثة',
  unreadMessages: (count) =>
    plural(count, {
      one: 'رسالة غير مقروءة',
      two: 'رسالتان غير مقروءتين',
      few: '# رسائل غير مقروءة',
      other: '# رسالة غير مقروءة',
    }),
  mentioned: 'أُشير إليك',
  draft: 'مسودة: ',
  pinned: 'مثبّتة',
  muted: 'مكتومة',
  cancel: 'إلغاء',
  you: 'أنت',
  youObject: 'أنت',
  somebody: 'شخص ما',
  said: (name, text) => `${name}: ${text}`,

  members: (count) =>
    plural(count, {
      zero: 'لا أعضاء',
      one: 'عضو واحد',
      two: 'عضوان',
      few: '# أعضاء',
      many: '# عضوًا',
      other: '# عضو',
    }),
  searchMessages: 'البحث في هذه المحادثة',
  typing: 'يكتب…',
  offline: 'لا يوجد اتصال. تُرسل الرسائل عند عودتك.',
  tryNow: 'حاول الآن',
  tryAgain: 'إعادة المحاولة',
  dismiss: 'إغلاق',
  kicked: 'المحادثة مفتوحة في مكان آخر',
  kickedHint: 'سجّلت الدخول في صفحة أخرى أو جهاز آخر.',
  useHere: 'استخدامها هنا',
  expired: 'انتهت جلستك',
  expiredHint: 'لم يضع شيء مما كتبته.',
  signInAgain: 'تسجيل الدخول من جديد',
  refused: 'لم يُقبل تسجيل الدخول',
  refusedHint: 'لا يعرف الخادم هذا المستخدم أو هذا الرمز.',
  loggedOut: 'لقد سجّلت الخروج',
  loggedOutHint: 'سجّل الدخول من جديد للمتابعة.',
  chatFailed: 'تعذّر فتح هذه المحادثة',
  notFound: 'لا يوجد شخص أو مجموعة كهذه',
  notInGroup: 'لم تعد في هذه المجموعة.',
  groupDismissed: 'حُلّت هذه المجموعة.',
  loading: 'جارٍ التحميل',
  notSetUp: 'لم تُعدّ المحادثة بعد',
  notSetUpHint: (missing) => `ينقص: ${missing}.`,
  notLoggedIn: 'لم يسجّل أحد الدخول.',
  invalidURL: (url) => `«${url}» ليس عنوان خادم محادثة.`,

  messages: (name) => `الرسائل مع ${name}`,
  messagesUnnamed: 'الرسائل',
  messagesFailed: 'تعذّر تحميل الرسائل',
  noMessages: 'لا توجد رسائل بعد',
  noMessagesHint: 'اكتب أول رسالة.',
  newMessages: (count) =>
    plural(count, {
      one: 'رسالة جديدة',
      two: 'رسالتان جديدتان',
      few: '# رسائل جديدة',
      other: '# رسالة جديدة',
    }),
  countNew: (count) => plural(count, { one: 'جديدة واحدة', two: 'جديدتان', other: '# جديدة' }),
  jumpToNewest: 'الانتقال إلى أحدث رسالة',
  queued: 'في انتظار الإرسال',
  sending: 'جارٍ الإرسال',
  uploading: (percent) => `جارٍ الرفع ${String(percent)} ٪`,
  sent: 'أُرسلت',
  read: 'قُرئت',
  retry: 'إعادة المحاولة',
  delete: 'حذف',
  messageActions: 'إجراءات الرسالة',
  youRecalled: 'سحبتَ رسالة',
  editAgain: 'تعديلها من جديد',
  recalled: (name) => `سحب ${name} رسالة`,
  photo: 'صورة',
  voiceMessage: 'رسالة صوتية',
  video: 'فيديو',
  file: 'ملف',
  location: 'موقع',
  contactCard: 'بطاقة اتصال',
  sticker: 'ملصق',
  customMessage: 'رسالة مخصصة',
  chatHistory: 'سجل المحادثة',
  unsupported: 'لا يمكن عرض هذا النوع من الرسائل هنا.',
  noMessage: 'لا توجد رسالة هنا.',
  originalGone: 'لم تعد الرسالة الأصلية موجودة.',

  failed: 'لم تُرسل',

  send: 'إرسال',
  messageTo: (name) => `رسالة إلى ${name}`,
  writeMessage: 'اكتب رسالة',
  charactersLeft: (count) =>
    plural(count, {
      zero: 'لم يبقَ أي حرف',
      one: 'بقي حرف واحد',
      two: 'بقي حرفان',
      few: 'بقيت # أحرف',
      many: 'بقي # حرفًا',
      other: 'بقي # حرف',
    }),
  tooLong: (count) =>
    plural(count, {
      one: 'أطول من الحد بحرف واحد',
      two: 'أطول من الحد بحرفين',
      few: 'أطول من الحد بـ # أحرف',
      many: 'أطول من الحد بـ # حرفًا',
      other: 'أطول من الحد بـ # حرف',
    }),

  attachFiles: 'إرفاق ملفات',
  recordVoice: 'تسجيل رسالة صوتية',
  emoji: 'رموز تعبيرية',
  attachments: 'ملفات للإرسال',

  connectionConnecting: 'جارٍ الاتصال…',
  connectionOnline: 'متصل',
  connectionWaiting: (seconds) =>
    plural(seconds, {
      one: 'لا اتصال، محاولة بعد ثانية',
      two: 'لا اتصال، محاولة بعد ثانيتين',
      few: 'لا اتصال، محاولة بعد # ثوانٍ',
      other: 'لا اتصال، محاولة بعد # ثانية',
    }),
  connectionOffline: 'لا اتصال',

  names: (names) => new Intl.ListFormat('ar').format(names),
  others: (count) => plural(count, { two: 'اثنين آخرين', other: '# آخرين' }),
  noticeFriendAdded: 'أصبحتما صديقين. ألقِ التحية!',
  noticeGroupCreated: (name) => `أنشأ ${name} المجموعة`,
  noticeGroupChanged: (name) => `عدّل ${name} المجموعة`,
  noticeQuit: (name) => `غادر ${name} المجموعة`,
  noticeTransferred: (name, owner) => `نقل ${name} ملكية المجموعة إلى ${owner}`,
  noticeKicked: (name, names) => `أزال ${name} ${names}`,
  noticeInvited: (name, names) => `دعا ${name} ${names}`,
  noticeEntered: (name) => `انضم ${name} إلى المجموعة`,
  noticeDismissed: (name) => `حلّ ${name} المجموعة`,
  noticeMemberMuted: (name, member) => `كتم ${name} ${member}`,
  noticeMemberUnmuted: (name, member) => `ألغى ${name} كتم ${member}`,
  noticeGroupMuted: (name) => `كتم ${name} المجموعة`,
  noticeGroupUnmuted: (name) => `ألغى ${name} كتم المجموعة`,
  notice: 'تغيّر شيء في هذه المحادثة',
};

/** Everything in this language, including the words of parts that are loaded later. */
export const words: LanguageWords = {
  catalog: ar,
  later: {
    chatSearch,
    composer,
    conversationMenu,
    failure,
    forward,
    launcher,
    message,
    people,
    sharedFiles,
    support,
  },
};
