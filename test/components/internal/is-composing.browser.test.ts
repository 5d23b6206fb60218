import '../../../components/index.js';
import '../../../components/people/people.js';

import { assert } from 'chai';
import { html } from 'lit';
import { laterElements } from '../../../components/internal/later-elements.js';
import { peopleStory } from '../../../demo/gallery-story.js';
import { conversation, FakeSession } from '../../helpers/fake-session.js';
import { find, get, mount, mountWith, press, settle, unmountAll } from '../../helpers/elements.js';

/** In both ways that browsers say so. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- as Safari says so
const composing: readonly KeyboardEventInit[] = [{ isComposing: true }, { keyCode: 229 }];

describe('keys of an input method that is composing', () => {
  before(() => Promise.all([laterElements.emojiPicker.load(), laterElements.forwardDialog.load()]));
  afterEach(unmountAll);

  for (const init of composing) {
    describe(`with ${JSON.stringify(init)}`, () => {
      it('should neither choose an emoji nor close the picker', async () => {
        const told: string[] = [];
        const box = await mount(
          html`<openim-emoji-picker
            .anchor=${document.body}
            .onEmoji=${(emoji: string) => told.push(emoji)}
            .onDone=${() => told.push('done')}
          ></openim-emoji-picker>`,
        );
        const field = get(box, 'openim-emoji-picker', '.search__input');
        press(field, 'Enter', init);
        press(field, 'Escape', init);
        assert.isEmpty(told);
        press(field, 'Enter');
        press(field, 'Escape');
        assert.deepEqual(told, ['😀', 'done']);
      });

      it('should not leave the search of a dialog', async () => {
        const session = new FakeSession();
        session.add(conversation('Mara Keller'));
        const box = await mountWith(session, html`<openim-forward-dialog></openim-forward-dialog>`);
        const picker = get(box, 'openim-forward-dialog', 'openim-people-picker');
        const field = get(box, 'openim-forward-dialog', 'openim-people-picker', '.search__input');
        const focused = (): Element | null => picker.shadowRoot!.activeElement;
        field.focus();
        press(field, 'ArrowDown', init);
        assert.equal(focused(), field);
        press(field, 'ArrowDown');
        assert.notEqual(focused(), field);
      });

      it('should not give up what is being edited', async () => {
        const box = await mount(
          html`<openim-field-row label="Name" value="Ann" editable multiline></openim-field-row>`,
        );
        get(box, 'openim-field-row', '.edit').click();
        await settle(box);
        for (const key of ['Enter', 'Escape']) press(get(box, 'openim-field-row', '.input'), key, init);
        await settle(box);
        assert.ok(find(box, 'openim-field-row', '.input'));
        press(get(box, 'openim-field-row', '.input'), 'Escape');
        await settle(box);
        assert.isNull(find(box, 'openim-field-row', '.input'));
      });

      it('should not close a messenger’s details', async () => {
        const box = await mount(
          html`<openim-messenger .session=${peopleStory().session} locale="en"></openim-messenger>`,
          'inline-size:1200px;block-size:640px',
        );
        get(box, 'openim-messenger', 'openim-conversation-list', '[role=option]').click();
        await settle(box);
        get(box, 'openim-messenger', 'openim-chat > [aria-expanded]').click();
        await settle(box);
        press(get(box, 'openim-messenger', '.details .close'), 'Escape', init);
        await settle(box);
        assert.ok(find(box, 'openim-messenger', '.details'));
        press(get(box, 'openim-messenger', '.details .close'), 'Escape');
        await settle(box);
        assert.isNull(find(box, 'openim-messenger', '.details'));
      });
    });
  }
});
