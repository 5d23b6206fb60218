import '../../../components/menu/menu.js';

import { assert } from 'chai';
import { html } from 'lit';
import { get, mount, settle, tag, unmountAll } from '../../helpers/elements.js';
import { touch } from '../../helpers/touch.js';

describe('<openim-menu>', () => {
  afterEach(unmountAll);

  it('should take the answer to a question whose item was rendered anew meanwhile', async () => {
    const items = () => [{ id: 'kick', label: 'Remove', icon: 'trash', question: 'Remove Bob?' }] as const;
    const done: (string | undefined)[] = [];
    const box = await mount(
      html`<openim-menu
        .items=${items()}
        .anchor=${{ x: 0, y: 0 }}
        .onDone=${(id?: string) => done.push(id)}
      ></openim-menu>`,
    );
    const choose = async (): Promise<void> => {
      get(box, 'openim-menu', '[data-id=kick]').click();
      await settle(box);
    };
    await choose();
    assert.isEmpty(done, 'nobody was asked');
    tag(box, 'openim-menu').items = items();
    await settle(box);
    await choose();
    assert.deepEqual(done, ['kick']);
  });

  // A phone whose page is as high as what the keyboard leaves of it gets higher when the menu takes the focus.
  it('should move with its button, and stay open, when the size of the window changes', async () => {
    let isDone = false;
    const button = document.createElement('button');
    button.style.cssText = 'position: fixed; left: 20px; top: 20px';
    document.body.append(button);
    const box = await mount(
      html`<openim-menu
        .items=${[{ id: 'copy', label: 'Copy', icon: 'copy' }] as const}
        .anchor=${button}
        .onDone=${() => (isDone = true)}
      ></openim-menu>`,
    );
    const topOf = (element: Element): number => element.getBoundingClientRect().top;
    const menu = get(box, 'openim-menu', '.base');
    const before = topOf(menu);
    button.style.top = '60px';
    globalThis.dispatchEvent(new Event('resize'));
    button.remove();
    assert.isFalse(isDone, 'the menu closed');
    assert.equal(topOf(menu) - before, 40);
  });

  it('should keep its distance from the edge of the window, however wide what it asks', async () => {
    const question = 'Delete this chat and its messages for you only?';
    const box = await mount(
      html`<openim-menu
        .items=${[{ id: 'delete', label: 'Delete', icon: 'trash', question }] as const}
        .anchor=${{ x: innerWidth - 100, y: 20 }}
      ></openim-menu>`,
    );
    const menu = get(box, 'openim-menu', '.base');
    const distance = async (): Promise<number> => {
      await Promise.all(menu.getAnimations().map(({ finished }) => finished));
      return innerWidth - menu.getBoundingClientRect().right;
    };
    assert.approximately(await distance(), 8, 0.5);
    get(box, 'openim-menu', '[data-id=delete]').click();
    await settle(box);
    assert.approximately(await distance(), 8, 0.5);
  });

  it('should close, and not open again, when its button is pressed once more', async () => {
    const button = document.createElement('button');
    let clicks = 0;
    button.addEventListener('click', () => clicks++);
    document.body.append(button);
    let done = 0;
    const box = await mount(
      html`<openim-menu
        .items=${[{ id: 'copy', label: 'Copy', icon: 'copy' }] as const}
        .anchor=${button}
        .onDone=${() => done++}
      ></openim-menu>`,
    );
    touch(button, 'pointerdown');
    box.replaceChildren();
    touch(button, 'click');
    assert.deepEqual([done, clicks], [1, 0]);
    touch(button, 'pointerdown');
    touch(button, 'click');
    assert.deepEqual([done, clicks], [1, 1], 'the next press is the button’s own');
    button.remove();
  });

  it('should leave its button alone after a press on it that became no click, such as a swipe', async () => {
    const button = document.createElement('button');
    let clicks = 0;
    button.addEventListener('click', () => clicks++);
    document.body.append(button);
    const box = await mount(
      html`<openim-menu
        .items=${[{ id: 'copy', label: 'Copy', icon: 'copy' }] as const}
        .anchor=${button}
      ></openim-menu>`,
    );
    touch(button, 'pointerdown');
    touch(button, 'pointermove');
    box.replaceChildren();
    touch(button, 'pointerdown');
    touch(button, 'click');
    assert.equal(clicks, 1);
    button.remove();
  });

  it('should be closed when it comes back to the page, which hides it', async () => {
    const done: unknown[] = [];
    const box = await mount(
      html`<openim-menu
        .items=${[{ id: 'copy', label: 'Copy', icon: 'copy' }] as const}
        .anchor=${{ x: 0, y: 0 }}
        .onDone=${(id?: string) => done.push(id)}
      ></openim-menu>`,
    );
    const menu = tag(box, 'openim-menu');
    menu.remove();
    assert.isEmpty(done, 'what shows it has removed it');
    box.append(menu);
    assert.deepEqual(done, [undefined]);
  });

  it('should mark the item with the focus, but not on a touch screen, where it would look chosen', async () => {
    const box = await mount(
      html`<openim-menu
        .items=${[{ id: 'copy', label: 'Copy', icon: 'copy' }] as const}
        .anchor=${{ x: 0, y: 0 }}
      ></openim-menu>`,
    );
    const { activeElement, adoptedStyleSheets } = get(box, 'openim-menu').shadowRoot!;
    const background = (): string => getComputedStyle(activeElement!).backgroundColor;
    const media = adoptedStyleSheets
      .flatMap(({ cssRules }) => [...cssRules])
      .filter((rule) => rule instanceof CSSMediaRule && rule.media.mediaText === '(hover)')
      .map((rule) => (rule as CSSMediaRule).media);
    try {
      // Whatever pointer the browser has: on a machine without a mouse, some have none.
      for (const each of media) each.mediaText = 'all';
      assert.notEqual(background(), 'rgba(0, 0, 0, 0)');
      for (const each of media) each.mediaText = 'not all';
      assert.equal(background(), 'rgba(0, 0, 0, 0)');
    } finally {
      for (const each of media) each.mediaText = '(hover)';
    }
  });
});
