import { assert } from 'chai';
import { render } from 'lit';
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
    assert.isUndefined(safeImageURL('data:image/svg+xml,%3Csvg/%3E'), 'instructions, not dots');
  });

  it('should look for links and numbers in long texts only as far as a frame allows', () => {
    for (const text of [`https://example.com ${'x'.repeat(30_000)}`, '1\n'.repeat(20_000)])
      assert.equal(linkedText(text).length, 1);
  });

  it('should give back every character of the text', () => {
    const pieces = linkedText('a https://example.com b');
    assert.lengthOf(pieces, 3);
    assert.equal(pieces[0], 'a ');
    assert.equal(pieces[2], ' b');
  });

  // To see it fail: isHonest in links.ts always true, or withoutTurns taken out of the label.
  for (const [text, host] of [
    ['https://bank.example/a?b#c', undefined],
    ['HTTPS://BANK.example:8443/', undefined],
    ['www.bank.com', undefined],
    ['ada@bank.example', undefined],
    ['https://b\u0430nk.example/login', 'xn--bnk-6cd.example'],
    ['www.\u0430pple.com', 'www.xn--pple-43d.com'],
    ['ada@b\u0430nk.example', 'xn--bnk-6cd.example'],
    ['https://bank.example\u2044x.evil.example/', 'bank.xn--examplex-k03d.evil.example'],
    ['https://bank\u200b.example/', 'bank.example'],
    ['https://b\u00fccher.example/', 'xn--bcher-kva.example'],
    ['https://0x7f.1/', '127.0.0.1'],
  ] as const) {
    it(`should say where “${text}” leads${host ? ' beside it' : ' by itself'}`, () => {
      const link = linkOf(text);
      assert.equal(link.querySelector('.link__host')?.textContent, host && `(${host})`);
      if (host) assert.include(link.href, host === 'xn--bnk-6cd.example' && text.includes('@') ? 'mailto:' : host);
    });
  }

  it('should not let a link turn itself around, nor lead where its beginning does not', () => {
    const turned = linkOf('https://evil.example/\u202egnp.knab');
    assert.equal(turned.textContent, 'https://evil.example/gnp.knab');
    // What stands before an @ is no host: the link ends there, and goes where it says.
    assert.equal(linkOf('https://bank.example@evil.example/x').href, 'https://bank.example/');
    const box = document.createElement('div');
    render(linkedText('https://\u202emoc.knab/'), box);
    assert.isNull(box.querySelector('a'), 'no browser knows such a host');
    assert.equal(box.textContent, 'https://\u202emoc.knab/');
  });
});

/** The first link of a text, as it is drawn. */
function linkOf(text: string): HTMLAnchorElement {
  const box = document.createElement('div');
  render(linkedText(text), box);
  const link = box.querySelector('a');
  if (!link) throw new Error(`no link in ${text}`);
  return link;
}
