import { defineWords, type WordsOf } from '../words.js';

/** Why something that was asked for could not be done. */
const en = {
  other: 'That did not work.',
  offline: 'There is no connection at the moment.',
  notAllowed: 'You are not allowed to do this.',
  missing: 'This is no longer there.',
  tooLate: 'Somebody was faster, or the group was dismissed.',
  tooFast: 'Too much at once. Try again in a moment.',
};

export type FailureWords = WordsOf<typeof en>;

const zhCN: FailureWords = {
  other: '操作失败。',
  offline: '当前没有网络连接。',
  notAllowed: '你没有权限进行此操作。',
  missing: '该内容已不存在。',
  tooLate: '已被他人处理，或群组已解散。',
  tooFast: '操作过于频繁，请稍后再试。',
};

const ar: FailureWords = {
  other: 'لم ينجح ذلك.',
  offline: 'لا يوجد اتصال حاليًا.',
  notAllowed: 'لا يُسمح لك بذلك.',
  missing: 'لم يعد هذا موجودًا.',
  tooLate: 'سبقك أحدهم أو حُلّت المجموعة.',
  tooFast: 'طلبات كثيرة دفعة واحدة. حاول بعد قليل.',
};

export const failureWords = defineWords<FailureWords>({ en, 'zh-CN': zhCN, ar });
