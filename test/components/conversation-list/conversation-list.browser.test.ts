import '../../../components/index.js';

import { signal } from '@preact/signals-core';
import { assert } from 'chai';
import { laterRequests } from '../../../components/internal/requests/request-map.js';
import { html } from 'lit';
import { listParts } from '../../../components/conversation-list/conversation-list.component.js';
import { Lazy } from '../../../components/internal/lazy.js';
import {
  ContentType,
  GroupAtType,
  makeContacts,
  makeGroups,
  makeMessageSearch,
  OpenIMError,
  OptType,
  SessionType,
  type Conversation,
  type SearchItem,
  type SessionPart,
} from '../../../src/index.js';
import { Deferred } from '../../../src/util/deferred.js';
import { anyMessage, conversation, FakeSession, textMessage } from '../../helpers/fake-session.js';
import {
  accessibleName,
  assertAccessible,
  find,
  frames,
  get,
  mount,
  mountWith,
  press,
  record,
  settle,
  tag,
  unmountAll,
  until,
  visibleText,
  warningsOf,
} from '../../helpers/elements.js';
import { FakeTimers } from '../../helpers/fake-timers.js';
import { replaceMember } from '../../helpers/replace-member.js';
import { rest, touch } from '../../helpers/touch.js';

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
  before(() => Promise.all([listParts.menu.load(), listParts.search.load(), laterRequests.load()]));
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

  it('should show no draft of a group that the user is not in any more, which they could neither see nor send', async () => {
    const { message } = textMessage('Good night');
    const item = { groupID: 'team', draftText: 'wait', isNotInGroup: true, latestMessage: message };
    const session = sessionWith(conversation('Team', item));
    const box = await mountWith(session, html`<openim-conversation-list></openim-conversation-list>`);
    const row = get(box, 'openim-conversation-list', '[role=option]');
    assert.include(visibleText(row), 'Good night');
    assert.notInclude(visibleText(row), 'wait');
  });

  it('should begin a row with the sign of a draft where the page begins, and cut its words at their own end', async () => {
    const item = conversation('Somebody', { draftText: 'about the invoice from last week and the one before it' });
    const box = await mountWith(sessionWith(item), list, 'inline-size:300px;block-size:300px');
    tag(box, 'openim-conversation-list').dir = 'rtl';
    await settle(box);
    const [row] = rowsOf(box);
    const draft = row!.querySelector('.item__draft')!.getBoundingClientRect();
    const preview = row!.querySelector('.item__preview')!;
    assert.isAbove(draft.left, preview.getBoundingClientRect().left);
    assert.equal(getComputedStyle(preview).direction, 'ltr');
    assert.isAbove(preview.scrollWidth, preview.clientWidth, 'it is cut');
  });

  it('should be a listbox of options, each named after its conversation and what is unread in it', async () => {
    const box = await mountWith(sessionWith(...people()), list);
    assert.equal(get(box, 'openim-conversation-list', '[role="listbox"]').getAttribute('aria-label'), 'Chats');
    assert.match(accessibleName(rowOf(box, 'Mara Keller')), /^Mara Keller \(2 unread messages\) /);
    assert.notInclude(accessibleName(rowOf(box, 'Jun Ogawa')), 'unread');
  });

  for (const locale of ['en', 'zh-CN', 'ar']) {
    it(`should have no more room behind the sign of a draft than its language has, ${locale}`, async () => {
      const session = sessionWith(conversation('Mara', { draftText: 'wait' }));
      const box = await mount(
        html`<openim-provider .session=${session} locale=${locale}>${list}</openim-provider>`,
      );
      await until(() => find(box, 'openim-conversation-list', '.item__draft') !== null);
      const [draft, preview] = ['.item__draft', '.item__preview'].map((selector) =>
        get(box, 'openim-conversation-list', selector).getBoundingClientRect(),
      );
      const gap = locale === 'ar' ? draft!.left - preview!.right : preview!.left - draft!.right;
      assert.approximately(gap, 0, 0.5);
    });
  }

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
      [
        'a draft',
        { draftText: 'about\nthe', latestMessage: textMessage('x').message },
        'Draft: about \u2068the\u2069',
      ],
      ['a mention', { groupID: 'g', unreadCount: 1, groupAtType: GroupAtType.Me }, 'You were mentioned'],
      ['that somebody types', { draftText: 'x' }, 'typing…', true],
    ];
    it('should show lines side by side in their order, each in its own direction', async () => {
      const draftText = 'اتصل بي على الرقم\n+966 50 123 4567\nHello, all!';
      const box = await mountWith(sessionWith(conversation('Somebody', { draftText })), list);
      const preview = rowsOf(box)[0]!.querySelector('.item__preview')!;
      const text = [...preview.childNodes].find(
        (node) => node instanceof Text && node.data.includes('Hello'),
      ) as Text;
      const leftOf = (part: string): number => {
        const range = document.createRange();
        const at = text.data.indexOf(part);
        range.setStart(text, at);
        range.setEnd(text, at + part.length);
        return range.getBoundingClientRect().left;
      };
      assert.isBelow(leftOf('Hello'), leftOf('+966'), 'the lines, from the right');
      assert.isBelow(leftOf('+966'), leftOf('الرقم'), 'the lines, from the right');
      assert.isBelow(leftOf('+966'), leftOf('50'));
      assert.isBelow(leftOf('50'), leftOf('4567'));
      assert.isBelow(leftOf('Hello'), leftOf('all!'));
    });

    for (const [what, changes, words, isTyping] of shown) {
      it(`should show ${what}`, async () => {
        const item = conversation('Somebody', changes);
        const session = sessionWith(item);
        if (isTyping) session.typing.value = new Set([item.conversationID]);
        const box = await mountWith(session, list);
        const preview = rowsOf(box)[0]!.querySelector('.item__preview-box')!;
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

  it('should say of a message of today that it is of another day, once midnight has passed', async () => {
    let tick = (): void => undefined;
    const restore = [replaceMember(globalThis, 'setInterval', () => (callback: () => void) => (tick = callback))];
    try {
      const sentMs = Date.now();
      const box = await mountWith(sessionWith(conversation('Mara', { latestMsgSendTime: sentMs })), list);
      const shown = (): string => rowOf(box, 'Mara').querySelector('.item__time')!.textContent.trim();
      assert.match(shown(), /^\d+:\d\d/);
      restore.push(replaceMember(Date, 'now', () => () => sentMs + 24 * 3_600_000));
      tick();
      await settle(box);
      assert.match(shown(), /^[A-Z][a-z]{2}$/);
    } finally {
      for (const undo of restore) undo();
    }
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

    it('should be what the markup says, also where the provider around it comes later', async () => {
      const early = document.createElement('openim-conversation-list');
      early.activeConversationID = 'single_wang';
      const box = await mount(html`${early}`);
      const provider = document.createElement('openim-provider');
      provider.session = sessionWith(...people());
      provider.append(early);
      box.append(provider);
      await settle(box);
      assert.equal(rowOf(box, '王小明').getAttribute('aria-selected'), 'true');
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
      assert.include(visibleText(tag(box, 'openim-conversation-list')), 'We couldn’t find “<b>”.');
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

  describe('searching for everything', () => {
    const everything = html`<openim-conversation-list search-everything></openim-conversation-list>`;
    const hits = (conversationID: string, ...texts: string[]): SearchItem => ({
      conversationID,
      conversationType: SessionType.Single,
      showName: 'Sami Awad',
      faceURL: '',
      messageCount: texts.length,
      messageList: texts.map((text, index) => textMessage(text, { id: `hit-${String(index)}` }).message),
    });

    /** A session with a friend, a group, and an answer to each search. */
    function searchable(answer: (words: string) => Promise<readonly SearchItem[]>): FakeSession {
      const session = sessionWith(...people());
      const live = (value: unknown) => ({ value: signal(value), state: signal({ kind: 'ready' }) });
      const friend = (userID: string, nickname: string, remark = '') => ({
        userID,
        nickname,
        remark,
        faceURL: '',
      });
      session.parts.set(makeContacts, {
        friends: live([friend('mara', 'Mara Keller'), friend('marc', 'Marc', 'Uncle Marc')]),
      } as unknown as SessionPart);
      session.parts.set(makeGroups, {
        joined: live([{ groupID: 'march', groupName: 'March plans', faceURL: '' }]),
      } as unknown as SessionPart);
      session.parts.set(makeMessageSearch, { find: answer } as unknown as SessionPart);
      return session;
    }

    async function searched(session: FakeSession, words: string): Promise<HTMLElement> {
      const box = await mountWith(session, everything, 'inline-size:320px;block-size:640px');
      tag(box, 'openim-conversation-list').filter = words;
      await settle(box);
      await frames();
      return box;
    }

    const linesOf = (box: HTMLElement): string[] => {
      const root = tag(box, 'openim-conversation-list').shadowRoot!;
      return [...root.querySelectorAll('.heading, .item__name, .item__preview')].map((line) =>
        line.textContent.trim(),
      );
    };

    /** Searches for `words` while the code of the search is being fetched, which `arrive` completes. */
    async function whileFetching(
      words: string,
      run: (box: HTMLElement, arrive: () => void) => Promise<void>,
    ): Promise<void> {
      const { search } = listParts;
      const parts = await search.load();
      const fetched = new Deferred<typeof parts>();
      listParts.search = new Lazy(() => fetched.promise);
      try {
        const box = await searched(
          searchable(() => Promise.resolve([])),
          words,
        );
        await run(box, () => fetched.resolve(parts));
      } finally {
        listParts.search = search;
      }
    }

    it('should find conversations, people without one, groups, and messages with the words marked', async () => {
      const text = 'a long way from here to where somebody writes of March and of nothing else';
      const box = await searched(
        searchable(() => Promise.resolve([hits('single_sami', text, 'marching on')])),
        'mar',
      );
      assert.deepEqual(
        linesOf(box).filter((line) => line !== ''),
        [
          'Chats',
          'Mara Keller',
          'People',
          'Uncle Marc',
          'Marc',
          'Groups',
          'March plans',
          'Messages',
          'Sami Awad',
          '…omebody writes of March and of nothing else',
        ],
      );
      assert.equal(get(box, 'openim-conversation-list', 'mark').textContent, 'Mar');
      assert.include(visibleText(rowOf(box, 'Sami')), '2 messages');
      await assertAccessible(box);
    });

    it('should not say that nothing matches while the search is being fetched', async () => {
      await whileFetching('march', async (box, arrive) => {
        assert.notInclude(visibleText(tag(box, 'openim-conversation-list')), 'No matches');
        arrive();
        await until(() => linesOf(box).includes('March plans'));
      });
    });

    it('should keep the conversations in their places when the search has been fetched, which adds headings', async () => {
      await whileFetching('mar', async (box, arrive) => {
        box.style.setProperty('--openim-font-size', '28px');
        await settle(box);
        const before = rowOf(box, 'Mara').offsetTop;
        arrive();
        await until(() => linesOf(box).includes('March plans'));
        assert.equal(linesOf(box)[0], 'Chats');
        assert.equal(rowOf(box, 'Mara').offsetTop, before);
      });
    });

    it('should say what the names have to offer where the search cannot be fetched', async () => {
      const { search } = listParts;
      listParts.search = new Lazy(() => Promise.reject(new Error('offline')));
      try {
        const box = await searched(
          searchable(() => Promise.resolve([])),
          'march',
        );
        await until(() => visibleText(tag(box, 'openim-conversation-list')).includes('No matches'));
      } finally {
        listParts.search = search;
      }
    });

    it('should begin a chat with who was found, and show a message where it stands', async () => {
      const box = await searched(
        searchable(() => Promise.resolve([hits('single_sami', 'march')])),
        'mar',
      );
      const events = (['start', 'select'] as const).map((name) =>
        record(box, `openim-conversation-${name}-request`),
      );
      const searches = record(box, 'openim-search-request');
      const jumps = record(box, 'openim-jump-request');
      rowOf(box, 'Uncle Marc').click();
      rowOf(box, 'March plans').click();
      rowOf(box, 'Sami').click();
      assert.deepEqual(
        events.map((list) => list.map(({ detail }) => detail as unknown)),
        [[{ userID: 'marc' }, { groupID: 'march' }], [{ conversationID: 'single_sami' }]],
      );
      assert.deepEqual(searches[0]?.detail, { conversationID: 'single_sami', words: 'mar' });
      assert.deepEqual(jumps[0]?.detail, { conversationID: 'single_sami', clientMsgID: 'hit-0' });
    });

    it('should be walked through by the keyboard, headings left out', async () => {
      const box = await searched(
        searchable(() => Promise.resolve([hits('single_sami', 'march')])),
        'mar',
      );
      const element = tag(box, 'openim-conversation-list');
      const visited: (string | undefined)[] = [];
      press(get(box, 'openim-conversation-list', 'input'), 'ArrowDown');
      for (let step = 0; step < 4; step += 1) {
        const active = element.shadowRoot!.activeElement as HTMLElement;
        visited.push(active.dataset['id']);
        press(active, 'ArrowDown');
      }
      assert.deepEqual(visited, [
        'single_mara',
        'person:single_marc',
        'group:group_march',
        'messages:single_sami',
      ]);
    });

    it('should ask once at a time and end with the newest words', async () => {
      const asked: string[] = [];
      const answers: (() => void)[] = [];
      const session = searchable(
        (words) =>
          new Promise((resolve) => {
            asked.push(words);
            answers.push(() => resolve([hits('single_sami', words)]));
          }),
      );
      const box = await searched(session, 'm');
      const element = tag(box, 'openim-conversation-list');
      assert.include(visibleText(element), 'Searching');
      for (const words of ['ma', 'mar']) {
        element.filter = words;
        await settle(box);
      }
      assert.deepEqual(asked, ['m']);
      answers[0]?.();
      await frames();
      assert.deepEqual(asked, ['m', 'mar']);
      assert.notInclude(linesOf(box), 'Messages', 'what was found by words that stand there no more');
      answers[1]?.();
      await frames();
      await settle(box);
      assert.include(linesOf(box), 'Messages');
      assert.notInclude(visibleText(element), 'Searching');
    });

    it('should say so when messages cannot be searched, and show the rest', async () => {
      const box = await searched(
        searchable(() => Promise.reject(new OpenIMError(1, 'no connection'))),
        'mar',
      );
      assert.include(visibleText(tag(box, 'openim-conversation-list')), 'Couldn’t search messages.');
      assert.ok(rowOf(box, 'Uncle Marc'));
      await assertAccessible(box);
    });
  });

  describe('of 2,000 conversations', () => {
    const many = (): Conversation[] =>
      Array.from({ length: 2000 }, (_, index) =>
        conversation(`Person ${String(index)}`, { userID: `p${String(index)}` }),
      );

    async function open(): Promise<{ box: HTMLElement; session: FakeSession; scroller: HTMLElement }> {
      const session = sessionWith(...many());
      const box = await mountWith(session, list);
      await frames();
      return { box, session, scroller: get(box, 'openim-conversation-list', '.list') };
    }

    it('should have only some in the page, and room for the others', async () => {
      const { box, scroller } = await open();
      assert.isBelow(rowsOf(box).length, 60);
      assert.approximately(scroller.scrollHeight, 2000 * 66, 40);
      scroller.scrollTop = 60_000;
      await frames(3);
      await settle(box);
      const view = scroller.getBoundingClientRect();
      const rows = rowsOf(box).map((row) => row.getBoundingClientRect());
      assert.isBelow(rows.length, 60);
      assert.isAtMost(rows[0]?.top ?? NaN, view.top);
      assert.isAtLeast(rows.at(-1)?.bottom ?? NaN, view.bottom);
      assert.equal(rowsOf(box)[0]?.getAttribute('aria-setsize'), '2000');
      await assertAccessible(box);
    });

    it('should be walked through by the keyboard from end to end', async () => {
      const { box } = await open();
      const element = tag(box, 'openim-conversation-list');
      const active = (): HTMLElement => element.shadowRoot!.activeElement as HTMLElement;
      rowsOf(box)[0]!.focus();
      const visited: (string | undefined)[] = [];
      for (const key of ['End', 'ArrowUp', 'Home', 'PageDown']) {
        press(active(), key);
        await settle(box);
        await frames();
        visited.push(active().dataset['id']);
      }
      assert.deepEqual(visited, ['single_p1999', 'single_p1998', 'single_p0', 'single_p6']);
    });

    it('should show the row that a key leads to, from wherever it was scrolled to', async () => {
      const { box, scroller } = await open();
      const element = tag(box, 'openim-conversation-list');
      rowsOf(box)[3]!.focus();
      for (const key of ['ArrowDown', 'End', 'ArrowUp', 'Home', 'PageDown', 'PageDown', 'PageDown', 'End']) {
        press(element.shadowRoot!.activeElement!, key);
        await settle(box);
        await frames(3);
        const row = element.shadowRoot!.activeElement;
        assert.ok(row, `no focus after ${key}`);
        const [{ top, bottom }, view] = [row.getBoundingClientRect(), scroller.getBoundingClientRect()];
        assert.isAtLeast(top, view.top - 1, key);
        assert.isAtMost(bottom, view.bottom + 1, key);
      }
    });

    it('should be where it was scrolled to when it is moved, and go on', async () => {
      const { box, scroller } = await open();
      scroller.scrollTop = 60_000;
      await frames(3);
      tag(box, 'openim-provider').append(tag(box, 'openim-conversation-list'));
      await settle(box);
      await frames(3);
      assert.equal(scroller.scrollTop, 60_000);
      scroller.scrollTop = 90_000;
      await frames(3);
      await settle(box);
      assert.isAtLeast(
        rowsOf(box).at(-1)?.getBoundingClientRect().bottom ?? NaN,
        scroller.getBoundingClientRect().bottom,
      );
    });

    it('should keep a Tab stop when the row that had it is scrolled out of the page', async () => {
      const { box, scroller } = await open();
      scroller.scrollTop = 60_000;
      await frames(3);
      await settle(box);
      assert.equal(scroller.tabIndex, 0);
      scroller.focus();
      press(scroller, 'ArrowDown');
      await settle(box);
      await frames();
      assert.equal(rowsOf(box)[1]?.dataset['id'], 'single_p1');
    });

    it('should render no more for a new message than with few', async () => {
      const { box, session } = await open();
      let changes = 0;
      const observer = new MutationObserver((records) => (changes += records.length));
      observer.observe(tag(box, 'openim-conversation-list').shadowRoot!, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
      session.change('single_p3', { unreadCount: 1 });
      await settle(box);
      changes += observer.takeRecords().length;
      observer.disconnect();
      assert.isAbove(changes, 0);
      assert.isBelow(changes, 20);
    });
  });

  describe('the menu', () => {
    it('should mute in both ways, and ask before messages are lost', async () => {
      const session = sessionWith(...people());
      const box = await mountWith(session, list);
      const requests = record(box, 'openim-conversation-receive-request');
      await openMenu(box, 'Mara');
      await choose(box, 'Stop receiving messages');
      assert.isEmpty(requests);
      await assertAccessible(box);
      await choose(box, 'Stop receiving messages');
      assert.deepEqual(requests[0]?.detail, { conversationID: 'single_mara', opt: OptType.Mute });
      session.change('single_mara', { recvMsgOpt: OptType.Mute });
      await settle(box);
      await openMenu(box, 'Mara');
      assert.notInclude(
        visibleText(get(box, 'openim-conversation-list', 'openim-menu')),
        'Stop receiving',
        'it is so already',
      );
    });

    it('should open for a finger that rests on a row, and stay when the finger is lifted', async () => {
      const box = await mountWith(sessionWith(...people()), list);
      const requests = record(box, 'openim-conversation-select-request');
      const row = rowOf(box, 'Mara');
      rest(row);
      touch(row, 'pointerup');
      touch(row, 'click');
      await settle(box);
      assert.equal(requests.length, 0);
      assert.isNotNull(find(box, 'openim-conversation-list', 'openim-menu')?.localName, 'no menu');
      for (const type of ['pointerdown', 'pointerup', 'click'] as const) touch(row, type);
      assert.equal(requests.length, 1);
    });

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

    it('should open by Shift and F10, for keyboards and systems without a menu key', async () => {
      const box = await mountWith(sessionWith(...people()), list);
      const row = rowOf(box, 'Jun');
      row.focus();
      press(row, 'F10', { shiftKey: true });
      await settle(box);
      const menu = get(box, 'openim-conversation-list', 'openim-menu');
      assert.include(menu.getAttribute('label'), 'Jun');
      assert.ok(menu.shadowRoot!.activeElement, 'its first item has the focus');
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

  it('should say that it lacks a provider, once in the console', async () => {
    const timers = new FakeTimers();
    const warnings = await warningsOf(async () => {
      const box = await mount(list).finally(() => {
        timers.restore();
      });
      timers.fire();
      await settle(box);
      assert.include(
        visibleText(tag(box, 'openim-conversation-list')),
        'Chat isn’t set up yet Missing: <openim-provider>.',
      );
      tag(box, 'openim-conversation-list').filter = 'x';
      await settle(box);
      await assertAccessible(box);
    });
    assert.lengthOf(warnings, 1);
  });
});
