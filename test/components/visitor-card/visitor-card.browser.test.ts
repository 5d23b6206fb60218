import '../../../components/index.js';
import '../../../components/visitor-card/visitor-card.js';

import { assert } from 'chai';
import { supportScenes } from '../../../demo/gallery-support-scenes.js';
import { get, mount, press, record, settle, unmountAll } from '../../helpers/elements.js';

describe('<openim-visitor-card>', () => {
  afterEach(() => {
    document.documentElement.dir = '';
    unmountAll();
  });

  it('should keep what a visitor wrote about the rating in order among words of the other direction', async () => {
    document.documentElement.dir = 'rtl';
    const scene = supportScenes.find(({ name }) => name === 'visitor-card/closed');
    assert.ok(scene);
    const box = await mount(scene.render());
    const card = get(box, 'openim-visitor-card');
    const comment = [...(card.shadowRoot?.querySelectorAll('bdi') ?? [])].find(
      ({ textContent }) => textContent === 'Quick and kind.',
    );
    assert.match(comment?.closest('dd')?.textContent ?? '', /نجوم/);
  });

  it('should have the colour that the chat has in lists', async () => {
    const scene = supportScenes.find(({ name }) => name === 'visitor-card/guest');
    assert.ok(scene);
    const box = await mount(scene.render());
    const seed = get(box, 'openim-visitor-card', 'openim-avatar').getAttribute('seed');
    assert.equal(`group_${String(seed)}`, get(box, 'openim-visitor-card').getAttribute('conversation-id'));
  });

  it('should send once at a double click', async () => {
    for (const [name, button] of [
      ['visitor-card/guest', '.answer'],
      ['visitor-card/guest', '.button'],
      ['visitor-card/closed', '.button'],
    ] as const) {
      const scene = supportScenes.find((candidate) => candidate.name === name);
      assert.ok(scene);
      const box = await mount(scene.render());
      const sent = record(box, 'openim-compose-request');
      for (const detail of [1, 2]) {
        get(box, 'openim-visitor-card', button).dispatchEvent(new MouseEvent('click', { detail }));
        // Between them, a conversation that was reopened has got a button to close it.
        await settle(box);
      }
      assert.lengthOf(sent, 1, `${name} ${button}`);
      unmountAll();
    }
  });

  it('should send a saved reply once while Enter is held', async () => {
    const scene = supportScenes.find((candidate) => candidate.name === 'visitor-card/guest');
    assert.ok(scene);
    const box = await mount(scene.render());
    const answer = get(box, 'openim-visitor-card', '.answer');
    assert.isTrue(press(answer, 'Enter'), 'the browser presses the button');
    assert.isFalse(press(answer, 'Enter', { repeat: true }), 'it does so again');
  });
});
