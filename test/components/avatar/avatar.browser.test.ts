import '../../../components/avatar/avatar.js';

import { assert } from 'chai';
import { html } from 'lit';
import {
  assertAccessible,
  find,
  frames,
  get,
  mount,
  unmountAll,
  until,
  visibleText,
} from '../../helpers/elements.js';

describe('<openim-avatar>', () => {
  afterEach(unmountAll);

  it('should be accessible, whatever the colour', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `Person ${String(index)}`);
    const box = await mount(html`${names.map((name) => html`<openim-avatar name=${name}></openim-avatar>`)}`);
    const colors = new Set(
      [...box.querySelectorAll('openim-avatar')].map(
        (avatar) => getComputedStyle(avatar.shadowRoot!.querySelector('.base')!).backgroundColor,
      ),
    );
    assert.isAtLeast(colors.size, 8, 'few people would look different');
    await assertAccessible(box);
  });

  for (const [name, initials] of [
    ['Mara Keller', 'MK'],
    ['  jun  ', 'J'],
    ['Ada King Lovelace', 'AL'],
    ['王小明', '小明'],
    ['😀 Sam', 'S'],
    ['o.brien-smith', 'OS'],
  ] as const) {
    it(`should show ${initials} for “${name}”`, async () => {
      const box = await mount(html`<openim-avatar name=${name}></openim-avatar>`);
      assert.equal(visibleText(get(box, 'openim-avatar')), initials);
    });
  }

  it('should have the same colour for the same person everywhere', async () => {
    const box = await mount(
      html`<openim-avatar name="A" seed="mara"></openim-avatar
        ><openim-avatar name="B" seed="mara"></openim-avatar>`,
    );
    const [a, b] = [...box.querySelectorAll('openim-avatar')].map(
      (avatar) => avatar.shadowRoot?.querySelector('.base')?.className,
    );
    assert.equal(a, b);
  });

  it('should be as silent inside as where it stands', async () => {
    const box = await mount(
      html`<openim-avatar name="Mara"></openim-avatar
        ><openim-avatar aria-hidden="true" name="Mara"></openim-avatar>`,
    );
    const hidden = [...box.querySelectorAll('openim-avatar')].map((avatar) =>
      avatar.shadowRoot!.querySelector('.base')!.getAttribute('aria-hidden'),
    );
    assert.deepEqual(hidden, [null, 'true']);
  });

  it('should show the initials when the picture cannot be loaded', async () => {
    const box = await mount(html`<openim-avatar name="Mara" src="data:image/png,broken"></openim-avatar>`);
    await until(() => find(box, 'openim-avatar', '.initials') !== null);
    assert.isNull(find(box, 'openim-avatar', 'img'));
  });

  it('should not load what is no picture’s address', async () => {
    for (const src of ['javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', 'vbscript:x']) {
      const box = await mount(html`<openim-avatar name="Mara" src=${src}></openim-avatar>`);
      assert.isNull(find(box, 'openim-avatar', 'img'), src);
    }
    await frames();
  });

  it('should stand for somebody without a name', async () => {
    const box = await mount(html`<openim-avatar></openim-avatar>`);
    assert.ok(find(box, 'openim-avatar', 'svg'));
    await assertAccessible(box);
  });
});
