import { assert } from 'chai';
import { linkedText, loadLinks, safeImageURL, safeURL } from '../../../components/internal/links.js';

const hostile = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'vbscript:x',
  'data:text/html,<script>alert(1)</script>',
  'file:///etc/passwd',
  'filesystem:http://a/b',
  'about:blank',
  'http://',
  '',
];

describe('addresses', () => {
  // Until what finds links is here, a text is shown as it stands.
  before(loadLinks);

  for (const url of hostile) {
    it(`should not let “${url}” through`, () => {
      assert.isUndefined(safeURL(url));
      assert.isUndefined(safeImageURL(url));
    });
  }

  it('should let pages, objects and pictures through', () => {
    assert.equal(safeURL('https://example.com/a b'), 'https://example.com/a%20b');
    assert.equal(safeURL('/files/1'), new URL('/files/1', document.baseURI).href);
    assert.equal(safeImageURL('data:image/png;base64,AA'), 'data:image/png;base64,AA');
    assert.isUndefined(safeURL('data:image/png;base64,AA'), 'a picture is no page to go to');
    assert.isUndefined(safeImageURL('data:image/x-unknown,AA'));
  });

  it('should look for links in long texts only as far as a frame allows', () => {
    const text = `https://example.com ${'x'.repeat(30_000)}`;
    assert.deepEqual(linkedText(text), [text]);
  });

  it('should give back every character of the text', () => {
    const pieces = linkedText('a https://example.com b');
    assert.lengthOf(pieces, 3);
    assert.equal(pieces[0], 'a ');
    assert.equal(pieces[2], ' b');
  });
});
