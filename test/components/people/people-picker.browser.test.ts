import '../../../components/dialog/dialog.js';
import '../../../components/people-picker/people-picker.js';

import { assert } from 'chai';
import { html } from 'lit';
import { deepActiveElement } from '../../../components/internal/deep-active-element.js';
import { edit } from '../../helpers/edit.js';
import { frames, get, mount, settle, unmountAll } from '../../helpers/elements.js';
import { setTouchScreen } from '../../helpers/touch.js';

const people = [
  { id: 'u-17', userID: 'u-17', name: 'Mara Keller' },
  { id: 'u-23', userID: 'u-23', name: 'Jun Ogawa' },
];

const dialog = html`<openim-dialog heading="Invite people">
  <openim-people-picker .people=${people}></openim-people-picker>
</openim-dialog>`;

describe('<openim-people-picker>', () => {
  afterEach(unmountAll);

  for (const [screen, isTouchScreen] of [
    ['begin a dialog in its search with a mouse', false],
    ['not open the keyboard of a touch screen over its list', true],
  ] as const) {
    it(`should ${screen}`, async () => {
      const restore = setTouchScreen(isTouchScreen);
      try {
        const box = await mount(dialog);
        await frames();
        const focused = deepActiveElement();
        assert.isTrue(get(box, 'openim-dialog', 'dialog').matches(':focus-within'));
        assert.equal(focused?.matches('input'), !isTouchScreen);
      } finally {
        restore();
      }
    });
  }

  it('should find people by what is shown of them', async () => {
    const box = await mount(html`<openim-people-picker .people=${people}></openim-people-picker>`);
    const { shadowRoot } = get(box, 'openim-people-picker');
    const found = async (words: string): Promise<(string | undefined)[]> => {
      const field = shadowRoot!.querySelector('input')!;
      field.focus();
      field.select();
      edit('insertText', words);
      await settle(box);
      return [...shadowRoot!.querySelectorAll('.row__name')].map(({ textContent }) => textContent);
    };
    assert.deepEqual(await found('ogawa'), ['Jun Ogawa']);
    assert.isEmpty(await found('u-17'));
  });
});
