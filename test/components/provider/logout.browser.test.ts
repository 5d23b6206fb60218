import '../../../components/index.js';
import '../../../components/people/people.js';

import { assert } from 'chai';
import { html, nothing } from 'lit';
import { deepElements } from '../../helpers/deep-elements.js';
import { mount, settle, tag, unmountAll, until, visibleText } from '../../helpers/elements.js';
import { startGateway, uniqueID } from '../../helpers/gateway.js';

/** Databases whose name holds the user's ID. */
async function cachesOf(userID: string): Promise<readonly string[]> {
  const databases = await indexedDB.databases();
  return databases.flatMap(({ name }) => (name?.includes(userID) ? [name] : []));
}

describe('logging out', () => {
  afterEach(unmountAll);

  const layouts = [
    ['provider', html`<openim-conversation-list></openim-conversation-list><openim-chat></openim-chat>`],
    ['messenger', nothing],
  ] as const;
  for (const [element, inside] of layouts) {
    it(`should leave nothing of the user with <openim-${element}>, until there is another token`, async () => {
      const [ann, bob] = [uniqueID('ann'), uniqueID('bob')];
      const gateway = await startGateway([ann, bob]);
      const token = gateway.tokens[ann] ?? '';
      const box = await mount(
        element === 'provider'
          ? html`<openim-provider url=${gateway.url} user-id=${ann} token=${token} locale="en"
              >${inside}</openim-provider
            >`
          : html`<openim-messenger
              url=${gateway.url}
              user-id=${ann}
              token=${token}
              locale="en"
            ></openim-messenger>`,
        'inline-size:1000px;block-size:600px',
      );
      const host = tag(box, `openim-${element}`);
      const states: string[] = [];
      box.addEventListener('openim-connection-change', ({ detail: { state } }) => states.push(state.kind));
      host.dispatchEvent(
        new CustomEvent('openim-conversation-start-request', {
          bubbles: true,
          composed: true,
          cancelable: true,
          detail: { userID: bob },
        }),
      );
      await until(() => visibleText(box).includes(`Say hello to ${bob}`) || visibleText(box).includes(bob));
      await until(() => states.includes('online'));
      assert.lengthOf(await cachesOf(ann), 1);

      await host.logout();
      await settle(box);
      assert.lengthOf(await cachesOf(ann), 0);
      assert.include(visibleText(box), 'You’re signed out');
      assert.notInclude(visibleText(box), bob);
      // Who has signed out has no chats to wait for, and no chat to write the first message of.
      for (const part of ['openim-message-list', '.skeleton', 'slot[name="empty"]']) {
        assert.isFalse(
          deepElements(box).some((inner) => inner.matches(part)),
          part,
        );
      }
      assert.equal(states.at(-1), 'closed');
      // Being rendered anew is no wish to log in again.
      host.locale = 'zh-CN';
      host.locale = 'en';
      await settle(box);
      assert.lengthOf(await cachesOf(ann), 0);

      states.length = 0;
      const again = await startGateway([ann]);
      host.token = again.tokens[ann] ?? '';
      await until(() => states.includes('online'));
      assert.lengthOf(await cachesOf(ann), 1);
    });
  }
});
