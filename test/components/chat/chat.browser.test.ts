import '../../../components/index.js';

import { assert } from 'chai';
import { chatStateOf } from '../../../components/internal/chat-state.js';
import { laterRequests } from '../../../components/internal/requests/request-map.js';
import { html } from 'lit';
import { GroupStatus, OpenIMError, type ClosedReason, type GroupItem } from '../../../src/index.js';
import { conversation, FakeSession, textMessage } from '../../helpers/fake-session.js';
import { FakeTimers } from '../../helpers/fake-timers.js';
import {
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

function story(): FakeSession {
  const session = new FakeSession();
  session.add(
    conversation('Mara Keller'),
    conversation('Jun Ogawa'),
    conversation('Design team', { groupID: 'design' }),
  );
  session.timeline('single_mara').messages.value = [textMessage('hello from Mara')];
  session.timeline('single_jun').messages.value = [
    textMessage('hello from Jun', { conversationID: 'single_jun' }),
  ];
  return session;
}

const mara = html`<openim-chat conversation-id="single_mara"></openim-chat>`;

function group(memberCount: number): GroupItem {
  return {
    groupID: 'design',
    groupName: 'Design team',
    notification: '',
    introduction: '',
    faceURL: '',
    createTime: 0,
    status: GroupStatus.Normal,
    creatorUserID: 'ines',
    groupType: 2,
    ownerUserID: 'ines',
    memberCount,
    ex: '',
    attachedInfo: '',
    needVerification: 0,
    lookMemberInfo: 0,
    applyMemberFriend: 0,
    notificationUpdateTime: 0,
    notificationUserID: '',
  };
}

describe('<openim-chat>', () => {
  before(() => laterRequests.load());

  afterEach(unmountAll);

  // To see it fail: connectedCallback taken out of the chat.
  it('should fetch what a first click opens, before it is clicked', async () => {
    await mountWith(story(), mara);
    await new Promise<void>((resolve) => {
      new PerformanceObserver((entries) => {
        if (entries.getEntries().some(({ name }) => /\/message-actions\b/.test(name))) resolve();
      }).observe({ type: 'resource', buffered: true });
    });
  });

  for (const scheme of ['light', 'dark']) {
    it(`should be accessible in every state of the connection, ${scheme}`, async () => {
      const session = story();
      const box = await mountWith(session, mara, `color-scheme:${scheme};inline-size:380px;block-size:600px`);
      await assertAccessible(box);
      session.connection.value = { kind: 'connecting', attempt: 1 };
      await settle(box);
      await assertAccessible(box);
      session.connection.value = { kind: 'waiting', attempt: 1, retryAtMs: Date.now() + 5000, reason: 'lost' };
      await settle(box);
      await assertAccessible(box);
      for (const reason of ['kicked', 'expired', 'refused'] as const) {
        session.connection.value = { kind: 'closed', reason, errCode: 0, errMsg: '' };
        await settle(box);
        await assertAccessible(box);
      }
    });
  }

  it('should show the conversation with name, messages and a text field', async () => {
    const box = await mountWith(story(), mara);
    const words = visibleText(tag(box, 'openim-chat'));
    assert.include(words, 'Mara Keller');
    assert.include(words, 'hello from Mara');
    assert.equal(
      get(box, 'openim-chat', 'openim-composer', 'textarea').getAttribute('aria-label'),
      'Message Mara Keller',
    );
  });

  it('should look the same in a heading or cell of the page', async () => {
    const looks = async (style: string): Promise<string[]> => {
      const box = await mountWith(story(), mara, style);
      const words = [
        get(box, 'openim-chat', '.header__name'),
        get(box, 'openim-chat', 'openim-message-list', 'openim-message', '[part~="text"]'),
      ];
      return words.map((element) => {
        const { font, letterSpacing, textTransform, whiteSpace } = getComputedStyle(element);
        return [font, letterSpacing, textTransform, whiteSpace].join(' ');
      });
    };
    const heading =
      'font: italic 700 30px/3 serif; letter-spacing: 3px; text-transform: uppercase; white-space: nowrap';
    assert.deepEqual(await looks(heading), await looks(''));
  });

  it('should show the conversation chosen in the list', async () => {
    const box = await mountWith(
      story(),
      html`<openim-conversation-list></openim-conversation-list><openim-chat></openim-chat>`,
    );
    assert.include(visibleText(tag(box, 'openim-chat')), 'Select a chat');
    await assertAccessible(tag(box, 'openim-chat'));
    const rows = tag(box, 'openim-conversation-list').shadowRoot!.querySelectorAll<HTMLElement>('[role="option"]');
    rows[1]?.click();
    await settle(box);
    assert.include(visibleText(tag(box, 'openim-chat')), 'hello from Jun');
    rows[0]?.click();
    await settle(box);
    assert.include(visibleText(tag(box, 'openim-chat')), 'hello from Mara');
    assert.notInclude(visibleText(tag(box, 'openim-chat')), 'hello from Jun');
  });

  it('should keep only the timeline open that it shows', async () => {
    const session = story();
    const box = await mountWith(session, mara);
    tag(box, 'openim-chat').conversationID = 'single_jun';
    await settle(box);
    assert.equal(session.timeline('single_mara').holders, 0);
    assert.isAbove(session.timeline('single_jun').holders, 0);
  });

  it('should send what is written, and not when the page prevents it', async () => {
    const session = story();
    const box = await mountWith(session, mara);
    const field = get(box, 'openim-chat', 'openim-composer', 'textarea') as HTMLTextAreaElement;
    const write = async (text: string): Promise<void> => {
      field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      await settle(box);
      press(field, 'Enter');
      await settle(box);
    };
    await write('one');
    box.addEventListener('openim-send-request', (event) => event.preventDefault());
    await write('two');
    assert.deepEqual(session.timeline('single_mara').callsOf('sendText'), [['one']]);
  });

  describe('by whom it is with', () => {
    it('should find a known conversation at once', async () => {
      const session = story();
      const box = await mountWith(session, html`<openim-chat peer-id="jun"></openim-chat>`);
      assert.include(visibleText(tag(box, 'openim-chat')), 'hello from Jun');
      assert.isEmpty(session.callsOf('startConversation'));
      tag(box, 'openim-chat').peerID = '';
      tag(box, 'openim-chat').groupID = 'design';
      await settle(box);
      assert.include(visibleText(tag(box, 'openim-chat')), 'Design team');
    });

    it('should have a new one made', async () => {
      const session = story();
      session.timeline('single_sami').messages.value = [textMessage('hello from Sami')];
      const box = await mountWith(session, html`<openim-chat peer-id="sami"></openim-chat>`);
      await settle(box);
      assert.deepEqual(session.callsOf('startConversation'), [[{ userID: 'sami' }]]);
      assert.include(visibleText(tag(box, 'openim-chat')), 'hello from Sami');
    });

    it('should say that there is nobody, and try again on wish', async () => {
      const session = story();
      session.failure = new OpenIMError(802, 'unknown');
      const box = await mountWith(session, html`<openim-chat peer-id="nobody"></openim-chat>`);
      await frames();
      assert.include(visibleText(tag(box, 'openim-chat')), 'Person or group not found');
      await assertAccessible(box);
      session.failure = undefined;
      get(box, 'openim-chat', '.button').click();
      await frames();
      assert.ok(find(box, 'openim-chat', 'openim-composer'));
    });
  });

  it('should take files that are dropped anywhere on it, but no picture of its own', async () => {
    const box = await mountWith(story(), mara);
    const list = get(box, 'openim-chat', 'openim-message-list', '.base');
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'a.txt'));
    const drag = (type: string): boolean =>
      list.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }));
    const attached = (): number => {
      const composer = get(box, 'openim-chat', 'openim-composer').shadowRoot!;
      return composer.querySelectorAll('.attachment__name').length;
    };
    for (const type of ['dragstart', 'dragover', 'drop', 'dragend']) assert.isTrue(drag(type), type);
    for (const type of ['dragover', 'drop']) assert.isFalse(drag(type), type);
    await until(() => attached() > 0);
    assert.equal(attached(), 1);
    // A row that is dragged may leave the list before it is dropped.
    const row = list.appendChild(document.createElement('div'));
    row.dispatchEvent(new DragEvent('dragstart', { dataTransfer, bubbles: true, composed: true }));
    assert.isTrue(drag('dragover'), 'its own');
    row.remove();
    assert.isFalse(drag('dragover'), 'another one');
  });

  it('should take dropped files again once the user is back in the group', async () => {
    const session = story();
    const box = await mountWith(session, html`<openim-chat conversation-id="group_design"></openim-chat>`);
    const conversationOf = session.timeline('group_design').conversation;
    for (const isNotInGroup of [true, false]) {
      conversationOf.value = { ...conversation('Design team', { groupID: 'design' }), isNotInGroup };
      await settle(box);
    }
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'a.txt'));
    let isRefused = false;
    Object.defineProperty(dataTransfer, 'dropEffect', { set: () => (isRefused = true) });
    tag(box, 'openim-chat').dispatchEvent(new DragEvent('dragover', { dataTransfer }));
    assert.isFalse(isRefused, 'by the composer that is gone');
  });

  describe('the header', () => {
    it('should say that the peer types, before all else', async () => {
      const session = story();
      const box = await mountWith(session, mara);
      session.timeline('single_mara').peerTyping.value = true;
      await settle(box);
      assert.include(get(box, 'openim-chat', '.header').textContent, 'typing…');
    });

    for (const [size, px] of [
      ['normal', 14],
      ['large', 28],
    ] as const) {
      it(`should keep the name in its place when the peer begins to type, and have room for it, in ${size} text`, async () => {
        const session = story();
        const box = await mountWith(session, mara);
        box.style.setProperty('--openim-font-size', `${String(px)}px`);
        const nameTop = (): number => get(box, 'openim-chat', '.header__name').getBoundingClientRect().top;
        const before = nameTop();
        session.timeline('single_mara').peerTyping.value = true;
        await settle(box);
        assert.equal(nameTop(), before);
        const [status, header] = ['.header__status', '.header'].map((part) =>
          get(box, 'openim-chat', part).getBoundingClientRect(),
        );
        assert.isAtMost(status!.bottom, header!.bottom);
      });
    }

    it('should count a group’s members', async () => {
      const session = story();
      const box = await mountWith(session, html`<openim-chat conversation-id="group_design"></openim-chat>`);
      session.timeline('group_design').group.value = group(12);
      await settle(box);
      assert.include(get(box, 'openim-chat', '.header').textContent, '12 members');
    });

    it('should be left out on wish', async () => {
      const box = await mountWith(
        story(),
        html`<openim-chat no-header conversation-id="single_mara"></openim-chat>`,
      );
      assert.isTrue(find(box, 'openim-chat', '.header') === null);
    });
  });

  it('should keep the place of a reader when the line that says it is offline comes and goes', async () => {
    const session = story();
    const timeline = session.timeline('single_mara');
    timeline.messages.value = Array.from({ length: 40 }, (_, index) =>
      textMessage(`message ${String(index)}`, { id: `m${String(index)}`, atMs: index * 600_000 }),
    );
    const box = await mountWith(session, mara);
    await frames(3);
    const scroller = get(box, 'openim-chat', 'openim-message-list', '.scroller');
    const scrolled = new Promise((resolve) => scroller.addEventListener('scroll', resolve, { once: true }));
    scroller.scrollTop = scroller.scrollHeight / 2;
    await scrolled;
    await frames();
    const row = [...scroller.querySelectorAll('openim-message')].find(
      (candidate) => candidate.getBoundingClientRect().top > scroller.getBoundingClientRect().top,
    );
    const { top } = row!.getBoundingClientRect();
    session.connection.value = { kind: 'waiting', attempt: 1, retryAtMs: 0, reason: 'lost' };
    await settle(box);
    await frames();
    get(box, 'openim-chat', '.banner');
    assert.approximately(row!.getBoundingClientRect().top, top, 1);
    session.connection.value = { kind: 'online', sinceMs: 0 };
    await settle(box);
    await frames();
    assert.isNull(find(box, 'openim-chat', '.banner'));
    assert.approximately(row!.getBoundingClientRect().top, top, 1);
  });

  it('should say that messages wait while it is offline, and let one write on', async () => {
    const session = story();
    const box = await mountWith(session, mara);
    session.connection.value = {
      kind: 'waiting',
      attempt: 2,
      retryAtMs: Date.now() + 9000,
      reason: 'unreachable',
    };
    await settle(box);
    assert.include(
      visibleText(tag(box, 'openim-chat')),
      'You’re offline. Messages will be sent when you reconnect.',
    );
    assert.isFalse((get(box, 'openim-chat', 'openim-composer', 'textarea') as HTMLTextAreaElement).disabled);
  });

  const closed: [reason: ClosedReason, words: string][] = [
    ['kicked', 'Chat is open elsewhere'],
    ['expired', 'Your session has expired'],
    ['refused', 'Couldn’t sign you in'],
  ];
  for (const [reason, words] of closed) {
    it(`should say that it was ${reason}, with what was written still to read`, async () => {
      const session = story();
      const box = await mountWith(session, mara);
      session.connection.value = { kind: 'closed', reason, errCode: 0, errMsg: '' };
      await settle(box);
      assert.include(visibleText(tag(box, 'openim-chat')), words);
      assert.include(visibleText(tag(box, 'openim-chat')), 'hello from Mara');
      assert.isTrue(find(box, 'openim-chat', 'openim-composer') === null);
    });
  }

  const ways: [reason: ClosedReason, label: string][] = [
    ['kicked', 'Continue here'],
    ['expired', 'Sign in again'],
    ['refused', 'Try again'],
  ];
  for (const [reason, label] of ways) {
    it(`should connect again after it was ${reason} when the user wants it, unless prevented`, async () => {
      const session = story();
      const box = await mountWith(session, mara);
      session.connection.value = { kind: 'closed', reason, errCode: 706, errMsg: '' };
      await settle(box);
      const button = get(box, 'openim-chat', '.closed .button');
      assert.equal(visibleText(button), label);
      button.click();
      await settle(box);
      assert.lengthOf(session.callsOf('reconnect'), 1);
      box.addEventListener('openim-reconnect-request', (event) => event.preventDefault());
      button.click();
      await settle(box);
      assert.lengthOf(session.callsOf('reconnect'), 1);
    });
  }

  it('should not let one write in a group one is not in', async () => {
    const session = story();
    const box = await mountWith(session, html`<openim-chat conversation-id="group_design"></openim-chat>`);
    const timeline = session.timeline('group_design');
    timeline.conversation.value = { ...conversation('Design team', { groupID: 'design' }), isNotInGroup: true };
    await settle(box);
    assert.include(visibleText(tag(box, 'openim-chat')), 'You’re no longer in this group.');
    assert.isTrue(find(box, 'openim-chat', 'openim-composer') === null);
  });

  for (const [locale, words] of [
    ['en', 'No connection. Try again later.'],
    ['ar', 'لا يوجد اتصال حاليًا. حاول بعد قليل.'],
  ] as const) {
    it(`should show a request that failed until it is dismissed, in words of ${locale}`, async () => {
      const session = story();
      const box = await mount(
        html`<openim-provider .session=${session} locale=${locale}>${mara}</openim-provider>`,
      );
      session.failure = new OpenIMError(113, 'raw words');
      const errors = record(box, 'openim-error');
      tag(box, 'openim-chat').dispatchEvent(
        new CustomEvent('openim-conversation-read-request', {
          bubbles: true,
          cancelable: true,
          detail: { conversationID: 'single_mara' },
        }),
      );
      await until(() => find(box, 'openim-chat', '.failure__words')?.textContent === words);
      assert.deepEqual(
        errors.map(({ detail }) => detail),
        [{ code: 113, message: 'raw words' }],
      );
      await assertAccessible(box);
      get(box, 'openim-chat', '.failure > .icon-button').click();
      await settle(box);
      assert.isNull(find(box, 'openim-chat', '.failure'));
    });
  }

  it('should not ask to choose where there is nothing to choose from', async () => {
    const session = story();
    const box = await mountWith(session, html`<openim-chat></openim-chat>`);
    assert.include(visibleText(tag(box, 'openim-chat')), 'Select a chat');
    session.conversations.value = [];
    await settle(box);
    assert.equal(visibleText(tag(box, 'openim-chat')), 'No chats yet');
    session.conversationsState.value = { kind: 'loading' };
    await settle(box);
    assert.equal(visibleText(tag(box, 'openim-chat')), '');
  });

  describe('on its own', () => {
    it('should be its own provider', async () => {
      const session = story();
      const box = await mount(
        html`<openim-chat .session=${session} conversation-id="single_mara" locale="zh-CN"></openim-chat>`,
      );
      assert.include(visibleText(tag(box, 'openim-chat')), 'hello from Mara');
      assert.equal(get(box, 'openim-chat', 'openim-composer', '.send').getAttribute('aria-label'), '发送');
      const field = get(box, 'openim-chat', 'openim-composer', 'textarea') as HTMLTextAreaElement;
      field.value = 'one';
      field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
      await settle(box);
      press(field, 'Enter');
      await settle(box);
      assert.deepEqual(session.timeline('single_mara').callsOf('sendText'), [['one']]);
      tag(box, 'openim-chat').remove();
      await settle(box);
      assert.equal(session.timeline('single_mara').holders, 0);
      assert.equal(session.listenerCount, 0);
    });

    it('should be the provider of what stands in its slots, also where that was there first', async () => {
      const session = story();
      const chat = document.createElement('openim-chat');
      const status = document.createElement('openim-connection-status');
      status.slot = 'header-end';
      chat.append(status);
      const warnings = await warningsOf(async () => {
        const box = await mount(html`${chat}`);
        Object.assign(chat, { session, locale: 'en' });
        await settle(box);
        assert.include(visibleText(status), 'Online');
      });
      assert.isEmpty(warnings);
    });

    it('should leave a chat in its slots to its own session', async () => {
      const [outer, own] = [story(), story()];
      own.timeline('single_mara').messages.value = [textMessage('from its own')];
      const box = await mount(
        html`<openim-chat .session=${outer} conversation-id="single_mara">
          <openim-chat slot="before-composer" .session=${own} conversation-id="single_mara"></openim-chat>
        </openim-chat>`,
      );
      assert.include(visibleText(get(box, 'openim-chat openim-chat')), 'from its own');
    });

    it('should go before a chat around it that logs in later', async () => {
      const [outer, own] = [story(), story()];
      const status = document.createElement('openim-connection-status');
      status.slot = 'header-end';
      const box = await mount(
        html`<openim-chat locale="en"><openim-chat slot="header-end">${status}</openim-chat></openim-chat>`,
      );
      Object.assign(get(box, 'openim-chat openim-chat'), { session: own });
      await settle(box);
      tag(box, 'openim-chat').session = outer;
      await settle(box);
      own.connection.value = { kind: 'connecting', attempt: 1 };
      await settle(box);
      assert.include(visibleText(status), 'Connecting');
    });

    it('should go before a provider around it', async () => {
      const [outer, own] = [story(), story()];
      own.timeline('single_mara').messages.value = [textMessage('from its own')];
      const box = await mountWith(
        outer,
        html`<openim-chat .session=${own} conversation-id="single_mara"></openim-chat>`,
      );
      assert.include(visibleText(tag(box, 'openim-chat')), 'from its own');
      assert.equal(outer.timeline('single_mara').holders, 0);
    });

    it('should say what it lacks, on screen and once in the console', async () => {
      const warnings = await warningsOf(async () => {
        const timers = new FakeTimers();
        const box = await mount(html`<openim-chat url="wss://chat.example" peer-id="x"></openim-chat>`).finally(
          () => {
            timers.restore();
          },
        );
        timers.fire();
        await settle(box);
        assert.include(visibleText(tag(box, 'openim-chat')), 'Missing: user-id, token.');
        tag(box, 'openim-chat').peerID = 'y';
        await settle(box);
        await assertAccessible(box);
      });
      assert.lengthOf(warnings, 1);
    });
  });

  it('should say once that it cannot show a person and a group', async () => {
    const warnings = await warningsOf(async () => {
      const box = await mountWith(story(), html`<openim-chat peer-id="mara" group-id="design"></openim-chat>`);
      tag(box, 'openim-chat').noHeader = true;
      await settle(box);
      assert.include(visibleText(tag(box, 'openim-chat')), 'hello from Mara');
    });
    assert.deepEqual(warnings, ['[openim-chat] <openim-chat> has both peer-id and group-id; peer-id is used']);
  });

  it('should wait a second for a provider, and then say that it lacks it, on screen and once in the console', async () => {
    const timers = new FakeTimers();
    const early = await warningsOf(() =>
      mount(html`<openim-chat></openim-chat>`).finally(() => {
        timers.restore();
      }),
    );
    const chat = document.querySelector('openim-chat')!;
    assert.isEmpty(early);
    assert.equal(visibleText(chat), 'Loading');
    const late = await warningsOf(async () => {
      timers.fire();
      await settle(chat);
      chat.peerID = 'y';
      await settle(chat);
    });
    assert.equal(visibleText(chat), 'Chat isn’t set up yet Missing: <openim-provider>.');
    assert.lengthOf(late, 1);
    await assertAccessible(chat);
    const box = chat.parentElement!;
    chat.remove();
    box.append(chat);
    await settle(chat);
    assert.equal(visibleText(chat), 'Loading', 'it may have been moved to where its provider will be');
  });

  for (const [what, act] of [
    ['is given a session', (chat: Element) => Object.assign(chat, { session: story() })],
    [
      'is put into a provider',
      (chat: Element) => {
        const provider = document.createElement('openim-provider');
        provider.session = story();
        chat.before(provider);
        provider.append(chat);
      },
    ],
  ] as const) {
    it(`should say nothing of what it lacked when it ${what} a moment later`, async () => {
      const warnings = await warningsOf(async () => {
        const timers = new FakeTimers();
        const box = await mount(html`<openim-chat conversation-id="single_mara"></openim-chat>`).finally(() => {
          timers.restore();
        });
        const chat = tag(box, 'openim-chat');
        assert.equal(visibleText(chat), 'Loading');
        act(chat);
        await settle(box);
        timers.fire();
        await settle(box);
        assert.include(visibleText(chat), 'hello from Mara');
      });
      assert.isEmpty(warnings);
    });
  }

  it('should fit a box of 280 pixels', async () => {
    const session = story();
    session.connection.value = {
      kind: 'waiting',
      attempt: 2,
      retryAtMs: Date.now() + 9000,
      reason: 'unreachable',
    };
    const box = await mountWith(session, mara, 'inline-size:280px;block-size:400px');
    for (const part of ['.header', '.banner', 'openim-message-list', 'openim-composer']) {
      const element = get(box, 'openim-chat', part);
      assert.isAtMost(element.scrollWidth, 280, part);
    }
    const send = get(box, 'openim-chat', 'openim-composer', '.send').getBoundingClientRect();
    assert.isAtMost(send.right, box.getBoundingClientRect().right);
  });

  it('should stop selecting by Escape at a message and at the buttons, and close nothing around the chat with it', async () => {
    const session = story();
    session.timeline('single_mara').messages.value = [textMessage('see https://example.com')];
    const box = await mountWith(session, mara);
    const { selection } = chatStateOf(session, 'single_mara');
    const places = [
      ['openim-chat', 'openim-message-list', 'openim-message'],
      ['openim-chat', 'openim-message-list', 'openim-message', '.bubble a'],
      ['openim-chat', 'openim-composer', '.selection button'],
    ];
    for (const place of places) {
      selection.value = new Set();
      await until(() => find(box, ...place) !== null);
      assert.isFalse(press(get(box, ...place), 'Escape'), 'it is left to what is around');
      assert.isUndefined(selection.value);
      assert.isTrue(press(get(box, 'openim-chat', 'openim-message-list', 'openim-message'), 'Escape'));
    }
  });

  it('should go on among the messages when those that are selected were deleted', async () => {
    const session = story();
    const message = textMessage('hello', { id: 'hello' });
    session.timeline('single_mara').messages.value = [message, textMessage('goodbye', { id: 'goodbye' })];
    const box = await mountWith(session, mara);
    chatStateOf(session, 'single_mara').selection.value = new Set(['hello']);
    const place = ['openim-chat', 'openim-composer'];
    await until(() => find(box, ...place, '.selection') !== null);
    const trash = get(box, ...place, '.selection__action--danger');
    trash.focus();
    trash.click();
    await until(() => find(box, ...place, 'openim-menu', '[data-id=delete]') !== null);
    get(box, ...place, 'openim-menu', '[data-id=delete]').click();
    await settle(box);
    assert.isTrue(find(box, ...place, '.selection') === null);
    assert.isTrue(get(box, 'openim-chat', 'openim-message-list').matches(':focus-within'), 'the focus is lost');
  });

  it('should let users who cannot write forward and delete what they select, and stop selecting', async () => {
    const session = story();
    const timeline = session.timeline('group_design');
    timeline.messages.value = [textMessage('hello all', { id: 'hello', conversationID: 'group_design' })];
    timeline.group.value = { ...group(0), status: GroupStatus.Dismissed };
    const box = await mountWith(session, html`<openim-chat conversation-id="group_design"></openim-chat>`);
    const { selection } = chatStateOf(session, 'group_design');
    selection.value = new Set(['hello']);
    await until(() => find(box, 'openim-chat', 'openim-composer', '.selection') !== null);
    press(get(box, 'openim-chat', 'openim-composer', '.selection button'), 'Escape');
    await settle(box);
    assert.isUndefined(selection.value);
    assert.isTrue(find(box, 'openim-chat', 'openim-composer') === null);
    assert.isTrue(get(box, 'openim-chat', 'openim-message-list').matches(':focus-within'), 'the focus is lost');
    assert.include(visibleText(tag(box, 'openim-chat')), 'This group was deleted.');
  });
});
