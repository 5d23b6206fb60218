import '../../../components/index.js';

import { assert } from 'chai';
import { html } from 'lit';
import { chatSearch } from '../../../components/chat/chat.component.js';
import { composerParts } from '../../../components/composer/composer-parts.js';
import { Lazy } from '../../../components/internal/lazy.js';
import { conversation, FakeSession, textMessage } from '../../helpers/fake-session.js';
import { frames, mountWith, settle, unmountAll, visibleText } from '../../helpers/elements.js';

describe('the first screen of a chat', () => {
  const load = Reflect.get(Lazy.prototype, 'load') as (this: Lazy<unknown>) => Promise<unknown>;
  const asked = new Set<unknown>();

  before(() => {
    Lazy.prototype.load = function (this: Lazy<unknown>) {
      asked.add(this);
      return load.call(this);
    } as typeof Lazy.prototype.load;
  });
  after(() => {
    Lazy.prototype.load = load as typeof Lazy.prototype.load;
    unmountAll();
  });

  it('should fetch nothing that opens by a click', async () => {
    const session = new FakeSession();
    session.add(conversation('Mara Keller'));
    session.timeline('single_mara').messages.value = [textMessage('hello from Mara')];
    const box = await mountWith(session, html`<openim-chat conversation-id="single_mara"></openim-chat>`);
    await settle(box);
    await frames(2);
    assert.include(visibleText(box), 'hello from Mara');
    const opened = Object.entries({ ...composerParts, chatSearch }).filter(([, part]) => asked.has(part));
    assert.deepEqual(
      opened.map(([name]) => name),
      [],
    );
    assert.isAbove(asked.size, 0, 'nothing was asked for at all: is it still by this way?');
  });
});
