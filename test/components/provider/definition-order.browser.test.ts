import { assert } from 'chai';
import { conversation, FakeSession } from '../../helpers/fake-session.js';
import { settle, unmountAll, visibleText, warningsOf } from '../../helpers/elements.js';

describe('elements that are in the page before they are defined', () => {
  afterEach(unmountAll);

  it('should find a provider that is defined after them, and warn of nothing', async () => {
    const session = new FakeSession();
    session.add(conversation('Mara Keller'));
    const provider = document.createElement('openim-provider');
    const list = document.createElement('openim-conversation-list');
    // Before the upgrade there is no accessor: these are properties of the object itself.
    Object.assign(provider, { session, locale: 'en' });
    provider.append(list);
    document.body.append(provider);
    const warnings = await warningsOf(async () => {
      await import('../../../components/conversation-list/conversation-list.js');
      await settle(document.body);
      assert.equal(visibleText(list), 'Loading');
      await import('../../../components/provider/provider.js');
      await settle(document.body);
      await settle(document.body);
    });
    assert.isEmpty(warnings);
    assert.include(visibleText(list), 'Mara Keller');
    assert.isFalse(Object.hasOwn(provider, 'session'));
    provider.remove();
  });
});
