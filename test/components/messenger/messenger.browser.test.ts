import '../../../components/index.js';
import '../../../components/people/people.js';

import { assert } from 'chai';
import { html, render } from 'lit';
import { peopleStory, type Story } from '../../../demo/gallery-story.js';
import { OpenIMMessenger } from '../../../components/messenger/messenger.component.js';
import { deepActiveElement } from '../../../components/internal/deep-active-element.js';
import {
  accessibleName,
  find,
  frames,
  get,
  mount,
  press,
  record,
  settle,
  tag,
  unmountAll,
  until,
  visibleText,
  warningsOf,
} from '../../helpers/elements.js';

/** The counts are exact: what is left in each round is seen after a few. */
const ROUNDS = 20;

async function show(inlineSize: number, story: Story = peopleStory()): Promise<HTMLElement> {
  return mount(
    html`<openim-messenger .session=${story.session} locale="en"></openim-messenger>`,
    `inline-size:${String(inlineSize)}px;block-size:640px`,
  );
}

const inside = (box: HTMLElement, ...path: string[]): HTMLElement => get(box, 'openim-messenger', ...path);
const isShown = (box: HTMLElement, selector: string): boolean =>
  find(box, 'openim-messenger', selector)?.checkVisibility() ?? false;
const focused = (): string => {
  const active = deepActiveElement();
  return active ? (active.getAttribute('aria-label') ?? active.textContent.trim()) : 'nothing';
};

async function choose(box: HTMLElement, index: number): Promise<void> {
  const list = inside(box, 'openim-conversation-list');
  list.shadowRoot?.querySelectorAll<HTMLElement>('[role="option"]')[index]?.click();
  await settle(box);
  await frames(2);
}

/**
 * Lets elements with `data-hover` look as if they were under the pointer, which a page cannot move. Returns what undoes it.
 */
function hoverByAttribute({ shadowRoot }: HTMLElement): () => void {
  const all = (shadowRoot?.adoptedStyleSheets ?? []).flatMap(({ cssRules }) => [...cssRules]);
  const blocks = all.filter((rule) => rule instanceof CSSMediaRule && rule.media.mediaText === '(hover)');
  const media = blocks.map((rule) => (rule as CSSMediaRule).media);
  const rules = all
    .flatMap((rule) => (rule instanceof CSSMediaRule ? [...rule.cssRules] : rule))
    .filter((rule) => rule instanceof CSSStyleRule)
    .filter(({ selectorText }) => selectorText.includes(':hover'));
  const selectors = rules.map(({ selectorText }) => selectorText);
  for (const rule of rules) rule.selectorText = rule.selectorText.replaceAll(':hover', '[data-hover]');
  // On a machine without a mouse, some browsers have no pointer.
  for (const each of media) each.mediaText = 'all';
  return () => {
    for (const each of media) each.mediaText = '(hover)';
    for (const [index, rule] of rules.entries()) rule.selectorText = selectors[index] ?? '';
  };
}

function colourUnderPointer(row: HTMLElement): string {
  row.dataset['hover'] = '';
  const { backgroundColor } = getComputedStyle(row);
  delete row.dataset['hover'];
  return backgroundColor;
}

