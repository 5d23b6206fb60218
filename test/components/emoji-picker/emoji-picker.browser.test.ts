import '../../../components/emoji-picker/emoji-picker.js';

import { assert } from 'chai';
import { html } from 'lit';
import { get, mount, unmountAll } from '../../helpers/elements.js';

describe('<openim-emoji-picker>', () => {
  const { matchMedia } = globalThis;
  afterEach(() => {
    globalThis.matchMedia = matchMedia;
    unmountAll();
  });

  for (const [screen, isCoarse, focused] of [
    ['with a mouse', false, 'search__input'],
    ['on a touch screen, where it would open the keyboard', true, 'base'],
  ] as const) {
    it(`should put the focus into ${focused} ${screen}`, async () => {
      globalThis.matchMedia = (query) =>
        query === '(pointer: coarse)'
          ? Object.defineProperty(matchMedia(query), 'matches', { value: isCoarse })
          : matchMedia(query);
      const box = await mount(html`<openim-emoji-picker .anchor=${document.body}></openim-emoji-picker>`);
      const { activeElement } = get(box, 'openim-emoji-picker').shadowRoot!;
      assert.include(activeElement?.className, focused);
    });
  }
});
