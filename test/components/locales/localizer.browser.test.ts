import { assert } from 'chai';
import { fileSizeWords } from '../../../components/internal/file-size.js';
import { Localizer, localizerOf } from '../../../components/internal/localizer.js';
import { ar } from '../../../components/locales/ar.js';
import {
  catalogOf,
  en,
  findLanguage,
  loadCatalog,
  type Catalog,
  type Language,
} from '../../../components/locales/index.js';
import { zhCN } from '../../../components/locales/zh-CN.js';
import { chatSearchWords } from '../../../components/locales/chat-search/index.js';
import { composerWords } from '../../../components/locales/composer/index.js';
import { conversationMenuWords } from '../../../components/locales/conversation-menu/index.js';
import { forwardWords } from '../../../components/locales/forward-dialog/index.js';
import { messageWords } from '../../../components/locales/message/index.js';
import { peopleWords } from '../../../components/locales/people/index.js';
import { supportWords } from '../../../components/locales/support/index.js';

const NOW = new Date(2026, 10, 18, 10, 45).getTime();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A language that lacks a word does not compile. */
const { send, ...incomplete } = en;
// @ts-expect-error `send` is missing
export const lacking: Catalog = incomplete;

describe('loadCatalog', () => {
  it('should leave English in place of words that cannot be had, and try again for the next one', async () => {
    const warn = console.warn.bind(console);
    console.warn = () => undefined;
    try {
      await loadCatalog('ar', () => Promise.reject(new TypeError('offline')));
    } finally {
      console.warn = warn;
    }
    assert.equal(catalogOf('ar'), en);
    assert.equal(peopleWords({ language: 'ar' }), peopleWords({ language: 'en' }));
    await Promise.all([loadCatalog('ar'), loadCatalog('ar')]);
    assert.equal(catalogOf('ar'), ar);
    assert.notEqual(peopleWords({ language: 'ar' }), peopleWords({ language: 'en' }));
    assert.isUndefined(loadCatalog('ar'));
  });
});

