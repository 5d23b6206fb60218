import '../../../components/index.js';

import { assert } from 'chai';
import { html } from 'lit';
import { ContentType, GroupAtType, OpenIMError, OptType, type Conversation } from '../../../src/index.js';
import { anyMessage, conversation, FakeSession, textMessage } from '../../helpers/fake-session.js';
import {
  accessibleName,
  assertAccessible,
  get,
  mount,
  mountWith,
  press,
  record,
  settle,
  tag,
  unmountAll,
  visibleText,
  warningsOf,
} from '../../helpers/elements.js';

function sessionWith(...conversations: Conversation[]): FakeSession {
  const session = new FakeSession();
  session.add(...conversations);
  return session;
}

const people = (): Conversation[] => [
  conversation('Mara Keller', { unreadCount: 2 }),
  conversation('Jun Ogawa'),
  conversation('王小明', { userID: 'wang' }),
];

const list = html`<openim-conversation-list></openim-conversation-list>`;

function rowsOf(box: HTMLElement): HTMLElement[] {
  return [...tag(box, 'openim-conversation-list').shadowRoot!.querySelectorAll<HTMLElement>('[role="option"]')];
}

function rowOf(box: HTMLElement, name: string): HTMLElement {
  const row = rowsOf(box).find((candidate) =>
    candidate.querySelector('.item__name')?.textContent.startsWith(name),
  );
  assert.ok(row, `no row of ${name}`);
  return row;
}

async function choose(box: HTMLElement, ...labels: string[]): Promise<void> {
  for (const label of labels) {
    const items = get(box, 'openim-conversation-list', 'openim-menu').shadowRoot!.querySelectorAll<HTMLElement>(
      '[role="menuitem"]',
    );
    const item = [...items].find((candidate) => candidate.textContent.trim() === label);
    assert.ok(item, `no ${label} in the menu`);
    item.click();
    await settle(box);
  }
}

async function openMenu(box: HTMLElement, name: string): Promise<void> {
  rowOf(box, name).dispatchEvent(
    new MouseEvent('contextmenu', {
      bubbles: true,
      composed: true,
      cancelable: true,
      button: 2,
      clientX: 40,
      clientY: 90,
    }),
  );
  await settle(box);
}

