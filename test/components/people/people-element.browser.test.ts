import '../../../components/provider/provider.js';

import { assert } from 'chai';
import { html } from 'lit';
import { PeopleElement } from '../../../components/internal/people/people-element.js';
import { laterRequests } from '../../../components/internal/requests/request-map.js';
import { conversation, FakeSession } from '../../helpers/fake-session.js';
import { get, mountWith, record, settle, unmountAll, until } from '../../helpers/elements.js';

/** Pins a conversation by a button that is off meanwhile. */
class PinButton extends PeopleElement {
  protected override render(): unknown {
    return html`<button
      ?disabled=${this.isPending('openim-conversation-pin-request')}
      @click=${() =>
        void this.act('openim-conversation-pin-request', { conversationID: 'single_mara', isPinned: true })}
    ></button>`;
  }
}
PinButton.define('test-pin-button');

describe('an element for people', () => {
  before(() => laterRequests.load());
  afterEach(unmountAll);

  it('should wait for nothing that ended while it was out of the page', async () => {
    const session = new FakeSession();
    session.add(conversation('Mara Keller'));
    const box = await mountWith(session, html`<test-pin-button></test-pin-button>`);
    const done = record(box, 'openim-request-done');
    const element = get(box, 'test-pin-button');
    const button = (): HTMLButtonElement => get(box, 'test-pin-button', 'button') as HTMLButtonElement;
    button().click();
    assert.lengthOf(done, 0);
    element.remove();
    await settle(box);
    assert.lengthOf(done, 1);
    get(box, 'openim-provider').append(element);
    await settle(box);
    assert.isFalse(button().disabled);
    button().click();
    await settle(box);
    assert.lengthOf(done, 2);
    await until(() => !button().disabled);
  });
});
