import { defineWords, type WordsOf } from '../words.js';

/** Why something that was asked for could not be done. */
const en = {
  other: 'That did not work.',
  offline: 'There is no connection at the moment.',
  notAllowed: 'You are not allowed to do this.',
  missing: 'There is no such person, group or request any more.',
  notPossible: 'That is not possible.',
  tooLate: 'It is too late for that: somebody was faster, or the group was dismissed.',
  tooFast: 'That was too much at once. Try again in a moment.',
  broken: 'The server has a problem. Try again in a moment.',
};

export type FailureWords = WordsOf<typeof en>;

const zhCN: FailureWords = {
  other: '操作失败。',
  offline: '当前没有网络连接。',
  notAllowed: '你没有权限进行此操作。',
  missing: '该用户、群组或申请已不存在。',
  notPossible: '无法进行此操作。',
  tooLate: '为时已晚：已被他人处理，或群组已解散。',
  tooFast: '操作过于频繁，请稍后再试。',
  broken: '服务器出现问题，请稍后再试。',
};

const ar: FailureWords = {
  other: 'لم ينجح ذلك.',
  offline: 'لا يوجد اتصال حاليًا.',
  notAllowed: 'لا يُسمح لك بذلك.',
  missing: 'لم يعد هناك شخص أو مجموعة أو طلب كهذا.',
  notPossible: 'هذا غير ممكن.',
  tooLate: 'فات الأوان: سبقك أحدهم أو حُلّت المجموعة.',
  tooFast: 'طلبات كثيرة دفعة واحدة. حاول بعد قليل.',
  broken: 'حدث خلل في الخادم. حاول بعد قليل.',
};

export const failureWords = defineWords<FailureWords>({ en, 'zh-CN': zhCN, ar });
