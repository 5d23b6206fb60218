import '../../../components/menu/menu.js';

import { assert } from 'chai';
import { html } from 'lit';
import { get, mount, settle, tag, unmountAll } from '../../helpers/elements.js';

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
});