describe('<openim-messenger>', () => {
  afterEach(unmountAll);

  for (const [width, panes] of [
    [280, ['.side', '.rail']],
    [639, ['.side', '.rail']],
    [640, ['.side', '.rail', '.main']],
    [959, ['.side', '.rail', '.main']],
    [960, ['.side', '.rail', '.main']],
    [3840, ['.side', '.rail', '.main']],
  ] as const) {
    it(`should show ${panes.join(', ')} in ${String(width)} px, and nothing beyond its box`, async () => {
      const box = await show(width);
      for (const pane of ['.side', '.rail', '.main'])
        assert.equal(isShown(box, pane), (panes as readonly string[]).includes(pane), pane);
      const messenger = inside(box);
      assert.isAtMost(messenger.scrollWidth, messenger.clientWidth);
    });
  }

  it('should show one pane after the other in a narrow box, with ways back for the focus too', async () => {
    const box = await show(360);
    await choose(box, 0);
    assert.isFalse(isShown(box, '.side'));
    assert.isTrue(isShown(box, '.main .back'));
    await until(() => focused() === 'Back');
    inside(box, '.main .back').click();
    await settle(box);
    assert.isTrue(isShown(box, '.side'));
    assert.include(focused(), 'Chats');
  });

  it('should break no name of a section in the narrowest box, in twice the text and wide letters', async () => {
    const { session } = peopleStory();
    const box = await mount(
      html`<openim-messenger .session=${session} locale="en"></openim-messenger>`,
      'inline-size:320px;block-size:640px;--openim-font-size:28px;--openim-font-family:monospace',
    );
    const lines = [...inside(box, '.rail').querySelectorAll('.tab__name')].map((name) => {
      const range = document.createRange();
      range.selectNodeContents(name);
      return range.getClientRects().length;
    });
    assert.deepEqual(lines, [1, 1, 1]);
    const rail = inside(box, '.rail');
    assert.isAtMost(rail.scrollWidth, rail.clientWidth);
  });

  it('should keep the colour of the chosen row under the pointer, and show the pointer on others', async () => {
    const box = await show(1200);
    const check = async (name: string, element: HTMLElement, selector: string): Promise<void> => {
      const [chosen, other] = element.shadowRoot!.querySelectorAll<HTMLElement>(selector);
      assert.ok(chosen && other, name);
      chosen.click();
      await settle(box);
      const restore = hoverByAttribute(element);
      try {
        assert.equal(colourUnderPointer(chosen), getComputedStyle(chosen).backgroundColor, name);
        assert.notEqual(colourUnderPointer(other), getComputedStyle(other).backgroundColor, `another ${name}`);
      } finally {
        restore();
      }
    };
    await check('conversation', inside(box, 'openim-conversation-list'), '[role="option"]');
    inside(box, '#tab-contacts').click();
    await settle(box);
    await check('contact', inside(box, 'openim-contact-list'), '[role="option"]');
    await check('entry', inside(box), '.entries .row');
  });

  it('should say that it is connecting without moving the list, whose end can be scrolled out from below that', async () => {
    const story = peopleStory();
    const box = await show(360, story);
    box.style.blockSize = '400px';
    const list = inside(box, 'openim-conversation-list', '.list');
    const { top, height } = list.getBoundingClientRect();
    story.session.connection.value = { kind: 'connecting', attempt: 1 };
    await settle(box);
    for (const fade of inside(box, '.connection').getAnimations()) fade.finish();
    const said = inside(box, '.connection').getBoundingClientRect();
    assert.include(visibleText(inside(box, '.connection openim-connection-status')), 'Connecting');
    const during = list.getBoundingClientRect();
    assert.deepEqual([during.top, during.height], [top, height]);
    const middle = inside(box).shadowRoot!.elementFromPoint(said.x + said.width / 2, said.y + said.height / 2);
    assert.equal(middle?.localName, 'openim-connection-status', 'a row lies over it');
    assert.isAtLeast(said.top, top);
    assert.isAtMost(said.bottom, during.bottom);
    assert.isAtLeast(Number.parseFloat(getComputedStyle(list).paddingBlockEnd), during.bottom - said.top);
  });

  it('should have no row with the focus below the line that says it is connecting', async () => {
    const story = peopleStory();
    const box = await show(360, story);
    box.style.blockSize = '400px';
    story.session.connection.value = { kind: 'connecting', attempt: 1 };
    await settle(box);
    const { top } = inside(box, '.connection').getBoundingClientRect();
    const rows = inside(box, 'openim-conversation-list').shadowRoot!.querySelectorAll<HTMLElement>(
      '[role="option"]',
    );
    rows[0]?.focus();
    for (let index = 1; index < rows.length; index++) {
      press(deepActiveElement()!, 'ArrowDown');
      await settle(box);
      assert.isAtMost(Math.floor(deepActiveElement()!.getBoundingClientRect().bottom), Math.ceil(top), focused());
    }
  });

  it('should take no click with the line that says it is connecting before that shows', async () => {
    const story = peopleStory();
    const box = await show(360, story);
    story.session.connection.value = { kind: 'connecting', attempt: 1 };
    await settle(box);
    const line = inside(box, '.connection');
    const [fade] = line.getAnimations();
    fade?.pause();
    const row = (): string | null | undefined => {
      const { x, y, width, height } = line.getBoundingClientRect();
      return inside(box).shadowRoot!.elementFromPoint(x + width / 2, y + height / 2)?.localName;
    };
    assert.equal(row(), 'openim-conversation-list');
    fade?.finish();
    assert.equal(row(), 'openim-connection-status');
  });

  it('should say that the sign-in has ended within its pane, with what to do', async () => {
    const story = peopleStory();
    story.session.connection.value = { kind: 'closed', reason: 'expired', errCode: 703, errMsg: '' };
    const box = await show(640, story);
    const side = inside(box, '.side').getBoundingClientRect();
    const button = inside(box, '.connection openim-connection-status', 'button').getBoundingClientRect();
    assert.isAbove(button.width, 0);
    assert.isAtMost(button.right, side.right - 12);
    assert.isAtLeast(inside(box, '.connection').getBoundingClientRect().left, side.left + 12);
  });

  it('should have no conversation open on the way back, so that the list shows what was begun in it', async () => {
    const story = peopleStory();
    const box = await show(360, story);
    const changes = record(box, 'openim-conversation-change');
    await choose(box, 0);
    const [first, ...others] = story.session.conversations.value;
    assert.ok(first);
    story.session.conversations.value = [{ ...first, draftText: 'half a thought' }, ...others];
    inside(box, '.main .back').click();
    await settle(box);
    const row = inside(box, 'openim-conversation-list').shadowRoot!.querySelector('[role="option"]')!;
    assert.equal(row.getAttribute('aria-selected'), 'false');
    assert.include(row.textContent, 'half a thought');
    assert.deepEqual(changes.at(-1)?.detail, { conversationID: undefined });
    await choose(box, 0);
    assert.isFalse(isShown(box, '.side'), 'it opens again');
  });

  it('should need no way back where both panes are in sight', async () => {
    const box = await show(1200);
    await choose(box, 0);
    assert.isFalse(isShown(box, '.main .back'));
    assert.isTrue(isShown(box, '.side'));
  });

  it('should lead to somebody to write to where there is no conversation', async () => {
    const story = peopleStory();
    story.session.conversations.value = [];
    const box = await show(1024, story);
    const chat = inside(box, 'openim-chat');
    assert.include(chat.textContent, 'Find people by their ID');
    assert.notInclude(visibleText(chat), 'Select a chat');
    const notice = chat.querySelector('.notice')?.getBoundingClientRect();
    assert.equal(notice?.height, chat.getBoundingClientRect().height, 'it stands in the middle of the pane');
    chat.querySelector('button.button')?.dispatchEvent(new MouseEvent('click'));
    await settle(box);
    assert.ok(inside(box, 'openim-dialog openim-find-contact'));
  });

  it('should say what there is to choose beside it', async () => {
    const box = await show(1024);
    for (const [tab, words] of [
      ['chats', 'Select a chat'],
      ['contacts', 'Select a contact'],
      ['me', ''],
    ] as const) {
      inside(box, `#tab-${tab}`).click();
      await settle(box);
      assert.equal(visibleText(inside(box, 'openim-chat')), words);
    }
  });

  it('should open the details, close them by Escape, and give the focus back', async () => {
    for (const width of [360, 800, 1200]) {
      const box = await show(width);
      await choose(box, 0);
      const opener = inside(box, '.main [aria-label="Details"]');
      opener.focus();
      opener.click();
      await settle(box);
      assert.equal(focused(), 'Close details');
      assert.equal(opener.getAttribute('aria-expanded'), 'true');
      assert.include(visibleText(inside(box, '.details')), 'Mara (sales)');
      press(deepActiveElement()!, 'Escape');
      await settle(box);
      assert.isFalse(isShown(box, '.details'));
      assert.equal(focused(), 'Details');
      unmountAll();
    }
  });

  it('should keep what is being written of one person away from the next whose details are shown', async () => {
    const { session } = peopleStory();
    const box = await mount(
      html`<openim-provider .session=${session} locale="en"
        ><openim-user-card user-id="mara"></openim-user-card
      ></openim-provider>`,
    );
    const field = (): HTMLElement => get(box, 'openim-user-card', 'openim-field-row');
    field().shadowRoot!.querySelector<HTMLElement>('.edit')!.click();
    await settle(box);
    assert.ok(field().shadowRoot!.querySelector('input'));
    tag(box, 'openim-user-card').userID = 'jun';
    await settle(box);
    assert.isNull(field().shadowRoot!.querySelector('input'));
  });

  it('should take the focus along from a member of a group to their card', async () => {
    const box = await show(1200);
    inside(box, 'openim-conversation-list', '[data-id="group_design"]').click();
    await settle(box);
    inside(box, '.main [aria-label="Details"]').click();
    await settle(box);
    const member = inside(box, '.details openim-group-details', '[part="member"] button');
    member.focus();
    member.click();
    await settle(box);
    assert.ok(inside(box, '.details openim-user-card'));
    assert.equal(focused(), 'Close details');
  });

  it('should open the search of a chat from its details, and leave the chat in sight', async () => {
    for (const width of [360, 800, 1200]) {
      const box = await show(width);
      await choose(box, 0);
      inside(box, '.main [aria-label="Details"]').click();
      await settle(box);
      const card = inside(box, '.details openim-user-card');
      [...card.shadowRoot!.querySelectorAll<HTMLElement>('button')]
        .find((button) => button.textContent.trim() === 'Search in chat')
        ?.click();
      await until(() => find(box, 'openim-messenger', 'openim-chat', 'openim-chat-search') !== null);
      await until(() => focused() === 'Search in this chat');
      assert.isTrue(isShown(box, '.main'));
      assert.equal(isShown(box, '.details'), width === 1200, 'what would cover it is gone');
      unmountAll();
    }
  });

  it('should let arrows move between the sections, the other way round from right to left too', async () => {
    const box = await show(800);
    const messenger = tag(box, 'openim-messenger');
    const selected = () => inside(box, '[role="tab"][aria-selected="true"]').id;
    inside(box, '#tab-chats').focus();
    press(deepActiveElement()!, 'ArrowRight');
    await settle(box);
    assert.equal(selected(), 'tab-contacts');
    assert.include(focused(), 'Contacts');
    press(deepActiveElement()!, 'End');
    await settle(box);
    assert.equal(selected(), 'tab-me');
    messenger.locale = 'ar';
    await settle(box);
    press(deepActiveElement()!, 'ArrowRight');
    await settle(box);
    assert.equal(selected(), 'tab-contacts', 'right is back where words run to the left');
  });

  it('should be walked through by keyboard: sections, contacts, a card, a question and back', async () => {
    const story = peopleStory();
    const box = await show(1200, story);
    inside(box, '#tab-chats').focus();
    press(deepActiveElement()!, 'ArrowDown');
    await settle(box);
    const list = inside(box, 'openim-contact-list');
    const current = list.shadowRoot?.querySelector<HTMLElement>('[role="option"][tabindex="0"]');
    current?.focus();
    press(deepActiveElement()!, 'm');
    await settle(box);
    assert.include(focused(), 'Mara (sales)');
    press(deepActiveElement()!, 'Enter');
    await settle(box);
    assert.include(visibleText(inside(box, '.main')), 'Friends since');
    const block = inside(box, 'openim-user-card', '.danger');
    block.focus();
    block.click();
    await settle(box);
    await until(() => focused() === 'Cancel');
    deepActiveElement()?.click();
    await settle(box);
    assert.equal(focused(), 'Block', 'the focus goes back to where it came from');
    assert.isEmpty(story.contacts.calls);
    block.click();
    await settle(box);
    inside(box, 'openim-user-card', 'openim-dialog .button--danger').click();
    await settle(box);
    await until(() => story.contacts.calls.length > 0);
    assert.deepEqual(story.contacts.calls, [{ name: 'block', args: ['mara'] }]);
  });

  it('should begin its dialogs in their first field, and give the focus back to the button', async () => {
    for (const [item, field] of [
      ['find', 'id'],
      ['create', 'name'],
    ] as const) {
      const box = await show(800);
      const add = inside(box, '[aria-haspopup="menu"]');
      add.focus();
      add.click();
      await settle(box);
      inside(box, 'openim-menu', `[data-id="${item}"]`).click();
      await settle(box);
      await until(() => deepActiveElement()?.getAttribute('name') === field);
      inside(box, 'openim-dialog', '.icon-button').click();
      await settle(box);
      assert.isNull(find(box, 'openim-messenger', 'openim-dialog'));
      assert.equal(focused(), 'Add');
      unmountAll();
    }
  });

  it('should count what waits, in numbers and words', async () => {
    const box = await show(800);
    assert.equal(accessibleName(inside(box, '#tab-contacts')), 'Contacts 3 new requests');
  });

  it('should open the chat of a conversation that was chosen by the page, and tell so', async () => {
    const story = peopleStory();
    const box = await show(360, story);
    const changes = record(box, 'openim-conversation-change');
    inside(box, 'openim-conversation-list').dispatchEvent(
      new CustomEvent('openim-conversation-start-request', {
        bubbles: true,
        composed: true,
        cancelable: true,
        detail: { userID: 'jun' },
      }),
    );
    await settle(box);
    await until(() => isShown(box, '.main'));
    assert.deepEqual(
      changes.map(({ detail }) => detail.conversationID),
      ['single_jun'],
    );
  });

  it('should take over nothing that the page prevents', async () => {
    const story = peopleStory();
    const box = await show(800, story);
    box.addEventListener('openim-contact-select-request', (event) => event.preventDefault(), { capture: true });
    inside(box, '#tab-contacts').click();
    await settle(box);
    inside(box, 'openim-contact-list', '[role="option"]').click();
    await settle(box);
    assert.isNull(find(box, 'openim-messenger', 'openim-user-card'));
    assert.isNull(find(box, 'openim-messenger', 'openim-group-details'));
  });

  it('should wait for a page that says nothing yet, without a complaint', async () => {
    const warnings = await warningsOf(async () => {
      const box = await mount(html`<openim-messenger></openim-messenger>`);
      assert.equal(visibleText(tag(box, 'openim-messenger')), 'Loading');
      tag(box, 'openim-messenger').session = peopleStory().session;
      await settle(box);
      assert.isTrue(isShown(box, '.side'));
    });
    assert.isEmpty(warnings);
  });

  it('should live inside of a provider as well', async () => {
    const { session } = peopleStory();
    const box = await mount(
      html`<openim-provider .session=${session} locale="en"
        ><openim-messenger></openim-messenger
      ></openim-provider>`,
      'inline-size:800px;block-size:640px',
    );
    assert.isTrue(isShown(box, '.side'));
    assert.instanceOf(tag(box, 'openim-messenger'), OpenIMMessenger);
  });

  it(`should leave nothing behind after ${String(ROUNDS)} rounds`, async () => {
    const story = peopleStory();
    const counts = watchGlobals();
    try {
      const box = await mount(html`<div></div>`, 'inline-size:1200px;block-size:640px');
      const round = async (): Promise<void> => {
        render(html`<openim-messenger .session=${story.session} locale="en"></openim-messenger>`, box);
        await settle(box);
        const elsewhere = html`<openim-provider .session=${story.session}
          ><openim-messenger></openim-messenger
        ></openim-provider>`;
        render(elsewhere, box);
        await settle(box);
        render(html``, box);
        await settle(box);
      };
      for (let index = 0; index < 3; index += 1) await round();
      const before = counts.read();
      for (let index = 0; index < ROUNDS; index += 1) await round();
      assert.deepEqual(counts.read(), before);
      assert.equal(story.session.listenerCount, 0);
      for (const timeline of story.session.timelines.values()) assert.equal(timeline.holders, 0);
    } finally {
      counts.restore();
    }
  });
});

