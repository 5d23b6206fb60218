import '../../../components/emoji-picker/emoji-picker.js';

import { assert } from 'chai';
import { html } from 'lit';
import { get, mount, press, tag, unmountAll } from '../../helpers/elements.js';
import { setTouchScreen } from '../../helpers/touch.js';

describe('<openim-emoji-picker>', () => {
  afterEach(unmountAll);

  for (const [screen, isCoarse, focused] of [
    ['with a mouse', false, 'search__input'],
    ['on a touch screen, where it would open the keyboard', true, 'base'],
  ] as const) {
    it(`should put the focus into ${focused} ${screen}`, async () => {
      const restore = setTouchScreen(isCoarse);
      try {
        const box = await mount(html`<openim-emoji-picker .anchor=${document.body}></openim-emoji-picker>`);
        const { activeElement } = get(box, 'openim-emoji-picker').shadowRoot!;
        assert.include(activeElement?.className, focused);
      } finally {
        restore();
      }
    });
  }

  it('should go down a line by Arrow down, although the line of what was picked last is not full', async () => {
    const open = async (): Promise<HTMLElement> =>
      get(
        await mount(html`<openim-emoji-picker .anchor=${document.body}></openim-emoji-picker>`),
        'openim-emoji-picker',
      );
    const emojiIn = (picker: HTMLElement) => [...picker.shadowRoot!.querySelectorAll<HTMLElement>('.emoji')];
    for (const button of emojiIn(await open()).slice(0, 2)) button.click();
    unmountAll();
    const emoji = emojiIn(await open());
    const focused = (): HTMLElement => emoji.find((button) => button.matches(':focus'))!;
    emoji[0]?.focus();
    for (let line = 0; line < 3; line++) {
      const { offsetTop, offsetLeft } = focused();
      press(focused(), 'ArrowDown');
      assert.isAbove(focused().offsetTop, offsetTop);
      assert.equal(focused().offsetLeft, offsetLeft);
    }
  });

  it('should be closed when it comes back to the page, which hides it', async () => {
    let isDone = false;
    const box = await mount(
      html`<openim-emoji-picker .anchor=${document.body} .onDone=${() => (isDone = true)}></openim-emoji-picker>`,
    );
    box.append(tag(box, 'openim-emoji-picker'));
    assert.isTrue(isDone);
  });

  it('should move with its button, and stay open, when a keyboard that closes makes the window larger', async () => {
    let isDone = false;
    const button = document.createElement('button');
    button.style.cssText = 'position: fixed; left: 400px; top: 500px';
    document.body.append(button);
    const box = await mount(
      html`<openim-emoji-picker .anchor=${button} .onDone=${() => (isDone = true)}></openim-emoji-picker>`,
    );
    const topOf = (element: Element): number => element.getBoundingClientRect().top;
    const picker = get(box, 'openim-emoji-picker', '.base');
    const before = topOf(picker);
    button.style.top = '530px';
    globalThis.dispatchEvent(new Event('resize'));
    button.remove();
    assert.isFalse(isDone, 'the picker closed');
    assert.equal(topOf(picker) - before, 30);
  });
});
