import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { excerptOf } from '../../../components/internal/excerpt.js';

/** The pieces as one text, what is marked in brackets. */
const marked = (text: string, query: string): string =>
  excerptOf(text, query)
    .map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text))
    .join('');

describe('an excerpt', () => {
  it('should mark each of the words, whatever its case', () => {
    assert.equal(marked('On the only road, ON', 'only on'), '[On] the [only] road, [ON]');
    assert.equal(marked('价格和报价单', '报价'), '价格和[报价]单');
  });

  it('should begin shortly before the first hit', () => {
    assert.equal(marked(`${'very '.repeat(20)}far`, 'far'), '…ry very very very [far]');
    assert.equal(marked('near far', 'far'), 'near [far]');
  });

  it('should cut no emoji in two', () => {
    assert.equal(marked(`${'😀'.repeat(30)}far`, 'far'), `…${'😀'.repeat(18)}[far]`);
  });

  it('should take words as they stand, not as patterns', () => {
    assert.equal(marked('is it (1+1)?', '(1+1)? .*'), 'is it [(1+1)?]');
    assert.equal(marked('anything', '  '), 'anything');
  });

  it('should lose nothing from the first hit on', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, query) => {
        const whole = excerptOf(text, query)
          .map((piece) => piece.text)
          .join('');
        assert.ok(text.endsWith(whole.replace(/^…/, '')));
      }),
    );
  });
});