describe('<openim-conversation-list>', () => {
  afterEach(unmountAll);

  for (const scheme of ['light', 'dark']) {
    it(`should be accessible in every state, ${scheme}`, async () => {
      const session = sessionWith(
        conversation('Mara', { unreadCount: 2, isPinned: true, latestMessage: textMessage('hello').message }),
        conversation('Team', { groupID: 'team', unreadCount: 140, recvMsgOpt: OptType.WithoutNotify }),
        conversation('Party', { groupID: 'party', unreadCount: 1, groupAtType: GroupAtType.Me }),
        conversation('Jun', { draftText: 'wait' }),
        conversation('Sami', {
          latestMessage: textMessage('x', { outgoing: true }).message,
          latestDelivery: { kind: 'failed', errCode: 1, errMsg: '' },
        }),
      );
      session.typing.value = new Set(['single_mara']);
      const box = await mountWith(
        session,
        html`<openim-conversation-list active-conversation-id="single_jun"></openim-conversation-list>`,
        `color-scheme:${scheme};inline-size:320px;block-size:560px`,
      );
      await assertAccessible(box);
      tag(box, 'openim-conversation-list').filter = 'nobody';
      await settle(box);
      await assertAccessible(box);
      tag(box, 'openim-conversation-list').filter = '';
      session.conversations.value = [];
      for (const state of [
        { kind: 'ready' },
        { kind: 'loading' },
        { kind: 'failed', error: new OpenIMError(1, 'x') },
      ] as const) {
        session.conversationsState.value = state;
        await settle(box);
        await assertAccessible(box);
      }
    });
  }

  it('should be a listbox of options, each named after its conversation and what is unread in it', async () => {
    const box = await mountWith(sessionWith(...people()), list);
    assert.equal(
      get(box, 'openim-conversation-list', '[role="listbox"]').getAttribute('aria-label'),
      'Conversations',
    );
    assert.match(accessibleName(rowOf(box, 'Mara Keller')), /^Mara Keller ?, 2 unread messages,/);
    assert.notInclude(accessibleName(rowOf(box, 'Jun Ogawa')), 'unread');
  });

  it('should have rows of 64 pixels', async () => {
    const box = await mountWith(sessionWith(...people()), list);
    assert.equal(rowsOf(box)[0]?.getBoundingClientRect().height, 64);
  });

  describe('a row', () => {
    const shown: [what: string, changes: Partial<Conversation>, words: string, typing?: boolean][] = [
      ['the newest message', { latestMessage: textMessage('hello').message }, 'hello'],
      [
        'who wrote it in a group',
        { groupID: 'g', latestMessage: textMessage('hello').message },
        'Mara Keller: hello',
      ],
      ['what kind it is', { latestMessage: anyMessage(ContentType.Picture, {}).message }, '[Photo]'],
      [
        'a recall',
        { latestMessage: anyMessage(ContentType.RevokeNotice, {}).message },
        'Mara Keller recalled a message',
      ],
      ['a draft', { draftText: 'about\nthe', latestMessage: textMessage('x').message }, 'Draft: about the'],
      ['a mention', { groupID: 'g', unreadCount: 1, groupAtType: GroupAtType.Me }, 'You were mentioned'],
      ['that somebody types', { draftText: 'x' }, 'typing…', true],
    ];
    for (const [what, changes, words, isTyping] of shown) {
      it(`should show ${what}`, async () => {
        const item = conversation('Somebody', changes);
        const session = sessionWith(item);
        if (isTyping) session.typing.value = new Set([item.conversationID]);
        const box = await mountWith(session, list);
        const preview = rowsOf(box)[0]!.querySelector('.item__preview')!;
        assert.equal(preview.textContent.replaceAll(/\s+/g, ' ').trim(), words);
      });
    }

    const badges: [changes: Partial<Conversation>, badge: string | undefined, modifier?: string][] = [
      [{ unreadCount: 0 }, undefined],
      [{ unreadCount: 7 }, '7'],
      [{ unreadCount: 100 }, '99+'],
      [{ unreadCount: 7, recvMsgOpt: OptType.WithoutNotify }, '7', 'muted'],
      [{ unreadCount: 7, groupID: 'g', groupAtType: GroupAtType.All }, '@', 'mention'],
    ];
    for (const [changes, words, modifier] of badges) {
      it(`should have the badge ${words ?? 'of nothing'} ${modifier ?? ''}`, async () => {
        const box = await mountWith(sessionWith(conversation('Somebody', changes)), list);
        const badge = rowsOf(box)[0]!.querySelector('.item__badge');
        assert.equal(badge?.textContent, words);
        if (modifier) assert.include(badge?.className, `item__badge--${modifier}`);
      });
    }

    it('should not be rendered again when another one changes', async () => {
      const session = sessionWith(...people());
      const box = await mountWith(session, list);
      const before = rowsOf(box).map((row) => row.querySelector('.item__name')!.firstChild);
      const observed = new Set<string>();
      const observer = new MutationObserver((records) => {
        for (const { target } of records) {
          const element = target instanceof Element ? target : target.parentElement;
          observed.add(element?.closest<HTMLElement>('[role="option"]')?.dataset['id'] ?? '');
        }
      });
      observer.observe(tag(box, 'openim-conversation-list').shadowRoot!, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
      session.change('single_jun', { unreadCount: 5 });
      await settle(box);
      assert.lengthOf(before, 3);
      assert.deepEqual([...observed], ['single_jun']);
      observer.disconnect();
    });
  });

  it('should not even look at a row whose conversation is the same', async () => {
    let looks = 0;
    const watched: Conversation = {
      ...conversation('Mara Keller'),
      get faceURL() {
        looks += 1;
        return '';
      },
    };
    const session = sessionWith(watched, conversation('Jun Ogawa'));
    const box = await mountWith(session, list);
    const before = looks;
    session.conversations.value = [watched, conversation('Jun Ogawa', { unreadCount: 4 })];
    await settle(box);
    assert.include(visibleText(rowOf(box, 'Jun')), '4');
    assert.isAbove(before, 0);
    assert.equal(looks, before);
  });

  describe('choosing', () => {
    it('should ask, then tell, and mark the row', async () => {
      const box = await mountWith(sessionWith(...people()), list);
      const requests = record(box, 'openim-conversation-select-request');
      const changes = record(box, 'openim-conversation-change');
      rowOf(box, 'Jun').click();
      await settle(box);
      assert.deepEqual(
        requests.map(({ detail }) => detail),
        [{ conversationID: 'single_jun' }],
      );
      assert.deepEqual(
        changes.map(({ detail }) => detail),
        [{ conversationID: 'single_jun' }],
      );
      assert.equal(rowOf(box, 'Jun').getAttribute('aria-selected'), 'true');
      assert.equal(tag(box, 'openim-conversation-list').activeConversationID, 'single_jun');
      rowOf(box, 'Jun').click();
      await settle(box);
      assert.lengthOf(changes, 1, 'nothing changed');
    });

    it('should do nothing when prevented', async () => {
      const box = await mountWith(sessionWith(...people()), list);
      const changes = record(box, 'openim-conversation-change');
      box.addEventListener('openim-conversation-select-request', (event) => event.preventDefault());
      rowOf(box, 'Jun').click();
      await settle(box);
      assert.isEmpty(changes);
      assert.equal(rowOf(box, 'Jun').getAttribute('aria-selected'), 'false');
    });

    it('should be what a page sets, without an event', async () => {
      const box = await mountWith(sessionWith(...people()), list);
      const changes = record(box, 'openim-conversation-change');
      tag(box, 'openim-conversation-list').activeConversationID = 'single_wang';
      await settle(box);
      assert.equal(rowOf(box, '王小明').getAttribute('aria-selected'), 'true');
      assert.isEmpty(changes);
    });

    it('should work by the keyboard alone, with one Tab stop', async () => {
      const box = await mountWith(sessionWith(...people()), list);
      const element = tag(box, 'openim-conversation-list');
      const changes = record(box, 'openim-conversation-change');
      const active = (): Element => element.shadowRoot!.activeElement!;
      const search = get(box, 'openim-conversation-list', 'input');
      search.focus();
      const visited: (string | undefined)[] = [];
      for (const key of ['ArrowDown', 'ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home']) {
        press(active(), key);
        visited.push((active() as HTMLElement).dataset['id']);
      }
      assert.deepEqual(visited, [
        'single_mara',
        'single_jun',
        'single_wang',
        'single_wang',
        'single_jun',
        'single_mara',
      ]);
      press(active(), 'ArrowDown');
      press(active(), 'Enter');
      await settle(box);
      press(active(), 'ArrowDown');
      press(active(), ' ');
      await settle(box);
      assert.deepEqual(
        changes.map(({ detail }) => detail.conversationID),
        ['single_jun', 'single_wang'],
      );
      assert.deepEqual(
        rowsOf(box)
          .filter(({ tabIndex }) => tabIndex === 0)
          .map((row) => row.dataset['id']),
        ['single_wang'],
      );
    });
  });

  describe('searching', () => {
    const type = async (box: HTMLElement, text: string): Promise<void> => {
      const input = get(box, 'openim-conversation-list', 'input') as HTMLInputElement;
      input.value = text;
      input.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      await settle(box);
    };

    it('should show the names that hold all words, whatever their case', async () => {
      const box = await mountWith(sessionWith(...people()), list);
      await type(box, 'kel MA');
      assert.deepEqual(
        rowsOf(box).map((row) => row.dataset['id']),
        ['single_mara'],
      );
      await type(box, '小明');
      assert.deepEqual(
        rowsOf(box).map((row) => row.dataset['id']),
        ['single_wang'],
      );
      await type(box, '<b>');
      assert.include(visibleText(tag(box, 'openim-conversation-list')), 'Nothing is called “<b>”.');
    });

    it('should be cleared by its button and by Escape', async () => {
      const box = await mountWith(sessionWith(...people()), list);
      await type(box, 'jun');
      get(box, 'openim-conversation-list', '.search__clear').click();
      await settle(box);
      assert.lengthOf(rowsOf(box), 3);
      await type(box, 'jun');
      press(get(box, 'openim-conversation-list', 'input'), 'Escape');
      await settle(box);
      assert.lengthOf(rowsOf(box), 3);
    });

    it('should be left out on wish, with the filter still at work', async () => {
      const box = await mountWith(
        sessionWith(...people()),
        html`<openim-conversation-list no-search filter="jun"></openim-conversation-list>`,
      );
      assert.isTrue(tag(box, 'openim-conversation-list').shadowRoot!.querySelector('input') === null);
      assert.lengthOf(rowsOf(box), 1);
    });
  });

  describe('the menu', () => {
    it('should pin, mute and mark as read, by requests', async () => {
      const session = sessionWith(...people());
      const box = await mountWith(session, list);
      for (const label of ['Pin to top', 'Mute', 'Mark as read']) {
        await openMenu(box, 'Mara');
        await assertAccessible(box);
        await choose(box, label);
      }
      assert.deepEqual(
        session.calls.map(({ name, args }) => [name, ...args]),
        [
          ['pin', 'single_mara', true],
          ['setReceiveOption', 'single_mara', OptType.WithoutNotify],
          ['markConversationRead', 'single_mara'],
        ],
      );
    });

    it('should offer the way back', async () => {
      const session = sessionWith(conversation('Mara', { isPinned: true, recvMsgOpt: OptType.Mute }));
      const box = await mountWith(session, list);
      for (const label of ['Unpin', 'Unmute']) {
        await openMenu(box, 'Mara');
        await choose(box, label);
      }
      assert.deepEqual(session.callsOf('pin'), [['single_mara', false]]);
      assert.deepEqual(session.callsOf('setReceiveOption'), [['single_mara', OptType.Normal]]);
    });

    it('should ask before it deletes, and close the conversation that was open', async () => {
      const session = sessionWith(...people());
      const box = await mountWith(
        session,
        html`<openim-conversation-list active-conversation-id="single_mara"></openim-conversation-list>`,
      );
      const changes = record(box, 'openim-conversation-change');
      await openMenu(box, 'Mara');
      await choose(box, 'Delete');
      assert.isEmpty(session.calls);
      await assertAccessible(box);
      await choose(box, 'Cancel');
      await openMenu(box, 'Mara');
      await choose(box, 'Delete', 'Delete');
      await settle(box);
      assert.deepEqual(session.callsOf('deleteConversation'), [['single_mara']]);
      assert.deepEqual(
        changes.map(({ detail }) => detail),
        [{ conversationID: undefined }],
      );
    });

    it('should do nothing when the request is prevented', async () => {
      const session = sessionWith(...people());
      const box = await mountWith(session, list);
      box.addEventListener('openim-conversation-pin-request', (event) => event.preventDefault());
      await openMenu(box, 'Mara');
      await choose(box, 'Pin to top');
      assert.isEmpty(session.calls);
    });

    it('should open by the menu key and give the focus back to the row', async () => {
      const box = await mountWith(sessionWith(...people()), list);
      const row = rowOf(box, 'Jun');
      row.focus();
      row.dispatchEvent(
        new MouseEvent('contextmenu', { bubbles: true, composed: true, cancelable: true, button: 0 }),
      );
      await settle(box);
      const menu = get(box, 'openim-conversation-list', 'openim-menu');
      press(menu.shadowRoot!.activeElement!, 'Escape');
      await settle(box);
      assert.equal(
        (tag(box, 'openim-conversation-list').shadowRoot!.activeElement as HTMLElement).dataset['id'],
        'single_jun',
      );
    });
  });

  it('should speak the provider’s language', async () => {
    const session = sessionWith(conversation('王小明', { userID: 'wang', unreadCount: 3 }));
    const box = await mountWith(session, list);
    tag(box, 'openim-provider').locale = 'zh-CN';
    await settle(box);
    assert.include(accessibleName(rowsOf(box)[0]!), '3条未读消息');
    assert.equal(get(box, 'openim-conversation-list', 'input').getAttribute('placeholder'), '搜索');
  });

  it('should say that it is not connected without a provider, once in the console', async () => {
    const warnings = await warningsOf(async () => {
      const box = await mount(list);
      assert.include(visibleText(tag(box, 'openim-conversation-list')), 'Not connected');
      tag(box, 'openim-conversation-list').filter = 'x';
      await settle(box);
      await assertAccessible(box);
    });
    assert.lengthOf(warnings, 1);
  });
});
