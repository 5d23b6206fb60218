import type { Language } from '../words.js';

/** The words of the bubble, which are needed before anything else of the chat is loaded. */
export type BubbleWords = {
  /** The label of the panel, if the page has set no heading. */
  readonly chat: string;
  readonly openChat: string;
  readonly closeChat: string;
  readonly dismiss: string;
  readonly loading: string;
  readonly failed: string;
  readonly tryAgain: string;
  unread(count: string): string;
};

const words: Readonly<Record<Language, BubbleWords>> = {
  en: {
    chat: 'Chat',
    openChat: 'Open chat',
    closeChat: 'Close chat',
    dismiss: 'Dismiss',
    loading: 'Loading',
    failed: 'Couldn’t load the chat.',
    tryAgain: 'Try again',
    unread: (count) => `${count} unread`,
  },
  'zh-CN': {
    chat: '聊天',
    openChat: '打开聊天',
    closeChat: '关闭聊天',
    dismiss: '关闭',
    loading: '正在加载',
    failed: '聊天加载失败。',
    tryAgain: '重试',
    unread: (count) => `${count} 条未读`,
  },
  ar: {
    chat: 'محادثة',
    openChat: 'فتح المحادثة',
    closeChat: 'إغلاق المحادثة',
    dismiss: 'إخفاء',
    loading: 'جارٍ التحميل',
    failed: 'تعذّر تحميل المحادثة.',
    tryAgain: 'إعادة المحاولة',
    unread: (count) => `غير مقروء: ${count}`,
  },
};

/** Returns the words in a language. All languages are included, since fetching one would need more code than they take. */
export function bubbleWords(language: Language): BubbleWords {
  return words[language];
}
