import '../../../components/index.js';
import '../../../components/people/people.js';

import { assert } from 'chai';
import { html } from 'lit';
import { FakeSession, conversation, textMessage } from '../../helpers/fake-session.js';
import {
  get,
  mount,
  mountWith,
  settle,
  tag,
  unmountAll,
  visibleText,
  warningsOf,
} from '../../helpers/elements.js';

function sessionWithMara(): FakeSession {
  const session = new FakeSession();
  session.add(conversation('Mara Keller'));
  session.timeline('single_mara').append(textMessage('hello from Mara'));
  return session;
}

/** As a page in plain JavaScript does it. */
function set(element: Element, property: string, value: unknown): void {
  Reflect.set(element, property, value);
}

const tags = [
  'openim-avatar',
  'openim-chat',
  'openim-composer',
  'openim-contact-list',
  'openim-conversation-list',
  'openim-group-details',
  'openim-message',
  'openim-message-list',
  'openim-typing-indicator',
  'openim-user-card',
  'openim-visitor-card',
] as const;

describe('what a page sets on elements', () => {
  afterEach(unmountAll);

  for (const name of tags) {
    it(`should leave <${name}> as it was at first once its attributes are taken away`, async () => {
      const box = await mountWith(sessionWithMara(), html`<p></p>`);
      const { observedAttributes } = customElements.get(name) as unknown as { observedAttributes: string[] };
      const [element, untouched] = [document.createElement(name), document.createElement(name)];
      for (const attribute of observedAttributes) element.setAttribute(attribute, '1');
      get(box, 'openim-provider').append(element, untouched);
      await settle(box);
      for (const attribute of observedAttributes) element.removeAttribute(attribute);
      await settle(box);
      assert.equal(visibleText(element), visibleText(untouched));
      for (const property of Object.getOwnPropertyNames(Object.getPrototypeOf(element)))
        if (typeof Reflect.get(untouched, property) === 'number')
          assert.equal(Reflect.get(element, property), Reflect.get(untouched, property), property);
    });
  }

  it('should send what is written once its limit is taken away', async () => {
    const session = sessionWithMara();
    const box = await mountWith(
      session,
      html`<openim-composer conversation-id="single_mara" maxlength="3"></openim-composer>`,
    );
    const composer = tag(box, 'openim-composer');
    composer.removeAttribute('maxlength');
    composer.value = 'Hello';
    composer.send();
    await settle(box);
    assert.deepEqual(session.timeline('single_mara').callsOf('sendText'), [['Hello']]);
  });

  it('should take nothing for what it was at first', async () => {
    const box = await mountWith(
      sessionWithMara(),
      html`<openim-composer conversation-id="single_mara"></openim-composer
        ><openim-conversation-list filter="nobody"></openim-conversation-list>`,
    );
    for (const nothing of [null, undefined]) {
      set(tag(box, 'openim-composer'), 'value', nothing);
      set(tag(box, 'openim-conversation-list'), 'filter', nothing);
      await settle(box);
      assert.equal((get(box, 'openim-composer', 'textarea') as HTMLTextAreaElement).value, '');
      assert.include(visibleText(tag(box, 'openim-conversation-list')), 'Mara Keller');
    }
  });

  it('should take a number for a text, and warn of it once', async () => {
    const warnings = await warningsOf(async () => {
      const box = await mount(
        html`<openim-chat .session=${sessionWithMara()} conversation-id="single_mara"></openim-chat>`,
      );
      for (const locale of [7, 8]) {
        set(tag(box, 'openim-chat'), 'locale', locale);
        await settle(box);
      }
      assert.include(visibleText(tag(box, 'openim-chat')), 'hello from Mara');
    });
    assert.deepEqual(warnings, ['[openim-chat] <openim-chat> has a locale that is not a string']);
  });

  it('should take a text for a number, as frameworks hand it over', async () => {
    const warnings = await warningsOf(async () => {
      const box = await mountWith(sessionWithMara(), html`<openim-composer></openim-composer>`);
      set(tag(box, 'openim-composer'), 'maxlength', '12');
      assert.strictEqual(tag(box, 'openim-composer').maxlength, 12);
    });
    assert.isEmpty(warnings);
  });

  it('should take a list for origins, and tell of an attribute that means them', async () => {
    const warnings = await warningsOf(async () => {
      const box = await mount(
        html`<openim-chat
          .session=${sessionWithMara()}
          conversation-id="single_mara"
          allowedmediaorigins="https://cdn.example"
        ></openim-chat>`,
      );
      set(tag(box, 'openim-chat'), 'allowedMediaOrigins', ['https://cdn.example']);
      await settle(box);
      assert.include(visibleText(tag(box, 'openim-chat')), 'hello from Mara');
    });
    assert.deepEqual(warnings, [
      '[openim-chat] <openim-chat> has no attribute allowedmediaorigins; did you mean allowed-media-origins?',
    ]);
  });
});
