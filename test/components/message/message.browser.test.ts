import '../../../components/index.js';

import { assert } from 'chai';
import { laterRequests } from '../../../components/internal/requests/request-map.js';
import { html } from 'lit';
import { loadLinks } from '../../../components/internal/links.js';
import { menuParts } from '../../../components/message/action-controller.js';
import { richContent } from '../../../components/message/message-content.js';
import {
  blankElements,
  blankMessage,
  ContentType,
  GroupStatus,
  NotificationType,
  type Delivery,
  type MessageItem,
  type TimelineMessage,
} from '../../../src/index.js';
import { givePeople, member } from '../../helpers/fake-people.js';
import { anyMessage, conversation, FakeSession, textMessage } from '../../helpers/fake-session.js';
import { groupItem } from '../../helpers/group-samples.js';
import {
  assertAccessible,
  frames,
  get,
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
import { pictureURL } from '../../helpers/pictures.js';
import { FakeTimers } from '../../helpers/fake-timers.js';
import { rest, touch } from '../../helpers/touch.js';

const elements = blankElements();

async function show(message: TimelineMessage, session = new FakeSession()): Promise<HTMLElement> {
  const box = await mountWith(session, html`<openim-message .message=${message}></openim-message>`);
  return get(box, 'openim-message');
}

function picture(url: string, width: number, height: number): TimelineMessage {
  const { pictureElem } = blankElements();
  pictureElem.sourcePicture = { ...pictureElem.sourcePicture, url, width, height };
  return anyMessage(ContentType.Picture, { pictureElem });
}

/** A picture of one size that loads. */
const PIXEL = pictureURL(8, 8);

describe('<openim-message>', () => {
  before(() => Promise.all([richContent.load(), loadLinks(), menuParts.load(), laterRequests.load()]));
  afterEach(unmountAll);

  it('should give each line of a text the direction it had in the text field', async () => {
    const element = await show(textMessage('Hello, everybody\nمرحبا\nagain'));
    const text = element.shadowRoot!.querySelector('.text')!;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = text.getBoundingClientRect();
    const starts = [...range.getClientRects()]
      .filter(({ width }) => width > 0)
      .map(({ left, right }) => (left - box.left <= box.right - right ? 'left' : 'right'));
    assert.deepEqual(starts, ['left', 'right', 'left']);
  });

  for (const [language, words] of [
    ['Arabic', 'اتصل بي على الرقم'],
    ['Hebrew', 'אפשר להתקשר אליי'],
  ] as const) {
    it(`should leave the order to a number on the line after ${language} words`, async () => {
      const element = await show(textMessage(`${words}\n+966 50 123 4567\nexample.com\n12:30 - 14:00`));
      const text = element.shadowRoot!.querySelector('.text')!;
      const leftOf = (part: string): number => {
        const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const node = walker.currentNode as Text;
          const range = document.createRange();
          const at = node.data.indexOf(part);
          if (at === -1) continue;
          range.setStart(node, at);
          range.setEnd(node, at + part.length);
          return range.getBoundingClientRect().left;
        }
        throw new Error(`no ${part}`);
      };
      assert.isBelow(leftOf('+966'), leftOf('50'));
      assert.isBelow(leftOf('50'), leftOf('4567'));
      assert.isBelow(leftOf('12:30'), leftOf('14:00'));
      assert.equal(text.textContent, `${words}\n+966 50 123 4567\nexample.com\n12:30 - 14:00`);
    });
  }

  describe('should be accessible', () => {
    const deliveries: Delivery[] = [
      { kind: 'queued' },
      { kind: 'sending' },
      { kind: 'sent' },
      { kind: 'failed', errCode: 600, errMsg: '' },
    ];
    for (const scheme of ['light', 'dark']) {
      it(`in every state, ${scheme}`, async () => {
        const box = await mountWith(
          new FakeSession(),
          html`${deliveries.map((delivery) => html`<openim-message .message=${textMessage('See https://example.com', { outgoing: true, delivery })}></openim-message>`)}
            <openim-message .message=${textMessage('See https://example.com')} show-sender></openim-message>
            <openim-message
              .message=${textMessage('x', { outgoing: true, message: { isRead: true } })}
            ></openim-message>
            <openim-message .message=${anyMessage(ContentType.RevokeNotice, {})}></openim-message>
            <openim-message
              .message=${anyMessage(ContentType.File, { fileElem: { ...elements.fileElem, fileName: 'a.pdf', fileSize: 5000, sourceUrl: 'https://example.com/a' } })}
            ></openim-message>
            <openim-message
              .message=${anyMessage(ContentType.Quote, { quoteElem: { text: 'Yes', quoteMessage: blankMessage() } }, { outgoing: true })}
            ></openim-message>
            <openim-message .message=${anyMessage(ContentType.Location, {})}></openim-message>
            <openim-message .message=${anyMessage(999, {})}></openim-message>
            <openim-message .message=${picture(PIXEL, 200, 100)}></openim-message>`,
          `color-scheme:${scheme};background:${scheme === 'dark' ? '#161922' : '#fff'};inline-size:380px`,
        );
        await assertAccessible(box);
      });
    }
  });

  it('should show links as links, and nothing else', async () => {
    const element = await show(
      textMessage(
        'Go to https://example.com/a?b=c#d, www.example.org or ada@example.com; not javascript:alert(1), ftp://x.y/z, //evil.com',
      ),
    );
    const links = [...element.shadowRoot!.querySelectorAll<HTMLAnchorElement>('a')];
    assert.deepEqual(
      links.map(({ href }) => href),
      ['https://example.com/a?b=c#d', 'http://www.example.org/', 'mailto:ada@example.com'],
    );
    for (const link of links) {
      assert.equal(link.rel, 'noopener noreferrer');
      assert.equal(link.target, '_blank');
    }
  });

  it('should keep line breaks and spaces', async () => {
    const element = await show(textMessage('a\n  b'));
    const text = element.shadowRoot!.querySelector<HTMLElement>('.text')!;
    assert.equal(text.textContent, 'a\n  b');
    assert.equal(getComputedStyle(text).whiteSpace, 'pre-wrap');
  });

  describe('of every type', () => {
    const cases: [name: string, message: TimelineMessage, words: string][] = [
      [
        'an @-text',
        anyMessage(ContentType.At, { atElem: { text: '@Me look', atUserList: ['me'], isAtSelf: true } }),
        '@Me look',
      ],
      [
        'a voice message',
        anyMessage(ContentType.Sound, { soundElem: { ...elements.soundElem, duration: 14 } }),
        '0:14',
      ],
      ['a video', anyMessage(ContentType.Video, { videoElem: { ...elements.videoElem, duration: 75 } }), '1:15'],
      [
        'a file',
        anyMessage(ContentType.File, {
          fileElem: { ...elements.fileElem, fileName: 'a.pdf', fileSize: 1_240_000 },
        }),
        'PDF a.pdf 1.2 MB',
      ],
      [
        'a location',
        anyMessage(ContentType.Location, {
          locationElem: { description: 'Pier 3', latitude: 53.5, longitude: 9.9 },
        }),
        'Pier 3 53.50000, 9.90000',
      ],
      [
        'a card',
        anyMessage(ContentType.Card, {}, { message: { content: '{"nickname":"Jun"}' } }),
        'J Jun Contact card',
      ],
      [
        'forwarded messages',
        anyMessage(ContentType.Merger, {
          mergeElem: { title: 'Talk', abstractList: ['A: 1'], multiMessage: [blankMessage()] },
        }),
        'Talk A: 1 1 message',
      ],
      ['a sticker', anyMessage(ContentType.Face, { faceElem: { index: 1, data: '' } }), 'Sticker'],
      [
        'a custom message',
        anyMessage(ContentType.Custom, { customElem: { data: '', description: 'Shipped', extension: '' } }),
        'Shipped',
      ],
      [
        'a rich text',
        anyMessage(ContentType.AdvancedText, {}, { message: { content: '{"text":"rich"}' } }),
        'rich',
      ],
      [
        'an answer',
        anyMessage(ContentType.Quote, {
          quoteElem: { text: 'Yes', quoteMessage: { ...blankMessage(), sendID: 'me', content: 'Is it?' } },
        }),
        'You: Is it? Yes',
      ],
      [
        'an answer to nothing',
        anyMessage(ContentType.Quote, { quoteElem: { text: 'Yes', quoteMessage: null } }),
        'Original message unavailable. Yes',
      ],
      ['a type from the future', anyMessage(987, {}), 'This message can’t be shown here.'],
    ];
    for (const [name, message, words] of cases) {
      it(`should show ${name}`, async () => {
        const element = await show(message);
        assert.equal(visibleText(element.shadowRoot!.querySelector('.bubble')!), words);
      });
    }

    const actor = { opUser: { userID: 'ines', nickname: 'Ines' } };
    const people = (...names: string[]) => names.map((nickname) => ({ nickname }));
    const notices: [contentType: number, detail: object, words: string][] = [
      [NotificationType.FriendAdded, {}, 'You’re now friends. Say hello!'],
      [NotificationType.GroupCreated, actor, 'Ines created the group'],
      [NotificationType.GroupCreated, { opUser: { userID: 'me', nickname: 'X' } }, 'You created the group'],
      [NotificationType.GroupInfoSet, actor, 'Ines updated the group info'],
      [NotificationType.MemberQuit, { quitUser: { nickname: 'Jun' } }, 'Jun left the group'],
      [
        NotificationType.GroupOwnerTransferred,
        { ...actor, newGroupOwner: { nickname: 'Jun' } },
        'Ines made Jun the owner',
      ],
      [NotificationType.MemberKicked, { ...actor, kickedUserList: [{ nickname: 'Jun' }] }, 'Ines removed Jun'],
      [
        NotificationType.MemberInvited,
        { ...actor, invitedUserList: [{ nickname: 'Jun' }, { userID: 'me' }] },
        'Ines invited you and Jun',
      ],
      [
        NotificationType.MemberInvited,
        { ...actor, invitedUserList: [...people('A', 'B', 'C', 'D'), { userID: 'me' }] },
        'Ines invited you, A, B, and 2 others',
      ],
      [
        NotificationType.MemberKicked,
        { ...actor, kickedUserList: people('A', 'B', 'C', 'D'), kickedUserCount: 1400 },
        'Ines removed A, B, C, and 1,397 others',
      ],
      [
        NotificationType.MemberKicked,
        { ...actor, kickedUserList: people('A', 'B', 'C', 'D') },
        'Ines removed A, B, C, and D',
      ],
      [NotificationType.MemberEntered, { entrantUser: { nickname: 'Jun' } }, 'Jun joined the group'],
      [NotificationType.GroupDismissed, actor, 'Ines deleted the group'],
      [NotificationType.GroupMemberMuted, { ...actor, mutedUser: { nickname: 'Jun' } }, 'Ines muted Jun'],
      [NotificationType.GroupMemberUnmuted, { ...actor, mutedUser: { nickname: 'Jun' } }, 'Ines unmuted Jun'],
      [NotificationType.GroupMuted, actor, 'Ines allowed only admins to send messages'],
      [NotificationType.GroupUnmuted, actor, 'Ines allowed everyone to send messages'],
    ];
    for (const [contentType, detail, words] of notices) {
      it(`should say “${words}”`, async () => {
        const message = anyMessage(contentType, {
          notificationElem: { detail: JSON.stringify(detail), defaultTips: 'tips' },
        });
        assert.equal(visibleText(await show(message)), words);
      });
    }

    it('should fall back on the sender’s own words for a notice it cannot read', async () => {
      for (const detail of ['', 'null', '[1]', '{"opUser":7}', '{']) {
        const message = anyMessage(NotificationType.MemberKicked, {
          notificationElem: { detail, defaultTips: 'Jun was removed' },
        });
        assert.equal(visibleText(await show(message)), 'Jun was removed', detail);
      }
    });

    it('should say who recalled a message', async () => {
      assert.equal(
        visibleText(await show(anyMessage(ContentType.RevokeNotice, {}))),
        'Mara Keller recalled a message',
      );
      assert.equal(
        visibleText(await show(anyMessage(ContentType.RevokeNotice, {}, { outgoing: true }))),
        'You recalled a message',
      );
    });
  });

  describe('hostile content', () => {
    const hostile = [
      '<img src=x onerror="window.hacked=1">',
      '<script>window.hacked=1</script>',
      '"><svg onload=window.hacked=1>',
      'javascript:window.hacked=1',
      '${window.hacked=1}',
      '\u202E gnp.exe',
      '{{constructor.constructor("window.hacked=1")()}}',
    ];
    const types = [...Object.values(ContentType), ...Object.values(NotificationType), 0, -1, 1.5, 4711];

    /** A message whose every text is `text`. */
    function filled(contentType: number, text: string): TimelineMessage {
      const fill = (value: unknown): unknown => {
        if (typeof value === 'string') return text;
        if (typeof value === 'object' && value !== null && !Array.isArray(value))
          return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fill(member)]));
        return value;
      };
      const message = fill(blankMessage()) as MessageItem;
      return {
        conversationID: 'single_mara',
        sortKey: 1,
        outgoing: false,
        delivery: { kind: 'sent' },
        message: { ...message, contentType, mergeElem: { title: text, abstractList: [text], multiMessage: null } },
      };
    }

    it('should be shown as it stands, or not at all, for every type', async () => {
      for (const contentType of types) {
        for (const text of hostile) {
          const element = await show(filled(contentType, text));
          const inside = element.shadowRoot!;
          assert.isNull(inside.querySelector('script, svg[onload], [onerror]'), `${String(contentType)}: ${text}`);
          for (const link of inside.querySelectorAll('a')) assert.match(link.href, /^(https?|mailto|blob):/);
          if (contentType === ContentType.Text) assert.equal(inside.querySelector('.text')?.textContent, text);
        }
        unmountAll();
      }
      await frames();
      assert.isUndefined((globalThis as { hacked?: number }).hacked);
    });

    it('should never break the row when members are missing or of the wrong kind', async () => {
      for (const contentType of types) {
        for (const broken of [undefined, null, 7, 'x', []]) {
          const { message } = textMessage('x');
          const shape: Record<string, unknown> = { ...message, contentType, content: '{"a":' };
          for (const member of Object.keys(elements)) shape[member] = broken;
          const element = await show({ ...textMessage('x'), message: shape as unknown as MessageItem });
          assert.isNotEmpty(visibleText(element), `${String(contentType)} with ${String(broken)}`);
        }
        unmountAll();
      }
    });

    it('should survive times that are none', async () => {
      for (const sendTime of [0, NaN, Infinity, -1e18]) {
        const element = await show(textMessage('still here', { message: { sendTime } }));
        assert.include(visibleText(element), 'still here');
      }
    });
  });

  describe('a picture', () => {
    it('should have its room before it is loaded, within bounds', async () => {
      const cases: [width: number, height: number, shown: number[]][] = [
        [1200, 600, [280, 140]],
        [100, 1000, [56, 320]],
        [0, 0, [216, 162]],
      ];
      for (const [width, height, shown] of cases) {
        const element = await show(picture(PIXEL, width, height));
        const { width: w, height: h } = element.shadowRoot!.querySelector('img')!.getBoundingClientRect();
        assert.deepEqual([Math.round(w), Math.round(h)], shown, `${String(width)} × ${String(height)}`);
      }
    });

    it('should keep its room when it cannot be loaded, and say so inside', async () => {
      for (const [width, height] of [
        [1200, 600],
        [100, 1000],
        [40, 40],
      ] as const) {
        const { height: before } = (await show(picture(PIXEL, width, height))).getBoundingClientRect();
        const element = await show(picture('data:image/png,x', width, height));
        await until(() => visibleText(element).includes('Couldn’t load the photo'));
        await settle(element);
        assert.equal(element.getBoundingClientRect().height, before);
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } =
          element.shadowRoot!.querySelector('.image-failed')!;
        assert.deepEqual([scrollWidth, scrollHeight], [clientWidth, clientHeight], `${width} × ${height}`);
      }
    });

    it('should keep the room of a sticker that cannot be loaded, say so inside and try again', async () => {
      const sticker = (data: string) => anyMessage(ContentType.Face, { faceElem: { index: 1, data } });
      const { height: before } = (await show(sticker(PIXEL))).getBoundingClientRect();
      const element = await show(sticker('data:image/png,x'));
      await until(() => visibleText(element).includes('Sticker'));
      await settle(element);
      assert.equal(element.getBoundingClientRect().height, before);
      await assertAccessible(element);
      element.shadowRoot!.querySelector<HTMLElement>('button.image-failed')!.click();
      await settle(element);
      assert.exists(element.shadowRoot!.querySelector('img.sticker'));
    });

    it('should say when it cannot be loaded, and try again', async () => {
      const element = await show(picture('data:image/png,x', 100, 100));
      await until(() => visibleText(element).includes('Couldn’t load the photo'));
      await assertAccessible(element);
      element.shadowRoot!.querySelector<HTMLElement>('button.image-failed')!.click();
      await settle(element);
      assert.ok(element.shadowRoot!.querySelector('img'));
    });
  });

  describe('one’s own', () => {
    const own = (delivery: Delivery, isRead = false): TimelineMessage =>
      textMessage('hello', { id: 'm1', outgoing: true, delivery, message: { isRead } });

    it('should say how far it is, and “Read” only once it was', async () => {
      assert.include(visibleText(await show(own({ kind: 'queued' }))), 'Waiting to send');
      assert.include(visibleText(await show(own({ kind: 'sending' }))), 'Sending');
      const sent = visibleText(await show(own({ kind: 'sent' })));
      assert.include(sent, 'Sent');
      assert.notInclude(sent, 'Read');
      assert.include(visibleText(await show(own({ kind: 'sent' }, true))), 'Read');
    });

    it('should never say “Read” on somebody else’s', async () => {
      assert.notInclude(visibleText(await show(textMessage('x', { message: { isRead: true } }))), 'Read');
    });

    it('should say why it was not sent, with Retry and Delete', async () => {
      const session = new FakeSession();
      const element = await show(own({ kind: 'failed', errCode: 600, errMsg: '' }), session);
      // The reasons come with the first that is to be said.
      await until(() => visibleText(element).includes('You can’t message this person'));
      const [retry, remove] = element.shadowRoot!.querySelectorAll<HTMLElement>('.failed-actions button');
      retry?.click();
      remove?.click();
      await settle(element);
      const timeline = session.timeline('single_mara');
      assert.deepEqual(timeline.callsOf('retry'), [['m1']]);
      assert.deepEqual(timeline.callsOf('discard'), [['m1']]);
      assert.equal(timeline.holders, 0);
    });
  });

  describe('the menu', () => {
    const labels = (element: HTMLElement): string[] =>
      [...element.shadowRoot!.querySelector('openim-menu')!.shadowRoot!.querySelectorAll('[role="menuitem"]')].map(
        (item) => item.textContent.trim(),
      );
    const menuOf = (element: HTMLElement): HTMLElement | null => element.shadowRoot!.querySelector('openim-menu');
    const choose = async (element: HTMLElement, label: string): Promise<void> => {
      const items = menuOf(element)!.shadowRoot!.querySelectorAll<HTMLElement>('[role="menuitem"]');
      [...items].find((item) => item.textContent.trim() === label)!.click();
      await settle(element);
    };

    it('should open by its button, take the focus, and give it back', async () => {
      const element = await show(textMessage('x', { outgoing: true }));
      const button = element.shadowRoot!.querySelector<HTMLElement>('.menu-button')!;
      button.focus();
      button.click();
      await settle(element);
      assert.deepEqual(labels(element), ['Reply', 'Copy', 'Forward', 'Select', 'Recall', 'Delete']);
      await assertAccessible(element);
      const menu = menuOf(element)!;
      assert.equal(menu.shadowRoot!.activeElement?.textContent.trim(), 'Reply');
      press(menu.shadowRoot!.activeElement!, 'Escape');
      await settle(element);
      assert.isTrue(menuOf(element) === null, 'the menu is open');
      assert.isTrue(element.shadowRoot!.activeElement === button, 'the focus went elsewhere');
    });

    it('should choose nothing by a held Enter that opened it', async () => {
      const element = await show(textMessage('x'));
      press(element, 'Enter');
      await settle(element);
      const item = menuOf(element)!.shadowRoot!.activeElement!;
      assert.isFalse(press(item, 'Enter', { repeat: true }));
      assert.isTrue(press(item, 'Enter'), 'the browser presses the button');
    });

    it('should move by arrow keys, Home and End', async () => {
      const element = await show(textMessage('x', { outgoing: true }));
      element.shadowRoot!.querySelector<HTMLElement>('.menu-button')!.click();
      await settle(element);
      const root = menuOf(element)!.shadowRoot!;
      const visited = ['ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'Home'].map((key) => {
        press(root.activeElement!, key);
        return root.activeElement?.textContent.trim();
      });
      assert.deepEqual(visited, ['Copy', 'Delete', 'Reply', 'Delete', 'Reply']);
    });

    it('should open by a right click, and by Enter on the message', async () => {
      const element = await show(textMessage('x'));
      const bubble = element.shadowRoot!.querySelector('.bubble')!;
      const rightClick = new MouseEvent('contextmenu', {
        bubbles: true,
        composed: true,
        cancelable: true,
        button: 2,
      });
      assert.isFalse(bubble.dispatchEvent(rightClick));
      await settle(element);
      assert.isTrue(menuOf(element) !== null, 'no menu');
      press(menuOf(element)!.shadowRoot!.activeElement!, 'Escape');
      await settle(element);
      element.tabIndex = -1;
      element.focus();
      press(element, 'Enter');
      await settle(element);
      assert.isTrue(menuOf(element) !== null, 'no menu');
    });

    it('should leave links to the browser', async () => {
      const element = await show(textMessage('https://example.com'));
      const link = element.shadowRoot!.querySelector('a')!;
      assert.isTrue(
        link.dispatchEvent(
          new MouseEvent('contextmenu', { bubbles: true, composed: true, cancelable: true, button: 2 }),
        ),
      );
    });

    it('should open when a finger rests on it, and not when it moves on', async () => {
      const element = await show(textMessage('x'));
      const timers = new FakeTimers();
      try {
        touch(element, 'pointerdown');
        touch(element, 'pointermove', 40);
        assert.equal(timers.count, 0);
      } finally {
        timers.restore();
      }
      rest(element);
      await settle(element);
      assert.isTrue(menuOf(element) !== null, 'no menu');
    });

    it('should do what a finger rests on in it', async () => {
      const element = await show(textMessage('x', { id: 'm1', outgoing: true }));
      const requests = record(element, 'openim-revoke-request');
      element.shadowRoot!.querySelector<HTMLElement>('.menu-button')!.click();
      await settle(element);
      const item = [...menuOf(element)!.shadowRoot!.querySelectorAll('[role="menuitem"]')].find((candidate) =>
        candidate.textContent.includes('Recall'),
      )!;
      rest(item);
      touch(item, 'pointerup');
      touch(item, 'click');
      await settle(element);
      assert.lengthOf(requests, 1);
    });

    it('should leave a text to the browser to be selected where there is no menu, on touch screens, too', async () => {
      const element = await show(textMessage('x'));
      const media = element
        .shadowRoot!.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules])
        .filter((rule) => rule instanceof CSSMediaRule)
        .map((rule) => rule.media)
        .filter(({ mediaText }) => mediaText === '(pointer: coarse)');
      assert.isNotEmpty(media);
      const isSelectable = (): boolean =>
        getComputedStyle(element.shadowRoot!.querySelector('.bubble')!).getPropertyValue('-webkit-user-select') !==
        'none';
      try {
        for (const each of media) each.mediaText = 'all';
        assert.isFalse(isSelectable());
        element.toggleAttribute('plain');
        assert.isTrue(isSelectable());
      } finally {
        for (const each of media) each.mediaText = '(pointer: coarse)';
      }
    });

    it('should close on a press elsewhere', async () => {
      const element = await show(textMessage('x'));
      element.shadowRoot!.querySelector<HTMLElement>('.menu-button')!.click();
      await settle(element);
      document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
      await settle(element);
      assert.isTrue(menuOf(element) === null, 'the menu is open');
    });

    it('should recall one’s own and delete anybody’s, by requests that can be prevented', async () => {
      const session = new FakeSession();
      const element = await show(textMessage('x', { id: 'm1', outgoing: true }), session);
      const requests = record(element, 'openim-revoke-request');
      const open = async (): Promise<void> => {
        element.shadowRoot!.querySelector<HTMLElement>('.menu-button')!.click();
        await settle(element);
      };
      await open();
      await choose(element, 'Recall');
      await open();
      await choose(element, 'Delete');
      const timeline = session.timeline('single_mara');
      assert.isEmpty(timeline.callsOf('deleteMessage'), 'nobody was asked');
      await choose(element, 'Delete');
      assert.deepEqual(
        requests.map(({ detail }) => detail),
        [{ conversationID: 'single_mara', clientMsgID: 'm1' }],
      );
      assert.deepEqual(timeline.callsOf('revoke'), [['m1']]);
      assert.deepEqual(timeline.callsOf('deleteMessage'), [['m1']]);
      element.addEventListener('openim-revoke-request', (event) => event.preventDefault());
      await open();
      await choose(element, 'Recall');
      assert.lengthOf(timeline.callsOf('revoke'), 1);
    });

    it('should not offer to recall what is not one’s own or not sent', async () => {
      for (const message of [
        textMessage('x'),
        textMessage('x', { outgoing: true, delivery: { kind: 'queued' } }),
        textMessage('x', { outgoing: true, delivery: { kind: 'failed', errCode: 1, errMsg: '' } }),
      ]) {
        const element = await show(message);
        element.shadowRoot!.querySelector<HTMLElement>('.menu-button')!.click();
        await settle(element);
        assert.notInclude(labels(element), 'Recall');
      }
    });

    it('should offer nothing to a former member of a group that only members can do', async () => {
      const session = new FakeSession();
      session.add(conversation('Design team', { groupID: 'design', isNotInGroup: true }));
      const element = await show(
        textMessage('x', { outgoing: true, conversationID: 'group_design', message: { groupID: 'design' } }),
        session,
      );
      element.shadowRoot!.querySelector<HTMLElement>('.menu-button')!.click();
      await settle(element);
      assert.deepEqual(labels(element), ['Copy', 'Forward', 'Select', 'Delete']);
    });

    for (const [standing, status, muteEndTime] of [
      ['is muted', GroupStatus.Normal, 4_000_000_000],
      ['reads what only administrators may write', GroupStatus.Muted, 0],
      ['reads a group that was dismissed', GroupStatus.Dismissed, 0],
    ] as const) {
      it(`should offer nothing that leads to the text field to a member who ${standing}`, async () => {
        const session = new FakeSession();
        session.add(conversation('Design team', { groupID: 'design' }));
        session.timeline('group_design').group.value = groupItem('design', { status });
        givePeople(session).groups.members('design').self.value = member('me', 'Me', { muteEndTime });
        const options = { outgoing: true, conversationID: 'group_design', message: { groupID: 'design' } };
        for (const [delivery, offered] of [
          [{ kind: 'sent' }, ['Copy', 'Forward', 'Select', 'Recall', 'Delete']],
          [{ kind: 'queued' }, ['Copy', 'Delete']],
        ] as const) {
          const element = await show(textMessage('x', { ...options, delivery }), session);
          element.shadowRoot!.querySelector<HTMLElement>('.menu-button')!.click();
          await settle(element);
          assert.deepEqual(labels(element), [...offered]);
          unmountAll();
        }
        assert.equal(session.timeline('group_design').holders, 0);
      });
    }

    it('should copy the text', async () => {
      const element = await show(textMessage('copy me'));
      let copied = '';
      const { clipboard } = navigator;
      Object.defineProperty(navigator, 'clipboard', {
        configurable: true,
        value: { writeText: (text: string) => Promise.resolve(void (copied = text)) },
      });
      element.shadowRoot!.querySelector<HTMLElement>('.menu-button')!.click();
      await settle(element);
      await choose(element, 'Copy');
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
      assert.equal(copied, 'copy me');
    });

    it('should copy the text on pages that are not secure, which have no clipboard', async () => {
      const element = await show(textMessage('copy\nme'));
      const copied: (string | undefined)[] = [];
      const command = (name: string): boolean => {
        const { activeElement } = document;
        if (activeElement instanceof HTMLTextAreaElement && name === 'copy')
          copied.push(activeElement.value.slice(activeElement.selectionStart, activeElement.selectionEnd));
        return true;
      };
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined });
      Object.defineProperty(document, 'execCommand', { configurable: true, value: command });
      const button = element.shadowRoot!.querySelector<HTMLElement>('.menu-button')!;
      button.focus();
      button.click();
      await settle(element);
      await choose(element, 'Copy');
      Reflect.deleteProperty(navigator, 'clipboard');
      Reflect.deleteProperty(document, 'execCommand');
      assert.deepEqual(copied, ['copy\nme']);
      assert.isTrue(document.querySelector('body > textarea') === null);
      assert.isTrue(element.shadowRoot!.activeElement === button);
    });
  });

  it('should say that it has no message, on screen and once in the console', async () => {
    const warnings = await warningsOf(async () => {
      const box = await mountWith(new FakeSession(), html`<openim-message></openim-message>`);
      const element = tag(box, 'openim-message');
      assert.equal(visibleText(element), 'No message to show.');
      element.position = 'first';
      await settle(box);
    });
    assert.lengthOf(warnings, 1);
  });
});
