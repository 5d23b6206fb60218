import '../../../components/index.js';

import { assert } from 'chai';
import { html } from 'lit';
import { FakeSession } from '../../helpers/fake-session.js';
import {
  assertAccessible,
  mount,
  mountWith,
  settle,
  tag,
  unmountAll,
  visibleText,
} from '../../helpers/elements.js';

describe('<openim-typing-indicator>', () => {
  afterEach(unmountAll);

  it('should be there while the other side types, and only then', async () => {
    const session = new FakeSession();
    const box = await mountWith(
      session,
      html`<openim-typing-indicator conversation-id="single_mara"></openim-typing-indicator>`,
    );
    const element = tag(box, 'openim-typing-indicator');
    assert.equal(visibleText(element), '');
    session.timeline('single_mara').peerTyping.value = true;
    await settle(box);
    assert.equal(visibleText(element), 'typing…');
    await assertAccessible(box);
    session.timeline('single_mara').peerTyping.value = false;
    await settle(box);
    assert.equal(visibleText(element), '');
  });

  it('should be shown on wish, without a provider', async () => {
    const box = await mount(html`<openim-typing-indicator active></openim-typing-indicator>`);
    assert.equal(visibleText(tag(box, 'openim-typing-indicator')), 'typing…');
    await assertAccessible(box);
  });

  it('should stand still for those who want no motion', async () => {
    const box = await mount(html`<openim-typing-indicator active></openim-typing-indicator>`);
    const sheets = tag(box, 'openim-typing-indicator').shadowRoot!.adoptedStyleSheets;
    const reduced = sheets
      .flatMap((sheet) => [...sheet.cssRules])
      .filter((rule) => rule instanceof CSSMediaRule && rule.conditionText.includes('prefers-reduced-motion'));
    assert.isNotEmpty(reduced);
  });
});
