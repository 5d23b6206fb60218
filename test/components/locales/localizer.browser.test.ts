import { assert } from 'chai';
import { Localizer } from '../../../components/internal/localizer.js';
import { en, findCatalog, zhCN, type Catalog } from '../../../components/locales/index.js';

const NOW = new Date(2026, 10, 18, 10, 45).getTime();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A language that lacks a word does not compile. */
const { send, ...incomplete } = en;
// @ts-expect-error `send` is missing
export const lacking: Catalog = incomplete;

describe('languages', () => {
  it('should have every word, in every language', () => {
    const catalogs: Record<string, Catalog> = { en, 'zh-CN': zhCN };
    for (const [language, catalog] of Object.entries(catalogs)) {
      for (const [key, words] of Object.entries(catalog)) {
        const shown = typeof words === 'function' ? (words as (...args: unknown[]) => string)('1', '2') : words;
        if (key === 'names') continue;
        assert.isNotEmpty(shown, `${key} in ${language}`);
        assert.notInclude(shown, 'undefined', `${key} in ${language}`);
      }
    }
    assert.equal(send, 'Send');
  });

  for (const [wish, language, locale] of [
    ['en', en, 'en'],
    ['en-GB', en, 'en-GB'],
    ['zh', zhCN, 'zh'],
    ['zh-TW', zhCN, 'zh-TW'],
    ['zh_CN', zhCN, 'zh-CN'],
    ['tlh', en, 'en'],
    ['', en, 'en'],
    ['e n', en, 'en'],
  ] as const) {
    it(`should answer “${wish}” in ${locale}`, () => {
      const found = findCatalog(wish);
      assert.equal(found.catalog, language);
      assert.equal(found.locale, locale);
    });
  }

  it('should count as each language does', () => {
    assert.equal(en.newMessages(1), '1 new message');
    assert.equal(en.newMessages(1200), '1,200 new messages');
    assert.equal(zhCN.newMessages(1), '1条新消息');
  });
});

describe('Localizer', () => {
  const localizer = new Localizer('en-GB');

  it('should say when, as short as a row allows', () => {
    assert.equal(localizer.shortTime(NOW - HOUR, NOW), '9:45');
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
    assert.equal(localizer.fileSize(512), '512 bytes');
    assert.equal(localizer.fileSize(1_240_000), '1.2 MB');
    assert.equal(localizer.fileSize(-1), '0 bytes');
    assert.equal(localizer.duration(14), '0:14');
    assert.equal(localizer.duration(605.4), '10:05');
    assert.equal(localizer.duration(NaN), '0:00');
  });

  it('should write nothing for what is no time', () => {
    for (const ms of [NaN, Infinity, 1e300]) assert.equal(localizer.time(ms), '');
  });
});