describe('languages', () => {
  before(() => Promise.all([loadCatalog('zh-CN'), loadCatalog('ar')]));

  /** A catalog per part, each in every language. */
  const parts: Record<string, (localizer: { language: Language }) => object> = {
    base: ({ language }) => catalogOf(language),
    'chat search': chatSearchWords,
    composer: composerWords,
    'conversation menu': conversationMenuWords,
    forward: forwardWords,
    message: messageWords,
    people: peopleWords,
    support: supportWords,
  };
  /** What words of a language are written in. A place in the photos is only numbers in Chinese. */
  const scripts: Record<Language, RegExp> = {
    en: /[a-z]/i,
    'zh-CN': /\p{Script=Han}|\d\/\d/u,
    ar: /\p{Script=Arabic}/u,
  };

  for (const [part, wordsOf] of Object.entries(parts)) {
    for (const language of ['en', 'zh-CN', 'ar'] as const) {
      it(`should have every word of ${part} in ${language}`, () => {
        const words = wordsOf({ language });
        assert.sameMembers(Object.keys(words), Object.keys(wordsOf({ language: 'en' })));
        for (const [key, word] of Object.entries(words) as [string, unknown][]) {
          // Only signs between what they are given.
          if (key === 'names' || key === 'said') continue;
          for (const count of typeof word === 'function' ? [0, 1, 2, 3, 11, 100] : [0]) {
            const shown =
              typeof word === 'function' ? (word as (...args: unknown[]) => string)(count, count) : word;
            assert.match(String(shown), scripts[language], key);
            assert.notMatch(String(shown), /undefined|NaN|#/, key);
          }
        }
      });
    }
  }

  it('should not wait for words that are here', () => {
    for (const language of ['en', 'zh-CN', 'ar'] as const) assert.isUndefined(loadCatalog(language));
  });

  it('should be complete to compile', () => {
    assert.equal(send, 'Send');
    assert.notProperty(lacking, 'send');
  });

  for (const [wish, language, locale] of [
    ['en', en, 'en'],
    ['en-GB', en, 'en-GB'],
    ['zh', zhCN, 'zh'],
    ['zh-TW', zhCN, 'zh-TW'],
    ['zh_CN', zhCN, 'zh-CN'],
    ['ar', ar, 'ar'],
    ['ar-EG', ar, 'ar-EG'],
    ['tlh', en, 'en'],
    ['', en, 'en'],
    ['e n', en, 'en'],
  ] as const) {
    it(`should answer “${wish}” in ${locale}`, () => {
      const found = findLanguage(wish);
      assert.equal(catalogOf(found.language), language);
      assert.equal(found.locale, locale);
    });
  }

  it('should count as each language does', () => {
    assert.equal(en.newMessages(1), '1 new message');
    assert.equal(en.newMessages(1200), '1,200 new messages');
    assert.equal(zhCN.newMessages(1), '1条新消息');
    assert.equal(ar.newMessages(2), 'رسالتان جديدتان');
    assert.notEqual(ar.newMessages(3), ar.newMessages(11));
  });
});

describe('Localizer', () => {
  const localizer = new Localizer('en-GB');

  it('should know which way a chosen language runs, and leave the page its own', () => {
    assert.equal(localizerOf('ar-EG').direction, 'rtl');
    assert.equal(localizerOf('zh').direction, 'ltr');
    assert.isUndefined(localizerOf().direction);
    const { lang } = document.documentElement;
    try {
      document.documentElement.lang = 'ar';
      assert.equal(localizerOf().language, 'ar');
      assert.isUndefined(localizerOf().direction);
    } finally {
      document.documentElement.lang = lang;
    }
  });

  it('should say when, as short as a row allows', () => {
    // Firefox writes two digits.
    assert.match(localizer.shortTime(NOW - HOUR, NOW), /^0?9:45$/);
    assert.equal(localizer.shortTime(NOW - DAY, NOW), 'Tue');
    assert.equal(localizer.shortTime(NOW - 30 * DAY, NOW), '19 Oct');
    assert.equal(localizer.shortTime(NOW - 400 * DAY, NOW), '14/10/25');
    assert.equal(localizer.shortTime(NOW + 5 * DAY, NOW), localizer.time(NOW + 5 * DAY), 'a clock that is ahead');
  });

  it('should name days', () => {
    assert.equal(localizer.day(NOW, NOW), 'Today');
    assert.equal(localizer.day(NOW - 11 * HOUR, NOW), 'Yesterday');
    assert.equal(localizer.day(NOW - 3 * DAY, NOW), 'Sunday');
    assert.match(localizer.day(NOW - 30 * DAY, NOW), /Mon,? 19 October/);
    assert.equal(localizer.day(NOW - 400 * DAY, NOW), '14 October 2025');
    assert.equal(new Localizer('zh-CN').day(NOW, NOW), '今天');
  });

  it('should write sizes and durations', () => {
    assert.equal(fileSizeWords(512, localizer), '512 bytes');
    assert.equal(fileSizeWords(1_240_000, localizer), '1.2 MB');
    assert.equal(fileSizeWords(-1, localizer), '0 bytes');
    assert.equal(localizer.duration(14), '0:14');
    assert.equal(localizer.duration(605.4), '10:05');
    assert.equal(localizer.duration(NaN), '0:00');
  });

  it('should write all numbers of a language in the same digits', () => {
    const egyptian = new Localizer('ar-EG');
    const written = [
      egyptian.time(NOW),
      egyptian.shortTime(NOW - 400 * DAY, NOW),
      fileSizeWords(1_240_000, egyptian),
      egyptian.duration(605),
      ar.newMessages(12),
      ar.uploading(40),
      peopleWords(egyptian).newChats(12),
    ];
    for (const text of written) assert.match(text, /^[^\p{Nd}]*[0-9][\P{Nd}0-9]*$/u);
  });

  it('should write nothing for what is no time', () => {
    for (const ms of [NaN, Infinity, 1e300]) assert.equal(localizer.time(ms), '');
  });
});