type Counts = { listeners: number; timers: number; urls: number; sockets: number; observers: number };

/** Counts what is still held of the page's: listeners on window and document, timers, object URLs, sockets, observers. */
function watchGlobals(): { read(): Counts; restore(): void } {
  const listeners = new Set<string>();
  const timers = new Set<unknown>();
  const urls = new Set<string>();
  const observers = new Set<unknown>();
  let sockets = 0;
  const undo: (() => void)[] = [];
  const ids = new WeakMap<object, number>();
  let lastID = 0;
  const idOf = (value: object): number => {
    const id = ids.get(value) ?? (lastID += 1);
    ids.set(value, id);
    return id;
  };
  const replace = <Target extends object, Key extends keyof Target>(
    target: Target,
    key: Key,
    value: (original: Target[Key]) => Target[Key],
  ): void => {
    const original = target[key];
    target[key] = value(original);
    undo.push(() => {
      target[key] = original;
    });
  };
  for (const target of [globalThis, document] as unknown as EventTarget[]) {
    const keyOf = (type: string, listener: unknown): string =>
      `${type} ${String(idOf(target))} ${String(idOf(listener as object))}`;
    replace(target, 'addEventListener', (original) => (type: string, listener: unknown, options?: unknown) => {
      listeners.add(keyOf(type, listener));
      original.call(target, type, listener as EventListener, options as AddEventListenerOptions);
    });
    replace(target, 'removeEventListener', (original) => (type: string, listener: unknown, options?: unknown) => {
      listeners.delete(keyOf(type, listener));
      original.call(target, type, listener as EventListener, options as EventListenerOptions);
    });
  }
  replace(
    globalThis,
    'setTimeout',
    (original) =>
      ((callback: () => void, delay?: number) => {
        const handle: unknown = original(() => {
          timers.delete(handle);
          callback();
        }, delay);
        timers.add(handle);
        return handle;
      }) as unknown as typeof setTimeout,
  );
  replace(
    globalThis,
    'clearTimeout',
    (original) =>
      ((handle: number) => {
        timers.delete(handle);
        original(handle);
      }) as typeof clearTimeout,
  );
  replace(URL, 'createObjectURL', (original) => (blob: Blob) => {
    const url = original.call(URL, blob);
    urls.add(url);
    return url;
  });
  replace(URL, 'revokeObjectURL', (original) => (url: string) => {
    urls.delete(url);
    original.call(URL, url);
  });
  replace(
    globalThis,
    'WebSocket',
    (Original) =>
      class extends Original {
        constructor(url: string | URL, protocols?: string | string[]) {
          super(url, protocols);
          sockets += 1;
        }
      },
  );
  for (const name of ['ResizeObserver', 'IntersectionObserver'] as const) {
    const prototype = globalThis[name].prototype as { observe: unknown; disconnect: unknown };
    replace(
      prototype,
      'observe',
      (original) =>
        function observe(this: object, ...args: unknown[]) {
          observers.add(this);
          (original as (...args: unknown[]) => void).apply(this, args);
        },
    );
    replace(
      prototype,
      'disconnect',
      (original) =>
        function disconnect(this: object) {
          observers.delete(this);
          (original as () => void).call(this);
        },
    );
  }
  return {
    read: () => ({
      listeners: listeners.size,
      timers: timers.size,
      urls: urls.size,
      sockets,
      observers: observers.size,
    }),
    restore: () => {
      for (const back of undo.reverse()) back();
    },
  };
}
