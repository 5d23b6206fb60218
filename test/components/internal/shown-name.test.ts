import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isolatedName, shownName, withoutTurns } from '../../../components/internal/shown-name.js';

describe('a name as it is shown', () => {
  it('should lose what turns it around, hides, or looks like nothing', () => {
    for (const [name, shown] of [
      ['\u202Egnp.exe', 'gnp.exe'],
      ['\u2067Mara\u2069 Keller', 'Mara Keller'],
      ['Ma\u200Bra\u2060 Kel\u00ADler\uFEFF', 'Mara Keller'],
      ['Mara\u200CKeller\u200D', 'MaraKeller'],
      [' Mara\n\tKeller\u2028\u2800 ', 'Mara Keller'],
      ['Ma\u0000ra\u001b[31m', 'Mara[31m'],
      ['\u{E0041}\u{E0042}Mara', 'Mara'],
      ['\u3164\u115F\uFFA0', ''],
    ] as const)
      assert.equal(shownName(name), shown, JSON.stringify(name));
    assert.equal(shownName(`Z${'\u0335'.repeat(40)}algo`), `Z${'\u0335'.repeat(6)}algo`);
  });

  it('should keep what spells words and draws emoji', () => {
    for (const name of [
      'Zoë d’Arc',
      '王小明',
      'می\u200Cخواهم',
      'क्\u200Dष',
      'ශ්\u200Dරී',
      '👩\u200D👩\u200D👧 & 🏳\uFE0F\u200D🌈',
      '👍🏽 1\uFE0F\u20E3',
      '\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
      'שלום',
    ])
      assert.equal(shownName(name), name);
  });

  it('should be the first of several of which something is to be seen', () => {
    assert.equal(shownName('', undefined, '\u200B', ' Mara ', 'id'), 'Mara');
    assert.equal(shownName(undefined), '');
  });

  it('should be the same when it is cleaned twice', () => {
    const hidden = fc.constantFrom(
      '\u202E',
      '\u200B',
      '\u200D',
      '\uFE0F',
      '\u0335',
      'a',
      '👩',
      'م',
      ' ',
      '\u{E0067}',
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: hidden }), fc.string({ unit: 'grapheme' })), (name) => {
        const shown = shownName(name);
        assert.equal(shownName(shown), shown);
        assert.doesNotMatch(shown, /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069]/);
      }),
    );
  });

  it('should keep its place in a sentence when it runs the other way', () => {
    assert.equal(isolatedName('Mara'), 'Mara');
    assert.equal(isolatedName('שלום'), '\u2068שלום\u2069');
  });

  it('should not be asked of texts, which only lose what turns them around', () => {
    assert.equal(withoutTurns('a\u202Eb\u2066c\u200Bd\u200D'), 'abc\u200Bd\u200D');
  });
});
