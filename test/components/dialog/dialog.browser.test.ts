import '../../../components/dialog/dialog.js';

import { assert } from 'chai';
import { html } from 'lit';
import { get, mount, settle, tag, unmountAll } from '../../helpers/elements.js';

describe('<openim-dialog>', () => {
  afterEach(unmountAll);

  async function show(): Promise<{ box: HTMLElement; closed: () => number; native: HTMLDialogElement }> {
    let closed = 0;
    const box = await mount(html`<openim-dialog heading="Hello" .onClose=${() => closed++}>…</openim-dialog>`);
    return { box, closed: () => closed, native: get(box, 'openim-dialog', 'dialog') as HTMLDialogElement };
  }

  it('should tell when the browser closes it, also where that cannot be prevented', async () => {
    const { closed, native } = await show();
    const told = closeEvent(native);
    native.close();
    await told;
    assert.equal(closed(), 1);
  });

  it('should leave the focus to who has moved it since the browser closed it', async () => {
    const [opener, other] = [document.createElement('button'), document.createElement('button')];
    document.body.append(opener, other);
    opener.focus();
    const { box, native } = await show();
    const told = closeEvent(native);
    native.close();
    assert.equal(document.activeElement, opener);
    other.focus();
    await told;
    tag(box, 'openim-dialog').remove();
    assert.equal(document.activeElement, other);
    opener.remove();
    other.remove();
  });

  it('should return the focus when it is taken out of the page', async () => {
    const opener = document.createElement('button');
    document.body.append(opener);
    opener.focus();
    const { box } = await show();
    assert.notEqual(document.activeElement, opener);
    tag(box, 'openim-dialog').remove();
    assert.equal(document.activeElement, opener);
    opener.remove();
  });

  it('should be as high as what is in it', async () => {
    const box = await mount(
      html`<openim-dialog heading="Hello"><div style="block-size:200px"></div></openim-dialog>`,
    );
    const inside = get(box, 'openim-dialog', '.inside');
    assert.isAtLeast(inside.clientHeight, 200);
    assert.equal(inside.scrollHeight, inside.clientHeight);
  });

  it('should not tell when it is taken out of the page, or moved in it', async () => {
    const { box, closed, native } = await show();
    const section = document.createElement('section');
    box.append(section);
    section.append(tag(box, 'openim-dialog'));
    await settle(box);
    assert.isTrue(native.open);
    const told = closeEvent(native);
    tag(box, 'openim-dialog').remove();
    await told;
    assert.equal(closed(), 0);
  });
});

/** It comes some time after the dialog is closed, and not by the next frame in every browser. */
function closeEvent(native: HTMLDialogElement): Promise<Event> {
  return new Promise((resolve) => {
    native.addEventListener('close', resolve, { once: true });
  });
}
